#include "arrays.h"

#include <cstring>
#include <limits>
#include <string>

#include "../ops/parallel.h"

namespace autoencoders {
namespace {

/** A tensor type, and the corresponding array type. */
struct Type {
  TF_DataType tensor;
  napi_typedarray_type array;
  const char* name;
  size_t width;
};
constexpr Type kTypes[] = {{TF_FLOAT, napi_float32_array, "Float32Array", 4},
                           {TF_INT32, napi_int32_array, "Int32Array", 4},
                           {TF_BOOL, napi_uint8_array, "Uint8Array", 1}};

Type ToType(TF_DataType tensor) {
  for (const Type& type : kTypes)
    if (type.tensor == tensor) return type;
  throw Invalid("tensors of type " + std::to_string(tensor) + " cannot be fed or fetched");
}

void CheckLength(size_t length, int64_t size) {
  if (static_cast<int64_t>(length) < size)
    throw Invalid("expected an array of " + std::to_string(size) + " numbers, but it has " + std::to_string(length));
}

/** Bytes as numbers from 0 to 1. */
void Scale(const uint8_t* __restrict bytes, float* __restrict to, size_t size) {
  for (size_t i = 0; i < size; i++) to[i] = bytes[i] / 255.0f;
}

/** A tensor of rows, given by their indices, of an array of floats, or of bytes converted to numbers from 0 to 1. */
struct Rows {
  Numbers source;
  std::vector<int32_t> numbers;  // a copy, because another thread may change a shared array after the check
  int64_t width;

  Rows(napi_env env, napi_value feed, TF_DataType type, const Shape& shape) {
    if (LengthOf(env, feed) != 2 || type != TF_FLOAT || shape.empty()) throw Invalid("no rows of a float32 tensor");
    const napi_value first = Item(env, feed, 0), second = Item(env, feed, 1);
    source = ToNumbers(env, first);
    const Numbers rows = ToNumbers(env, second);
    if (source.type != napi_float32_array && source.type != napi_uint8_array)
      throw Invalid("rows must come from a Float32Array or a Uint8Array");
    if (rows.type != napi_int32_array) throw Invalid("the numbers of rows must be an Int32Array");
    const int64_t size = SizeOf(shape), count = shape[0];
    width = count > 0 ? size / count : 0;
    CheckLength(rows.length, count);
    const auto all_rows = static_cast<const int32_t*>(rows.data);
    numbers.assign(all_rows, all_rows + count);
    const int64_t all = width > 0 ? source.length / width : std::numeric_limits<int32_t>::max();
    for (int32_t number : numbers)
      if (number < 0 || number >= all) throw Invalid("row " + std::to_string(number) + " of " + std::to_string(all));
  }

  void Gather(float* to) const {
    const bool is_bytes = source.type == napi_uint8_array;
    const void* from = source.data;
    const int64_t row = width;
    Parallel(numbers.size(), 1 + (1 << 15) / (row + 1), [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; i++) {
        if (is_bytes) Scale(static_cast<const uint8_t*>(from) + numbers[i] * row, to + i * row, row);
        else memcpy(to + i * row, static_cast<const float*>(from) + numbers[i] * row, row * sizeof(float));
      }
    });
  }
};

Tensor Allocate(TF_DataType type, const Shape& shape) {
  const size_t bytes = BytesOf(shape, ToType(type).width);
  Tensor tensor(TF_AllocateTensor(type, shape.data(), shape.size(), bytes));
  if (tensor == nullptr || (bytes > 0 && TF_TensorData(tensor.get()) == nullptr)) throw OutOfMemory();
  return tensor;
}

}  // namespace

void Check(napi_status status) {
  if (status != napi_ok) throw Invalid("unexpected argument (Node's status " + std::to_string(status) + ")");
}

uint32_t LengthOf(napi_env env, napi_value array) {
  uint32_t length = 0;
  Check(napi_get_array_length(env, array, &length));
  return length;
}

napi_value Item(napi_env env, napi_value array, uint32_t index) {
  napi_value item;
  Check(napi_get_element(env, array, index, &item));
  return item;
}

Numbers ToNumbers(napi_env env, napi_value array) {
  bool is_array = false;
  Check(napi_is_typedarray(env, array, &is_array));
  if (!is_array) throw Invalid("expected a typed array");
  Numbers numbers;
  void* data = nullptr;
  Check(napi_get_typedarray_info(env, array, &numbers.type, &numbers.length, &data, nullptr, nullptr));
  numbers.data = data;
  return numbers;
}

Tensor ToTensor(napi_env env, napi_value feed, TF_DataType dtype, const Shape& shape) {
  bool is_rows = false;
  Check(napi_is_array(env, feed, &is_rows));
  if (is_rows) {
    const Rows rows(env, feed, dtype, shape);
    Tensor tensor = Allocate(dtype, shape);
    if (rows.width > 0) rows.Gather(static_cast<float*>(TF_TensorData(tensor.get())));
    return tensor;
  }
  const Type type = ToType(dtype);
  const Numbers numbers = ToNumbers(env, feed);
  if (numbers.type != type.array) throw Invalid(std::string("expected a ") + type.name);
  CheckLength(numbers.length, SizeOf(shape));
  Tensor tensor = Allocate(dtype, shape);
  if (const size_t bytes = TF_TensorByteSize(tensor.get())) memcpy(TF_TensorData(tensor.get()), numbers.data, bytes);
  return tensor;
}

napi_value ToArray(napi_env env, TF_Tensor* tensor) {
  const Type type = ToType(TF_TensorType(tensor));
  const size_t bytes = TF_TensorByteSize(tensor);
  // Uses the array's constructor, which throws if memory is short; napi_create_arraybuffer would end the process.
  napi_value global, constructor, length, array;
  Check(napi_get_global(env, &global));
  Check(napi_get_named_property(env, global, type.name, &constructor));
  Check(napi_create_double(env, static_cast<double>(bytes / type.width), &length));
  if (napi_new_instance(env, constructor, 1, &length, &array) != napi_ok) throw OutOfMemory();
  const Numbers numbers = ToNumbers(env, array);  // a program can replace the constructor
  if (numbers.type != type.array || numbers.length * type.width != bytes)
    throw Invalid(std::string(type.name) + " is not JavaScript's own any more");
  if (bytes > 0) memcpy(const_cast<void*>(numbers.data), TF_TensorData(tensor), bytes);
  return array;
}

}  // namespace autoencoders
