// Compiled into the addon: from its loading on, TensorFlow logs errors only.
#include "absl/log/globals.h"

__attribute__((constructor)) static void LogErrorsOnly() {
  absl::SetMinLogLevel(absl::LogSeverityAtLeast::kError);
  absl::SetStderrThreshold(absl::LogSeverityAtLeast::kError);
}
