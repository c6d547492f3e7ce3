#include "product.h"

#include <algorithm>
#include <vector>

#include "parallel.h"
#include "vector.h"

namespace autoencoders {
namespace {

// A tile of the product, kRows x 2 vectors, is summed up in registers.
#if defined(__AVX512F__)
constexpr int kLanes = 16, kRows = 8;
#elif defined(__AVX__)
constexpr int kLanes = 8, kRows = 6;
#else
constexpr int kLanes = 4, kRows = 6;
#endif
constexpr int kColumns = 2 * kLanes;
/** So many rows of b are packed at once: with kColumns columns they stay in the second cache. */
constexpr int64_t kDepth = 1024;

using V = Vec<kLanes>;

/** R rows of a tile: a[i, k] times the packed rows of b, put into the output or added to it. */
template <int R>
void Tile(Matrix a, const float* __restrict b, int64_t depth, bool add, float* output, int64_t pitch) {
  V left[R] = {}, right[R] = {};
  const float* rows[R];
  for (int i = 0; i < R; i++) rows[i] = a.data + i * a.row;
  for (int64_t k = 0; k < depth; k++) {
    const V b0 = Load<kLanes>(b), b1 = Load<kLanes>(b + kLanes);
    b += kColumns;
#pragma GCC unroll 8
    for (int i = 0; i < R; i++) {
      const float x = rows[i][k * a.column];
      left[i] += x * b0;
      right[i] += x * b1;
    }
  }
#pragma GCC unroll 8
  for (int i = 0; i < R; i++) {
    float* to = output + i * pitch;
    if (add) left[i] += Load<kLanes>(to), right[i] += Load<kLanes>(to + kLanes);
    Store<kLanes>(to, left[i]);
    Store<kLanes>(to + kLanes, right[i]);
  }
}

void TileOf(int rows, Matrix a, const float* b, int64_t depth, bool add, float* output, int64_t pitch) {
  switch (rows) {
    case 1: return Tile<1>(a, b, depth, add, output, pitch);
    case 2: return Tile<2>(a, b, depth, add, output, pitch);
    case 3: return Tile<3>(a, b, depth, add, output, pitch);
    case 4: return Tile<4>(a, b, depth, add, output, pitch);
    case 5: return Tile<5>(a, b, depth, add, output, pitch);
    case 6: return Tile<6>(a, b, depth, add, output, pitch);
    case 7: return Tile<7>(a, b, depth, add, output, pitch);
    default: return Tile<kRows>(a, b, depth, add, output, pitch);
  }
}

/** Columns j to j + width of `depth` rows of b, one row after the other, with zeros up to kColumns. */
void Pack(Matrix b, int64_t depth, int width, float* packed) {
  if (width < kColumns) std::fill(packed, packed + depth * kColumns, 0.f);
  if (b.column == 1)
    for (int64_t k = 0; k < depth; k++)
      std::copy(b.data + k * b.row, b.data + k * b.row + width, packed + k * kColumns);
  else
    for (int64_t k0 = 0; k0 < depth; k0 += 16)  // a line of the cache at a time
      for (int j = 0; j < width; j++)
        for (int64_t k = k0; k < std::min(depth, k0 + 16); k++)
          packed[k * kColumns + j] = b.data[k * b.row + j * b.column];
}

/** Rows `from` to `to` of kColumns columns, or of the last ones, of the product. */
void Strip(Matrix a, Matrix b, int64_t from, int64_t to, int64_t column, int64_t n, int64_t k, const float* bias,
           Finish finish, float* output) {
  static thread_local std::vector<float> packed(kDepth * kColumns);
  const int width = static_cast<int>(std::min<int64_t>(kColumns, n - column));
  for (int64_t k0 = 0; k0 < k; k0 += kDepth) {
    const int64_t depth = std::min(kDepth, k - k0);
    const bool add = k0 > 0, is_last = k0 + depth == k;
    Pack({b.data + k0 * b.row + column * b.column, b.row, b.column}, depth, width, packed.data());
    for (int64_t i = from; i < to; i += kRows) {
      const int rows = static_cast<int>(std::min<int64_t>(kRows, to - i));
      const Matrix part = {a.data + i * a.row + k0 * a.column, a.row, a.column};
      float* at = output + i * n + column;
      if (width == kColumns) {
        TileOf(rows, part, packed.data(), depth, add, at, n);
      } else {
        float whole[kRows * kColumns];
        for (int r = 0; add && r < rows; r++) std::copy(at + r * n, at + r * n + width, whole + r * kColumns);
        TileOf(rows, part, packed.data(), depth, add, whole, kColumns);
        for (int r = 0; r < rows; r++) std::copy(whole + r * kColumns, whole + r * kColumns + width, at + r * n);
      }
      for (int r = 0; is_last && finish && r < rows; r++) finish(at + r * n, width, bias + column);
    }
  }
}

/** Rows `from` to `to` of the product with N columns of b, too few to fill a vector. */
template <int N>
void Narrow(Matrix a, Matrix b, int64_t from, int64_t to, int64_t k, float* output) {
  if (a.column == 1) {  // vectors run along the rows of a
    static thread_local std::vector<float> packed;
    packed.resize(N * k);
    for (int64_t i = 0; i < k * N; i++) packed[i % N * k + i / N] = b.data[i / N * b.row + i % N * b.column];
    for (int64_t i = from; i < to; i++)
      for (int j = 0; j < N; j++) {
        const float *x = a.data + i * a.row, *y = &packed[j * k];
        float sum = 0;
        for (int64_t at = 0; at < k; at++) sum += x[at] * y[at];
        output[i * N + j] = sum;
      }
    return;
  }
  constexpr int kWidth = 2 * kLanes;  // and here along its columns
  for (int64_t i = from; i < to; i += kWidth) {
    const int width = static_cast<int>(std::min<int64_t>(kWidth, to - i));
    float sums[N][kWidth] = {};
    for (int64_t at = 0; at < k; at++)
      for (int j = 0; j < N; j++) {
        const float *x = a.data + i * a.row + at * a.column, y = b.data[at * b.row + j * b.column];
        if (width == kWidth)
          for (int w = 0; w < kWidth; w++) sums[j][w] += x[w] * y;
        else
          for (int w = 0; w < width; w++) sums[j][w] += x[w] * y;
      }
    for (int w = 0; w < width; w++)
      for (int j = 0; j < N; j++) output[(i + w) * N + j] = sums[j][w];
  }
}

void NarrowOf(int64_t n, Matrix a, Matrix b, int64_t from, int64_t to, int64_t k, float* output) {
  switch (n) {
    case 1: return Narrow<1>(a, b, from, to, k, output);
    case 2: return Narrow<2>(a, b, from, to, k, output);
    case 3: return Narrow<3>(a, b, from, to, k, output);
    default: return Narrow<4>(a, b, from, to, k, output);
  }
}

}  // namespace

void Multiply(Matrix a, Matrix b, int64_t m, int64_t n, int64_t k, const float* bias, Finish finish, float* output) {
  if (k == 0) std::fill(output, output + m * n, 0.f);
  if (n <= 4) {
    Parallel(m, 1 + 50000 / (n * k + 1), [=](int64_t begin, int64_t end) {
      NarrowOf(n, a, b, begin, end, k, output);
      for (int64_t i = begin; finish && i < end; i++) finish(output + i * n, static_cast<int>(n), bias);
    });
    return;
  }
  const int64_t strips = (n + kColumns - 1) / kColumns;
  // Fewer strips than parts for the cores: their rows are shared out too.
  const int64_t wanted = 2 * m * n * k < 200000 ? 1 : 2 * Cores();
  const int64_t blocks = std::max<int64_t>(1, std::min((wanted + strips - 1) / strips, m / (8 * kRows)));
  const int64_t block = (m + blocks * kRows - 1) / (blocks * kRows) * kRows;
  Parallel(strips * blocks, wanted == 1 ? strips * blocks : 1, [=](int64_t begin, int64_t end) {
    for (int64_t part = begin; part < end; part++) {
      const int64_t from = part % blocks * block;
      Strip(a, b, from, std::min(m, from + block), part / blocks * kColumns, n, k, bias, finish, output);
    }
  });
}

}  // namespace autoencoders
