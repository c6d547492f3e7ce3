// A convolution with its bias and, where it has one, its relu, and the two gradients of the whole.
#include <algorithm>
#include <mutex>

#include "convolution.h"
#include "op.h"
#include "parallel.h"

namespace autoencoders {
namespace {

Map ToMap(const Shape& shape) { return {int(shape[1]), int(shape[2]), int(shape[3])}; }

struct Convolution {
  bool relu;
  int top, left, height, width;

  /** `height` and `width` are those of the output, for `InputGradient` those of the input. */
  explicit Convolution(Attributes attributes)
      : relu(attributes.Int("relu") != 0),
        top(attributes.Int("top")),
        left(attributes.Int("left")),
        height(attributes.Int("height")),
        width(attributes.Int("width")) {}

  Filter ToFilter(const Shape& w) const { return {int(w[0]), int(w[1]), int(w[2]), int(w[3]), top, left}; }

  void Compute(Context& context) {
    const float *x = context.Input(0), *w = context.Input(1), *bias = context.Input(2);
    const Shape shape = context.InputShape(0);
    const Map map = ToMap(shape);
    const Filter filter = ToFilter(context.InputShape(1));
    const Map result = {height, width, filter.out};
    float* y = context.Output(0, {shape[0], height, width, filter.out});
    Parallel(shape[0], 1, [=](int64_t begin, int64_t end) {
      std::vector<float> padded;
      for (int64_t n = begin; n < end; n++)
        Convolve(Pad(x + n * map.size(), map, filter, result, &padded), filter, w, bias, relu, result,
                 y + n * result.size());
    });
  }
};

/** The gradient before the relu: dy where y > 0. */
const float* BeforeRelu(bool relu, const float* dy, const float* y, int64_t size, std::vector<float>* masked) {
  if (!relu) return dy;
  masked->resize(size);
  float* to = masked->data();
  for (int64_t i = 0; i < size; i++) to[i] = y[i] > 0 ? dy[i] : 0;
  return to;
}

/** The gradient of x: dy convolved with the filter turned by 180 degrees, input and output channels swapped. */
struct InputGradient : Convolution {
  using Convolution::Convolution;

  void Compute(Context& context) {
    const float *dy = context.Input(0), *y = context.Input(1), *w = context.Input(2);
    const Shape shape = context.InputShape(0);
    const Map map = ToMap(shape);
    const Filter filter = ToFilter(context.InputShape(2));
    const Filter turned = {filter.height, filter.width, filter.out, filter.in,
                           filter.height - 1 - top, filter.width - 1 - left};
    const Map result = {height, width, filter.in};
    std::vector<float> weights(int64_t{1} * filter.height * filter.row() * filter.out);
    for (int k = 0, last = filter.height * filter.width - 1; k <= last; k++)
      for (int i = 0; i < filter.in; i++)
        for (int o = 0; o < filter.out; o++)
          weights[(k * filter.out + o) * filter.in + i] = w[((last - k) * filter.in + i) * filter.out + o];
    float* dx = context.Output(0, {shape[0], height, width, filter.in});
    const float* turned_weights = weights.data();
    Parallel(shape[0], 1, [=](int64_t begin, int64_t end) {
      std::vector<float> masked, padded;
      for (int64_t n = begin; n < end; n++) {
        const int64_t at = n * map.size();
        const float* gradient = BeforeRelu(relu, dy + at, y + at, map.size(), &masked);
        Convolve(Pad(gradient, map, turned, result, &padded), turned, turned_weights, nullptr, false, result,
                 dx + n * result.size());
      }
    });
  }
};

/** The gradients of filter and bias. Images are summed in groups, always the same, so that a sum is the same each time. */
struct FilterGradient : Convolution {
  using Convolution::Convolution;

  void Compute(Context& context) {
    const float *x = context.Input(0), *dy = context.Input(1), *y = context.Input(2);
    const Shape shape = context.InputShape(0), w = context.InputShape(3);
    const Map map = ToMap(shape), result = ToMap(context.InputShape(1));
    const Filter filter = ToFilter(w);
    const int64_t groups = std::min<int64_t>(16, shape[0]), weights = w[0] * w[1] * w[2] * w[3];
    const int64_t images = shape[0], size = weights + filter.out;
    std::vector<float> sums(groups * size, 0);
    float* all = sums.data();
    Parallel(groups, 1, [=](int64_t begin, int64_t end) {
      std::vector<float> masked, padded;
      for (int64_t group = begin; group < end; group++)
        for (int64_t n = images * group / groups; n < images * (group + 1) / groups; n++) {
          const int64_t at = n * result.size();
          const float* gradient = BeforeRelu(relu, dy + at, y + at, result.size(), &masked);
          const float* image = Pad(x + n * map.size(), map, filter, result, &padded);
          float *sum = all + group * size, *bias = sum + weights;
          AddFilterGradient(image, filter, gradient, result, sum);
          for (int64_t i = 0; i < result.size(); i += filter.out)
            for (int o = 0; o < filter.out; o++) bias[o] += gradient[i + o];
        }
    });
    float *dw = context.Output(0, w), *db = context.Output(1, {filter.out});
    for (int64_t i = 0; i < size; i++) {
      float total = 0;
      for (int64_t group = 0; group < groups; group++) total += all[group * size + i];
      (i < weights ? dw[i] : db[i - weights]) = total;
    }
  }
};

const bool registered =
    (Register<Convolution>("AutoencodersConvolution", {"x: float", "filter: float", "bias: float"}, {"y: float"},
                           {"relu: int", "top: int", "left: int", "height: int", "width: int"}),
     Register<InputGradient>("AutoencodersConvolutionInputGradient", {"dy: float", "y: float", "filter: float"},
                             {"dx: float"}, {"relu: int", "top: int", "left: int", "height: int", "width: int"}),
     Register<FilterGradient>("AutoencodersConvolutionFilterGradient",
                              {"x: float", "dy: float", "y: float", "filter: float"},
                              {"filter_gradient: float", "bias_gradient: float"},
                              {"relu: int", "top: int", "left: int", "height: int", "width: int"}),
     true);

}  // namespace
}  // namespace autoencoders
