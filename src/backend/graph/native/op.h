// What an operation of ours needs of TensorFlow's C interface, in a form short enough to write one on a page.
#pragma once
#include <tensorflow/c/kernels.h>
#include <tensorflow/c/ops.h>

#include <cstdint>
#include <vector>

namespace autoencoders {

using Shape = std::vector<int64_t>;

/** The attributes of a node, while its kernel is made. */
class Attributes {
 public:
  explicit Attributes(TF_OpKernelConstruction* construction) : construction_(construction) {}

  float Float(const char* name) const {
    float value = 0;
    TF_Status* status = TF_NewStatus();
    TF_OpKernelConstruction_GetAttrFloat(construction_, name, &value, status);
    TF_DeleteStatus(status);
    return value;
  }

  int32_t Int(const char* name) const {
    int32_t value = 0;
    TF_Status* status = TF_NewStatus();
    TF_OpKernelConstruction_GetAttrInt32(construction_, name, &value, status);
    TF_DeleteStatus(status);
    return value;
  }

 private:
  TF_OpKernelConstruction* construction_;
};

/** The float tensors of one run of a kernel. */
class Context {
 public:
  explicit Context(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()) {}
  ~Context() {
    for (TF_Tensor* tensor : tensors_) TF_DeleteTensor(tensor);
    TF_DeleteStatus(status_);
  }

  TF_Tensor* Tensor(int input) {
    TF_Tensor* tensor = nullptr;
    TF_GetInput(context_, input, &tensor, status_);
    tensors_.push_back(tensor);
    return tensor;
  }
  const float* Input(int input) { return static_cast<const float*>(TF_TensorData(Tensor(input))); }
  Shape InputShape(int input) {
    TF_Tensor* tensor = Tensor(input);
    Shape shape(TF_NumDims(tensor));
    for (size_t i = 0; i < shape.size(); i++) shape[i] = TF_Dim(tensor, i);
    return shape;
  }
  int64_t Size(int input) { return TF_TensorElementCount(Tensor(input)); }

  float* Output(int output, const Shape& shape) {
    size_t bytes = sizeof(float);
    for (int64_t size : shape) bytes *= size;
    TF_Tensor* tensor =
        TF_AllocateOutput(context_, output, TF_FLOAT, shape.data(), shape.size(), bytes, status_);
    tensors_.push_back(tensor);
    return static_cast<float*>(TF_TensorData(tensor));
  }

 private:
  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> tensors_;
};

/** Registers `Kernel { Kernel(Attributes); void Compute(Context&); }` as the operation `name` on float tensors. */
template <typename Kernel>
void Register(const char* name, const std::vector<const char*>& inputs, const std::vector<const char*>& outputs,
              const std::vector<const char*>& attributes = {}) {
  TF_Status* status = TF_NewStatus();
  TF_OpDefinitionBuilder* definition = TF_NewOpDefinitionBuilder(name);
  for (const char* attribute : attributes) TF_OpDefinitionBuilderAddAttr(definition, attribute);
  for (const char* input : inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  for (const char* output : outputs) TF_OpDefinitionBuilderAddOutput(definition, output);
  // What has no output is run for what it does.
  TF_OpDefinitionBuilderSetIsStateful(definition, outputs.size() == 0);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, [](TF_ShapeInferenceContext* context, TF_Status* s) {
    TF_ShapeInferenceContextSetUnknownShape(context, s);
  });
  TF_RegisterOpDefinition(definition, status);
  TF_KernelBuilder* builder = TF_NewKernelBuilder(
      name, "CPU",
      [](TF_OpKernelConstruction* construction) -> void* { return new Kernel(Attributes(construction)); },
      [](void* kernel, TF_OpKernelContext* tensorflow) {
        Context context(tensorflow);
        static_cast<Kernel*>(kernel)->Compute(context);
      },
      [](void* kernel) { delete static_cast<Kernel*>(kernel); });
  TF_RegisterKernelBuilder(name, builder, status);
  TF_DeleteStatus(status);
}

}  // namespace autoencoders
