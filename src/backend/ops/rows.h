// Parallel work on the rows of a matrix that also sums its columns: every core has its own sums.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "parallel.h"

namespace autoencoders {

/** Calls `row(i, sums)` for every row, where `sums` starts with `columns` zeros, and adds all sums up in `total`. */
template <typename Row>
void SumRows(int64_t rows, int64_t columns, float* total, Row row) {
  if (columns == 0) return;
  const int64_t blocks = std::min<int64_t>(2 * Cores(), 1 + rows * columns / 8192);
  std::vector<float> sums(blocks * columns);
  Parallel(blocks, 1, [&](int64_t begin, int64_t end) {
    for (int64_t block = begin; block < end; block++)
      for (int64_t i = rows * block / blocks; i < rows * (block + 1) / blocks; i++) row(i, &sums[block * columns]);
  });
  std::copy_n(sums.data(), columns, total);
  for (int64_t block = 1; block < blocks; block++)
    for (int64_t j = 0; j < columns; j++) total[j] += sums[block * columns + j];
}

}  // namespace autoencoders
