// The images and filters of a convolution, pooling or upsampling.
#pragma once
#include <cstdint>

#include "shape.h"

namespace autoencoders {

/** One image of a batch: [height, width, channels]. */
struct Map {
  int height, width, channels;
  int64_t size() const { return int64_t{1} * height * width * channels; }
};

/** A filter [height, width, in, out], the padding of its image, and how far apart its positions on the image are. */
struct Filter {
  int height, width, in, out, top, left, stride_height = 1, stride_width = 1;
  int row() const { return width * in; }
  int64_t size() const { return int64_t{1} * height * width * in * out; }
};

/** Checks that indices into an array of `shape` are ints. */
void CheckIndices(const Shape& shape);

/** An image of a batch [batch, height, width, channels]. */
Map ToMap(const char* name, const Shape& shape);

/** An image of a batch whose channels are processed 8 at a time. */
Map ToMapOfEights(const char* name, const Shape& shape);

}  // namespace autoencoders
