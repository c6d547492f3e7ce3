// Shapes of tensors, and checks of them.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "status.h"

namespace autoencoders {

using Shape = std::vector<int64_t>;

/** In TensorFlow's format: [4,2]. */
inline std::string ToText(const Shape& shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); i++) text += (i > 0 ? "," : "") + std::to_string(shape[i]);
  return text + "]";
}

/** The number of elements of a tensor with `shape`. */
inline int64_t SizeOf(const Shape& shape) {
  int64_t size = 1;
  for (int64_t dimension : shape)
    if (dimension < 0 || __builtin_mul_overflow(size, dimension, &size))
      throw Invalid("no tensor has the shape " + ToText(shape));
  return size;
}

/** The number of bytes of such a tensor, with elements of `width` bytes. */
inline size_t BytesOf(const Shape& shape, size_t width) {
  int64_t bytes;
  if (__builtin_mul_overflow(SizeOf(shape), static_cast<int64_t>(width), &bytes))
    throw Invalid("no tensor has the shape " + ToText(shape));
  return bytes;
}

inline void CheckRank(const char* name, const Shape& shape, size_t rank) {
  if (shape.size() != rank)
    throw Invalid(std::string(name) + " must have rank " + std::to_string(rank) + ", but its shape is " + ToText(shape));
}

inline void CheckSame(const Shape& a, const Shape& b) {
  if (a != b) throw Invalid("Incompatible shapes: " + ToText(a) + " vs. " + ToText(b));
}

}  // namespace autoencoders
