// Max pooling with non-overlapping windows (stride = size), and upsampling by repeating pixels, with their gradients, on
// [batch, height, width, channels] with a multiple of 8 channels, image by image.
#include <algorithm>
#include <cstring>
#include <limits>

#include "map.h"
#include "op.h"
#include "parallel.h"
#include "vector.h"

namespace autoencoders {
namespace {

using EightWide = Vec<kLanesOfEight>;

/** `value`, clamped to 0 to `size`. */
int Within(int64_t value, int size) { return std::min<int64_t>(size, std::max<int64_t>(0, value)); }

/** The pixels in a window: some rows and columns of a map, which is `width` wide. */
struct Window {
  int top, bottom, left, right, width;

  bool is_empty() const { return top >= bottom || left >= right; }

  /** The index of the first pixel. */
  int first() const { return top * width + left; }

  /** Calls `visit(pixel)` with the index of each pixel, row by row. */
  template <typename Visit>
  void Each(Visit visit) const {
    for (int i = top; i < bottom; i++)
      for (int j = left; j < right; j++) visit(i * width + j);
  }
};

/** The attributes of all four operations: the size of a window, and the padding before the first one. */
struct Windows {
  int height, width, top, left;
  explicit Windows(Attributes attributes)
      : height(attributes.Int("height", 1)),
        width(attributes.Int("width", 1)),
        top(attributes.Int("top", 0)),
        left(attributes.Int("left", 0)) {}

  /** The pixels of `map` in the window at (y, x). */
  Window At(Map map, int y, int x) const {
    const int64_t y0 = int64_t{1} * y * height - top, x0 = int64_t{1} * x * width - left;
    return {Within(y0, map.height), Within(y0 + height, map.height), Within(x0, map.width), Within(x0 + width, map.width),
            map.width};
  }
};

/** The number of images to process: 0 if the result for an image, `one`, is empty. */
int64_t CountOf(const Shape& shape, Map one) { return one.size() > 0 ? shape[0] : 0; }

/** As in TensorFlow, NaN is never the maximum, and the maximum of no numbers is the lowest float. */
struct MaxPool : Windows {
  int rows, columns;
  explicit MaxPool(Attributes attributes)
      : Windows(attributes), rows(attributes.Int("rows", 0)), columns(attributes.Int("columns", 0)) {}

  void Compute(Context& context) {
    const float* x = context.Input(0);
    const Shape shape = context.InputShape(0);
    const Map map = ToMapOfEights("x", shape), result = ToMap("y", {shape[0], rows, columns, map.channels});
    float* y = context.Output(0, {shape[0], rows, columns, map.channels});
    const MaxPool pool = *this;
    Parallel(CountOf(shape, result), 1, [=](int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; n++)
        for (int i = 0; i < result.height; i++)
          for (int j = 0; j < result.width; j++) {
            float* to = y + n * result.size() + (int64_t{1} * i * result.width + j) * map.channels;
            const float* from = x + n * map.size();
            const Window window = pool.At(map, i, j);
            for (int c = 0; c < map.channels; c += kLanesOfEight) {
              EightWide largest = EightWide{} + std::numeric_limits<float>::lowest();
              window.Each([&](int pixel) {
                const EightWide value = Load<kLanesOfEight>(from + int64_t{1} * pixel * map.channels + c);
                largest = value > largest ? value : largest;
              });
              Store<kLanesOfEight>(to + c, largest);
            }
          }
    });
  }
};

/**
 * The gradient goes to the first maximum of a window. As in TensorFlow, a NaN counts as the maximum if it is the window's
 * first pixel, and so does the first pixel if none is larger than -Infinity.
 */
struct MaxPoolGradient : Windows {
  using Windows::Windows;

  void Compute(Context& context) {
    const float *dy = context.Input(0), *x = context.Input(1), *y = context.Input(2);
    const Shape shape = context.InputShape(1), of_y = context.InputShape(2);
    CheckSame(context.InputShape(0), of_y);
    const Map map = ToMapOfEights("x", shape), result = ToMap("y", of_y);
    CheckSame({of_y[0], of_y[3]}, {shape[0], shape[3]});
    float* dx = context.Output(0, shape);
    const Windows windows = *this;
    const bool covered = int64_t{1} * result.height * height - top >= map.height &&
                         int64_t{1} * result.width * width - left >= map.width;
    if (!covered) std::fill(dx, dx + shape[0] * map.size(), 0.f);
    Parallel(CountOf(shape, map), 1, [=](int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; n++)
        for (int i = 0; i < result.height; i++)
          for (int j = 0; j < result.width; j++) {
            const int64_t at = n * result.size() + (int64_t{1} * i * result.width + j) * map.channels;
            const Window window = windows.At(map, i, j);
            if (window.is_empty()) continue;
            const int first = window.first();
            for (int c = 0; c < map.channels; c += kLanesOfEight) {
              const int64_t origin = n * map.size() + c, start = origin + int64_t{1} * first * map.channels;
              const EightWide largest = Load<kLanesOfEight>(y + at + c), gradient = Load<kLanesOfEight>(dy + at + c), value = Load<kLanesOfEight>(x + start);
              const auto is_first = (value == largest) | (value != value);
              const EightWide of_first = is_first ? gradient : EightWide{};
              EightWide left = is_first ? EightWide{} : gradient;  // the gradient not yet assigned to a pixel
              window.Each([&](int pixel) {
                if (pixel == first) return;
                const int64_t to = origin + int64_t{1} * pixel * map.channels;
                const auto here = Load<kLanesOfEight>(x + to) == largest;
                Store<kLanesOfEight>(dx + to, here ? left : EightWide{});
                left = here ? EightWide{} : left;
              });
              Store<kLanesOfEight>(dx + start, of_first + left);
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
    const Map map = ToMapOfEights("x", shape);
    const Map result = ToMap("y", {shape[0], int64_t{1} * map.height * height, int64_t{1} * map.width * width, shape[3]});
    float* y = context.Output(0, {shape[0], result.height, result.width, map.channels});
    const Windows windows = *this;
    Parallel(CountOf(shape, result), 1, [=](int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; n++)
        for (int i = 0; i < map.height; i++) {
          const float* from = x + n * map.size() + int64_t{1} * i * map.width * map.channels;
          const int64_t row = int64_t{1} * result.width * map.channels;
          float* to = y + n * result.size() + i * windows.height * row;
          for (int j = 0; j < map.width; j++)
            for (int c = 0; c < map.channels; c += kLanesOfEight) {
              const EightWide pixel = Load<kLanesOfEight>(from + j * map.channels + c);
              for (int k = 0; k < windows.width; k++)
                Store<kLanesOfEight>(to + (j * windows.width + k) * map.channels + c, pixel);
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
    const Map map = ToMapOfEights("dy", shape), result = {map.height / height, map.width / width, map.channels};
    if (map.height % height != 0 || map.width % width != 0)
      throw Invalid("dy " + ToText(shape) + " is no whole multiple of an image");
    float* dx = context.Output(0, {shape[0], result.height, result.width, map.channels});
    const Windows windows = *this;
    Parallel(CountOf(shape, result), 1, [=](int64_t begin, int64_t end) {
      for (int64_t n = begin; n < end; n++)
        for (int i = 0; i < result.height; i++)
          for (int j = 0; j < result.width; j++) {
            float* to = dx + n * result.size() + (int64_t{1} * i * result.width + j) * map.channels;
            const float* from = dy + n * map.size();
            const Window window = windows.At(map, i, j);
            for (int c = 0; c < map.channels; c += kLanesOfEight) {
              EightWide sum = {};
              window.Each([&](int pixel) { sum += Load<kLanesOfEight>(from + int64_t{1} * pixel * map.channels + c); });
              Store<kLanesOfEight>(to + c, sum);
            }
          }
    });
  }
};

const bool resampling_registered =
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
