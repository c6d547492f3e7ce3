// A small stand-in for the part of TensorFlow's C interface that the native operations use. Each tensor has memory of
// exactly its size, so that AddressSanitizer sees every read or write past its end; an empty one has none, as in TensorFlow.
#pragma once
#include <tensorflow/c/kernels.h>
#include <tensorflow/c/ops.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

/** How many numbers a tensor may have here. */
constexpr int64_t kMostNumbers = 1 << 24;

/** How many numbers a tensor of `shape` holds; the most there are where it would be more. */
int64_t SizeOf(const std::vector<int64_t>& shape);

/** Whether `number` is what an output holds before anything is written to it. */
bool IsUnset(float number);

struct TF_Tensor {
  TF_DataType type;
  std::vector<int64_t> shape;
  std::shared_ptr<void> data;

  TF_Tensor(TF_DataType type, std::vector<int64_t> shape)
      : type(type), shape(std::move(shape)), data(Size() > 0 ? std::malloc(Size() * sizeof(float)) : nullptr, std::free) {}
  int64_t Size() const { return SizeOf(shape); }
  float* Floats() const { return static_cast<float*>(data.get()); }
};

struct TF_OpKernelConstruction {
  std::map<std::string, double> attributes;
  std::string error;
};

struct TF_OpKernelContext {
  std::vector<TF_Tensor> inputs;
  std::vector<std::unique_ptr<TF_Tensor>> outputs;
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
