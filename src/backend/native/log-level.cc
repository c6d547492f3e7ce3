// Compiled into the addon: once it is loaded, TensorFlow logs only errors.
#include "absl/log/globals.h"

__attribute__((constructor)) static void LogErrorsOnly() {
  absl::SetMinLogLevel(absl::LogSeverityAtLeast::kError);
  absl::SetStderrThreshold(absl::LogSeverityAtLeast::kError);
}
