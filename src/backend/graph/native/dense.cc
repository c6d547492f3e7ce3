// What a step does for a dense layer: y = activation(x W + b), and of its gradient what is not a product,
// dz = dy * activation'(y) and db = sum over the rows of dz.
#include "elementwise.h"
#include "op.h"
#include "product.h"
#include "rows.h"

namespace autoencoders {
namespace {

// As src/backend/graph/fuse.ts numbers them.
enum Activation { kLinear, kRelu, kSigmoid, kTanh };

inline float Relu(float x) { return x < 0 ? 0 : x; }

template <float (*activation)(float)>
void AddAndActivate(float* numbers, int width, const float* bias) {
  for (int j = 0; j < width; j++) numbers[j] = activation(numbers[j] + bias[j]);
}

void Add(float* numbers, int width, const float* bias) {
  for (int j = 0; j < width; j++) numbers[j] += bias[j];
}

/** The two matrices that an operation multiplies, each as it is or transposed. */
struct Factors {
  bool transpose_a, transpose_b;

  explicit Factors(Attributes attributes)
      : transpose_a(attributes.Int("transpose_a") != 0), transpose_b(attributes.Int("transpose_b") != 0) {}

  void Multiply(Context& context, const float* bias, Finish finish) const {
    const Shape a = context.InputShape(0), b = context.InputShape(1);
    const int64_t m = a[transpose_a], k = a[!transpose_a], n = b[!transpose_b];
    autoencoders::Multiply(MatrixOf(context.Input(0), a, transpose_a), MatrixOf(context.Input(1), b, transpose_b), m, n,
                           k, bias, finish, context.Output(0, {m, n}));
  }

 private:
  static Matrix MatrixOf(const float* data, const Shape& shape, bool transpose) {
    return transpose ? Matrix{data, 1, shape[1]} : Matrix{data, shape[1], 1};
  }
};

struct Product {
  const Factors factors;
  explicit Product(Attributes attributes) : factors(attributes) {}
  void Compute(Context& context) { factors.Multiply(context, nullptr, nullptr); }
};

struct Dense {
  const Factors factors;
  const Finish finish;

  explicit Dense(Attributes attributes)
      : factors(attributes), finish(FinishOf(static_cast<Activation>(attributes.Int("activation")))) {}

  void Compute(Context& context) { factors.Multiply(context, context.Input(2), finish); }

  static Finish FinishOf(Activation activation) {
    switch (activation) {
      case kRelu: return AddAndActivate<Relu>;
      case kSigmoid: return AddAndActivate<Sigmoid>;
      default: return Add;
    }
  }
};

struct ActivationGradient {
  const Activation activation;

  explicit ActivationGradient(Attributes attributes)
      : activation(static_cast<Activation>(attributes.Int("activation"))) {}

  void Compute(Context& context) {
    const Shape shape = context.InputShape(0);
    const int64_t columns = shape.back(), rows = context.Size(0) / (columns > 0 ? columns : 1);
    const float *dy = context.Input(0), *y = context.Input(1);
    float *dz = context.Output(0, shape), *db = context.Output(1, {columns});
    if (activation == kRelu) Rows(rows, columns, dy, y, dz, db, [](float d, float v) { return v > 0 ? d : 0; });
    if (activation == kSigmoid) Rows(rows, columns, dy, y, dz, db, [](float d, float v) { return d * v * (1 - v); });
    if (activation == kTanh) Rows(rows, columns, dy, y, dz, db, [](float d, float v) { return d * (1 - v * v); });
  }

  template <typename Slope>
  static void Rows(int64_t rows, int64_t columns, const float* dy, const float* y, float* dz, float* db, Slope slope) {
    SumRows(rows, columns, db, [=](int64_t i, float* sums) {
      Row(columns, dy + i * columns, y + i * columns, dz + i * columns, sums, slope);
    });
  }

  template <typename Slope>
  static void Row(int64_t columns, const float* __restrict dy, const float* __restrict y, float* __restrict dz,
                  float* __restrict sums, Slope slope) {
    for (int64_t j = 0; j < columns; j++) sums[j] += dz[j] = slope(dy[j], y[j]);
  }
};

const bool registered =
    (Register<Product>("AutoencodersProduct", {"a: float", "b: float"}, {"product: float"},
                       {"transpose_a: int", "transpose_b: int"}),
     Register<Dense>("AutoencodersDense", {"x: float", "kernel: float", "bias: float"}, {"y: float"},
                     {"transpose_a: int", "transpose_b: int", "activation: int"}),
     Register<ActivationGradient>("AutoencodersActivationGradient", {"dy: float", "y: float"},
                                  {"dz: float", "db: float"}, {"activation: int"}),
     true);

}  // namespace
}  // namespace autoencoders
