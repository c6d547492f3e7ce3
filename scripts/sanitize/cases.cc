#include "cases.h"

#include <algorithm>
#include <iterator>

namespace {

std::mt19937 random_bits;

/** A size: often 0, 1, or close to the width of a vector or tile. */
int64_t Size() {
  const int sizes[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 65, 130};
  return Below(8) == 0 ? Below(300) : sizes[Below(17)];
}

Shape RandomShape() {
  Shape shape(Below(5));
  for (int64_t& dimension : shape) dimension = Below(10);
  return shape;
}

/** Two factors and the shape of their product. */
Case Product(Shape* product) {
  const int64_t rows = Size(), inner = Size(), columns = Size();
  const int a = Below(2), b = Below(2);
  *product = {rows, columns};
  return {{a ? Shape{inner, rows} : Shape{rows, inner}, b ? Shape{columns, inner} : Shape{inner, columns}},
          {{"transpose_a", double(a)}, {"transpose_b", double(b)}}};
}

Case WithAdam(Case one) {
  for (const char* name : {"learning_rate", "beta1", "beta2", "one_minus_beta1", "one_minus_beta2", "epsilon"})
    one.attributes[name] = Below(5) / 4.f;
  one.inputs.insert(one.inputs.end(), {{}, {}});
  return one;
}

Case Adam() {
  const Shape shape = {Size(), Size()};
  return WithAdam({{shape, shape, shape, shape}, {}});
}

struct Image {
  int64_t batch = Below(5), height = Below(9), width = Below(9), in = 8 * Below(4), out = 8 * Below(4);
  int64_t rows = Below(4) + 1, columns = Below(4) + 1;  // of a filter or a window
  int top = Below(rows), left = Below(columns);
};

Case Convolution(int which) {
  Image image;
  const int few = Below(4) + 1, strides[] = {Below(3) == 0 ? int(Below(image.rows)) + 1 : 1, Below(3) == 0 ? int(Below(image.columns)) + 1 : 1};
  if (Below(2) == 0) (Below(2) ? image.in : image.out) = few;
  const Shape x = {image.batch, image.height, image.width, image.in}, filter = {image.rows, image.columns, image.in, image.out};
  const int64_t height = std::max<int64_t>(0, (image.height + image.top - Below(image.rows) + strides[0] - 1) / strides[0]);
  const int64_t width = std::max<int64_t>(0, (image.width + image.left - Below(image.columns) + strides[1] - 1) / strides[1]);
  const Shape y = {image.batch, height, width, image.out};
  Case one = {{}, {{"relu", double(Below(2))}, {"top", double(image.top)}, {"left", double(image.left)}}};
  one.attributes["height"] = which % 2 == 1 ? image.height : height;
  one.attributes["width"] = which % 2 == 1 ? image.width : width;
  one.attributes["stride_height"] = strides[0];
  one.attributes["stride_width"] = strides[1];
  if (which == 0) one.inputs = {x, filter, {image.out}};
  if (which == 1) one.inputs = {y, y, filter};
  if (which == 2) one.inputs = {x, y, y, filter};
  if (which == 3) one.inputs = {y, filter, {image.in}};
  return one;
}

Case Windows(int which) {
  const Image image;
  const int64_t rows = (image.height + image.top) / image.rows + Below(2);  // the last may be empty
  const int64_t columns = (image.width + image.left) / image.columns + Below(2);
  const Shape x = {image.batch, image.height, image.width, image.in}, y = {image.batch, rows, columns, image.in};
  const Shape large = {image.batch, image.height * image.rows, image.width * image.columns, image.in};
  Case one = {{x}, {{"height", image.rows}, {"width", image.columns}, {"top", image.top}, {"left", image.left}}};
  one.attributes["rows"] = rows;
  one.attributes["columns"] = columns;
  if (which == 1) one.inputs = {y, x, y};
  if (which >= 2) one.attributes["top"] = one.attributes["left"] = 0;
  if (which == 3) one.inputs = {large};
  return one;
}

Case Same(int count, bool with_rows) {
  const Shape shape = {Size(), Size()};
  Case one = {std::vector<Shape>(count, shape), {{"activation", double(1 + Below(3))}}};
  if (with_rows) one.inputs.push_back({shape[0]});
  return one;
}

Case OfProduct(int which) {
  Shape shape;
  Case one = Product(&shape);
  one.attributes["activation"] = Below(3);
  if (which == 1) one.inputs.push_back({shape[1]});
  if (which == 2) one.inputs.insert(one.inputs.end(), {{shape[1]}, shape, {shape[0]}});
  if (which == 3) one.inputs.insert(one.inputs.end(), {shape, shape, shape});
  return which == 3 ? WithAdam(one) : one;
}

}  // namespace

void Seed(int seed) { random_bits.seed(seed); }

int Below(int end) { return random_bits() % end; }

const std::map<std::string, std::function<Case()>>& Cases() {
  static const std::map<std::string, std::function<Case()>> cases = {
    {"AutoencodersAdam", Adam},
    {"AutoencodersAdamInPlace", Adam},
    {"AutoencodersAdamOfProduct", [] { return OfProduct(3); }},
    {"AutoencodersConvolution", [] { return Convolution(0); }},
    {"AutoencodersConvolutionInputGradient", [] { return Convolution(1); }},
    {"AutoencodersConvolutionFilterGradient", [] { return Convolution(2); }},
    {"AutoencodersTransposedConvolution", [] { return Convolution(3); }},
    {"AutoencodersCopy", [] { return Same(1, false); }},
    {"AutoencodersCrossentropy", [] { return Same(2, false); }},
    {"AutoencodersCrossentropyGradient", [] { return Same(2, true); }},
    {"AutoencodersSigmoidCrossentropyGradient", [] { return Same(2, true); }},
    {"AutoencodersDenseCrossentropy", [] { return OfProduct(2); }},
    {"AutoencodersProduct", [] { return OfProduct(0); }},
    {"AutoencodersDense", [] { return OfProduct(1); }},
    {"AutoencodersActivationGradient", [] { return Same(2, false); }},
    {"AutoencodersReluGradient", [] { return Same(2, false); }},
    {"AutoencodersMaxPool", [] { return Windows(0); }},
    {"AutoencodersMaxPoolGradient", [] { return Windows(1); }},
    {"AutoencodersUpsample", [] { return Windows(2); }},
    {"AutoencodersUpsampleGradient", [] { return Windows(3); }},
  };
  return cases;
}

bool Spoil(Case* one) {
  const int input = Below(one->inputs.size());
  Shape& shape = one->inputs[input];
  constexpr int64_t kHuge[] = {int64_t{1} << 31, int64_t{1} << 40, int64_t{1} << 62};
  constexpr double kMost = 2147483647, kValues[] = {-1, 0, 1, 7, 1000, kMost, kMost, -kMost - 1};
  switch (Below(4)) {
    case 0:
      if (Below(2) == 0 || shape.empty()) shape = RandomShape();
      else shape[Below(shape.size())] = Below(20);
      return false;
    case 1:  // no elements, with dimensions whose product may overflow
      for (Shape& each : one->inputs)
        for (int64_t& dimension : each) dimension = Below(3) == 0 ? kHuge[Below(3)] : dimension;
      for (Shape& each : one->inputs)
        if (!each.empty() && SizeOf(each) > kMostNumbers) each[Below(each.size())] = 0;
      return false;
    case 2:
      if (!one->attributes.empty())
        std::next(one->attributes.begin(), Below(one->attributes.size()))->second = kValues[Below(8)];
      return false;
    default:
      one->of_another_type = input;
      return true;
  }
}
