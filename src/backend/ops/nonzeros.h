// Where a matrix is not 0. Pictures of writing are mostly 0, and a product of finite numbers need not multiply by it.
#pragma once
#include "product.h"

namespace autoencoders {

/** Of every kRows rows of a matrix, the columns where one of them is not 0. */
struct Nonzeros {
  int64_t columns;
  const int32_t* found = nullptr;  // null where too few numbers are 0 for it to pay
  const int32_t* counts = nullptr;

  /** Those of rows i to i + kRows, i a multiple of kRows. */
  const int32_t* Of(int64_t i) const { return found + i / kRows * columns; }
  int64_t CountOf(int64_t i) const { return counts[i / kRows]; }
};

/** Looks through `a`, [rows, columns]. What it found is there until the thread calls it again. */
Nonzeros FindNonzeros(Matrix a, int64_t rows, int64_t columns);

}  // namespace autoencoders
