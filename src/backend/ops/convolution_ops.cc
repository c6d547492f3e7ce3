// A convolution with its bias and optional relu, and the gradient of its filter and bias.
#include <algorithm>

#include "convolution_op.h"
#include "finite.h"
#include "parallel.h"

namespace autoencoders {
namespace {

struct Forward : Convolution {
  using Convolution::Convolution;

  void Compute(Context& context) {
    const Shape shape = context.InputShape(0);
    const Map map = ToMap("x", shape);
    const Filter filter = ToFilter(context.InputShape(1));
    CheckSupported(filter, context.InputShape(1));
    const Map result = ToMap("the output", {shape[0], height, width, filter.out});
    CheckFit(map, filter, result);
    CheckSame(context.InputShape(2), {filter.out});
    const float *x = context.Input(0), *weights = context.Input(1), *bias = context.Input(2);
    float* y = context.Output(0, {shape[0], height, width, filter.out});
    if (result.size() == 0) return;
    const bool are_finite = AreFinite(weights, filter.size()), relu = this->relu;
    std::vector<float> ordered(filter.out <= kFew ? filter.size() : 0);
    if (!ordered.empty()) OrderByOutput(filter, weights, ordered.data());
    const float* to_use = ordered.empty() ? weights : ordered.data();
    Parallel(shape[0], 1, [=](int64_t begin, int64_t end) {
      std::vector<float> padded;
      for (int64_t n = begin; n < end; n++) {
        const float* image = x + n * map.size();
        float* to = y + n * result.size();
        if (!are_finite) ConvolveInside(image, map, filter, weights, bias, relu, result, to);
        else Convolve(Pad(image, map, filter, result, &padded), filter, to_use, bias, relu, result, WholeOf(to, result));
      }
    });
  }
};

/** The gradients of filter and bias. Images are summed in fixed groups, so that sums are reproducible. */
struct FilterGradient : Convolution {
  using Convolution::Convolution;

  void Compute(Context& context) {
    const Shape shape = context.InputShape(0), of_y = context.InputShape(1), w = context.InputShape(3);
    const Map map = ToMap("x", shape), result = ToMap("dy", of_y);
    const Filter filter = ToFilter(w);
    CheckSupported(filter, w);
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
    std::vector<float> total(size, 0);
    for (int64_t group = 0; group < groups; group++)
      for (int64_t i = 0; i < size; i++) total[i] += all[group * size + i];
    if (filter.out <= kFew && !inside) OrderByOutput(filter, total.data(), dw, true);
    else std::copy_n(total.data(), weights, dw);
    std::copy_n(total.data() + weights, filter.out, db);
  }
};

const bool convolution_registered =
    (Register<Forward>("AutoencodersConvolution", {"x: float", "filter: float", "bias: float"}, {"y: float"}, kGeometry),
     Register<FilterGradient>("AutoencodersConvolutionFilterGradient",
                              {"x: float", "dy: float", "y: float", "filter: float"},
                              {"filter_gradient: float", "bias_gradient: float"}, kGeometry),
     true);

}  // namespace
}  // namespace autoencoders
