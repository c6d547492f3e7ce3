#include "shape.h"

#include <limits>

#include "map.h"

namespace autoencoders {

std::string ToText(const Shape& shape) {
  std::string text = "[";
  for (size_t i = 0; i < shape.size(); i++) text += (i > 0 ? "," : "") + std::to_string(shape[i]);
  return text + "]";
}

int64_t SizeOf(const Shape& shape) {
  int64_t size = 1;
  for (int64_t dimension : shape)
    if (dimension < 0 || __builtin_mul_overflow(size, dimension, &size))
      throw Invalid("no tensor has the shape " + ToText(shape));
  return size;
}

size_t BytesOf(const Shape& shape, size_t width) {
  int64_t bytes;
  if (__builtin_mul_overflow(SizeOf(shape), static_cast<int64_t>(width), &bytes))
    throw Invalid("no tensor has the shape " + ToText(shape));
  return bytes;
}

void CheckRank(const char* name, const Shape& shape, size_t rank) {
  if (shape.size() != rank)
    throw Invalid(std::string(name) + " must have rank " + std::to_string(rank) + ", but its shape is " + ToText(shape));
}

void CheckSame(const Shape& a, const Shape& b) {
  if (a != b) throw Invalid("Incompatible shapes: " + ToText(a) + " vs. " + ToText(b));
}

void CheckIndices(const Shape& shape) {
  for (int64_t dimension : shape)
    if (dimension > std::numeric_limits<int>::max()) throw Invalid("too large: " + ToText(shape));
  if (SizeOf(shape) > std::numeric_limits<int>::max()) throw Invalid("too large: " + ToText(shape));
}

Map ToMap(const char* name, const Shape& shape) {
  CheckRank(name, shape, 4);
  CheckIndices({shape[1], shape[2], shape[3]});
  return {int(shape[1]), int(shape[2]), int(shape[3])};
}

Map ToMapOfEights(const char* name, const Shape& shape) {
  const Map map = ToMap(name, shape);
  if (map.channels % 8 != 0) throw Invalid(std::string(name) + " must have a multiple of 8 channels: " + ToText(shape));
  return map;
}

}  // namespace autoencoders
