// Binary cross-entropy of targets y and probabilities p, clipped to [1e-7, 1 - 1e-7] as in tfjs and Keras, mean over
// the last axis: -(y log p + (1 - y) log(1 - p)); and its gradient for p: (p - y) / (p (1 - p)), 0 where p was clipped.
#include <algorithm>
#include <cstring>

#include "op.h"
#include "parallel.h"

namespace autoencoders {
namespace {

constexpr float kEpsilon = 1e-7f;

inline float Clip(float p) { return std::min(std::max(p, kEpsilon), 1 - kEpsilon); }

/** Natural logarithm of a normal positive float, to 2 units in the last place; a compiler can vectorise it. */
inline float Log(float x) {
  int32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  // x = 2^exponent * (1 + f), with 1 + f between sqrt(1/2) and sqrt(2).
  const int32_t shifted = bits - 0x3f3504f3;
  const float exponent = static_cast<float>(shifted >> 23);
  bits -= shifted & 0xff800000;
  float f;
  std::memcpy(&f, &bits, sizeof f);
  f -= 1;
  // log(1 + f) = f - f^2 / 2 + f^3 P(f), P by S. Moshier (Cephes, logf).
  float p = 7.0376836292e-2f;
  for (float c : {-1.1514610310e-1f, 1.1676998740e-1f, -1.2420140846e-1f, 1.4249322787e-1f, -1.6668057665e-1f,
                  2.0000714765e-1f, -2.4999993993e-1f, 3.3333331174e-1f})
    p = p * f + c;
  const float square = f * f;
  return f - 0.5f * square + f * square * p + exponent * 0.693147181f;
}

inline float Loss(float y, float p) {
  p = Clip(p);
  return -(y * Log(p) + (1 - y) * Log(1 - p));
}

inline float Slope(float y, float p) {
  const float clipped = Clip(p);
  return p == clipped ? (p - y) / (p * (1 - p)) : 0;
}

struct Crossentropy {
  explicit Crossentropy(Attributes) {}

  void Compute(Context& context) {
    const float *y = context.Input(0), *p = context.Input(1);
    Shape shape = context.InputShape(1);
    const int64_t width = shape.back(), rows = context.Size(1) / std::max<int64_t>(1, width);
    shape.pop_back();
    float* loss = context.Output(0, shape);
    Parallel(rows, 8192 / width + 1, [=](int64_t begin, int64_t end) {
      if (width == 1)  // one loop, not many of length 1
        for (int64_t i = begin; i < end; i++) loss[i] = Loss(y[i], p[i]);
      else
        for (int64_t row = begin; row < end; row++) {
          float sum = 0;
          for (int64_t i = row * width; i < (row + 1) * width; i++) sum += Loss(y[i], p[i]);
          loss[row] = sum / width;
        }
    });
  }
};

struct CrossentropyGradient {
  explicit CrossentropyGradient(Attributes) {}

  void Compute(Context& context) {
    const float *y = context.Input(0), *p = context.Input(1), *dy = context.Input(2);
    const Shape shape = context.InputShape(1);
    const int64_t width = shape.back(), rows = context.Size(1) / std::max<int64_t>(1, width);
    float* dp = context.Output(0, shape);
    Parallel(rows, 8192 / width + 1, [=](int64_t begin, int64_t end) {
      if (width == 1)
        for (int64_t i = begin; i < end; i++) dp[i] = dy[i] * Slope(y[i], p[i]);
      else
        for (int64_t row = begin; row < end; row++) {
          const float scale = dy[row] / width;
          for (int64_t i = row * width; i < (row + 1) * width; i++) dp[i] = scale * Slope(y[i], p[i]);
        }
    });
  }
};

const bool registered =
    (Register<Crossentropy>("AutoencodersCrossentropy", {"target: float", "probability: float"}, {"loss: float"}),
     Register<CrossentropyGradient>("AutoencodersCrossentropyGradient",
                                    {"target: float", "probability: float", "loss_gradient: float"},
                                    {"gradient: float"}),
     true);

}  // namespace
}  // namespace autoencoders
