#include "quiet-calls.h"

#include "../session/signals.h"

#undef TFE_NewContext
#undef TFE_Execute
#undef TF_SessionRun

using autoencoders::SignalsWait;

TFE_Context* QuietNewContext(const TFE_ContextOptions* options, TF_Status* status) {
  SignalsWait wait;
  return TFE_NewContext(options, status);
}

void QuietExecute(TFE_Op* op, TFE_TensorHandle** outputs, int* count, TF_Status* status) {
  SignalsWait wait;
  TFE_Execute(op, outputs, count, status);
}

void QuietSessionRun(TF_Session* session, const TF_Buffer* options, const TF_Output* inputs, TF_Tensor* const* values,
                     int input_count, const TF_Output* outputs, TF_Tensor** results, int output_count,
                     const TF_Operation* const* targets, int target_count, TF_Buffer* metadata, TF_Status* status) {
  SignalsWait wait;
  TF_SessionRun(session, options, inputs, values, input_count, outputs, results, output_count, targets, target_count,
                metadata, status);
}
