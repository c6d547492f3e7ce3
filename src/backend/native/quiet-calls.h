// Included before each file of tfjs' addon: redirects the calls in which TensorFlow computes to quiet-calls.cc.
#pragma once
#include <tensorflow/c/c_api.h>
#include <tensorflow/c/eager/c_api.h>

extern "C" {
TFE_Context* QuietNewContext(const TFE_ContextOptions* options, TF_Status* status);
void QuietExecute(TFE_Op* op, TFE_TensorHandle** outputs, int* count, TF_Status* status);
void QuietSessionRun(TF_Session* session, const TF_Buffer* options, const TF_Output* inputs, TF_Tensor* const* values,
                     int input_count, const TF_Output* outputs, TF_Tensor** results, int output_count,
                     const TF_Operation* const* targets, int target_count, TF_Buffer* metadata, TF_Status* status);
}

#define TFE_NewContext QuietNewContext
#define TFE_Execute QuietExecute
#define TF_SessionRun QuietSessionRun
