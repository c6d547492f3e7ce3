// Binary cross-entropy of targets y and probabilities p, clipped to [1e-7, 1 - 1e-7] as in tfjs and Keras, mean over
// the last axis: -(y log p + (1 - y) log(1 - p)); and its gradient for p: (p - y) / (p (1 - p)), 0 where p was clipped.
// As in tfjs the mean over an axis of length 0 is NaN, and the gradient of p = NaN is 0.
#include <algorithm>
#include <cmath>

#include "elementwise.h"
#include "factors.h"
#include "rows.h"

namespace autoencoders {
namespace {

constexpr float kEpsilon = 1e-7f;

/** NaN is not clipped. */
inline bool IsClipped(float p) { return p < kEpsilon || p > 1 - kEpsilon; }

inline float Clip(float p) { return std::min(std::max(p, kEpsilon), 1 - kEpsilon); }

/** From z = log(p / (1 - p)): max(z, 0) - y z - log(max(p, 1 - p)). An infinite y is multiplied once, as in tfjs. */
inline float Loss(float y, float p) {
  p = Clip(p);
  const float rest = 1 - p, z = Log(p / rest);
  return std::max(z, 0.f) - y * z - Log(std::max(p, rest));
}

inline float Slope(float y, float p) {
  const float clipped = Clip(p);
  return p == clipped ? (p - y) / (p * (1 - p)) : 0;
}

/** The shape of the loss of `probability`. */
Shape LossShapeOf(Shape probability) {
  if (probability.empty()) throw Invalid("cross-entropy needs tensors of a rank of at least 1");
  probability.pop_back();
  return probability;
}

/** The shape of the gradient for p, which is that of y and p; dy has the shape of the loss. */
Shape GradientShapeOf(Context& context) {
  const Shape shape = context.InputShape(1), of_loss = LossShapeOf(shape);
  CheckSame(context.InputShape(0), shape);
  CheckSame(context.InputShape(2), of_loss);
  return shape;
}

/** The minimum number of rows per thread. */
int64_t GrainOf(int64_t width) { return 1 + 8192 / std::max<int64_t>(1, width); }

struct Crossentropy {
  explicit Crossentropy(Attributes) {}

  void Compute(Context& context) {
    const float *y = context.Input(0), *p = context.Input(1);
    const Shape shape = context.InputShape(1), of_loss = LossShapeOf(shape);
    CheckSame(context.InputShape(0), shape);
    const int64_t width = shape.back(), rows = SizeOf(of_loss);
    float* loss = context.Output(0, of_loss);
    Parallel(rows, GrainOf(width), [=](int64_t begin, int64_t end) {
      constexpr int64_t kMost = 512;
      float losses[kMost];
      const int64_t together = std::max<int64_t>(1, kMost / std::max<int64_t>(1, width));
      for (int64_t row = begin; row < end; row += together) {
        const int64_t last = std::min(end, row + together);
        if (width > kMost) loss[row] = SumOf(y + row * width, p + row * width, width) / width;
        else SumRowsOf(y + row * width, p + row * width, last - row, width, losses, loss + row);
      }
    });
  }

 private:
  static float SumOf(const float* y, const float* p, int64_t size) {
    float sum = 0;
    for (int64_t i = 0; i < size; i++) sum += Loss(y[i], p[i]);
    return sum;
  }

  /** The means of short rows: first all of their numbers, because a loop over each row would fill no vector. */
  static void SumRowsOf(const float* y, const float* p, int64_t rows, int64_t width, float* losses, float* loss) {
    for (int64_t i = 0; i < rows * width; i++) losses[i] = Loss(y[i], p[i]);
    for (int64_t row = 0; row < rows; row++) {
      float sum = 0;
      for (int64_t i = 0; i < width; i++) sum += losses[row * width + i];
      loss[row] = sum / width;
    }
  }
};

/** Writes dy[row] / width to all numbers of each row. */
inline void Spread(const float* dy, int64_t rows, int64_t width, float* to) {
  for (int64_t row = 0; row < rows; row++) std::fill_n(to + row * width, width, dy[row] / width);
}

struct CrossentropyGradient {
  explicit CrossentropyGradient(Attributes) {}

  void Compute(Context& context) {
    const float *y = context.Input(0), *p = context.Input(1), *dy = context.Input(2);
    const Shape shape = GradientShapeOf(context);
    const int64_t width = shape.back(), rows = SizeOf(LossShapeOf(shape));
    float* dp = context.Output(0, shape);
    Parallel(rows, GrainOf(width), [=](int64_t begin, int64_t end) {
      Spread(dy + begin, end - begin, width, dp + begin * width);
      for (int64_t i = begin * width; i < end * width; i++) dp[i] = p[i] == Clip(p[i]) ? dp[i] * Slope(y[i], p[i]) : 0;
    });
  }
};

/** The same for p = sigmoid(z), with respect to z, and its sum over the rows, the bias gradient: p - y unless p is clipped. */
struct SigmoidCrossentropyGradient {
  explicit SigmoidCrossentropyGradient(Attributes) {}

  void Compute(Context& context) {
    const float *y = context.Input(0), *p = context.Input(1), *dy = context.Input(2);
    const Shape shape = GradientShapeOf(context);
    const int64_t width = shape.back(), rows = SizeOf(LossShapeOf(shape));
    float *dz = context.Output(0, shape), *db = context.Output(1, {width});
    SumRowsTogether(rows, width, db, [=](int64_t row, int64_t together, float* sums) {
      const int64_t at = row * width;
      Spread(dy + row, together, width, dz + at);
      Row(together * width, y + at, p + at, dz + at, sums);
    });
  }

  static void Row(int64_t size, const float* __restrict y, const float* __restrict p, float* __restrict dz,
                  float* __restrict sums) {
    for (int64_t j = 0; j < size; j++) sums[j] += dz[j] = IsClipped(p[j]) ? 0 : dz[j] * (p[j] - y[j]);
  }
};

/**
 * A dense layer with sigmoid and its loss, forward and backward: z = x W + b is turned into p, the loss and dz while it is
 * in registers; p is not stored. For more than 4 columns: with fewer, several threads may call Epilogue for a tile.
 */
struct DenseCrossentropy {
  /** The z at which p is clipped: log(p / (1 - p)) for 1e-7 and for the float below 1 - 1e-7. */
  static constexpr float kLowest = -16.118095f, kHighest = 15.942385f;

  const Factors factors;
  explicit DenseCrossentropy(Attributes attributes) : factors(attributes) {}

  struct LossAndGradient : Epilogue {
    const float *bias, *y, *dy;
    const int64_t rows, columns;
    float* dz;
    mutable std::vector<float> losses, sums;  // of the rows, for each strip; of the columns, for each tile

    LossAndGradient(Context& context, int64_t rows, int64_t columns, float* dz)
        : bias(context.Input(2)),
          y(context.Input(3)),
          dy(context.Input(4)),
          rows(rows),
          columns(columns),
          dz(dz),
          losses((columns / kColumns + 1) * rows),
          sums((rows / kRows + 1) * columns) {}

    void Prefetch(int64_t i, int64_t j) const override {
      for (int line = 0; line < kColumns; line += 16) {
        __builtin_prefetch(y + i * columns + j + line);
        __builtin_prefetch(dz + i * columns + j + line, 1);
      }
    }

    void operator()(int64_t i, int64_t j, int width, float* z) const override {
      losses[j / kColumns * rows + i] = Row(width, dy[i] / columns, bias + j, y + i * columns + j, z,
                                            dz + i * columns + j, &sums[i / kRows * columns + j]);
    }

    static float Row(int width, float scale, const float* __restrict bias, const float* __restrict y,
                     const float* __restrict z, float* __restrict dz, float* __restrict sums) {
      float loss = 0;
      for (int w = 0; w < width; w++) {
        const float x = z[w] + bias[w], clipped = std::min(std::max(x, kLowest), kHighest);
        // -(y log p + (1 - y) log(1 - p)) = max(z, 0) - y z + log(1 + exp(-|z|))
        const float e = Exp(-std::abs(clipped)), q = 1 / (1 + e);
        loss += std::max(clipped, 0.f) - y[w] * clipped + LogOnePlus(e);
        sums[w] += dz[w] = x < kLowest || x > kHighest ? 0 : scale * ((x < 0 ? e * q : q) - y[w]);
      }
      return loss;
    }
  };

  void Compute(Context& context) {
    const Shape shape = factors.ShapeOf(context);
    const int64_t rows = shape[0], columns = shape[1];
    if (columns <= 4) throw Invalid("needs more than 4 columns, but the shape is " + ToText(shape));
    CheckSame(context.InputShape(2), {columns});
    CheckSame(context.InputShape(3), shape);
    CheckSame(context.InputShape(4), {rows});
    float *dz = context.Output(0, shape), *db = context.Output(1, {columns}), *loss = context.Output(2, {rows});
    const LossAndGradient epilogue(context, rows, columns, dz);
    factors.Multiply(context, &epilogue, nullptr);
    AddUp(epilogue.losses, rows, loss);
    for (int64_t i = 0; i < rows; i++) loss[i] /= columns;
    AddUp(epilogue.sums, columns, db);
  }

  static void AddUp(const std::vector<float>& parts, int64_t size, float* total) {
    std::fill(total, total + size, 0.f);
    for (size_t at = 0; size > 0 && at + size <= parts.size(); at += size)
      for (int64_t i = 0; i < size; i++) total[i] += parts[at + i];
  }
};

const bool crossentropy_registered =
    (Register<Crossentropy>("AutoencodersCrossentropy", {"target: float", "probability: float"}, {"loss: float"}),
     Register<CrossentropyGradient>("AutoencodersCrossentropyGradient",
                                    {"target: float", "probability: float", "loss_gradient: float"},
                                    {"gradient: float"}),
     Register<SigmoidCrossentropyGradient>("AutoencodersSigmoidCrossentropyGradient",
                                           {"target: float", "probability: float", "loss_gradient: float"},
                                           {"dz: float", "db: float"}),
     Register<DenseCrossentropy>(
         "AutoencodersDenseCrossentropy",
         {"x: float", "kernel: float", "bias: float", "target: float", "loss_gradient: float"},
         {"dz: float", "db: float", "loss: float"}, {"transpose_a: int", "transpose_b: int"}),
     true);

}  // namespace
}  // namespace autoencoders
