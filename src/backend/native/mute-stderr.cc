// mute() and restore() silence the process' stderr while TensorFlow loads. It logs from static initializers, before any of
// its settings applies, and the lines would appear on a learner's screen.
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

static int saved = -1;

static napi_value Mute(napi_env, napi_callback_info) {
  int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (saved < 0 && null >= 0) {
    saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (saved >= 0) dup2(null, STDERR_FILENO);
  }
  if (null >= 0) close(null);
  return nullptr;
}

static napi_value Restore(napi_env, napi_callback_info) {
  if (saved >= 0) {
    dup2(saved, STDERR_FILENO);
    close(saved);
    saved = -1;
  }
  return nullptr;
}

NAPI_MODULE_INIT() {
  napi_value mute, restore;
  napi_create_function(env, "mute", NAPI_AUTO_LENGTH, Mute, nullptr, &mute);
  napi_create_function(env, "restore", NAPI_AUTO_LENGTH, Restore, nullptr, &restore);
  napi_set_named_property(env, exports, "mute", mute);
  napi_set_named_property(env, exports, "restore", restore);
  return exports;
}
