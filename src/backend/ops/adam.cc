// One update by Adam (Kingma and Ba, 2015) in one pass over weight, moments and gradient, as tf.train.adam computes it:
//   m <- beta1 m + (1 - beta1) g;  v <- beta2 v + (1 - beta2) g^2
//   w <- w - learningRate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
// In a graph it works in place: the operation's input is the variable's own memory (TensorFlow copies only variables that
// are read in parts), and the operation runs after all others that read it.
#include <algorithm>
#include <cmath>

#include "factors.h"
#include "parallel.h"

namespace autoencoders {
namespace {

struct Adam {
  // 1 - beta is an attribute too: computed from a beta rounded to float, its fifth digit would be wrong.
  float learning_rate, beta1, beta2, rest1, rest2, epsilon;

  explicit Adam(Attributes attributes)
      : learning_rate(attributes.Float("learning_rate")),
        beta1(attributes.Float("beta1")),
        beta2(attributes.Float("beta2")),
        rest1(attributes.Float("one_minus_beta1")),
        rest2(attributes.Float("one_minus_beta2")),
        epsilon(attributes.Float("epsilon")) {}

  /** Factors that depend only on t. */
  struct Time {
    float rate, root;
  };
  Time TimeOf(float beta1_power, float beta2_power) const {
    return {learning_rate / (1 - beta1_power), 1 / std::sqrt(1 - beta2_power)};
  }

  /** Arrays declared not to overlap, so that the compiler vectorizes over 8 or 16 numbers. */
  void Update(int64_t size, Time t, float* __restrict w, float* __restrict m, float* __restrict v,
              const float* __restrict g) const {
    const float rate = t.rate, root = t.root, b1 = beta1, b2 = beta2, r1 = rest1, r2 = rest2, e = epsilon;
    for (int64_t i = 0; i < size; i++) {
      m[i] = m[i] * b1 + g[i] * r1;
      v[i] = v[i] * b2 + g[i] * g[i] * r2;
      w[i] -= rate * m[i] / (std::sqrt(v[i]) * root + e);
    }
  }

  /** Weight, moments and gradient must have the same shape. */
  static void CheckShapes(Context& context) {
    for (int i : {0, 1, 2}) CheckSame(context.InputShape(i), context.InputShape(3));
  }

  void Update(Context& context, float* w, float* m, float* v) const {
    const float* g = context.Input(3);
    const Time t = TimeOf(context.Number(4), context.Number(5));
    Parallel(context.Size(3), 8192, [=](int64_t begin, int64_t end) {
      Update(end - begin, t, w + begin, m + begin, v + begin, g + begin);
    });
  }
};

struct NewTensors : Adam {
  using Adam::Adam;
  void Compute(Context& context) {
    CheckShapes(context);
    float* copies[3];
    for (int i : {0, 1, 2}) {
      copies[i] = context.Output(i, context.InputShape(i));
      std::copy_n(context.Input(i), context.Size(i), copies[i]);
    }
    Update(context, copies[0], copies[1], copies[2]);
  }
};

/** The memory of a variable that the operation reads. */
float* Variable(Context& context, int input) { return const_cast<float*>(context.Input(input)); }

struct InPlace : Adam {
  using Adam::Adam;
  void Compute(Context& context) {
    CheckShapes(context);
    Update(context, Variable(context, 0), Variable(context, 1), Variable(context, 2));
  }
};

/** In place, with a gradient that is a matrix product used nowhere else: x^T dz of a dense layer. */
struct OfProduct : Adam {
  const Factors factors;
  explicit OfProduct(Attributes attributes) : Adam(attributes), factors(attributes) {}

  struct UpdateTile : Epilogue {
    const Adam& adam;
    float *w, *m, *v;
    const Time t;
    const int64_t columns;

    UpdateTile(const Adam& adam, Context& context)
        : adam(adam),
          w(Variable(context, 2)),
          m(Variable(context, 3)),
          v(Variable(context, 4)),
          t(adam.TimeOf(context.Number(5), context.Number(6))),
          columns(context.InputShape(2)[1]) {}

    void Prefetch(int64_t i, int64_t j) const override {
      for (const float* numbers : {w, m, v})
        for (int line = 0; line < kColumns; line += 16) __builtin_prefetch(numbers + i * columns + j + line, 1);
    }

    void operator()(int64_t i, int64_t j, int width, float* gradient) const override {
      const int64_t at = i * columns + j;
      adam.Update(width, t, w + at, m + at, v + at, gradient);
    }
  };

  void Compute(Context& context) {
    const Shape shape = factors.ShapeOf(context);
    for (int i : {2, 3, 4}) CheckSame(context.InputShape(i), shape);
    const UpdateTile epilogue(*this, context);
    factors.Multiply(context, &epilogue, nullptr);
  }
};

const Names kNumbers = {"learning_rate: float",   "beta1: float",           "beta2: float",
                                           "one_minus_beta1: float", "one_minus_beta2: float", "epsilon: float"};
const Names kInputs = {"weight: float",   "m: float",           "v: float",
                                          "gradient: float", "beta1_power: float", "beta2_power: float"};

const bool adam_registered =
    (Register<NewTensors>("AutoencodersAdam", kInputs, {"new_weight: float", "new_m: float", "new_v: float"}, kNumbers),
     Register<InPlace>("AutoencodersAdamInPlace", kInputs, {}, kNumbers),
     Register<OfProduct>("AutoencodersAdamOfProduct",
                         {"a: float", "b: float", "weight: float", "m: float", "v: float", "beta1_power: float",
                          "beta2_power: float"},
                         {},
                         {"learning_rate: float", "beta1: float", "beta2: float", "one_minus_beta1: float",
                          "one_minus_beta2: float", "epsilon: float", "transpose_a: int", "transpose_b: int"}),
     true);

}  // namespace
}  // namespace autoencoders
