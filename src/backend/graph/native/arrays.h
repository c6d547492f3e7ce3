// Between arrays of JavaScript and tensors of TensorFlow.
#pragma once
#include <node_api.h>
#include <tensorflow/c/c_api.h>

#include <cstdint>
#include <vector>

namespace autoencoders {

std::vector<napi_value> Items(napi_env env, napi_value array);

/** The bytes under a typed array, without a copy. */
void* Bytes(napi_env env, napi_value array, size_t* size);

/** The tensor of `shape` that holds a feed: a typed array, or [array, rows] as session.cc says. */
TF_Tensor* ToTensor(napi_env env, napi_value feed, TF_DataType type, const std::vector<int64_t>& shape);

/** A typed array of its own holding what `tensor` holds. */
napi_value ToArray(napi_env env, TF_Tensor* tensor);

}  // namespace autoencoders
