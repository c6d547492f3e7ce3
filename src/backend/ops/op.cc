#include "op.h"

namespace autoencoders {

float Attributes::Float(const char* name) const {
  float value = 0;
  Status status;
  TF_OpKernelConstruction_GetAttrFloat(construction_, name, &value, status);
  status.Check();
  return value;
}

int32_t Attributes::Int(const char* name) const {
  int32_t value = 0;
  Status status;
  TF_OpKernelConstruction_GetAttrInt32(construction_, name, &value, status);
  status.Check();
  return value;
}

int32_t Attributes::Int(const char* name, int32_t least) const {
  const int32_t value = Int(name);
  if (value < least)
    throw Invalid(std::string(name) + " must be at least " + std::to_string(least) + ", but it is " +
                  std::to_string(value));
  return value;
}

Context::Context(TF_OpKernelContext* context)
    : context_(context), inputs_(TF_NumInputs(context)), outputs_(TF_NumOutputs(context)) {}

const float* Context::Input(int input) { return static_cast<const float*>(TF_TensorData(Tensor(input))); }

Shape Context::InputShape(int input) {
  TF_Tensor* tensor = Tensor(input);
  Shape shape(TF_NumDims(tensor));
  for (size_t i = 0; i < shape.size(); i++) shape[i] = TF_Dim(tensor, i);
  return shape;
}

int64_t Context::Size(int input) { return TF_TensorElementCount(Tensor(input)); }

float Context::Number(int input) {
  if (Size(input) != 1) throw Invalid("expected one number, but the shape is " + ToText(InputShape(input)));
  return *Input(input);
}

float* Context::Output(int output, const Shape& shape) {
  TF_Tensor* tensor = TF_AllocateOutput(context_, output, TF_FLOAT, shape.data(), shape.size(),
                                        BytesOf(shape, sizeof(float)), status_);
  outputs_.at(output).reset(tensor);
  status_.Check();
  return static_cast<float*>(TF_TensorData(tensor));
}

TF_Tensor* Context::Tensor(int input) {
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

std::string& RegistrationError() {
  static std::string error;
  return error;
}

void Register(const char* name, Names inputs, Names outputs, Names attributes,
              void* (*create)(TF_OpKernelConstruction*), void (*compute)(void*, TF_OpKernelContext*),
              void (*remove)(void*)) {
  TF_OpDefinitionBuilder* definition = TF_NewOpDefinitionBuilder(name);
  for (const char* attribute : attributes) TF_OpDefinitionBuilderAddAttr(definition, attribute);
  for (const char* input : inputs) TF_OpDefinitionBuilderAddInput(definition, input);
  for (const char* output : outputs) TF_OpDefinitionBuilderAddOutput(definition, output);
  // An operation without outputs is run for its side effects.
  TF_OpDefinitionBuilderSetIsStateful(definition, outputs.size() == 0);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(definition, [](TF_ShapeInferenceContext* context, TF_Status* s) {
    TF_ShapeInferenceContextSetUnknownShape(context, s);
  });
  Guard(
      [&] {
        Status status;
        TF_RegisterOpDefinition(definition, status);
        status.Check();
        TF_RegisterKernelBuilder(name, TF_NewKernelBuilder(name, "CPU", create, compute, remove), status);
        status.Check();
      },
      [&](TF_Status* status) { RegistrationError() = std::string(name) + ": " + TF_Message(status); });
}

void* Create(TF_OpKernelConstruction* construction, const Kernels& kernels) {
  void* kernel = nullptr;
  Guard([&] { kernel = kernels.create(Attributes(construction)); },
        [&](TF_Status* status) { TF_OpKernelConstruction_Failure(construction, status); });
  return kernel;
}

void Compute(void* kernel, TF_OpKernelContext* tensorflow, const Kernels& kernels) {
  Guard(
      [&] {
        Context context(tensorflow);
        kernels.compute(kernel, context);
      },
      [&](TF_Status* status) { TF_OpKernelContext_Failure(tensorflow, status); });
}

}  // namespace autoencoders
