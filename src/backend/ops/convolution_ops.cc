// A convolution with its bias and optional relu, and its two gradients.
#include <algorithm>

#include "convolution.h"
#include "elementwise.h"
#include "finite.h"
#include "op.h"
#include "parallel.h"

namespace autoencoders {
namespace {

struct Convolution {
  bool relu;
  int top, left, height, width;

  /** `height` and `width` are those of the output, for `InputGradient` those of the input. */
  explicit Convolution(Attributes attributes)
      : relu(attributes.Int("relu") != 0),
        top(attributes.Int("top", 0)),
        left(attributes.Int("left", 0)),
        height(attributes.Int("height", 0)),
        width(attributes.Int("width", 0)) {}

  /** The filter of `shape`, whose numbers of channels must be supported by the loops. */
  Filter ToFilter(const Shape& shape) const {
    CheckRank("filter", shape, 4);
    CheckIndices(shape);
    const Filter filter = {int(shape[0]), int(shape[1]), int(shape[2]), int(shape[3]), top, left};
    const bool is_made = filter.out % 8 == 0 ? filter.in == 1 || filter.in % 8 == 0 : filter.out == 1 && filter.in % 8 == 0;
    if (!is_made || filter.size() == 0) throw Invalid("no filter for this convolution: " + ToText(shape));
    return filter;
  }

  /** Checks that `filter` and `map` have the same channels, and that with padding they give `result`. */
  static void CheckFit(Map map, Filter filter, Map result) {
    if (map.channels != filter.in || result.channels != filter.out)
      throw Invalid("a filter of " + std::to_string(filter.in) + " channels for an image of " +
                    std::to_string(map.channels));
    const int64_t height = int64_t{1} * result.height + filter.height - 1;
    const int64_t width = int64_t{1} * result.width + filter.width - 1;
    CheckIndices({height, width, filter.in});
    if (filter.top < 0 || filter.left < 0 || int64_t{1} * filter.top + map.height > height ||
        int64_t{1} * filter.left + map.width > width)
      throw Invalid("no convolution of " + ToText({map.height, map.width}) + " by " +
                    ToText({filter.height, filter.width}) + " gives " + ToText({result.height, result.width}));
  }

  /** The output of all images of a batch. */
  static void ConvolveAll(int64_t images, Map map, Filter filter, Map result, const float* weights, const float* bias,
                          bool relu, const std::function<const float*(int64_t, std::vector<float>*)>& image, float* y) {
    if (result.size() == 0) return;
    const bool are_finite = AreFinite(weights, filter.size());
    Parallel(images, 1, [&](int64_t begin, int64_t end) {
      std::vector<float> memory, padded;
      for (int64_t n = begin; n < end; n++) {
        const float* x = image(n, &memory);
        float* to = y + n * result.size();
        if (are_finite) Convolve(Pad(x, map, filter, result, &padded), filter, weights, bias, relu, result, to);
        else ConvolveInside(x, map, filter, weights, bias, relu, result, to);
      }
    });
  }

  void Compute(Context& context) {
    const Shape shape = context.InputShape(0);
    const Map map = ToMap("x", shape);
    const Filter filter = ToFilter(context.InputShape(1));
    const Map result = ToMap("the output", {shape[0], height, width, filter.out});
    CheckFit(map, filter, result);
    CheckSame(context.InputShape(2), {filter.out});
    const float* x = context.Input(0);
    float* y = context.Output(0, {shape[0], height, width, filter.out});
    const auto image = [=](int64_t n, std::vector<float>*) { return x + n * map.size(); };
    ConvolveAll(shape[0], map, filter, result, context.Input(1), context.Input(2), relu, image, y);
  }
};

/** The gradient before the relu, with `size` numbers. */
const float* BeforeRelu(bool relu, const float* dy, const float* y, int64_t size, std::vector<float>* masked) {
  if (!relu) return dy;
  masked->resize(size);
  float* to = masked->data();
  for (int64_t i = 0; i < size; i++) to[i] = ReluGradient(dy[i], y[i]);
  return to;
}

/** The gradient of x: dy convolved with the filter rotated by 180 degrees, with input and output channels swapped. */
struct InputGradient : Convolution {
  using Convolution::Convolution;

  void Compute(Context& context) {
    const Shape shape = context.InputShape(0);
    CheckSame(shape, context.InputShape(1));
    const Map map = ToMap("dy", shape);
    const Filter filter = ToFilter(context.InputShape(2));
    const Filter turned = {filter.height, filter.width, filter.out, filter.in,
                           filter.height - 1 - top, filter.width - 1 - left};
    const Map result = ToMap("the gradient", {shape[0], height, width, filter.in});
    CheckFit(map, turned, result);
    const float *dy = context.Input(0), *y = context.Input(1), *w = context.Input(2);
    std::vector<float> weights(filter.size());
    for (int k = 0, last = filter.height * filter.width - 1; k <= last; k++)
      for (int i = 0; i < filter.in; i++)
        for (int o = 0; o < filter.out; o++)
          weights[(k * filter.out + o) * filter.in + i] = w[((last - k) * filter.in + i) * filter.out + o];
    float* dx = context.Output(0, {shape[0], height, width, filter.in});
    const auto image = [=](int64_t n, std::vector<float>* memory) {
      return BeforeRelu(relu, dy + n * map.size(), y + n * map.size(), map.size(), memory);
    };
    ConvolveAll(shape[0], map, turned, result, weights.data(), nullptr, false, image, dx);
  }
};

/** The gradients of filter and bias. Images are summed in fixed groups, so that sums are reproducible. */
struct FilterGradient : Convolution {
  using Convolution::Convolution;

  void Compute(Context& context) {
    const Shape shape = context.InputShape(0), of_y = context.InputShape(1), w = context.InputShape(3);
    const Map map = ToMap("x", shape), result = ToMap("dy", of_y);
    const Filter filter = ToFilter(w);
    CheckFit(map, filter, result);
    CheckSame(of_y, context.InputShape(2));
    if (shape[0] != of_y[0]) CheckSame(shape, of_y);
    const Batch batch = {context.Input(0), context.Input(1), context.Input(2), result.size() > 0 ? shape[0] : 0};
    float *dw = context.Output(0, w), *db = context.Output(1, {filter.out});
    AddUp(batch, map, filter, result, false, dw, db);
    // If a number is not finite, it may have been multiplied by the padding.
    if (!AreFinite(dw, filter.size())) AddUp(batch, map, filter, result, true, dw, db);
  }

 private:
  struct Batch {
    const float *x, *dy, *y;
    int64_t size;
  };

  void AddUp(Batch batch, Map map, Filter filter, Map result, bool inside, float* dw, float* db) const {
    const int64_t groups = std::min<int64_t>(16, batch.size), weights = filter.size(), size = weights + filter.out;
    std::vector<float> sums(groups * size, 0);
    float* all = sums.data();
    Parallel(groups, 1, [&](int64_t begin, int64_t end) {
      std::vector<float> masked, padded;
      for (int64_t group = begin; group < end; group++)
        for (int64_t n = batch.size * group / groups; n < batch.size * (group + 1) / groups; n++) {
          const int64_t at = n * result.size();
          const float* gradient = BeforeRelu(relu, batch.dy + at, batch.y + at, result.size(), &masked);
          float *sum = all + group * size, *bias = sum + weights;
          const float* image = batch.x + n * map.size();
          if (inside) AddFilterGradientInside(image, map, filter, gradient, result, sum);
          else AddFilterGradient(Pad(image, map, filter, result, &padded), filter, gradient, result, sum);
          AddBiasGradient(gradient, result, bias);
        }
    });
    for (int64_t i = 0; i < size; i++) {
      float total = 0;
      for (int64_t group = 0; group < groups; group++) total += all[group * size + i];
      (i < weights ? dw[i] : db[i - weights]) = total;
    }
  }
};

const Names kGeometry = {"relu: int", "top: int", "left: int", "height: int", "width: int"};

const bool convolution_registered =
    (Register<Convolution>("AutoencodersConvolution", {"x: float", "filter: float", "bias: float"}, {"y: float"},
                           kGeometry),
     Register<InputGradient>("AutoencodersConvolutionInputGradient", {"dy: float", "y: float", "filter: float"},
                             {"dx: float"}, kGeometry),
     Register<FilterGradient>("AutoencodersConvolutionFilterGradient",
                              {"x: float", "dy: float", "y: float", "filter: float"},
                              {"filter_gradient: float", "bias_gradient: float"}, kGeometry),
     true);

}  // namespace
}  // namespace autoencoders
