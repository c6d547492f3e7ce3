// What the operations of a convolution have in common.
#pragma once
#include "convolution.h"
#include "elementwise.h"
#include "op.h"

namespace autoencoders {

/** The attributes of a convolution. */
struct Convolution {
  bool relu;
  int top, left, height, width, stride_height, stride_width;

  /** `height` and `width` are those of the output, for `InputGradient` those of the input. */
  explicit Convolution(Attributes attributes)
      : relu(attributes.Int("relu") != 0),
        top(attributes.Int("top", 0)),
        left(attributes.Int("left", 0)),
        height(attributes.Int("height", 0)),
        width(attributes.Int("width", 0)),
        stride_height(attributes.Int("stride_height", 1)),
        stride_width(attributes.Int("stride_width", 1)) {}

  Filter ToFilter(const Shape& shape) const {
    CheckRank("filter", shape, 4);
    CheckIndices(shape);
    const Filter filter = {int(shape[0]), int(shape[1]), int(shape[2]), int(shape[3]), top, left, stride_height,
                           stride_width};
    if (filter.size() == 0) throw Invalid("the filter is empty: " + ToText(shape));
    if (stride_height > filter.height || stride_width > filter.width)
      throw Invalid("a stride must not be larger than the filter " + ToText(shape));
    return filter;
  }

  /** Checks that the loops support `filter`; the error names `shape`. */
  static void CheckSupported(Filter filter, const Shape& shape) {
    if (!IsSupported(filter))
      throw Invalid("expected a multiple of 8 output channels, or at most 4 and a multiple of 8 input channels, not " + ToText(shape));
  }

  /** Checks that `filter` and `map` have the same channels, and that with padding they give `result`. */
  static void CheckFit(Map map, Filter filter, Map result) {
    const bool has_other_input = map.channels != filter.in;
    if (has_other_input || result.channels != filter.out)
      throw Invalid("a filter of " + std::to_string(has_other_input ? filter.in : filter.out) + " channels for an image of " +
                    std::to_string(has_other_input ? map.channels : result.channels));
    const int64_t height = SideOf(result.height, filter.stride_height, filter.height);
    const int64_t width = SideOf(result.width, filter.stride_width, filter.width);
    const int64_t rows = int64_t{1} * filter.top + map.height, columns = int64_t{1} * filter.left + map.width;
    CheckIndices({height + filter.top, width + filter.left, filter.in});
    CheckIndices({rows, columns, filter.in});
    // A stride may leave the last pixels over.
    const bool fits = rows < height + filter.stride_height && columns < width + filter.stride_width;
    if (!fits)
      throw Invalid("no convolution of " + ToText({map.height, map.width}) + " by " +
                    ToText({filter.height, filter.width}) + " gives " + ToText({result.height, result.width}));
  }

 private:
  /** How many pixels are under a filter of `filter` pixels in `result` positions. */
  static int64_t SideOf(int64_t result, int64_t stride, int64_t filter) {
    return std::max<int64_t>(0, (result - 1) * stride + filter);
  }
};

/** The names of these attributes. */
inline const Names kGeometry = {"relu: int",  "top: int",           "left: int",        "height: int",
                                "width: int", "stride_height: int", "stride_width: int"};

/** The gradient before the relu, with `size` numbers. */
inline const float* BeforeRelu(bool relu, const float* dy, const float* y, int64_t size, std::vector<float>* masked) {
  if (!relu) return dy;
  masked->resize(size);
  float* to = masked->data();
  for (int64_t i = 0; i < size; i++) to[i] = ReluGradient(dy[i], y[i]);
  return to;
}

}  // namespace autoencoders
