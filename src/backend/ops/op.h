// The part of TensorFlow's C API that our operations need, in a form that keeps operations short. Exceptions thrown by an
// operation become its status in TensorFlow.
#pragma once
#include <tensorflow/c/kernels.h>
#include <tensorflow/c/ops.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <vector>

#include "shape.h"
#include "status.h"

namespace autoencoders {

/** The attributes of a node, while its kernel is created. */
class Attributes {
 public:
  explicit Attributes(TF_OpKernelConstruction* construction) : construction_(construction) {}

  float Float(const char* name) const;

  int32_t Int(const char* name) const;

  /** A whole number that must be at least `least`. */
  int32_t Int(const char* name, int32_t least) const;

 private:
  TF_OpKernelConstruction* construction_;
};

/** The float tensors of one run of a kernel. */
class Context {
 public:
  explicit Context(TF_OpKernelContext* context);

  const float* Input(int input);
  Shape InputShape(int input);
  int64_t Size(int input);

  /** An input that is one number. */
  float Number(int input);

  float* Output(int output, const Shape& shape);

 private:
  struct Delete {
    void operator()(TF_Tensor* tensor) const { TF_DeleteTensor(tensor); }
  };
  using Tensors = std::vector<std::unique_ptr<TF_Tensor, Delete>>;

  TF_Tensor* Tensor(int input);

  TF_OpKernelContext* context_;
  Status status_;
  Tensors inputs_, outputs_;
};

/** Why an operation could not be registered; empty if all could. */
std::string& RegistrationError();

using Names = std::initializer_list<const char*>;

/** How TensorFlow creates, runs and deletes the kernel of an operation. */
struct Kernels {
  void* (*create)(Attributes);
  void (*compute)(void* kernel, Context& context);
  void (*remove)(void* kernel);
};

/** Registers an operation whose `create` and `compute` call `Create` and `Compute`. */
void Register(const char* name, Names inputs, Names outputs, Names attributes,
              void* (*create)(TF_OpKernelConstruction*), void (*compute)(void*, TF_OpKernelContext*),
              void (*remove)(void*));

void* Create(TF_OpKernelConstruction* construction, const Kernels& kernels);

void Compute(void* kernel, TF_OpKernelContext* context, const Kernels& kernels);

/** Registers `Kernel { Kernel(Attributes); void Compute(Context&); }` as the operation `name` on float tensors. */
template <typename Kernel>
void Register(const char* name, Names inputs, Names outputs, Names attributes = {}) {
  static constexpr Kernels kernels = {
      [](Attributes attributes) -> void* { return new Kernel(attributes); },
      [](void* kernel, Context& context) { static_cast<Kernel*>(kernel)->Compute(context); },
      [](void* kernel) { delete static_cast<Kernel*>(kernel); }};
  Register(
      name, inputs, outputs, attributes,
      [](TF_OpKernelConstruction* construction) { return Create(construction, kernels); },
      [](void* kernel, TF_OpKernelContext* context) { Compute(kernel, context, kernels); }, kernels.remove);
}

}  // namespace autoencoders
