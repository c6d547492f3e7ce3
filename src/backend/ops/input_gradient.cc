// The gradient of a convolution's input, which is also the transposed convolution. With a stride of s, pixels whose
// coordinates have the same remainders modulo s use the same weights; they form a phase, a convolution of the output's
// gradient with every s-th weight in reverse order (Dumoulin and Visin, 2016, chapter 4).
#include <algorithm>

#include "convolution_op.h"
#include "finite.h"
#include "parallel.h"

namespace autoencoders {
namespace {

/** One coordinate of a phase. */
struct Remainder {
  int first;   // its first pixel
  int pixels;  // how many it has
  int weight;  // its first weight
  int taps;    // how many weights it takes
  int before;  // the padding of the output's gradient

  Remainder(int first, int side, int stride, int padding, int weights)
      : first(first),
        pixels(side > first ? (side - first - 1) / stride + 1 : 0),
        weight((first + padding) % stride),
        taps((weights - weight - 1) / stride + 1),
        before(taps - 1 - (first + padding) / stride) {}
};

struct Phase {
  Remainder y, x;
  Filter filter;
  std::vector<float> weights;
  Map pixels;

  Phase(Remainder y, Remainder x, Filter of, const float* w)
      : y(y), x(x), filter{y.taps, x.taps, of.out, of.in, y.before, x.before}, pixels{y.pixels, x.pixels, of.in} {
    weights.resize(filter.size());
    for (int v = 0; v < y.taps; v++)
      for (int u = 0; u < x.taps; u++) {
        const int ky = y.weight + (y.taps - 1 - v) * of.stride_height, kx = x.weight + (x.taps - 1 - u) * of.stride_width;
        const float* from = w + (int64_t{1} * ky * of.width + kx) * of.in * of.out;
        float* to = weights.data() + (int64_t{1} * v * x.taps + u) * of.in * of.out;
        for (int i = 0; i < of.in; i++)
          for (int o = 0; o < of.out; o++) to[o * of.in + i] = from[i * of.out + o];
      }
    if (filter.out > kFew) return;
    std::vector<float> ordered(weights.size());
    OrderByOutput(filter, weights.data(), ordered.data());
    weights = std::move(ordered);
  }

  /** Computes this phase's pixels of `dx` from dy, whose pixel (0, 0) is at `image`; `bias` may be null. */
  void Compute(Canvas image, Filter of, const float* bias, bool relu, Map result, float* dx) const {
    const int64_t row = int64_t{1} * result.width * result.channels;
    const Target to = {dx + y.first * row + int64_t{1} * x.first * result.channels, of.stride_height * row,
                       int64_t{1} * of.stride_width * result.channels};
    if (pixels.size() == 0) return;
    const Canvas from = {image.data - y.before * image.pitch - int64_t{1} * x.before * filter.in, image.pitch};
    Convolve(from, filter, weights.data(), bias, relu, pixels, to);
  }
};

/** The padding of dy that all `phases` have enough of, and the size of the padded image. */
struct Common {
  int top = 0, left = 0, height = 0, width = 0;

  Common(const std::vector<Phase>& phases, int channels) {
    int64_t rows = 0, columns = 0;
    for (const Phase& phase : phases) {
      top = std::max(top, phase.y.before);
      left = std::max(left, phase.x.before);
    }
    for (const Phase& phase : phases) {
      rows = std::max(rows, int64_t{1} * top - phase.y.before + phase.pixels.height + phase.y.taps - 1);
      columns = std::max(columns, int64_t{1} * left - phase.x.before + phase.pixels.width + phase.x.taps - 1);
    }
    CheckIndices({rows, columns, channels});
    height = static_cast<int>(rows);
    width = static_cast<int>(columns);
  }

  Canvas Pad(const float* dy, Map map, std::vector<float>* padded) const {
    if (height <= 0 || width <= 0) return {dy, 0};
    const Canvas all = autoencoders::Pad(dy, map, {1, 1, map.channels, 1, top, left}, {height, width, 1}, padded);
    return {all.data + top * all.pitch + int64_t{1} * left * map.channels, all.pitch};
  }
};

std::vector<Phase> PhasesOf(Filter filter, const float* w, Map result) {
  std::vector<Phase> phases;
  for (int y = 0; y < std::min(filter.stride_height, result.height); y++)
    for (int x = 0; x < std::min(filter.stride_width, result.width); x++)
      phases.emplace_back(Remainder(y, result.height, filter.stride_height, filter.top, filter.height),
                          Remainder(x, result.width, filter.stride_width, filter.left, filter.width), filter, w);
  return phases;
}

/** What a transposed convolution and the gradient of a convolution's input have in common. */
struct Transposed : Convolution {
  using Convolution::Convolution;

  /** Of each image, `image(n, memory)` is what is convolved; then `bias`, which may be null, is added, and relu applied. */
  template <typename Image>
  void Convolve(Context& context, const Shape& shape, int weights, const float* bias, bool activate, Image image) const {
    const Map map = ToMap("dy", shape);
    const Filter filter = ToFilter(context.InputShape(weights));
    CheckSupported({filter.height, filter.width, filter.out, filter.in}, context.InputShape(weights));
    const Map result = ToMap("the gradient", {shape[0], height, width, filter.in});
    CheckFit(result, filter, map);
    const float* w = context.Input(weights);
    float* dx = context.Output(0, {shape[0], height, width, filter.in});
    if (result.size() == 0) return;
    const bool are_finite = AreFinite(w, filter.size());
    const std::vector<Phase> phases = are_finite ? PhasesOf(filter, w, result) : std::vector<Phase>();
    const Common common(phases, map.channels);
    Parallel(shape[0], 1, [&](int64_t begin, int64_t end) {
      std::vector<float> memory, padded;
      for (int64_t n = begin; n < end; n++) {
        const float* dy = image(n * map.size(), map.size(), &memory);
        float* to = dx + n * result.size();
        const Canvas canvas = common.Pad(dy, map, &padded);
        for (const Phase& phase : phases) phase.Compute(canvas, filter, bias, activate, result, to);
        if (!are_finite) Inside(dy, map, filter, w, bias, activate, result, to);
      }
    });
  }

 private:
  static void Inside(const float* dy, Map map, Filter filter, const float* w, const float* bias, bool activate,
                     Map result, float* to) {
    for (int64_t i = 0; i < result.size(); i++) to[i] = bias != nullptr ? bias[i % result.channels] : 0;
    AddInputGradientInside(to, result, filter, w, dy, map);
    for (int64_t i = 0; activate && i < result.size(); i++) to[i] = Relu(to[i]);
  }
};

struct InputGradient : Transposed {
  using Transposed::Transposed;

  void Compute(Context& context) {
    const Shape shape = context.InputShape(0);
    CheckSame(shape, context.InputShape(1));
    const float *dy = context.Input(0), *y = context.Input(1);
    const bool masks = relu;
    Convolve(context, shape, 2, nullptr, false, [=](int64_t from, int64_t size, std::vector<float>* memory) {
      return BeforeRelu(masks, dy + from, y + from, size, memory);
    });
  }
};

struct TransposedConvolution : Transposed {
  using Transposed::Transposed;

  void Compute(Context& context) {
    const Shape filter = context.InputShape(1);
    CheckRank("filter", filter, 4);
    CheckSame(context.InputShape(2), {filter[2]});
    const float* x = context.Input(0);
    Convolve(context, context.InputShape(0), 1, context.Input(2), relu,
             [=](int64_t from, int64_t, std::vector<float>*) { return x + from; });
  }
};

const bool input_gradient_registered =
    (Register<InputGradient>("AutoencodersConvolutionInputGradient", {"dy: float", "y: float", "filter: float"},
                             {"dx: float"}, kGeometry),
     Register<TransposedConvolution>("AutoencodersTransposedConvolution", {"x: float", "filter: float", "bias: float"},
                                     {"y: float"}, kGeometry),
     true);

}  // namespace
}  // namespace autoencoders
