// A TensorFlow session held by JavaScript.
#pragma once
#include <node_api.h>
#include <tensorflow/c/c_api.h>

#include <memory>
#include <vector>

#include "../ops/shape.h"

namespace autoencoders {

/** The feeds, fetches and targets of one call of run(). */
struct Call {
  std::vector<TF_Output> feeds, fetches;
  std::vector<TF_DataType> types;  // of the feeds
  std::vector<Shape> shapes;
  std::vector<const TF_Operation*> targets;
};

struct Session {
  TF_Graph* graph = TF_NewGraph();
  TF_Session* session = nullptr;
  std::vector<std::shared_ptr<const Call>> calls;

  /** Frees everything that TensorFlow holds; the object itself is freed when JavaScript collects it. */
  void Close();
  ~Session() { Close(); }
};

/** Passes `session` to JavaScript. */
napi_value ToExternal(napi_env env, std::unique_ptr<Session> session);

/** Throws if `value` is not from `ToExternal`. */
Session* ToSession(napi_env env, napi_value value);

/** Throws if `value` is not a session or is closed. */
Session* ToOpenSession(napi_env env, napi_value value);

void CheckOpen(const Session* session);

}  // namespace autoencoders
