// Binary cross-entropy of targets y and probabilities p, clipped to [1e-7, 1 - 1e-7] as in tfjs and Keras, mean over
// the last axis: -(y log p + (1 - y) log(1 - p)); and its gradient for p: (p - y) / (p (1 - p)), 0 where p was clipped.
#include <algorithm>

#include "elementwise.h"
#include "op.h"
#include "rows.h"

namespace autoencoders {
namespace {

constexpr float kEpsilon = 1e-7f;

inline float Clip(float p) { return std::min(std::max(p, kEpsilon), 1 - kEpsilon); }

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

/** The same for p = sigmoid(z), by z, and its sum over the rows, which is the gradient of a bias: p - y where p is not clipped. */
struct SigmoidCrossentropyGradient {
  explicit SigmoidCrossentropyGradient(Attributes) {}

  void Compute(Context& context) {
    const float *y = context.Input(0), *p = context.Input(1), *dy = context.Input(2);
    const Shape shape = context.InputShape(1);
    const int64_t width = shape.back(), rows = context.Size(1) / std::max<int64_t>(1, width);
    float *dz = context.Output(0, shape), *db = context.Output(1, {width});
    SumRows(rows, width, db, [=](int64_t row, float* sums) {
      Row(width, dy[row] / width, y + row * width, p + row * width, dz + row * width, sums);
    });
  }

  static void Row(int64_t width, float scale, const float* __restrict y, const float* __restrict p,
                  float* __restrict dz, float* __restrict sums) {
    for (int64_t j = 0; j < width; j++) sums[j] += dz[j] = p[j] == Clip(p[j]) ? scale * (p[j] - y[j]) : 0;
  }
};

const bool registered =
    (Register<Crossentropy>("AutoencodersCrossentropy", {"target: float", "probability: float"}, {"loss: float"}),
     Register<CrossentropyGradient>("AutoencodersCrossentropyGradient",
                                    {"target: float", "probability: float", "loss_gradient: float"},
                                    {"gradient: float"}),
     Register<SigmoidCrossentropyGradient>("AutoencodersSigmoidCrossentropyGradient",
                                           {"target: float", "probability: float", "loss_gradient: float"},
                                           {"dz: float", "db: float"}),
     true);

}  // namespace
}  // namespace autoencoders
