// A session of TensorFlow as JavaScript holds it.
#pragma once
#include <node_api.h>
#include <tensorflow/c/c_api.h>

#include <memory>
#include <vector>

#include "../ops/shape.h"

namespace autoencoders {

/** What one call of run() feeds, fetches and runs. */
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

  /** Frees all that TensorFlow holds; the object itself is freed when JavaScript has forgotten it. */
  void Close();
  ~Session() { Close(); }
};

/** Gives `session` to JavaScript. */
napi_value ToExternal(napi_env env, std::unique_ptr<Session> session);

/** Throws when `value` is not what `ToExternal` gave. */
Session* ToSession(napi_env env, napi_value value);

/** Throws when `value` is not a session, or a closed one. */
Session* ToOpenSession(napi_env env, napi_value value);

void CheckOpen(const Session* session);

}  // namespace autoencoders
