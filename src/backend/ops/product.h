// Products of matrices of the size that autoencoders have: some hundred rows and columns.
#pragma once
#include <cstdint>

namespace autoencoders {

// A tile of a product, kRows x 2 vectors, is summed up in registers.
#if defined(__AVX512F__)
constexpr int kLanes = 16, kRows = 8;
#elif defined(__AVX__)
constexpr int kLanes = 8, kRows = 6;
#else
constexpr int kLanes = 4, kRows = 6;
#endif
constexpr int kColumns = 2 * kLanes;

/** A matrix in rows, or the transpose of one: element (i, j) is data[i * row + j * column], one of the two being 1. */
struct Matrix {
  const float* data;
  int64_t row, column;
};

/**
 * What becomes of the numbers of a product as long as they are at hand. Several threads call it at once; of a product of
 * more than 4 columns one thread sees all of a tile, row after row.
 */
class Finish {
 public:
  virtual ~Finish() = default;
  /** Says that row i from column j on is to be worked out now: what belongs to it can be fetched from memory meanwhile. */
  virtual void Expect(int64_t, int64_t) const {}
  /** `width` whole numbers of row i, from column j on, which it may change; of one tile where i / kRows and j / kColumns are. */
  virtual void operator()(int64_t i, int64_t j, int width, float* numbers) const = 0;
};

/**
 * output[i, j] = sum over k of a[i, k] b[k, j], [m, n] in rows, each number handed to `finish` first. Either may be null:
 * where `output` is, `finish` is all that sees the product. Zeros of `a` are skipped only where `b` is finite: 0 times
 * Infinity or NaN is NaN.
 */
void Multiply(Matrix a, Matrix b, int64_t m, int64_t n, int64_t k, const Finish* finish, float* output);

}  // namespace autoencoders
