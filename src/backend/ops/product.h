// Matrix products of the sizes used by autoencoders: some hundred rows and columns.
#pragma once
#include <cstdint>

#include "vector.h"

namespace autoencoders {

// A tile of a product, kRows x 2 vectors, is accumulated in registers.
constexpr int kColumns = 2 * kLanes;
constexpr int kRows = kSums / 2 < 8 ? 6 : 8;

/** A row-major matrix or its transpose: element (i, j) is data[i * row + j * column], where one of the strides is 1. */
struct Matrix {
  const float* data;
  int64_t row, column;
};

/**
 * The epilogue of a product: processes its numbers while they are in registers. Several threads call it at once; for a
 * product with more than 4 columns, one thread handles all of a tile, row by row.
 */
class Epilogue {
 public:
  virtual ~Epilogue() = default;
  /** Called before row i is computed from column j on, so that memory for it can be prefetched. */
  virtual void Prefetch(int64_t, int64_t) const {}
  /** Called with `width` completed numbers of row i from column j on, which it may change; i / kRows and j / kColumns identify the tile. */
  virtual void operator()(int64_t i, int64_t j, int width, float* numbers) const = 0;
};

/**
 * output[i, j] = sum over k of a[i, k] b[k, j], [m, n] in rows, passing each number to `epilogue` first. Either may be null:
 * without `output`, only `epilogue` sees the product. Zeros of `a` are skipped only if `b` is finite, because 0 times
 * Infinity or NaN is NaN.
 */
void Multiply(Matrix a, Matrix b, int64_t m, int64_t n, int64_t k, const Epilogue* epilogue, float* output);

}  // namespace autoencoders
