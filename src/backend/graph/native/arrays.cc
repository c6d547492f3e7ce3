#include "arrays.h"

#include <cstring>

#include "parallel.h"

namespace autoencoders {
namespace {

/** Bytes as numbers from 0 to 1. */
void Scale(const uint8_t* __restrict bytes, float* __restrict to, size_t size) {
  for (size_t i = 0; i < size; i++) to[i] = bytes[i] / 255.0f;
}

/** Rows of an array of floats, or of bytes as numbers from 0 to 1, by their numbers, put into `tensor`, a row for each. */
void Gather(napi_env env, napi_value source, napi_value numbers, TF_Tensor* tensor) {
  napi_typedarray_type type;
  void* from = nullptr;
  napi_get_typedarray_info(env, source, &type, nullptr, &from, nullptr, nullptr);
  const bool is_bytes = type == napi_uint8_array;
  size_t size;
  const int32_t* rows = static_cast<int32_t*>(Bytes(env, numbers, &size));
  const int64_t count = size / sizeof(int32_t);
  const size_t row = count > 0 ? TF_TensorByteSize(tensor) / sizeof(float) / count : 0;
  float* to = static_cast<float*>(TF_TensorData(tensor));
  Parallel(count, 1 + (1 << 15) / (row + 1), [=](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i++) {
      if (is_bytes)
        Scale(static_cast<const uint8_t*>(from) + rows[i] * row, to + i * row, row);
      else
        memcpy(to + i * row, static_cast<const float*>(from) + rows[i] * row, row * sizeof(float));
    }
  });
}

}  // namespace

std::vector<napi_value> Items(napi_env env, napi_value array) {
  uint32_t length = 0;
  napi_get_array_length(env, array, &length);
  std::vector<napi_value> items(length);
  for (uint32_t i = 0; i < length; i++) napi_get_element(env, array, i, &items[i]);
  return items;
}

void* Bytes(napi_env env, napi_value array, size_t* size) {
  napi_typedarray_type type;
  size_t length = 0;
  void* data = nullptr;
  napi_get_typedarray_info(env, array, &type, &length, &data, nullptr, nullptr);
  bool wide = type == napi_float32_array || type == napi_int32_array;
  *size = wide ? 4 * length : length;
  return data;
}

TF_Tensor* ToTensor(napi_env env, napi_value feed, TF_DataType type, const std::vector<int64_t>& shape) {
  size_t bytes = TF_DataTypeSize(type);
  for (int64_t size : shape) bytes *= size;
  TF_Tensor* tensor = TF_AllocateTensor(type, shape.data(), shape.size(), bytes);
  bool is_rows = false;
  napi_is_array(env, feed, &is_rows);
  if (is_rows) {
    auto parts = Items(env, feed);
    Gather(env, parts[0], parts[1], tensor);
  } else {
    size_t size;
    void* data = Bytes(env, feed, &size);
    memcpy(TF_TensorData(tensor), data, size < bytes ? size : bytes);
  }
  return tensor;
}

napi_value ToArray(napi_env env, TF_Tensor* tensor) {
  size_t size = TF_TensorByteSize(tensor);
  TF_DataType type = TF_TensorType(tensor);
  void* data = nullptr;
  napi_value buffer, array;
  napi_create_arraybuffer(env, size, &data, &buffer);
  if (size > 0) memcpy(data, TF_TensorData(tensor), size);
  bool wide = type == TF_FLOAT || type == TF_INT32;
  auto kind = type == TF_FLOAT ? napi_float32_array : wide ? napi_int32_array : napi_uint8_array;
  napi_create_typedarray(env, kind, wide ? size / 4 : size, buffer, 0, &array);
  return array;
}

}  // namespace autoencoders
