// A small stand-in for the part of TensorFlow's C interface that the native operations use. Each tensor has memory of
// exactly its size, so that AddressSanitizer sees every read or write past its end.
#pragma once
#include <tensorflow/c/kernels.h>
#include <tensorflow/c/ops.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct TF_Tensor {
  TF_DataType type;
  std::vector<int64_t> shape;
  std::shared_ptr<void> data;

  TF_Tensor(TF_DataType type, std::vector<int64_t> shape)
      : type(type), shape(std::move(shape)), data(std::malloc(Size() * sizeof(float)), std::free) {}
  int64_t Size() const {
    int64_t size = 1;
    for (int64_t dimension : shape) size *= dimension;
    return size;
  }
  float* Floats() const { return static_cast<float*>(data.get()); }
};

struct TF_OpKernelConstruction {
  std::map<std::string, float> attributes;
  std::string error;
};

struct TF_OpKernelContext {
  std::vector<TF_Tensor> inputs;
  int outputs;
  std::string error;
};

struct Operation {
  std::vector<std::string> attributes, inputs, outputs;
  void* (*create)(TF_OpKernelConstruction*) = nullptr;
  void (*compute)(void*, TF_OpKernelContext*) = nullptr;
  void (*remove)(void*) = nullptr;
};

/** What has been registered, by name. */
std::map<std::string, Operation>& Operations();
