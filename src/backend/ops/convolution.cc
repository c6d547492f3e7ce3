#include "convolution.h"

namespace autoencoders {
namespace {

/** Output channels o to o + L of P neighbouring pixels. */
template <int L, int P>
inline void Pixels(const float* image, int64_t pitch, Filter filter, const float* weights, const float* bias, bool relu,
                   float* output) {
  Vec<L> sum[P];
  for (int p = 0; p < P; p++) sum[p] = bias != nullptr ? Load<L>(bias) : Vec<L>{};
  for (int ky = 0; ky < filter.height; ky++) {
    const float *row = image + ky * pitch, *w = weights + int64_t{1} * ky * filter.row() * filter.out;
    for (int j = 0; j < filter.row(); j++, w += filter.out) {
      const Vec<L> weight = Load<L>(w);
#pragma GCC unroll 14
      for (int p = 0; p < P; p++) sum[p] += row[p * filter.in + j] * weight;
    }
  }
  for (int p = 0; p < P; p++) {
    if (relu) sum[p] = sum[p] < 0 ? Vec<L>{} : sum[p];  // preserves NaN
    Store<L>(output + p * filter.out, sum[p]);
  }
}

template <int L>
void Row(const float* image, int64_t pitch, Filter filter, const float* weights, const float* bias, bool relu,
         int width, float* output) {
  for (int x = 0; x < width;) {
    const float* at = image + int64_t{1} * x * filter.in;
    float* to = output + int64_t{1} * x * filter.out;
    const int left = width - x;
    if (left % 14 == 0) Pixels<L, 14>(at, pitch, filter, weights, bias, relu, to), x += 14;
    else if (left >= 8) Pixels<L, 8>(at, pitch, filter, weights, bias, relu, to), x += 8;
    else if (left >= 7) Pixels<L, 7>(at, pitch, filter, weights, bias, relu, to), x += 7;
    else if (left >= 4) Pixels<L, 4>(at, pitch, filter, weights, bias, relu, to), x += 4;
    else Pixels<L, 1>(at, pitch, filter, weights, bias, relu, to), x += 1;
  }
}

/** For a single output channel: vectors run over the input channels instead. */
template <int L>
void RowOfOne(const float* image, int64_t pitch, Filter filter, const float* weights, const float* bias, bool relu,
              int width, float* output) {
  for (int x = 0; x < width; x++) {
    Vec<L> sum = {};
    for (int ky = 0; ky < filter.height; ky++) {
      const float *row = image + ky * pitch + int64_t{1} * x * filter.in, *w = weights + ky * filter.row();
      for (int j = 0; j < filter.row(); j += L) sum += Load<L>(row + j) * Load<L>(w + j);
    }
    float total = bias != nullptr ? *bias : 0;
    for (int i = 0; i < L; i++) total += sum[i];
    output[x] = relu && total < 0 ? 0 : total;
  }
}

/** J weights of KY rows of the filter for output channels o to o + L: vectors of the gradient times numbers of the image. */
template <int L, int KY, int J>
void Weights(const float* padded, int64_t pitch, Filter filter, const float* gradient, Map result, float* weights) {
  Vec<L> sum[KY][J] = {};
  for (int y = 0; y < result.height; y++) {
    const float *image = padded + y * pitch, *dy = gradient + int64_t{1} * y * result.width * filter.out;
    for (int x = 0; x < result.width; x++, image += filter.in, dy += filter.out) {
      const Vec<L> vector = Load<L>(dy);
#pragma GCC unroll 3
      for (int ky = 0; ky < KY; ky++)
#pragma GCC unroll 12
        for (int j = 0; j < J; j++) sum[ky][j] += image[ky * pitch + j] * vector;
    }
  }
  for (int ky = 0; ky < KY; ky++)
    for (int j = 0; j < J; j++) {
      float* weight = weights + (int64_t{1} * ky * filter.row() + j) * filter.out;
      Store<L>(weight, Load<L>(weight) + sum[ky][j]);
    }
}

/** J vectors of weights of one output channel: vectors of the image times numbers of the gradient. */
template <int L, int J>
void WeightsOfOne(const float* padded, int64_t pitch, Filter filter, const float* gradient, Map result,
                  float* weights) {
  Vec<L> sum[J] = {};
  for (int y = 0; y < result.height; y++) {
    const float* image = padded + y * pitch;
    for (int x = 0; x < result.width; x++, image += filter.in)
#pragma GCC unroll 6
      for (int j = 0; j < J; j++) sum[j] += gradient[y * result.width + x] * Load<L>(image + j * L);
  }
  for (int j = 0; j < J; j++) Store<L>(weights + j * L, Load<L>(weights + j * L) + sum[j]);
}

template <int L>
void AddVectors(const float* padded, int64_t pitch, Filter filter, const float* gradient, Map result, float* weights) {
  const int row = filter.row(), out = filter.out;
  if (filter.height == 3 && row == 3)
    return Weights<L, 3, 3>(padded, pitch, filter, gradient, result, weights);
  for (int ky = 0; ky < filter.height; ky++)
    for (int j = 0; j < row;) {
      const float* image = padded + ky * pitch + j;
      float* to = weights + (int64_t{1} * ky * row + j) * out;
      if (row - j >= 12) Weights<L, 1, 12>(image, pitch, filter, gradient, result, to), j += 12;
      else if (row - j >= 4) Weights<L, 1, 4>(image, pitch, filter, gradient, result, to), j += 4;
      else Weights<L, 1, 1>(image, pitch, filter, gradient, result, to), j += 1;
    }
}

template <int L>
void AddVectorsOfOne(const float* padded, int64_t pitch, Filter filter, const float* gradient, Map result,
                     float* weights) {
  for (int ky = 0; ky < filter.height; ky++)
    for (int j = 0; j < filter.row();) {
      const float* image = padded + ky * pitch + j;
      float* to = weights + int64_t{1} * ky * filter.row() + j;
      if (filter.row() - j >= 3 * L) WeightsOfOne<L, 3>(image, pitch, filter, gradient, result, to), j += 3 * L;
      else WeightsOfOne<L, 1>(image, pitch, filter, gradient, result, to), j += L;
    }
}

}  // namespace

void Convolve(const float* padded, Filter filter, const float* weights, const float* bias, bool relu, Map result,
              float* output) {
  const int64_t pitch = int64_t{1} * (result.width + filter.width - 1) * filter.in;
  for (int y = 0; y < result.height; y++) {
    const float* image = padded + y * pitch;
    float* row = output + int64_t{1} * y * result.width * filter.out;
    if (filter.out == 1)
      filter.row() % 16 == 0 ? RowOfOne<16>(image, pitch, filter, weights, bias, relu, result.width, row)
                             : RowOfOne<8>(image, pitch, filter, weights, bias, relu, result.width, row);
    for (int o = 0; filter.out > 1 && o < filter.out;) {
      const float* b = bias == nullptr ? nullptr : bias + o;
      if (filter.out - o >= 16) Row<16>(image, pitch, filter, weights + o, b, relu, result.width, row + o), o += 16;
      else Row<8>(image, pitch, filter, weights + o, b, relu, result.width, row + o), o += 8;
    }
  }
}

void AddFilterGradient(const float* padded, Filter filter, const float* gradient, Map result, float* weights) {
  const int64_t pitch = int64_t{1} * (result.width + filter.width - 1) * filter.in;
  if (filter.out == 1)
    return filter.row() % 16 == 0 ? AddVectorsOfOne<16>(padded, pitch, filter, gradient, result, weights)
                                  : AddVectorsOfOne<8>(padded, pitch, filter, gradient, result, weights);
  for (int o = 0; o < filter.out;) {
    if (filter.out - o >= 16) AddVectors<16>(padded, pitch, filter, gradient + o, result, weights + o), o += 16;
    else AddVectors<8>(padded, pitch, filter, gradient + o, result, weights + o), o += 8;
  }
}

}  // namespace autoencoders
