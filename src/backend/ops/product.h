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
 * What is done to the numbers of a product while they are in the cache. Several threads call it at once; if the product
 * has more than 4 columns, one thread sees all of a tile, row after row.
 */
class Epilogue {
 public:
  virtual ~Epilogue() = default;
  /** Row i, from column j on, is computed next: what belongs to it can be fetched from memory meanwhile. */
  virtual void Prefetch(int64_t, int64_t) const {}
  /** The `width` finished numbers of row i from column j on, which it may change. A tile is kRows by kColumns of them. */
  virtual void operator()(int64_t i, int64_t j, int width, float* numbers) const = 0;
};

/**
 * output[i, j] = sum over k of a[i, k] b[k, j], [m, n] in rows, each number passed to `epilogue` first. Either may be
 * null: without `output`, only `epilogue` sees the product. Zeros of `a` are skipped only where `b` is finite, because
 * 0 times Infinity or NaN is NaN.
 */
void Multiply(Matrix a, Matrix b, int64_t m, int64_t n, int64_t k, const Epilogue* epilogue, float* output);

}  // namespace autoencoders
