#include "convolution.h"

#include <algorithm>
#include <type_traits>

namespace autoencoders {
namespace {

/** Calls `work` with `count`, from 1 to N, as a constant that loops can be unrolled by. */
template <int N, typename Work>
inline void WithConstant(int count, Work work) {
  if constexpr (N > 1)
    if (count < N) return WithConstant<N - 1>(count, work);
  work(std::integral_constant<int, N>());
}

/** Calls `work(begin, length)` for parts of 0 to `size` of about the same length, at most N, which is a constant. */
template <int N, typename Work>
inline void Split(int size, Work work) {
  for (int begin = 0; begin < size;) {
    const int left = size - begin, parts = (left + N - 1) / N, length = (left + parts - 1) / parts;
    WithConstant<N>(length, [&](auto constant) { work(begin, constant); });
    begin += length;
  }
}

/** How many sums of V vectors each a loop computes at once. More than 8 need too many addresses. */
constexpr int PartsOf(int V) { return std::min(8, kSums / V); }

/** Output channels o to o + V L of P neighbouring pixels. `In` is the number of input channels, or 0 for any other. */
template <int L, int V, int P, int In>
__attribute__((noinline)) void Pixels(const float* image, int64_t pitch, Filter filter, const float* weights, const float* bias, bool relu,
                   float* output) {
  const int in = In > 0 ? In : filter.in;
  Vec<L> sum[P][V];
  for (int p = 0; p < P; p++)
    for (int v = 0; v < V; v++) sum[p][v] = bias != nullptr ? Load<L>(bias + v * L) : Vec<L>{};
  for (int ky = 0; ky < filter.height; ky++) {
    const float *row = image + ky * pitch, *w = weights + int64_t{1} * ky * filter.row() * filter.out;
    for (int j = 0; j < filter.row(); j++, w += filter.out) {
      Vec<L> weight[V];
      for (int v = 0; v < V; v++) weight[v] = Load<L>(w + v * L);
#pragma GCC unroll 14
      for (int p = 0; p < P; p++)
#pragma GCC unroll 4
        for (int v = 0; v < V; v++) sum[p][v] += row[p * in + j] * weight[v];
    }
  }
  for (int p = 0; p < P; p++)
    for (int v = 0; v < V; v++) {
      if (relu) sum[p][v] = sum[p][v] < 0 ? Vec<L>{} : sum[p][v];  // preserves NaN
      Store<L>(output + p * filter.out + v * L, sum[p][v]);
    }
}

template <int L, int V, int In>
void Row(const float* image, int64_t pitch, Filter filter, const float* weights, const float* bias, bool relu,
         int width, float* output) {
  const auto pixels = [&](int x, auto count) {
    Pixels<L, V, count, In>(image + int64_t{1} * x * filter.in, pitch, filter, weights, bias, relu,
                            output + int64_t{1} * x * filter.out);
  };
  if constexpr (kSums >= 14 * V)
    if (width % 14 == 0) {
      for (int x = 0; x < width; x += 14) pixels(x, std::integral_constant<int, 14>());
      return;
    }
  Split<PartsOf(V)>(width, pixels);
}

template <int L, int V>
void RowOf(const float* image, int64_t pitch, Filter filter, const float* weights, const float* bias, bool relu,
           int width, float* output) {
  switch (filter.in) {
    default: return Row<L, V, 0>(image, pitch, filter, weights, bias, relu, width, output);
  }
}

/** For a single output channel: vectors run over the input channels instead. */
template <int L>
void RowOfOne(const float* image, int64_t pitch, Filter filter, const float* weights, const float* bias, bool relu,
              int width, float* output) {
  Split<8>(width, [&](int x, auto count) {
    constexpr int P = count;
    Vec<L> sum[P] = {};
    for (int ky = 0; ky < filter.height; ky++) {
      const float *row = image + ky * pitch + int64_t{1} * x * filter.in, *w = weights + ky * filter.row();
      for (int j = 0; j < filter.row(); j += L) {
        const Vec<L> weight = Load<L>(w + j);
#pragma GCC unroll 8
        for (int p = 0; p < P; p++) sum[p] += Load<L>(row + p * filter.in + j) * weight;
      }
    }
    for (int p = 0; p < P; p++) {
      const float total = Sum<L>(sum[p]) + (bias != nullptr ? *bias : 0);
      output[x + p] = relu && total < 0 ? 0 : total;
    }
  });
}

/**
 * J weights of KY rows of the filter for output channels o to o + V L: vectors of the gradient times numbers of the image.
 */
template <int L, int V, int KY, int J>
__attribute__((noinline)) void Weights(const float* padded, int64_t pitch, Filter filter, const float* gradient, Map result, float* weights) {
  Vec<L> sum[KY][J][V] = {};
  for (int y = 0; y < result.height; y++) {
    const float *image = padded + y * pitch, *dy = gradient + int64_t{1} * y * result.width * filter.out;
    for (int x = 0; x < result.width; x++, image += filter.in, dy += filter.out) {
      Vec<L> vector[V];
      for (int v = 0; v < V; v++) vector[v] = Load<L>(dy + v * L);
#pragma GCC unroll 3
      for (int ky = 0; ky < KY; ky++)
#pragma GCC unroll 12
        for (int j = 0; j < J; j++)
#pragma GCC unroll 4
          for (int v = 0; v < V; v++) sum[ky][j][v] += image[ky * pitch + j] * vector[v];
    }
  }
  for (int ky = 0; ky < KY; ky++)
    for (int j = 0; j < J; j++)
      for (int v = 0; v < V; v++) {
        float* weight = weights + (int64_t{1} * ky * filter.row() + j) * filter.out + v * L;
        Store<L>(weight, Load<L>(weight) + sum[ky][j][v]);
      }
}

/** J vectors of weights of KY rows of one output channel: vectors of the image times numbers of the gradient. */
template <int L, int KY, int J>
__attribute__((noinline)) void WeightsOfOne(const float* padded, int64_t pitch, Filter filter, const float* gradient, Map result,
                  float* weights) {
  Vec<L> sum[KY][J] = {};
  for (int y = 0; y < result.height; y++) {
    const float* image = padded + y * pitch;
    for (int x = 0; x < result.width; x++, image += filter.in) {
      const float dy = gradient[int64_t{1} * y * result.width + x];
#pragma GCC unroll 3
      for (int ky = 0; ky < KY; ky++)
#pragma GCC unroll 8
        for (int j = 0; j < J; j++) sum[ky][j] += dy * Load<L>(image + ky * pitch + j * L);
    }
  }
  for (int ky = 0; ky < KY; ky++)
    for (int j = 0; j < J; j++) {
      float* weight = weights + int64_t{1} * ky * filter.row() + j * L;
      Store<L>(weight, Load<L>(weight) + sum[ky][j]);
    }
}

template <int L, int V>
void AddVectors(const float* padded, int64_t pitch, Filter filter, const float* gradient, Map result, float* weights) {
  const int row = filter.row(), out = filter.out;
  if constexpr (9 * V <= kSums)
    if (filter.height == 3 && row == 3)
      return Weights<L, V, 3, 3>(padded, pitch, filter, gradient, result, weights);
  for (int ky = 0; ky < filter.height; ky++)
    Split<std::min(12, kSums / V)>(row, [&](int j, auto count) {
      Weights<L, V, 1, count>(padded + ky * pitch + j, pitch, filter, gradient, result,
                              weights + (int64_t{1} * ky * row + j) * out);
    });
}

template <int L>
void AddVectorsOfOne(const float* padded, int64_t pitch, Filter filter, const float* gradient, Map result,
                     float* weights) {
  constexpr int kMost = kSums / 3;
  const int vectors = filter.row() / L;
  if (filter.height == 3 && vectors <= kMost)
    return WithConstant<kMost>(vectors, [&](auto count) {
      WeightsOfOne<L, 3, count>(padded, pitch, filter, gradient, result, weights);
    });
  for (int ky = 0; ky < filter.height; ky++)
    Split<8>(vectors, [&](int at, auto count) {
      WeightsOfOne<L, 1, count>(padded + ky * pitch + at * L, pitch, filter, gradient, result,
                                weights + int64_t{1} * ky * filter.row() + at * L);
    });
}

}  // namespace

void Convolve(const float* padded, Filter filter, const float* weights, const float* bias, bool relu, Map result,
              float* output) {
  constexpr int kEights = 8 / kLanesOfEight;
  const int64_t pitch = int64_t{1} * (result.width + filter.width - 1) * filter.in;
  for (int y = 0; y < result.height; y++) {
    const float* image = padded + y * pitch;
    float* row = output + int64_t{1} * y * result.width * filter.out;
    if (filter.out == 1)
      filter.row() % kLanes == 0
          ? RowOfOne<kLanes>(image, pitch, filter, weights, bias, relu, result.width, row)
          : RowOfOne<kLanesOfEight>(image, pitch, filter, weights, bias, relu, result.width, row);
    for (int o = 0; filter.out > 1 && o < filter.out;) {
      const float* b = bias == nullptr ? nullptr : bias + o;
      if (kBlock > 8 && filter.out - o >= kBlock)
        RowOf<kLanes, kBlock / kLanes>(image, pitch, filter, weights + o, b, relu, result.width, row + o), o += kBlock;
      else
        RowOf<kLanesOfEight, kEights>(image, pitch, filter, weights + o, b, relu, result.width, row + o), o += 8;
    }
  }
}

void AddFilterGradient(const float* padded, Filter filter, const float* gradient, Map result, float* weights) {
  constexpr int kEights = 8 / kLanesOfEight;
  const int64_t pitch = int64_t{1} * (result.width + filter.width - 1) * filter.in;
  if (filter.out == 1)
    return filter.row() % kLanes == 0
               ? AddVectorsOfOne<kLanes>(padded, pitch, filter, gradient, result, weights)
               : AddVectorsOfOne<kLanesOfEight>(padded, pitch, filter, gradient, result, weights);
  // With one input channel, all of a small filter is computed at once, for fewer output channels.
  const int block = filter.in > 1 || kLanes == 16 ? kBlock : 8;
  for (int o = 0; o < filter.out;) {
    if (kBlock > 8 && block == kBlock && filter.out - o >= kBlock)
      AddVectors<kLanes, kBlock / kLanes>(padded, pitch, filter, gradient + o, result, weights + o), o += kBlock;
    else
      AddVectors<kLanesOfEight, kEights>(padded, pitch, filter, gradient + o, result, weights + o), o += 8;
  }
}

void AddBiasGradient(const float* gradient, Map result, float* bias) {
  constexpr int L = kLanesOfEight, kPixels = 4;  // sums that do not wait for each other
  const int64_t size = result.size(), out = result.channels;
  if (out == 1) {
    float sum = 0;
    for (int64_t i = 0; i < size; i++) sum += gradient[i];
    *bias += sum;
  }
  for (int64_t o = 0; out > 1 && o < out; o += L) {
    Vec<L> sum[kPixels] = {};
    int64_t i = o;
    for (; i + (kPixels - 1) * out < size; i += kPixels * out)
#pragma GCC unroll 4
      for (int p = 0; p < kPixels; p++) sum[p] += Load<L>(gradient + i + p * out);
    for (; i < size; i += out) sum[0] += Load<L>(gradient + i);
    Store<L>(bias + o, Load<L>(bias + o) + ((sum[0] + sum[1]) + (sum[2] + sum[3])));
  }
}

}  // namespace autoencoders
