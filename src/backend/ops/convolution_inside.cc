#include <algorithm>

#include "convolution.h"
#include "elementwise.h"

namespace autoencoders {
namespace {

/** Calls `visit(input, weight)` with the offsets of each pixel of `map` under the filter for the result's pixel (y, x). */
template <typename Visit>
void Each(Map map, Filter filter, int y, int x, Visit visit) {
  const int top = y * filter.stride_height - filter.top, left = x * filter.stride_width - filter.left;
  for (int ky = std::max(0, -top); ky < std::min(filter.height, map.height - top); ky++)
    for (int kx = std::max(0, -left); kx < std::min(filter.width, map.width - left); kx++)
      visit((int64_t{1} * (top + ky) * map.width + left + kx) * filter.in,
            (int64_t{1} * ky * filter.width + kx) * filter.in * filter.out);
}

}  // namespace

void ConvolveInside(const float* image, Map map, Filter filter, const float* weights, const float* bias, bool relu,
                    Map result, float* output) {
  for (int y = 0; y < result.height; y++)
    for (int x = 0; x < result.width; x++, output += filter.out) {
      for (int o = 0; o < filter.out; o++) output[o] = bias != nullptr ? bias[o] : 0;
      Each(map, filter, y, x, [&](int64_t input, int64_t weight) {
        for (int i = 0; i < filter.in; i++)
          for (int o = 0; o < filter.out; o++) output[o] += image[input + i] * weights[weight + i * filter.out + o];
      });
      for (int o = 0; relu && o < filter.out; o++) output[o] = Relu(output[o]);
    }
}

void AddFilterGradientInside(const float* image, Map map, Filter filter, const float* gradient, Map result,
                             float* weights) {
  for (int y = 0; y < result.height; y++)
    for (int x = 0; x < result.width; x++, gradient += filter.out)
      Each(map, filter, y, x, [&](int64_t input, int64_t weight) {
        for (int i = 0; i < filter.in; i++)
          for (int o = 0; o < filter.out; o++) weights[weight + i * filter.out + o] += image[input + i] * gradient[o];
      });
}

void AddInputGradientInside(float* image, Map map, Filter filter, const float* weights, const float* gradient,
                            Map result) {
  for (int y = 0; y < result.height; y++)
    for (int x = 0; x < result.width; x++, gradient += filter.out)
      Each(map, filter, y, x, [&](int64_t input, int64_t weight) {
        for (int i = 0; i < filter.in; i++)
          for (int o = 0; o < filter.out; o++) image[input + i] += weights[weight + i * filter.out + o] * gradient[o];
      });
}

}  // namespace autoencoders
