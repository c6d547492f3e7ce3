// drive THREADS ROUNDS SEED: runs every native operation on random shapes and numbers. What the sanitizers see ends it.
#include <cstdio>
#include <functional>
#include <limits>
#include <random>

#include "../../src/backend/graph/native/parallel.h"
#include "tensorflow.h"

namespace {

using Shape = std::vector<int64_t>;
using Attributes = std::map<std::string, float>;

struct Case {
  std::vector<Shape> inputs;
  Attributes attributes;
};

std::mt19937 random_bits;

int Below(int end) { return random_bits() % end; }

/** A size: often 0, 1, or one beside the width of a vector or of a tile. */
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
          {{"transpose_a", float(a)}, {"transpose_b", float(b)}}};
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
  if (Below(3) == 0) (Below(2) ? image.in : image.out) = 1;
  const Shape x = {image.batch, image.height, image.width, image.in}, filter = {image.rows, image.columns, image.in, image.out};
  const Shape y = {image.batch, image.height, image.width, image.out};
  Case one = {{}, {{"relu", float(Below(2))}, {"top", float(image.top)}, {"left", float(image.left)}}};
  one.attributes["height"] = image.height;
  one.attributes["width"] = image.width;
  if (which == 0) one.inputs = {x, filter, {image.out}};
  if (which == 1) one.inputs = {y, y, filter};
  if (which == 2) one.inputs = {x, y, y, filter};
  return one;
}

Case Windows(int which) {
  const Image image;
  const int64_t rows = (image.height + image.top) / image.rows, columns = (image.width + image.left) / image.columns;
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
  Case one = {std::vector<Shape>(count, shape), {{"activation", float(1 + Below(3))}}};
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

const std::map<std::string, std::function<Case()>> kCases = {
    {"AutoencodersAdam", Adam},
    {"AutoencodersAdamInPlace", Adam},
    {"AutoencodersAdamOfProduct", [] { return OfProduct(3); }},
    {"AutoencodersConvolution", [] { return Convolution(0); }},
    {"AutoencodersConvolutionInputGradient", [] { return Convolution(1); }},
    {"AutoencodersConvolutionFilterGradient", [] { return Convolution(2); }},
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

/** Makes one shape, attribute or type wrong; returns the input whose type it is, or -1. */
int Spoil(Case* one) {
  const int input = Below(one->inputs.size());
  const float values[] = {-1, 0, 1, 2, 7, 1000, 2147483520.f, -2147483648.f};
  switch (Below(3)) {
    case 0:
      if (Below(2) == 0 || one->inputs[input].empty()) one->inputs[input] = RandomShape();
      else one->inputs[input][Below(one->inputs[input].size())] = Below(20);
      return -1;
    case 1:
      if (!one->attributes.empty()) std::next(one->attributes.begin(), Below(one->attributes.size()))->second = values[Below(8)];
      return -1;
    default:
      return input;
  }
}

void Fill(const TF_Tensor& tensor) {
  using Limits = std::numeric_limits<float>;
  const float odd[] = {0, -0.f, Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity(), Limits::denorm_min(),
                       Limits::max(), Limits::lowest()};
  const int kind = Below(4);  // none, some, or only zeros, or only odd ones
  for (int64_t i = 0; i < tensor.Size(); i++) {
    const bool is_odd = kind == 3 || (kind == 1 && Below(10) == 0);
    tensor.Floats()[i] = kind == 2 ? 0 : is_odd ? odd[Below(8)] : Below(2001) / 1000.f - 1;
  }
}

/** Whether the operation took what it was given. */
bool Run(const Operation& operation, const Case& one, int of_another_type) {
  TF_OpKernelConstruction construction{one.attributes, ""};
  void* kernel = operation.create(&construction);
  if (kernel == nullptr) return false;
  TF_OpKernelContext context{{}, int(operation.outputs.size()), ""};
  for (const Shape& shape : one.inputs) {
    context.inputs.emplace_back(int(context.inputs.size()) == of_another_type ? TF_INT32 : TF_FLOAT, shape);
    Fill(context.inputs.back());
  }
  operation.compute(kernel, &context);
  operation.remove(kernel);
  return context.error.empty();
}

}  // namespace

int main(int, char** arguments) {
  autoencoders::SetCores(std::atoi(arguments[1]));
  const int rounds = std::atoi(arguments[2]);
  random_bits.seed(std::atoi(arguments[3]));
  for (const auto& [name, operation] : Operations()) {
    if (kCases.count(name) == 0) return std::printf("%s: not driven; add it to scripts/sanitize/drive.cc\n", name.c_str()), 1;
    int taken = 0;
    for (int round = 0; round < rounds; round++) {
      Case one = kCases.at(name)();
      const int of_another_type = Below(4) == 0 ? Spoil(&one) : -1;
      taken += Run(operation, one, of_another_type);
    }
    if (taken == 0 || taken == rounds)
      return std::printf("%s: took %d of %d inputs\n", name.c_str(), taken, rounds), 1;
  }
  std::printf("%d operations\n", int(Operations().size()));
}
