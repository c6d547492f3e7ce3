// Failures of operations and sessions: exceptions in our code, TF_Status in TensorFlow's.
#pragma once
#include <tensorflow/c/tf_status.h>

#include <new>
#include <stdexcept>
#include <string>

namespace autoencoders {

class Failure : public std::runtime_error {
 public:
  Failure(TF_Code code, const std::string& message) : std::runtime_error(message), code(code) {}
  const TF_Code code;
};

/** The failure of an operation with invalid arguments. */
inline Failure Invalid(const std::string& message) { return Failure(TF_INVALID_ARGUMENT, message); }

inline Failure OutOfMemory() { return Failure(TF_RESOURCE_EXHAUSTED, "out of memory"); }

class Status {
 public:
  Status() : status_(TF_NewStatus()) {}
  ~Status() { TF_DeleteStatus(status_); }
  Status(const Status&) = delete;

  operator TF_Status*() { return status_; }

  /** Throws the failure of the last TensorFlow call, if it failed. */
  void Check() const {
    if (TF_GetCode(status_) != TF_OK) throw Failure(TF_GetCode(status_), TF_Message(status_));
  }

 private:
  TF_Status* status_;
};

/** Calls `work` and passes its exception, if any, to `report(status)`; returns whether it succeeded. */
template <typename Work, typename Report>
bool Guard(Work work, Report report) {
  TF_Code code = TF_INTERNAL;
  std::string message;
  try {
    work();
    return true;
  } catch (const Failure& failure) {
    code = failure.code;
    message = failure.what();
  } catch (const std::bad_alloc&) {
    code = TF_RESOURCE_EXHAUSTED;
    message = "out of memory";
  } catch (const std::exception& error) {
    message = error.what();
  }
  Status status;
  TF_SetStatus(status, code, message.c_str());
  report(status);
  return false;
}

}  // namespace autoencoders
