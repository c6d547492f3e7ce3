#include "convolution.h"

#include <algorithm>
#include <array>

#include "unroll.h"

namespace autoencoders {
namespace {

/** What all pixels of a result have in common. */
struct Layer {
  Filter filter;
  int64_t pitch;
  const float *weights, *bias;
  bool relu;
  int64_t pixel;
  int64_t step() const { return int64_t{1} * filter.stride_width * filter.in; }
};

/**
 * Output channels o to o + V L of P pixels: `row_of(ky)` returns the numbers under a row of the filter, as a function of pixel
 * and place in the row; `output(p)` is where pixel p goes.
 */
template <int L, int V, int P, typename RowOf, typename Output>
inline void Compute(const Layer& layer, int o, RowOf row_of, Output output) {
  const Filter filter = layer.filter;
  const int length = filter.row();
  const float *bias = layer.bias, *w = layer.weights + o;
  alignas(sizeof(Vec<L>)) Vec<L> sum[P][V];
  for (int p = 0; p < P; p++)
    for (int v = 0; v < V; v++) sum[p][v] = bias != nullptr ? Load<L>(bias + o + v * L) : Vec<L>{};
  for (int ky = 0; ky < filter.height; ky++) {
    const auto number = row_of(ky);
    for (int j = 0; j < length; j++, w += filter.out) {
      alignas(sizeof(Vec<L>)) Vec<L> weight[V];
      for (int v = 0; v < V; v++) weight[v] = Load<L>(w + v * L);
#pragma GCC unroll 14
      for (int p = 0; p < P; p++)
#pragma GCC unroll 4
        for (int v = 0; v < V; v++) sum[p][v] += number(p, j) * weight[v];
    }
  }
  for (int p = 0; p < P; p++)
    for (int v = 0; v < V; v++) {
      if (layer.relu) sum[p][v] = sum[p][v] < 0 ? Vec<L>{} : sum[p][v];  // preserves NaN
      Store<L>(output(p) + o + v * L, sum[p][v]);
    }
}

/** Of P neighbouring pixels, which need only one address. */
template <int L, int V, int P>
__attribute__((noinline)) void Pixels(const float* image, const Layer& layer, int o, float* output) {
  const int64_t step = layer.step();
  const auto row_of = [&](int ky) {
    const float* row = image + ky * layer.pitch;
    return [=](int p, int j) { return row[p * step + j]; };
  };
  Compute<L, V, P>(layer, o, row_of, [&](int p) { return output + p * layer.pixel; });
}

/** Of P pixels anywhere. */
template <int L, int V, int P>
__attribute__((noinline)) void Spots(const float* const* images, const Layer& layer, int o, float* const* outputs) {
  const auto row_of = [&](int ky) {
    std::array<const float*, P> row;
    for (int p = 0; p < P; p++) row[p] = images[p] + ky * layer.pitch;
    return [=](int p, int j) { return row[p][j]; };
  };
  Compute<L, V, P>(layer, o, row_of, [&](int p) { return outputs[p]; });
}

/** All pixels of `result`, for output channels o to o + V L. */
template <int L, int V>
void All(Canvas image, const Layer& layer, Map result, int o, Target to) {
  if constexpr (kSums >= 14 * V)
    if (result.width % 14 == 0) {
      for (int y = 0; y < result.height; y++)
        for (int x = 0; x < result.width; x += 14)
          Pixels<L, V, 14>(image.data + int64_t{1} * y * layer.filter.stride_height * image.pitch + x * layer.step(),
                           layer, o, to.data + y * to.row + x * to.pixel);
      return;
    }
  int y = 0, x = 0;
  Split<std::min(8, kMostSums / V)>(result.height * result.width, [&](int, auto count) {
    const float* images[count];
    float* outputs[count];
    for (int p = 0; p < count; p++) {
      images[p] = image.data + int64_t{1} * y * layer.filter.stride_height * image.pitch + x * layer.step();
      outputs[p] = to.data + y * to.row + x * to.pixel;
      if (++x == result.width) x = 0, y++;
    }
    Spots<L, V, count>(images, layer, o, outputs);
  });
}

/** P neighbouring pixels with O output channels: vectors run over the input channels instead. */
template <int L, int O, int P>
__attribute__((noinline)) void PixelsOfFew(const float* image, const Layer& layer, float* output) {
  const Filter filter = layer.filter;
  const int64_t step = layer.step(), length = filter.row(), each = filter.height * length;
  alignas(sizeof(Vec<L>)) Vec<L> sum[P][O] = {};
  for (int ky = 0; ky < filter.height; ky++) {
    const float *row = image + ky * layer.pitch, *w = layer.weights + ky * length;
    for (int64_t j = 0; j < length; j += L) {
      alignas(sizeof(Vec<L>)) Vec<L> weight[O];
      for (int o = 0; o < O; o++) weight[o] = Load<L>(w + o * each + j);
#pragma GCC unroll 8
      for (int p = 0; p < P; p++) {
        const Vec<L> pixel = Load<L>(row + p * step + j);
#pragma GCC unroll 4
        for (int o = 0; o < O; o++) sum[p][o] += pixel * weight[o];
      }
    }
  }
  for (int p = 0; p < P; p++)
    for (int o = 0; o < O; o++) {
      const float total = Sum<L>(sum[p][o]) + (layer.bias != nullptr ? layer.bias[o] : 0);
      output[p * layer.pixel + o] = layer.relu && total < 0 ? 0 : total;
    }
}

template <int L, int O>
void RowOfFew(const float* image, const Layer& layer, int width, float* output) {
  Split<PartsOf(O)>(width, [&](int x, auto count) {
    PixelsOfFew<L, O, count>(image + x * layer.step(), layer, output + x * layer.pixel);
  });
}

}  // namespace

void Convolve(Canvas image, Filter filter, const float* weights, const float* bias, bool relu, Map result, Target to) {
  constexpr int kVectors = kBlock / kLanes, kEights = 8 / kLanesOfEight;
  const Layer layer = {filter, image.pitch, weights, bias, relu, to.pixel};
  if (filter.out <= kFew) {
    for (int y = 0; y < result.height; y++)
      WithConstant<kFew>(filter.out, [&](auto few) {
        const float* row = image.data + int64_t{1} * y * filter.stride_height * image.pitch;
        filter.row() % kLanes == 0 ? RowOfFew<kLanes, few>(row, layer, result.width, to.data + y * to.row)
                                   : RowOfFew<kLanesOfEight, few>(row, layer, result.width, to.data + y * to.row);
      });
    return;
  }
  for (int o = 0; o < filter.out;) {
    const int left = filter.out - o;
    if (kMostSums > kSums && left >= 2 * kBlock) All<kLanes, 2 * kVectors>(image, layer, result, o, to), o += 2 * kBlock;
    else if (kBlock > 8 && left >= kBlock) All<kLanes, std::max(1, kVectors)>(image, layer, result, o, to), o += kBlock;
    else All<kLanesOfEight, kEights>(image, layer, result, o, to), o += 8;
  }
}

}  // namespace autoencoders
