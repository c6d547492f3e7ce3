// Max pooling whose windows lie side by side (stride = size), and upsampling by repeating pixels, with their gradients,
// on [batch, height, width, channels] with a multiple of 8 channels, one image after the other.
#include <algorithm>
#include <cstring>
#include <limits>

#include "convolution.h"
#include "op.h"
#include "parallel.h"

namespace autoencoders {
namespace {

Map ToMap(const Shape& shape) { return {int(shape[1]), int(shape[2]), int(shape[3])}; }

/** The attributes of all four: a window's size, and the zeros before the first one. */
struct Windows {
  int height, width, top, left;
  explicit Windows(Attributes attributes)
      : height(attributes.Int("height")),
        width(attributes.Int("width")),
        top(attributes.Int("top")),
        left(attributes.Int("left")) {}

  /** Calls `visit(pixel)` with the index of each pixel of `map` in the window at (y, x), row by row. */
  template <typename Visit>
  void Each(Map map, int y, int x, Visit visit) const {
    const int y0 = y * height - top, x0 = x * width - left;
    for (int i = std::max(0, y0); i < std::min(map.height, y0 + height); i++)
      for (int j = std::max(0, x0); j < std::min(map.width, x0 + width); j++) visit(i * map.width + j);
  }
};

struct MaxPool : Windows {
  int rows, columns;
  explicit MaxPool(Attributes attributes)
      : Windows(attributes), rows(attributes.Int("rows")), columns(attributes.Int("columns")) {}

  void Compute(Context& context) {
    const float* x = context.Input(0);
    const Shape shape = context.InputShape(0);
    const Map map = ToMap(shape), result = {rows, columns, map.channels};
    float* y = context.Output(0, {shape[0], rows, columns, map.channels});
    const MaxPool pool = *this;
    Parallel(shape[0], 1, [=](int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; n++)
        for (int i = 0; i < result.height; i++)
          for (int j = 0; j < result.width; j++) {
            float* to = y + n * result.size() + (int64_t{1} * i * result.width + j) * map.channels;
            const float* from = x + n * map.size();
            for (int c = 0; c < map.channels; c += 8) {
              Vec<8> largest = Vec<8>{} - std::numeric_limits<float>::infinity();
              pool.Each(map, i, j, [&](int pixel) {
                const Vec<8> value = Load<8>(from + int64_t{1} * pixel * map.channels + c);
                largest = value > largest ? value : largest;
              });
              Store<8>(to + c, largest);
            }
          }
    });
  }
};

/** The gradient goes to the first of a window's largest pixels. */
struct MaxPoolGradient : Windows {
  using Windows::Windows;

  void Compute(Context& context) {
    const float *dy = context.Input(0), *x = context.Input(1), *y = context.Input(2);
    const Shape shape = context.InputShape(1);
    const Map map = ToMap(shape), result = ToMap(context.InputShape(0));
    float* dx = context.Output(0, shape);
    const Windows windows = *this;
    const bool covered = result.height * height - top >= map.height && result.width * width - left >= map.width;
    if (!covered) std::fill(dx, dx + shape[0] * map.size(), 0.f);
    Parallel(shape[0], 1, [=](int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; n++)
        for (int i = 0; i < result.height; i++)
          for (int j = 0; j < result.width; j++) {
            const int64_t at = n * result.size() + (int64_t{1} * i * result.width + j) * map.channels;
            for (int c = 0; c < map.channels; c += 8) {
              const Vec<8> largest = Load<8>(y + at + c);
              Vec<8> left = Load<8>(dy + at + c);  // what has found no pixel yet
              windows.Each(map, i, j, [&](int pixel) {
                const int64_t to = n * map.size() + int64_t{1} * pixel * map.channels + c;
                const auto here = Load<8>(x + to) == largest;
                Store<8>(dx + to, here ? left : Vec<8>{});
                left = here ? Vec<8>{} : left;
              });
            }
          }
    });
  }
};

struct Upsample : Windows {
  using Windows::Windows;

  void Compute(Context& context) {
    const float* x = context.Input(0);
    const Shape shape = context.InputShape(0);
    const Map map = ToMap(shape), result = {map.height * height, map.width * width, map.channels};
    float* y = context.Output(0, {shape[0], result.height, result.width, map.channels});
    const Windows windows = *this;
    Parallel(shape[0], 1, [=](int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; n++)
        for (int i = 0; i < map.height; i++) {
          const float* from = x + n * map.size() + int64_t{1} * i * map.width * map.channels;
          const int64_t row = int64_t{1} * result.width * map.channels;
          float* to = y + n * result.size() + i * windows.height * row;
          for (int j = 0; j < map.width; j++)
            for (int c = 0; c < map.channels; c += 8) {
              const Vec<8> pixel = Load<8>(from + j * map.channels + c);
              for (int k = 0; k < windows.width; k++)
                Store<8>(to + (j * windows.width + k) * map.channels + c, pixel);
            }
          for (int k = 1; k < windows.height; k++) std::memcpy(to + k * row, to, sizeof(float) * row);
        }
    });
  }
};

/** The gradient of a pixel is the sum over its copies. */
struct UpsampleGradient : Windows {
  using Windows::Windows;

  void Compute(Context& context) {
    const float* dy = context.Input(0);
    const Shape shape = context.InputShape(0);
    const Map map = ToMap(shape), result = {map.height / height, map.width / width, map.channels};
    float* dx = context.Output(0, {shape[0], result.height, result.width, map.channels});
    const Windows windows = *this;
    Parallel(shape[0], 1, [=](int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; n++)
        for (int i = 0; i < result.height; i++)
          for (int j = 0; j < result.width; j++) {
            float* to = dx + n * result.size() + (int64_t{1} * i * result.width + j) * map.channels;
            const float* from = dy + n * map.size();
            for (int c = 0; c < map.channels; c += 8) {
              Vec<8> sum = {};
              windows.Each(map, i, j,
                           [&](int pixel) { sum += Load<8>(from + int64_t{1} * pixel * map.channels + c); });
              Store<8>(to + c, sum);
            }
          }
    });
  }
};

const bool registered =
    (Register<MaxPool>("AutoencodersMaxPool", {"x: float"}, {"y: float"},
                       {"height: int", "width: int", "top: int", "left: int", "rows: int", "columns: int"}),
     Register<MaxPoolGradient>("AutoencodersMaxPoolGradient", {"dy: float", "x: float", "y: float"}, {"dx: float"},
                               {"height: int", "width: int", "top: int", "left: int"}),
     Register<Upsample>("AutoencodersUpsample", {"x: float"}, {"y: float"},
                        {"height: int", "width: int", "top: int", "left: int"}),
     Register<UpsampleGradient>("AutoencodersUpsampleGradient", {"dy: float"}, {"dx: float"},
                                {"height: int", "width: int", "top: int", "left: int"}),
     true);

}  // namespace
}  // namespace autoencoders
