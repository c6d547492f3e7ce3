// Between arrays of JavaScript and tensors of TensorFlow.
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

/** Throws when a call of Node's interface failed. */
void Check(napi_status status);

// To read an item of an array can run JavaScript (a getter), which can do anything in between: close a session, say.

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
 * The tensor of `shape` that holds a feed: a typed array, or [array, rows] as session.cc says.
 *
 * Throws when the feed is none, or holds fewer numbers or others than the tensor.
 */
Tensor ToTensor(napi_env env, napi_value feed, TF_DataType type, const Shape& shape);

/** A typed array of its own holding what `tensor` holds. */
napi_value ToArray(napi_env env, TF_Tensor* tensor);

}  // namespace autoencoders
