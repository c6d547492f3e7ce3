// The images and filters of a convolution, pooling or upsampling.
#pragma once
#include <cstdint>
#include <limits>

#include "shape.h"

namespace autoencoders {

/** One image of a batch: [height, width, channels]. */
struct Map {
  int height, width, channels;
  int64_t size() const { return int64_t{1} * height * width * channels; }
};

/** A filter [height, width, in, out] and the padding of its image. */
struct Filter {
  int height, width, in, out, top, left;
  int row() const { return width * in; }
  int64_t size() const { return int64_t{1} * height * width * in * out; }
};

/** Checks that indices into an array of `shape` are ints. */
inline void CheckIndices(const Shape& shape) {
  for (int64_t dimension : shape)
    if (dimension > std::numeric_limits<int>::max()) throw Invalid("too large: " + ToText(shape));
  if (SizeOf(shape) > std::numeric_limits<int>::max()) throw Invalid("too large: " + ToText(shape));
}

/** An image of a batch [batch, height, width, channels]. */
inline Map ToMap(const char* name, const Shape& shape) {
  CheckRank(name, shape, 4);
  CheckIndices({shape[1], shape[2], shape[3]});
  return {int(shape[1]), int(shape[2]), int(shape[3])};
}

/** An image of a batch whose channels are processed 8 at a time. */
inline Map ToMapOfEights(const char* name, const Shape& shape) {
  const Map map = ToMap(name, shape);
  if (map.channels % 8 != 0) throw Invalid(std::string(name) + " must have a multiple of 8 channels: " + ToText(shape));
  return map;
}

}  // namespace autoencoders
