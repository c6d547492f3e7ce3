// The two matrices that an operation multiplies, its first inputs, each optionally transposed.
#pragma once
#include "op.h"
#include "product.h"

namespace autoencoders {

struct Factors {
  const bool transpose_a, transpose_b;

  explicit Factors(Attributes attributes)
      : transpose_a(attributes.Int("transpose_a") != 0), transpose_b(attributes.Int("transpose_b") != 0) {}

  /** [rows, columns] of the product */
  Shape ShapeOf(Context& context) const {
    const Shape a = context.InputShape(0), b = context.InputShape(1);
    CheckRank("a factor", a, 2);
    CheckRank("a factor", b, 2);
    if (a[!transpose_a] != b[transpose_b])
      throw Invalid("Matrix size-incompatible: In[0]: " + ToText(a) + ", In[1]: " + ToText(b));
    return {a[transpose_a], b[!transpose_b]};
  }

  /** `output` must have the shape from `ShapeOf`. */
  void Multiply(Context& context, const Epilogue* epilogue, float* output) const {
    const Shape a = context.InputShape(0), b = context.InputShape(1);
    autoencoders::Multiply(MatrixOf(context.Input(0), a, transpose_a), MatrixOf(context.Input(1), b, transpose_b),
                           a[transpose_a], b[!transpose_b], a[!transpose_a], epilogue, output);
  }

 private:
  static Matrix MatrixOf(const float* data, const Shape& shape, bool transpose) {
    return transpose ? Matrix{data, 1, shape[1]} : Matrix{data, shape[1], 1};
  }
};

}  // namespace autoencoders
