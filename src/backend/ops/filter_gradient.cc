// The gradients of a convolution's weights and bias.
#include <algorithm>

#include "convolution.h"
#include "unroll.h"

namespace autoencoders {
namespace {

/** An image under a filter, and the gradient of the result. */
struct Sample {
  Canvas image;
  Filter filter;
  const float* gradient;
  Map result;
  const float* Row(int y) const { return image.data + int64_t{1} * y * filter.stride_height * image.pitch; }
  int64_t step() const { return int64_t{1} * filter.stride_width * filter.in; }
};

/**
 * J weights of KY rows of the filter, from row ky0 and number j0 on, for output channels o to o + V L: vectors of the
 * gradient times numbers of the image.
 */
template <int L, int V, int KY, int J>
__attribute__((noinline)) void Weights(const Sample& sample, int ky0, int j0, int o, float* weights) {
  const Filter filter = sample.filter;
  const int64_t pitch = sample.image.pitch, first = ky0 * pitch + j0;
  const int64_t step = sample.step();
  const int width = sample.result.width;
  alignas(sizeof(Vec<L>)) Vec<L> sum[KY][J][V] = {};
  for (int y = 0; y < sample.result.height; y++) {
    const float *image = sample.Row(y) + first, *dy = sample.gradient + int64_t{1} * y * width * filter.out + o;
    for (int x = 0; x < width; x++, image += step, dy += filter.out) {
      alignas(sizeof(Vec<L>)) Vec<L> vector[V];
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
        float* weight = weights + (int64_t{1} * (ky0 + ky) * filter.row() + j0 + j) * filter.out + o + v * L;
        Store<L>(weight, Load<L>(weight) + sum[ky][j][v]);
      }
}

template <int L, int V>
void AddVectors(const Sample& sample, int o, float* weights) {
  const int row = sample.filter.row(), height = sample.filter.height;
  if constexpr (9 * V <= kSums)
    if (height == 3 && row == 3) return Weights<L, V, 3, 3>(sample, 0, 0, o, weights);
  for (int ky = 0; ky < height; ky++)
    Split<std::min(12, kMostSums / V)>(row, [&](int j, auto count) { Weights<L, V, 1, count>(sample, ky, j, o, weights); });
}

/** J vectors of weights of KY rows of O output channels: vectors of the image times numbers of the gradient. */
template <int L, int O, int KY, int J>
__attribute__((noinline)) void WeightsOfFew(const Sample& sample, int ky0, int j0, float* weights) {
  const Filter filter = sample.filter;
  const int64_t pitch = sample.image.pitch, first = ky0 * pitch + j0, row = filter.row(), each = filter.height * row;
  const int64_t step = sample.step();
  const int width = sample.result.width;
  alignas(sizeof(Vec<L>)) Vec<L> sum[O][KY][J] = {};
  for (int y = 0; y < sample.result.height; y++) {
    const float *image = sample.Row(y) + first, *dy = sample.gradient + int64_t{1} * y * width * O;
    for (int x = 0; x < width; x++, image += step, dy += O)
#pragma GCC unroll 3
      for (int ky = 0; ky < KY; ky++)
#pragma GCC unroll 8
        for (int j = 0; j < J; j++) {
          const Vec<L> pixel = Load<L>(image + ky * pitch + j * L);
#pragma GCC unroll 4
          for (int o = 0; o < O; o++) sum[o][ky][j] += dy[o] * pixel;
        }
  }
  for (int o = 0; o < O; o++)
    for (int ky = 0; ky < KY; ky++)
      for (int j = 0; j < J; j++) {
        float* weight = weights + o * each + (ky0 + ky) * row + j0 + j * L;
        Store<L>(weight, Load<L>(weight) + sum[o][ky][j]);
      }
}

template <int L, int O>
void AddVectorsOfFew(const Sample& sample, float* weights) {
  constexpr int kMost = kSums / 3;
  const int vectors = sample.filter.row() / L, height = sample.filter.height;
  if constexpr (O == 1)
    if (height == 3 && vectors <= kMost)
      return WithConstant<kMost>(
          vectors, [&](auto count) { WeightsOfFew<L, 1, 3, count>(sample, 0, 0, weights); });
  for (int ky = 0; ky < height; ky++)
    Split<PartsOf(O)>(vectors, [&](int at, auto count) {
      WeightsOfFew<L, O, 1, count>(sample, ky, at * L, weights);
    });
}

}  // namespace

void AddFilterGradient(Canvas image, Filter filter, const float* gradient, Map result, float* weights) {
  constexpr int kEights = 8 / kLanesOfEight;
  const Sample sample = {image, filter, gradient, result};
  if (filter.out <= kFew)
    return WithConstant<kFew>(filter.out, [&](auto few) {
      filter.row() % kLanes == 0 ? AddVectorsOfFew<kLanes, few>(sample, weights)
                                 : AddVectorsOfFew<kLanesOfEight, few>(sample, weights);
    });
  // With one input channel, all of a small filter is computed at once, for fewer output channels.
  const int block = filter.in > 1 || kLanes == 16 ? kBlock : 8;
  for (int o = 0; o < filter.out;) {
    if (kMostSums > kSums && filter.out - o >= 2 * kBlock)
      AddVectors<kLanes, 2 * kBlock / kLanes>(sample, o, weights), o += 2 * kBlock;
    else if (kBlock > 8 && block == kBlock && filter.out - o >= kBlock)
      AddVectors<kLanes, kBlock / kLanes>(sample, o, weights), o += kBlock;
    else
      AddVectors<kLanesOfEight, kEights>(sample, o, weights), o += 8;
  }
}

void AddBiasGradient(const float* gradient, Map result, float* bias) {
  constexpr int L = kLanesOfEight, kPixels = 4;  // sums that do not wait for each other
  const int64_t size = result.size(), out = result.channels;
  if (out % L != 0) {
    for (int64_t o = 0; o < out; o++) {
      float sum = 0;
      for (int64_t i = o; i < size; i += out) sum += gradient[i];
      bias[o] += sum;
    }
    return;
  }
  for (int64_t o = 0; o < out; o += L) {
    alignas(sizeof(Vec<L>)) Vec<L> sum[kPixels] = {};
    int64_t i = o;
    for (; i + (kPixels - 1) * out < size; i += kPixels * out)
#pragma GCC unroll 4
      for (int p = 0; p < kPixels; p++) sum[p] += Load<L>(gradient + i + p * out);
    for (; i < size; i += out) sum[0] += Load<L>(gradient + i);
    Store<L>(bias + o, Load<L>(bias + o) + ((sum[0] + sum[1]) + (sum[2] + sum[3])));
  }
}

}  // namespace autoencoders
