// Convolutions with stride 1 over few channels, [batch, height, width, channels], image by image, so that a layer's output
// for an image stays in the cache of a core. A row of the filter and of the image under it is contiguous: [kernel width *
// input channels], which is what the loops run over. They support a multiple of 8 channels on one side, and 1 or a
// multiple of 8 on the other.
#pragma once
#include <cstdint>
#include <cstring>
#include <vector>

#include "map.h"
#include "vector.h"

namespace autoencoders {

/**
 * `map` padded with zeros as the filter needs it for `result`: [result.height + height - 1, ...]. `padded` is empty, or
 * holds another image with the same padding.
 */
inline const float* Pad(const float* image, Map map, Filter filter, Map result, std::vector<float>* padded) {
  const int height = result.height + filter.height - 1, width = result.width + filter.width - 1;
  if (height == map.height && width == map.width) return image;
  if (padded->empty()) padded->assign(int64_t{1} * height * width * map.channels, 0);
  for (int y = 0; map.size() > 0 && y < map.height; y++)
    std::memcpy(padded->data() + (int64_t{1} * (y + filter.top) * width + filter.left) * map.channels,
                image + int64_t{1} * y * map.width * map.channels, sizeof(float) * map.width * map.channels);
  return padded->data();
}

/** result[y, x, o] = activation(sum over the filter of image * weights + bias[o]); `bias` may be null. */
void Convolve(const float* padded, Filter filter, const float* weights, const float* bias, bool relu, Map result,
              float* output);

/** weight_gradient += sum over y, x of padded image * gradient[y, x, o]. */
void AddFilterGradient(const float* padded, Filter filter, const float* gradient, Map result, float* weight_gradient);

/** bias_gradient[o] += sum over y, x of gradient[y, x, o]. */
void AddBiasGradient(const float* gradient, Map result, float* bias_gradient);

// The same without padding, and slower: zeros times Infinity or NaN are NaN, and only those in the image count, as in
// TensorFlow.

void ConvolveInside(const float* image, Map map, Filter filter, const float* weights, const float* bias, bool relu,
                    Map result, float* output);

void AddFilterGradientInside(const float* image, Map map, Filter filter, const float* gradient, Map result,
                             float* weight_gradient);

}  // namespace autoencoders
