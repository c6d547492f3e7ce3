#include "status.h"

#include <new>

namespace autoencoders {

Failure Invalid(const std::string& message) { return Failure(TF_INVALID_ARGUMENT, message); }

Failure OutOfMemory() { return Failure(TF_RESOURCE_EXHAUSTED, "out of memory"); }

void Status::Check() const {
  if (TF_GetCode(status_) != TF_OK) throw Failure(TF_GetCode(status_), TF_Message(status_));
}

bool Guard(const std::function<void()>& work, const std::function<void(TF_Status*)>& report) {
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
