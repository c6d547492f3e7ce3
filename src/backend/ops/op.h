// The part of TensorFlow's C API that our operations need, in a form that keeps operations short. Exceptions thrown by an
// operation become its status in TensorFlow.
#pragma once
#include <tensorflow/c/kernels.h>
#include <tensorflow/c/ops.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "shape.h"
#include "status.h"

namespace autoencoders {

/** The attributes of a node, while its kernel is created. */
class Attributes {
 public:
  explicit Attributes(TF_OpKernelConstruction* construction) : construction_(construction) {}

  float Float(const char* name) const {
    float value = 0;
    Status status;
    TF_OpKernelConstruction_GetAttrFloat(construction_, name, &value, status);
    status.Check();
    return value;
  }

  int32_t Int(const char* name) const {
    int32_t value = 0;
    Status status;
    TF_OpKernelConstruction_GetAttrInt32(construction_, name, &value, status);
    status.Check();
    return value;
  }

  /** A whole number that must be at least `least`. */
  int32_t Int(const char* name, int32_t least) const {
    const int32_t value = Int(name);
    if (value < least)
      throw Invalid(std::string(name) + " must be at least " + std::to_string(least) + ", but it is " +
                    std::to_string(value));
    return value;
  }

 private:
  TF_OpKernelConstruction* construction_;
};

/** The float tensors of one run of a kernel. */
class Context {
 public:
  explicit Context(TF_OpKernelContext* context)
      : context_(context), inputs_(TF_NumInputs(context)), outputs_(TF_NumOutputs(context)) {}

  const float* Input(int input) { return static_cast<const float*>(TF_TensorData(Tensor(input))); }
  Shape InputShape(int input) {
    TF_Tensor* tensor = Tensor(input);
    Shape shape(TF_NumDims(tensor));
    for (size_t i = 0; i < shape.size(); i++) shape[i] = TF_Dim(tensor, i);
    return shape;
  }
  int64_t Size(int input) { return TF_TensorElementCount(Tensor(input)); }

  /** An input that is one number. */
  float Number(int input) {
    if (Size(input) != 1) throw Invalid("expected one number, but the shape is " + ToText(InputShape(input)));
    return *Input(input);
  }

  float* Output(int output, const Shape& shape) {
    TF_Tensor* tensor = TF_AllocateOutput(context_, output, TF_FLOAT, shape.data(), shape.size(),
                                          BytesOf(shape, sizeof(float)), status_);
    outputs_.at(output).reset(tensor);
    status_.Check();
    return static_cast<float*>(TF_TensorData(tensor));
  }

 private:
  struct Delete {
    void operator()(TF_Tensor* tensor) const { TF_DeleteTensor(tensor); }
  };
  using Tensors = std::vector<std::unique_ptr<TF_Tensor, Delete>>;

  TF_Tensor* Tensor(int input) {
    auto& held = inputs_.at(input);
    if (held == nullptr) {
      TF_Tensor* tensor = nullptr;
      TF_GetInput(context_, input, &tensor, status_);
      held.reset(tensor);
      status_.Check();
      if (TF_TensorType(tensor) != TF_FLOAT) throw Invalid("expected a float32 tensor");
    }
    return held.get();
  }

  TF_OpKernelContext* context_;
  Status status_;
  Tensors inputs_, outputs_;
};

/** Why an operation could not be registered; empty if all could. */
inline std::string& RegistrationError() {
  static std::string error;
  return error;
}

/** Registers `Kernel { Kernel(Attributes); void Compute(Context&); }` as the operation `name` on float tensors. */
template <typename Kernel>
void Register(const char* name, const std::vector<const char*>& inputs, const std::vector<const char*>& outputs,
              const std::vector<const char*>& attributes = {}) {
  TF_OpDefinitionBuilder* definition = TF_NewOpDefinitionBuilder(name);
  for (const char* attribute : attributes) TF_OpDefinitionBuilderAddAttr(definition, attribute);
  for (const char* input : inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  for (const char* output : outputs) TF_OpDefinitionBuilderAddOutput(definition, output);
  // An operation without outputs is run for its side effects.
  TF_OpDefinitionBuilderSetIsStateful(definition, outputs.size() == 0);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, [](TF_ShapeInferenceContext* context, TF_Status* s) {
    TF_ShapeInferenceContextSetUnknownShape(context, s);
  });
  const auto create = [](TF_OpKernelConstruction* construction) -> void* {
    Kernel* kernel = nullptr;
    Guard([&] { kernel = new Kernel(Attributes(construction)); },
          [&](TF_Status* status) { TF_OpKernelConstruction_Failure(construction, status); });
    return kernel;
  };
  const auto compute = [](void* kernel, TF_OpKernelContext* tensorflow) {
    Guard(
        [&] {
          Context context(tensorflow);
          static_cast<Kernel*>(kernel)->Compute(context);
        },
        [&](TF_Status* status) { TF_OpKernelContext_Failure(tensorflow, status); });
  };
  Guard(
      [&] {
        Status status;
        TF_RegisterOpDefinition(definition, status);
        status.Check();
        TF_KernelBuilder* builder = TF_NewKernelBuilder(
            name, "CPU", create, compute, [](void* kernel) { delete static_cast<Kernel*>(kernel); });
        TF_RegisterKernelBuilder(name, builder, status);
        status.Check();
      },
      [&](TF_Status* status) { RegistrationError() = std::string(name) + ": " + TF_Message(status); });
}

}  // namespace autoencoders
