// The operations of a dense layer: y = activation(x W + b), and the parts of its gradient that are not products,
// dz = dy * activation'(y) and db = sum over the rows of dz.
#include <initializer_list>

#include "elementwise.h"
#include "factors.h"
#include "rows.h"

namespace autoencoders {
namespace {

// The numbers are the same as in src/backend/graph/fusion/dense.ts.
enum Activation { kLinear, kRelu, kSigmoid, kTanh };

/** The attribute `activation`, which must be one of `supported`. */
Activation ToActivation(Attributes attributes, std::initializer_list<Activation> supported) {
  const int32_t value = attributes.Int("activation");
  for (Activation activation : supported)
    if (activation == value) return activation;
  throw Invalid("unknown activation: " + std::to_string(value));
}

inline float Linear(float x) { return x; }

template <float (*activation)(float)>
struct AddAndActivate : Epilogue {
  const float* bias;
  explicit AddAndActivate(const float* bias) : bias(bias) {}
  void operator()(int64_t, int64_t j, int width, float* numbers) const override {
    for (int w = 0; w < width; w++) numbers[w] = activation(numbers[w] + bias[j + w]);
  }
};

struct Product {
  const Factors factors;
  explicit Product(Attributes attributes) : factors(attributes) {}
  void Compute(Context& context) {
    factors.Multiply(context, nullptr, context.Output(0, factors.ShapeOf(context)));
  }
};

struct Dense {
  const Factors factors;
  const Activation activation;

  explicit Dense(Attributes attributes)
      : factors(attributes), activation(ToActivation(attributes, {kLinear, kRelu, kSigmoid})) {}

  void Compute(Context& context) {
    if (activation == kLinear) Multiply<Linear>(context);
    if (activation == kRelu) Multiply<Relu>(context);
    if (activation == kSigmoid) Multiply<Sigmoid>(context);
  }

  template <float (*activation)(float)>
  void Multiply(Context& context) const {
    const Shape shape = factors.ShapeOf(context);
    CheckSame(context.InputShape(2), {shape[1]});
    const AddAndActivate<activation> epilogue(context.Input(2));
    factors.Multiply(context, &epilogue, context.Output(0, shape));
  }
};

struct ActivationGradient {
  const Activation activation;

  explicit ActivationGradient(Attributes attributes)
      : activation(ToActivation(attributes, {kRelu, kSigmoid, kTanh})) {}

  void Compute(Context& context) {
    const Shape shape = context.InputShape(0);
    CheckSame(shape, context.InputShape(1));
    if (shape.empty()) throw Invalid("a gradient of a layer must have a rank of at least 1");
    const int64_t columns = shape.back(), rows = context.Size(0) / std::max<int64_t>(1, columns);
    const float *dy = context.Input(0), *y = context.Input(1);
    float *dz = context.Output(0, shape), *db = context.Output(1, {columns});
    if (activation == kRelu) Rows(rows, columns, dy, y, dz, db, [](float d, float v) { return ReluGradient(d, v); });
    if (activation == kSigmoid) Rows(rows, columns, dy, y, dz, db, [](float d, float v) { return d * v * (1 - v); });
    if (activation == kTanh) Rows(rows, columns, dy, y, dz, db, [](float d, float v) { return d * (1 - v * v); });
  }

  template <typename Slope>
  static void Rows(int64_t rows, int64_t columns, const float* dy, const float* y, float* dz, float* db, Slope slope) {
    SumRowsTogether(rows, columns, db, [=](int64_t i, int64_t together, float* sums) {
      Row(together * columns, dy + i * columns, y + i * columns, dz + i * columns, sums, slope);
    });
  }

  template <typename Slope>
  static void Row(int64_t columns, const float* __restrict dy, const float* __restrict y, float* __restrict dz,
                  float* __restrict sums, Slope slope) {
    for (int64_t j = 0; j < columns; j++) sums[j] += dz[j] = slope(dy[j], y[j]);
  }
};

/** The gradient of a relu, from its output. */
struct ReluGradientOfOutput {
  explicit ReluGradientOfOutput(Attributes) {}

  void Compute(Context& context) {
    const Shape shape = context.InputShape(0);
    CheckSame(shape, context.InputShape(1));
    const float *dy = context.Input(0), *y = context.Input(1);
    float* dx = context.Output(0, shape);
    Parallel(SizeOf(shape), 1 << 15, [=](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; i++) dx[i] = ReluGradient(dy[i], y[i]);
    });
  }
};

const bool dense_registered =
    (Register<Product>("AutoencodersProduct", {"a: float", "b: float"}, {"product: float"},
                       {"transpose_a: int", "transpose_b: int"}),
     Register<Dense>("AutoencodersDense", {"x: float", "kernel: float", "bias: float"}, {"y: float"},
                     {"transpose_a: int", "transpose_b: int", "activation: int"}),
     Register<ActivationGradient>("AutoencodersActivationGradient", {"dy: float", "y: float"},
                                  {"dz: float", "db: float"}, {"activation: int"}),
     Register<ReluGradientOfOutput>("AutoencodersReluGradient", {"dy: float", "y: float"}, {"dx: float"}),
     true);

}  // namespace
}  // namespace autoencoders
