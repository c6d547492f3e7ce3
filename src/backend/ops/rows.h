// Parallel work on the rows of a matrix that also sums its columns: every core has its own sums.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "parallel.h"

namespace autoencoders {

/** How many rows fill some vectors, if each has only a few columns; a divisor of `rows`. */
inline int64_t RowsTogether(int64_t rows, int64_t columns) {
  int64_t together = 1;
  while (columns > 0 && together * columns < 64 && rows > 0 && rows % (2 * together) == 0) together *= 2;
  return together;
}

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

/**
 * The same for few columns, too: `rows_from(i, together, sums)` processes `together` rows from i on as one row of all their
 * numbers, with a sum for each of these.
 */
template <typename RowsFrom>
void SumRowsTogether(int64_t rows, int64_t columns, float* total, RowsFrom rows_from) {
  const int64_t together = RowsTogether(rows, columns), wide = together * columns;
  std::vector<float> sums(wide);
  SumRows(rows / together, wide, sums.data(), [=](int64_t i, float* to) { rows_from(i * together, together, to); });
  std::fill_n(total, columns, 0.f);
  for (int64_t i = 0; i < wide; i++) total[i % columns] += sums[i];
}

}  // namespace autoencoders
