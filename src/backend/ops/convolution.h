// Convolutions over few channels, [batch, height, width, channels], image by image, so that a layer's output for an image
// stays in the cache of a core. A row of the filter and of the image under it is contiguous: [kernel width * input
// channels], which is what the loops run over. Vectors run over the output channels, a multiple of 8, or over the input
// channels where there are at most kFew output channels.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "map.h"
#include "vector.h"

namespace autoencoders {

/** The largest number of output channels for which weights are ordered [out, height, width, in]. */
constexpr int kFew = 4;

/** Whether the loops support the channels of `filter`. */
inline bool IsSupported(Filter filter) {
  return filter.size() > 0 && (filter.out % 8 == 0 || (filter.out <= kFew && filter.in % 8 == 0));
}

/** Copies weights [height, width, in, out] to [out, height, width, in]; or back, with `back`. */
inline void OrderByOutput(Filter filter, const float* weights, float* ordered, bool back = false) {
  const int64_t each = filter.size() / filter.out;
  for (int o = 0; o < filter.out; o++)
    for (int64_t j = 0; j < each; j++) {
      if (back) ordered[j * filter.out + o] = weights[o * each + j];
      else ordered[o * each + j] = weights[j * filter.out + o];
    }
}

/** An image that a filter can pass over: its first number, and how many numbers a row has. */
struct Canvas {
  const float* data;
  int64_t pitch;
};

/** Where a result goes: its first number, and how many numbers its rows and pixels are apart. */
struct Target {
  float* data;
  int64_t row, pixel;
};

/** The target of a whole result. */
inline Target WholeOf(float* data, Map result) {
  return {data, int64_t{1} * result.width * result.channels, result.channels};
}

/**
 * The image padded with zeros, or cut off, as the filter needs it for `result`, which is not empty. `padded` is empty, or
 * holds another image with the same padding.
 */
inline Canvas Pad(const float* image, Map map, Filter filter, Map result, std::vector<float>* padded) {
  const int height = (result.height - 1) * filter.stride_height + filter.height;
  const int width = (result.width - 1) * filter.stride_width + filter.width;
  const int top = filter.top, left = filter.left;
  if (top == 0 && left == 0 && height <= map.height && width <= map.width)
    return {image, int64_t{1} * map.width * map.channels};
  if (padded->empty()) padded->assign(int64_t{1} * height * width * map.channels, 0);
  const int from = std::max(0, -left), columns = std::min(map.width, width - left) - from;
  for (int y = std::max(0, -top); columns > 0 && y < std::min(map.height, height - top); y++)
    std::memcpy(padded->data() + (int64_t{1} * (y + top) * width + from + left) * map.channels,
                image + (int64_t{1} * y * map.width + from) * map.channels, sizeof(float) * columns * map.channels);
  return {padded->data(), int64_t{1} * width * map.channels};
}

/** result[y, x, o] = activation(sum over the filter of image * weights + bias[o]); `bias` may be null. */
void Convolve(Canvas image, Filter filter, const float* weights, const float* bias, bool relu, Map result, Target to);

/** weight_gradient += sum over y, x of image * gradient[y, x, o]. */
void AddFilterGradient(Canvas image, Filter filter, const float* gradient, Map result, float* weight_gradient);

/** bias_gradient[o] += sum over y, x of gradient[y, x, o]. */
void AddBiasGradient(const float* gradient, Map result, float* bias_gradient);

// The same without padding, and slower, for any number of channels and weights in the order [height, width, in, out]: zeros
// times Infinity or NaN are NaN, and only those in the image count, as in TensorFlow.

void ConvolveInside(const float* image, Map map, Filter filter, const float* weights, const float* bias, bool relu,
                    Map result, float* output);

void AddFilterGradientInside(const float* image, Map map, Filter filter, const float* gradient, Map result,
                             float* weight_gradient);

/** image_gradient += sum over the positions of the filter of gradient * weights. */
void AddInputGradientInside(float* image_gradient, Map map, Filter filter, const float* weights, const float* gradient,
                            Map result);

}  // namespace autoencoders
