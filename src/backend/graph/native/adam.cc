// One update by Adam (Kingma and Ba, 2015) in one pass over weight, moments and gradient, as tf.train.adam computes it:
//   m <- beta1 m + (1 - beta1) g;  v <- beta2 v + (1 - beta2) g^2
//   w <- w - learningRate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
// In a graph it is done in place: what the operation reads of a variable is the variable's own memory (TensorFlow copies
// only variables that are read by parts), and the operation runs after all others that read it.
#include <algorithm>
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
  void Update(int64_t size, float correction1, float correction2, float* __restrict w, float* __restrict m,
              float* __restrict v, const float* __restrict g) const {
    const float rate = learning_rate / correction1, root = 1 / std::sqrt(correction2);
    const float b1 = beta1, b2 = beta2, r1 = rest1, r2 = rest2, e = epsilon;
    for (int64_t i = 0; i < size; i++) {
      m[i] = m[i] * b1 + g[i] * r1;
      v[i] = v[i] * b2 + g[i] * g[i] * r2;
      w[i] -= rate * m[i] / (std::sqrt(v[i]) * root + e);
    }
  }

  void Update(Context& context, float* w, float* m, float* v) const {
    const float* g = context.Input(3);
    const float correction1 = 1 - *context.Input(4), correction2 = 1 - *context.Input(5);
    Parallel(context.Size(3), 8192, [=](int64_t begin, int64_t end) {
      Update(end - begin, correction1, correction2, w + begin, m + begin, v + begin, g + begin);
    });
  }
};

struct NewTensors : Adam {
  using Adam::Adam;
  void Compute(Context& context) {
    float* copies[3];
    for (int i : {0, 1, 2}) {
      copies[i] = context.Output(i, context.InputShape(i));
      std::copy_n(context.Input(i), context.Size(i), copies[i]);
    }
    Update(context, copies[0], copies[1], copies[2]);
  }
};

struct InPlace : Adam {
  using Adam::Adam;
  void Compute(Context& context) {
    auto variable = [&](int input) { return const_cast<float*>(context.Input(input)); };
    Update(context, variable(0), variable(1), variable(2));
  }
};

template <typename Kernel>
void RegisterAs(const char* name, std::initializer_list<const char*> outputs) {
  Register<Kernel>(name,
                   {"weight: float", "m: float", "v: float", "gradient: float", "beta1_power: float",
                    "beta2_power: float"},
                   outputs,
                   {"learning_rate: float", "beta1: float", "beta2: float", "one_minus_beta1: float",
                    "one_minus_beta2: float", "epsilon: float"});
}

const bool registered =
    (RegisterAs<NewTensors>("AutoencodersAdam", {"new_weight: float", "new_m: float", "new_v: float"}),
     RegisterAs<InPlace>("AutoencodersAdamInPlace", {}), true);

}  // namespace
}  // namespace autoencoders
