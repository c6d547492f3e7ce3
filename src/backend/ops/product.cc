#include "product.h"

#include <algorithm>
#include <vector>

#include "finite.h"
#include "nonzeros.h"
#include "parallel.h"
#include "vector.h"

namespace autoencoders {
namespace {

using V = Vec<kLanes>;

/** R rows of a tile: a[i, k] times the packed rows of b, for every k or only those in `found`. */
template <int R, bool by_column, bool sparse>
void Tile(Matrix a, const float* __restrict b, const int32_t* found, int64_t depth, float* output, int64_t pitch) {
  V left[R] = {}, right[R] = {};
  const int64_t row = by_column ? 1 : a.row, column = by_column ? a.column : 1;
  const float *x = a.data, *y = b;
  for (int64_t at = 0; at < depth; at++) {
    if (sparse) {
      const int64_t k = found[at];
      x = a.data + k * column;
      y = b + k * kColumns;
    }
    const V b0 = Load<kLanes>(y), b1 = Load<kLanes>(y + kLanes);
#pragma GCC unroll 8
    for (int i = 0; i < R; i++) {
      left[i] += x[i * row] * b0;
      right[i] += x[i * row] * b1;
    }
    x += column;
    y += kColumns;
  }
  for (int i = 0; i < R; i++) {
    Store<kLanes>(output + i * pitch, left[i]);
    Store<kLanes>(output + i * pitch + kLanes, right[i]);
  }
}

template <bool by_column, bool sparse>
void TileOf(int rows, Matrix a, const float* b, const int32_t* found, int64_t depth, float* output, int64_t pitch) {
  switch (rows) {
    case 1: return Tile<1, by_column, sparse>(a, b, found, depth, output, pitch);
    case 2: return Tile<2, by_column, sparse>(a, b, found, depth, output, pitch);
    case 3: return Tile<3, by_column, sparse>(a, b, found, depth, output, pitch);
    case 4: return Tile<4, by_column, sparse>(a, b, found, depth, output, pitch);
    case 5: return Tile<5, by_column, sparse>(a, b, found, depth, output, pitch);
    case 6: return Tile<6, by_column, sparse>(a, b, found, depth, output, pitch);
    case 7: return Tile<7, by_column, sparse>(a, b, found, depth, output, pitch);
    default: return Tile<kRows, by_column, sparse>(a, b, found, depth, output, pitch);
  }
}

/** `width` columns of b, row by row, padded with zeros to kColumns. */
void Pack(Matrix b, int64_t depth, int width, float* packed) {
  if (width < kColumns) std::fill(packed, packed + depth * kColumns, 0.f);
  if (b.column == 1)
    for (int64_t k = 0; k < depth; k++)
      std::copy(b.data + k * b.row, b.data + k * b.row + width, packed + k * kColumns);
  else
    for (int64_t k0 = 0; k0 < depth; k0 += 16)  // one cache line at a time
      for (int j = 0; j < width; j++)
        for (int64_t k = k0; k < std::min(depth, k0 + 16); k++)
          packed[k * kColumns + j] = b.data[k * b.row + j * b.column];
}

/** Thread-local memory for `size` numbers, aligned to a cache line. */
float* Scratch(int64_t size) {
  static thread_local std::vector<float> memory;
  memory.resize(size + 16);
  return reinterpret_cast<float*>((reinterpret_cast<uintptr_t>(memory.data()) + 63) / 64 * 64);
}

/** Rows `from` to `to` of the product, for kColumns columns or the last ones. */
template <bool by_column>
void Strip(Matrix a, const Nonzeros& nonzeros, Matrix b, int64_t from, int64_t to, int64_t column, int64_t n, int64_t k,
           const Epilogue* epilogue, float* output) {
  float* packed = Scratch(k * kColumns);
  const int width = static_cast<int>(std::min<int64_t>(kColumns, n - column));
  Pack({b.data + column * b.column, b.row, b.column}, k, width, packed);
  const bool sparse = nonzeros.found != nullptr && AreFinite(packed, k * kColumns);
  for (int64_t i = from; i < to; i += kRows) {
    const int rows = static_cast<int>(std::min<int64_t>(kRows, to - i));
    float tile[kRows * kColumns];
    const bool direct = output != nullptr && width == kColumns;
    float* to_fill = direct ? output + i * n + column : tile;
    const int64_t pitch = direct ? n : kColumns;
    for (int r = 0; epilogue != nullptr && r < rows; r++) epilogue->Prefetch(i + r, column);
    const Matrix part = {a.data + i * a.row, a.row, a.column};
    const int32_t* found = sparse ? nonzeros.Of(i) : nullptr;
    if (sparse)  // two calls and no pointer to a function, so that the compiler inlines them
      TileOf<by_column, true>(rows, part, packed, found, nonzeros.CountOf(i), to_fill, pitch);
    else
      TileOf<by_column, false>(rows, part, packed, found, k, to_fill, pitch);
    for (int r = 0; r < rows; r++) {
      float* numbers = to_fill + r * pitch;
      if (epilogue != nullptr) (*epilogue)(i + r, column, width, numbers);
      if (output != nullptr && !direct) std::copy(numbers, numbers + width, output + (i + r) * n + column);
    }
  }
}

/** Rows `from` to `to` of a product with N columns, too few to fill a vector. */
template <int N>
void Narrow(Matrix a, Matrix b, int64_t from, int64_t to, int64_t k, const Epilogue* epilogue, float* output) {
  float* packed = Scratch(N * k);
  for (int64_t at = 0; at < k; at++)
    for (int j = 0; j < N; j++) packed[j * k + at] = b.data[at * b.row + j * b.column];
  for (int64_t i = from; i < to; i += kColumns) {
    const int width = static_cast<int>(std::min<int64_t>(kColumns, to - i));
    float sums[N][kColumns] = {};
    if (a.column == 1) {  // vectors run along the rows of a
      for (int w = 0; w < width; w++)
        for (int j = 0; j < N; j++) {
          const float *x = a.data + (i + w) * a.row, *y = &packed[j * k];
          float sum = 0;
          for (int64_t at = 0; at < k; at++) sum += x[at] * y[at];
          sums[j][w] = sum;
        }
    } else {  // along its columns
      for (int64_t at = 0; at < k; at++)
        for (int j = 0; j < N; j++) {
          const float *x = a.data + i * a.row + at * a.column, y = packed[j * k + at];
          for (int w = 0; w < width; w++) sums[j][w] += x[w] * y;
        }
    }
    for (int w = 0; w < width; w++) {
      float numbers[N];
      for (int j = 0; j < N; j++) numbers[j] = sums[j][w];
      if (epilogue != nullptr) (*epilogue)(i + w, 0, N, numbers);
      if (output != nullptr) std::copy(numbers, numbers + N, output + (i + w) * N);
    }
  }
}

void NarrowOf(int64_t n, Matrix a, Matrix b, int64_t from, int64_t to, int64_t k, const Epilogue* epilogue,
              float* output) {
  switch (n) {
    case 1: return Narrow<1>(a, b, from, to, k, epilogue, output);
    case 2: return Narrow<2>(a, b, from, to, k, epilogue, output);
    case 3: return Narrow<3>(a, b, from, to, k, epilogue, output);
    default: return Narrow<4>(a, b, from, to, k, epilogue, output);
  }
}

}  // namespace

void Multiply(Matrix a, Matrix b, int64_t m, int64_t n, int64_t k, const Epilogue* epilogue, float* output) {
  if (m == 0 || n == 0) return;
  if (n <= 4) {
    Parallel(m, 1 + 50000 / (n * k + 1),
             [=](int64_t begin, int64_t end) { NarrowOf(n, a, b, begin, end, k, epilogue, output); });
    return;
  }
  const int64_t strips = (n + kColumns - 1) / kColumns;
  // With fewer strips than parts for the cores, their rows are split too.
  const int64_t wanted = 2 * m * n * k < 200000 ? 1 : 2 * Cores();
  const int64_t blocks = std::max<int64_t>(1, std::min((wanted + strips - 1) / strips, m / (8 * kRows)));
  const int64_t block = (m + blocks * kRows - 1) / (blocks * kRows) * kRows;
  // Looking for zeros pays off if each number is multiplied by many others.
  const Nonzeros nonzeros = n < 64 ? Nonzeros{k} : FindNonzeros(a, m, k);
  const auto strip = a.column == 1 ? Strip<false> : Strip<true>;
  Parallel(strips * blocks, wanted == 1 ? strips * blocks : 1, [=](int64_t begin, int64_t end) {
    for (int64_t part = begin; part < end; part++) {
      const int64_t from = part % blocks * block;
      strip(a, nonzeros, b, from, std::min(m, from + block), part / blocks * kColumns, n, k, epilogue, output);
    }
  });
}

}  // namespace autoencoders
