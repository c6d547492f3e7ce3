// Shapes of tensors, and checks of them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "status.h"

namespace autoencoders {

using Shape = std::vector<int64_t>;

/** In TensorFlow's format: [4,2]. */
std::string ToText(const Shape& shape);

/** The number of elements of a tensor with `shape`. */
int64_t SizeOf(const Shape& shape);

/** The number of bytes of such a tensor, with elements of `width` bytes. */
size_t BytesOf(const Shape& shape, size_t width);

void CheckRank(const char* name, const Shape& shape, size_t rank);

void CheckSame(const Shape& a, const Shape& b);

}  // namespace autoencoders
