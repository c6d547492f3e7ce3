// Products of matrices of the size that autoencoders have: some hundred rows and columns.
#pragma once
#include <cstdint>

namespace autoencoders {

/** A matrix in rows, or the transpose of one: element (i, j) is data[i * row + j * column]. */
struct Matrix {
  const float* data;
  int64_t row, column;
};

/** What becomes of `width` numbers of a product that is whole, the columns from `column` on of one of its rows. */
using Finish = void (*)(float* numbers, int width, const float* bias);

/**
 * output[i, j] = sum over k of a[i, k] b[k, j], [m, n] in rows. Where `finish` is not null it is called for every part of a
 * row, with the part of `bias` that belongs to it.
 */
void Multiply(Matrix a, Matrix b, int64_t m, int64_t n, int64_t k, const float* bias, Finish finish, float* output);

}  // namespace autoencoders
