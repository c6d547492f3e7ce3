#include "nonzeros.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "parallel.h"

namespace autoencoders {
namespace {

typedef int32_t Bits __attribute__((may_alias));  // of a float: all except the sign are 0 if it is 0

/** Whether most of `a` is 0, judging by a sample of some hundred numbers. */
bool IsMostlyZero(Matrix a, int64_t rows, int64_t columns) {
  constexpr int kSample = 256;
  int zeros = 0;
  for (int64_t s = 0; s < kSample; s++)
    zeros += a.data[s * 7919 % rows * a.row + s * 104729 % columns * a.column] == 0;
  return zeros > kSample * 6 / 10;
}

/** Writes the columns in which any of `rows` rows is not 0 to `found`, in order; returns their number. */
int32_t Find(Matrix a, int rows, int64_t columns, int32_t* found) {
  constexpr int64_t kBlock = 256;
  int32_t count = 0;
  for (int64_t begin = 0; begin < columns; begin += kBlock) {
    const int64_t size = std::min(kBlock, columns - begin);
    const Bits* numbers = reinterpret_cast<const Bits*>(a.data + begin * a.column);
    int32_t any[kBlock] = {};
    if (a.column == 1)
      for (int r = 0; r < rows; r++)
        for (int64_t k = 0; k < size; k++) any[k] |= numbers[r * a.row + k];
    else
      for (int64_t k = 0; k < size; k++)
        for (int r = 0; r < rows; r++) any[k] |= numbers[k * a.column + r * a.row];
    for (int64_t k = 0; k < size; k++) {
      found[count] = static_cast<int32_t>(begin + k);
      count += (any[k] & 0x7fffffff) != 0;
    }
  }
  return count;
}

}  // namespace

Nonzeros FindNonzeros(Matrix a, int64_t rows, int64_t columns) {
  if (columns > std::numeric_limits<int32_t>::max() || rows * columns < 16384 || !IsMostlyZero(a, rows, columns)) return {columns};
  static thread_local std::vector<int32_t> memory;
  const int64_t tiles = (rows + kRows - 1) / kRows;
  memory.resize(tiles * (columns + 1));
  int32_t *counts = memory.data(), *found = counts + tiles;
  Parallel(tiles, 1 + 4096 / columns, [=](int64_t begin, int64_t end) {
    for (int64_t tile = begin; tile < end; tile++) {
      const int here = static_cast<int>(std::min<int64_t>(kRows, rows - tile * kRows));
      const Matrix part = {a.data + tile * kRows * a.row, a.row, a.column};
      counts[tile] = Find(part, here, columns, found + tile * columns);
    }
  });
  return {columns, found, counts};
}

}  // namespace autoencoders
