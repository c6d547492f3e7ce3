// A small fake of the part of TensorFlow's C API that the native operations use. Each tensor's memory has exactly its
// size, so that AddressSanitizer detects every access past its end; an empty one has none, as in TensorFlow.
#pragma once
#include <tensorflow/c/kernels.h>
#include <tensorflow/c/ops.h>

#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

/** The maximum number of elements of a tensor. */
constexpr int64_t kMostNumbers = 1 << 24;

/** The number of elements of a tensor of `shape`, saturating at the maximum integer. */
int64_t SizeOf(const std::vector<int64_t>& shape);

/** Whether `number` is the initial content of an output, to which nothing was written. */
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

/** The registered operations, by name. */
std::map<std::string, Operation>& Operations();
