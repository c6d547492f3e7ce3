// Conversion between JavaScript arrays and TensorFlow tensors.
#pragma once
#include <node_api.h>
#include <tensorflow/c/c_api.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "../ops/shape.h"

namespace autoencoders {

struct DeleteTensor {
  void operator()(TF_Tensor* tensor) const { TF_DeleteTensor(tensor); }
};
using Tensor = std::unique_ptr<TF_Tensor, DeleteTensor>;

/** Throws if a Node-API call failed. */
void Check(napi_status status);

// Reading an element of an array can run JavaScript (a getter), which can do anything, such as close a session.

uint32_t LengthOf(napi_env env, napi_value array);

napi_value Item(napi_env env, napi_value array, uint32_t index);

/** The numbers under a typed array, without a copy. */
struct Numbers {
  napi_typedarray_type type;
  size_t length;
  const void* data;
};
Numbers ToNumbers(napi_env env, napi_value array);

/**
 * The tensor of `shape` for a feed: a typed array, or [array, rows] as described in session.cc.
 *
 * Throws if it is not a feed, or does not have the size and type of the tensor.
 */
Tensor ToTensor(napi_env env, napi_value feed, TF_DataType type, const Shape& shape);

/** A new typed array with the numbers of `tensor`. */
napi_value ToArray(napi_env env, TF_Tensor* tensor);

}  // namespace autoencoders
