// Failures of operations and sessions: exceptions in our code, TF_Status in TensorFlow's.
#pragma once
#include <tensorflow/c/tf_status.h>

#include <functional>
#include <stdexcept>
#include <string>

namespace autoencoders {

class Failure : public std::runtime_error {
 public:
  Failure(TF_Code code, const std::string& message) : std::runtime_error(message), code(code) {}
  const TF_Code code;
};

/** The failure of an operation with invalid arguments. */
Failure Invalid(const std::string& message);

Failure OutOfMemory();

class Status {
 public:
  Status() : status_(TF_NewStatus()) {}
  ~Status() { TF_DeleteStatus(status_); }
  Status(const Status&) = delete;

  operator TF_Status*() { return status_; }

  /** Throws the failure of the last TensorFlow call, if it failed. */
  void Check() const;

 private:
  TF_Status* status_;
};

/** Calls `work` and passes its exception, if any, to `report(status)`; returns whether it succeeded. */
bool Guard(const std::function<void()>& work, const std::function<void(TF_Status*)>& report);

}  // namespace autoencoders
