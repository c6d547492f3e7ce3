#include "block-signals.h"

#include "../session/signals.h"

#undef TFE_NewContext
#undef TFE_Execute
#undef TF_SessionRun

using autoencoders::SignalBlock;

TFE_Context* BlockingNewContext(const TFE_ContextOptions* options, TF_Status* status) {
  SignalBlock block;
  return TFE_NewContext(options, status);
}

void BlockingExecute(TFE_Op* op, TFE_TensorHandle** outputs, int* count, TF_Status* status) {
  SignalBlock block;
  TFE_Execute(op, outputs, count, status);
}

void BlockingSessionRun(TF_Session* session, const TF_Buffer* options, const TF_Output* inputs, TF_Tensor* const* values,
                     int input_count, const TF_Output* outputs, TF_Tensor** results, int output_count,
                     const TF_Operation* const* targets, int target_count, TF_Buffer* metadata, TF_Status* status) {
  SignalBlock block;
  TF_SessionRun(session, options, inputs, values, input_count, outputs, results, output_count, targets, target_count,
                metadata, status);
}
