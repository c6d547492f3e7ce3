#include "tensorflow.h"

#include <algorithm>
#include <cstring>
#include <limits>

struct TSL_Status {
  TF_Code code = TF_OK;
  std::string message;
};
struct TF_OpDefinitionBuilder {
  std::string name;
  Operation operation;
};
struct TF_KernelBuilder {
  Operation kernel;
};

std::map<std::string, Operation>& Operations() {
  static std::map<std::string, Operation> operations;
  return operations;
}

namespace {

constexpr uint32_t kUnset = 0xffc5a5a5;  // a NaN that no computation produces

std::string NameOf(const char* text) { return std::string(text).substr(0, std::string(text).find(':')); }

template <typename Value>
void GetAttribute(TF_OpKernelConstruction* construction, const char* name, Value* value, TF_Status* status) {
  const auto found = construction->attributes.find(name);
  if (found == construction->attributes.end()) return TF_SetStatus(status, TF_NOT_FOUND, name);
  *value = static_cast<Value>(found->second);
  TF_SetStatus(status, TF_OK, "");
}

}  // namespace

bool IsUnset(float number) { return std::memcmp(&number, &kUnset, sizeof kUnset) == 0; }

int64_t SizeOf(const std::vector<int64_t>& shape) {
  int64_t size = 1;
  for (int64_t dimension : shape)
    if (__builtin_mul_overflow(size, dimension, &size)) size = std::numeric_limits<int64_t>::max();
  return std::count(shape.begin(), shape.end(), 0) > 0 ? 0 : size;
}

extern "C" {

TF_Status* TF_NewStatus() { return new TF_Status; }
void TF_DeleteStatus(TF_Status* status) { delete status; }
void TF_SetStatus(TF_Status* status, TF_Code code, const char* message) { *status = {code, message}; }
TF_Code TF_GetCode(const TF_Status* status) { return status->code; }
const char* TF_Message(const TF_Status* status) { return status->message.c_str(); }

TF_OpDefinitionBuilder* TF_NewOpDefinitionBuilder(const char* name) { return new TF_OpDefinitionBuilder{name, {}}; }
void TF_OpDefinitionBuilderAddAttr(TF_OpDefinitionBuilder* builder, const char* text) {
  builder->operation.attributes.push_back(NameOf(text));
}
void TF_OpDefinitionBuilderAddInput(TF_OpDefinitionBuilder* builder, const char* text) {
  builder->operation.inputs.push_back(NameOf(text));
}
void TF_OpDefinitionBuilderAddOutput(TF_OpDefinitionBuilder* builder, const char* text) {
  builder->operation.outputs.push_back(NameOf(text));
}
void TF_OpDefinitionBuilderSetIsStateful(TF_OpDefinitionBuilder*, bool) {}
void TF_OpDefinitionBuilderSetShapeInferenceFunction(TF_OpDefinitionBuilder*,
                                                     void (*)(TF_ShapeInferenceContext*, TF_Status*)) {}
void TF_ShapeInferenceContextSetUnknownShape(TF_ShapeInferenceContext*, TF_Status*) {}
void TF_RegisterOpDefinition(TF_OpDefinitionBuilder* builder, TF_Status* status) {
  Operations()[builder->name] = builder->operation;
  delete builder;
  TF_SetStatus(status, TF_OK, "");
}

TF_KernelBuilder* TF_NewKernelBuilder(const char*, const char*, void* (*create)(TF_OpKernelConstruction*),
                                      void (*compute)(void*, TF_OpKernelContext*), void (*remove)(void*)) {
  return new TF_KernelBuilder{{{}, {}, {}, create, compute, remove}};
}
void TF_RegisterKernelBuilder(const char* name, TF_KernelBuilder* builder, TF_Status* status) {
  Operation& operation = Operations().at(name);
  operation.create = builder->kernel.create;
  operation.compute = builder->kernel.compute;
  operation.remove = builder->kernel.remove;
  delete builder;
  TF_SetStatus(status, TF_OK, "");
}

void TF_OpKernelConstruction_GetAttrFloat(TF_OpKernelConstruction* c, const char* name, float* value, TF_Status* s) {
  GetAttribute(c, name, value, s);
}
void TF_OpKernelConstruction_GetAttrInt32(TF_OpKernelConstruction* c, const char* name, int32_t* value, TF_Status* s) {
  GetAttribute(c, name, value, s);
}
void TF_OpKernelConstruction_Failure(TF_OpKernelConstruction* c, TF_Status* status) { c->error = status->message; }
void TF_OpKernelContext_Failure(TF_OpKernelContext* context, TF_Status* status) { context->error = status->message; }

int TF_NumInputs(TF_OpKernelContext* context) { return context->inputs.size(); }
int TF_NumOutputs(TF_OpKernelContext* context) { return context->outputs.size(); }
void TF_GetInput(TF_OpKernelContext* context, int i, TF_Tensor** tensor, TF_Status* status) {
  *tensor = new TF_Tensor(context->inputs.at(i));
  TF_SetStatus(status, TF_OK, "");
}
TF_Tensor* TF_AllocateOutput(TF_OpKernelContext* context, int i, TF_DataType type, const int64_t* shape, int rank, size_t bytes,
                             TF_Status* status) {
  if (bytes > kMostNumbers * sizeof(float)) {
    TF_SetStatus(status, TF_RESOURCE_EXHAUSTED, "OOM when allocating tensor");
    return nullptr;
  }
  TF_SetStatus(status, TF_OK, "");
  auto& output = context->outputs.at(i) = std::make_unique<TF_Tensor>(type, std::vector<int64_t>{shape, shape + rank});
  if (output->Size() * sizeof(float) != bytes) std::abort();
  for (int64_t number = 0; number < output->Size(); number++) std::memcpy(output->Floats() + number, &kUnset, sizeof kUnset);
  return new TF_Tensor(*output);
}
void TF_DeleteTensor(TF_Tensor* tensor) { delete tensor; }
TF_DataType TF_TensorType(const TF_Tensor* tensor) { return tensor->type; }
int TF_NumDims(const TF_Tensor* tensor) { return tensor->shape.size(); }
int64_t TF_Dim(const TF_Tensor* tensor, int i) { return tensor->shape.at(i); }
int64_t TF_TensorElementCount(const TF_Tensor* tensor) { return tensor->Size(); }
void* TF_TensorData(const TF_Tensor* tensor) { return tensor->data.get(); }

}  // extern "C"
