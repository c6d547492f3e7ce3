// One update by Adam (Kingma and Ba, 2015) in one pass over weight, moments and gradient, as tf.train.adam computes it:
//   m <- beta1 m + (1 - beta1) g;  v <- beta2 v + (1 - beta2) g^2
//   w <- w - learningRate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
#include <cmath>

#include "op.h"
#include "parallel.h"

namespace autoencoders {
namespace {

struct Adam {
  // 1 - beta comes as an attribute too: of a beta rounded to float it would be wrong in the fifth digit.
  float learning_rate, beta1, beta2, rest1, rest2, epsilon;

  explicit Adam(Attributes attributes)
      : learning_rate(attributes.Float("learning_rate")),
        beta1(attributes.Float("beta1")),
        beta2(attributes.Float("beta2")),
        rest1(attributes.Float("one_minus_beta1")),
        rest2(attributes.Float("one_minus_beta2")),
        epsilon(attributes.Float("epsilon")) {}

  /** Arrays that do not overlap, said to be so: the compiler then works on 8 or 16 numbers at once. */
  void Update(int64_t size, float correction1, float correction2, const float* __restrict w, const float* __restrict m,
              const float* __restrict v, const float* __restrict g, float* __restrict w_new, float* __restrict m_new,
              float* __restrict v_new) const {
    const float rate = learning_rate / correction1, root = 1 / std::sqrt(correction2);
    const float b1 = beta1, b2 = beta2, r1 = rest1, r2 = rest2, e = epsilon;
    for (int64_t i = 0; i < size; i++) {
      const float mi = m[i] * b1 + g[i] * r1;
      const float vi = v[i] * b2 + g[i] * g[i] * r2;
      m_new[i] = mi;
      v_new[i] = vi;
      w_new[i] = w[i] - rate * mi / (std::sqrt(vi) * root + e);
    }
  }

  void Compute(Context& context) {
    const float *w = context.Input(0), *m = context.Input(1), *v = context.Input(2), *g = context.Input(3);
    const float correction1 = 1 - *context.Input(4), correction2 = 1 - *context.Input(5);
    const Shape shape = context.InputShape(0);
    float *w_new = context.Output(0, shape), *m_new = context.Output(1, shape), *v_new = context.Output(2, shape);
    const Adam adam = *this;
    Parallel(context.Size(0), 8192, [=](int64_t begin, int64_t end) {
      adam.Update(end - begin, correction1, correction2, w + begin, m + begin, v + begin, g + begin, w_new + begin,
                  m_new + begin, v_new + begin);
    });
  }
};

const bool registered =
    (Register<Adam>("AutoencodersAdam",
                    {"weight: float", "m: float", "v: float", "gradient: float", "beta1_power: float",
                     "beta2_power: float"},
                    {"new_weight: float", "new_m: float", "new_v: float"},
                    {"learning_rate: float", "beta1: float", "beta2: float", "one_minus_beta1: float",
                     "one_minus_beta2: float", "epsilon: float"}),
     true);

}  // namespace
}  // namespace autoencoders
