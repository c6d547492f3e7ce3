// The nonzero columns of a matrix. Images of digits are mostly 0, and products of finite numbers can skip zeros.
#pragma once
#include "product.h"

namespace autoencoders {

/** For every kRows rows of a matrix, the columns in which any of them is not 0. */
struct Nonzeros {
  int64_t columns;
  const int32_t* found = nullptr;  // null if there are too few zeros for this to pay off
  const int32_t* counts = nullptr;

  /** The columns for rows i to i + kRows, where i is a multiple of kRows. */
  const int32_t* Of(int64_t i) const { return found + i / kRows * columns; }
  int64_t CountOf(int64_t i) const { return counts[i / kRows]; }
};

/** Scans `a`, [rows, columns]. The result is valid until the thread calls it again. */
Nonzeros FindNonzeros(Matrix a, int64_t rows, int64_t columns);

}  // namespace autoencoders
