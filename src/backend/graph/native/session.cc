// A TensorFlow session for JavaScript: open(graphDef, config), extend(session, graphDef),
// prepare(session, feeds, fetches, targets), run(session, call, feeds), close(session).
// A feed is a typed array of the shape of its placeholder, or [array, rows]: rows of an array of floats to be gathered,
// or of bytes, which become numbers from 0 to 1.
#include <node_api.h>
#include <tensorflow/c/c_api.h>

#include <memory>
#include <string>
#include <vector>

#include "../../native/signals.h"
#include "arrays.h"

using autoencoders::Bytes;
using autoencoders::Items;
using autoencoders::ToArray;
using autoencoders::ToTensor;

namespace {

struct Call {
  std::vector<TF_Output> feeds, fetches;
  std::vector<std::vector<int64_t>> shapes;  // of the feeds
  std::vector<const TF_Operation*> targets;
};

struct Session {
  TF_Graph* graph = TF_NewGraph();
  TF_Session* session = nullptr;
  std::vector<Call> calls;

  /** Frees all that TensorFlow holds; the object itself goes when JavaScript has forgotten it. */
  void Close() {
    TF_Status* status = TF_NewStatus();
    if (session != nullptr) {
      TF_CloseSession(session, status);
      TF_DeleteSession(session, status);
    }
    if (graph != nullptr) TF_DeleteGraph(graph);
    session = nullptr;
    graph = nullptr;
    calls.clear();
    TF_DeleteStatus(status);
  }
  ~Session() { Close(); }
};

using Status = std::unique_ptr<TF_Status, decltype(&TF_DeleteStatus)>;
Status NewStatus() { return Status(TF_NewStatus(), TF_DeleteStatus); }

/** True, with a JavaScript error thrown, when `status` is one. */
bool Throws(napi_env env, const Status& status) {
  if (TF_GetCode(status.get()) == TF_OK) return false;
  napi_throw_error(env, nullptr, TF_Message(status.get()));
  return true;
}

std::vector<napi_value> Arguments(napi_env env, napi_callback_info info, size_t count) {
  std::vector<napi_value> values(count);
  napi_get_cb_info(env, info, &count, values.data(), nullptr, nullptr);
  return values;
}

std::string Text(napi_env env, napi_value value) {
  size_t length = 0;
  napi_get_value_string_utf8(env, value, nullptr, 0, &length);
  std::string text(length, '\0');
  napi_get_value_string_utf8(env, value, &text[0], length + 1, &length);
  return text;
}

Session* GetSession(napi_env env, napi_value value) {
  Session* session = nullptr;
  napi_get_value_external(env, value, reinterpret_cast<void**>(&session));
  if (session->session == nullptr) napi_throw_error(env, nullptr, "the session is closed");
  return session->session == nullptr ? nullptr : session;
}

bool Import(napi_env env, Session* session, napi_value bytes) {
  size_t size;
  void* data = Bytes(env, bytes, &size);
  auto status = NewStatus();
  TF_Buffer* buffer = TF_NewBufferFromString(data, size);
  TF_ImportGraphDefOptions* options = TF_NewImportGraphDefOptions();
  TF_GraphImportGraphDef(session->graph, buffer, options, status.get());
  TF_DeleteImportGraphDefOptions(options);
  TF_DeleteBuffer(buffer);
  return !Throws(env, status);
}

/** open(graphDef: Uint8Array, config: Uint8Array): Session */
napi_value Open(napi_env env, napi_callback_info info) {
  auto arguments = Arguments(env, info, 2);
  auto session = std::make_unique<Session>();
  if (!Import(env, session.get(), arguments[0])) return nullptr;
  size_t size;
  void* config = Bytes(env, arguments[1], &size);
  auto status = NewStatus();
  TF_SessionOptions* options = TF_NewSessionOptions();
  autoencoders::SignalsWait wait;
  TF_SetConfig(options, config, size, status.get());
  if (TF_GetCode(status.get()) == TF_OK)
    session->session = TF_NewSession(session->graph, options, status.get());
  TF_DeleteSessionOptions(options);
  if (Throws(env, status)) return nullptr;
  napi_value external;
  napi_create_external(
      env, session.release(), [](napi_env, void* data, void*) { delete static_cast<Session*>(data); },
      nullptr, &external);
  return external;
}

/** extend(session, graphDef: Uint8Array): void, adds nodes that may use those already there */
napi_value Extend(napi_env env, napi_callback_info info) {
  auto arguments = Arguments(env, info, 2);
  if (Session* session = GetSession(env, arguments[0])) Import(env, session, arguments[1]);
  return nullptr;
}

bool Find(napi_env env, Session* session, napi_value names, std::vector<TF_Output>* outputs) {
  for (napi_value value : Items(env, names)) {
    std::string name = Text(env, value);
    size_t colon = name.find(':');
    int index = colon == std::string::npos ? 0 : std::stoi(name.substr(colon + 1));
    TF_Operation* operation = TF_GraphOperationByName(session->graph, name.substr(0, colon).c_str());
    if (operation == nullptr) {
      napi_throw_error(env, nullptr, ("unknown node: " + name).c_str());
      return false;
    }
    outputs->push_back({operation, index});
  }
  return true;
}

/** prepare(session, feeds: string[], fetches: string[], targets: string[]): number, a call that run() makes */
napi_value Prepare(napi_env env, napi_callback_info info) {
  auto arguments = Arguments(env, info, 4);
  Session* session = GetSession(env, arguments[0]);
  Call call;
  std::vector<TF_Output> targets;
  if (session == nullptr || !Find(env, session, arguments[1], &call.feeds) ||
      !Find(env, session, arguments[2], &call.fetches) || !Find(env, session, arguments[3], &targets))
    return nullptr;
  auto status = NewStatus();
  for (TF_Output feed : call.feeds) {
    int rank = TF_GraphGetTensorNumDims(session->graph, feed, status.get());
    std::vector<int64_t> shape(rank < 0 ? 0 : rank);
    if (rank > 0) TF_GraphGetTensorShape(session->graph, feed, shape.data(), rank, status.get());
    call.shapes.push_back(shape);
  }
  if (Throws(env, status)) return nullptr;
  for (TF_Output target : targets) call.targets.push_back(target.oper);
  session->calls.push_back(std::move(call));
  napi_value index;
  napi_create_uint32(env, session->calls.size() - 1, &index);
  return index;
}

/** run(session, call: number, feeds: (TypedArray | [Float32Array | Uint8Array, Int32Array])[]): TypedArray[], the fetches in order */
napi_value Run(napi_env env, napi_callback_info info) {
  auto arguments = Arguments(env, info, 3);
  Session* session = GetSession(env, arguments[0]);
  if (session == nullptr) return nullptr;
  uint32_t index = 0;
  napi_get_value_uint32(env, arguments[1], &index);
  const Call& call = session->calls.at(index);
  auto values = Items(env, arguments[2]);
  std::vector<TF_Tensor*> feeds, fetches(call.fetches.size(), nullptr);
  for (size_t i = 0; i < call.feeds.size(); i++)
    feeds.push_back(ToTensor(env, values[i], TF_OperationOutputType(call.feeds[i]), call.shapes[i]));
  auto status = NewStatus();
  autoencoders::SignalsWait wait;
  TF_SessionRun(session->session, nullptr, call.feeds.data(), feeds.data(), feeds.size(), call.fetches.data(),
                fetches.data(), fetches.size(), call.targets.data(), call.targets.size(), nullptr, status.get());
  for (TF_Tensor* tensor : feeds) TF_DeleteTensor(tensor);
  napi_value results = nullptr;
  if (!Throws(env, status)) {
    napi_create_array_with_length(env, fetches.size(), &results);
    for (size_t i = 0; i < fetches.size(); i++) napi_set_element(env, results, i, ToArray(env, fetches[i]));
  }
  for (TF_Tensor* tensor : fetches)
    if (tensor != nullptr) TF_DeleteTensor(tensor);
  return results;
}

/** close(session): void, frees its graphs and variables at once */
napi_value Close(napi_env env, napi_callback_info info) {
  auto arguments = Arguments(env, info, 1);
  Session* session = nullptr;
  napi_get_value_external(env, arguments[0], reinterpret_cast<void**>(&session));
  session->Close();
  return nullptr;
}

}  // namespace

NAPI_MODULE_INIT() {
  const std::pair<const char*, napi_callback> functions[] = {
      {"open", Open}, {"extend", Extend}, {"prepare", Prepare}, {"run", Run}, {"close", Close}};
  for (auto& [name, callback] : functions) {
    napi_value function;
    napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function);
    napi_set_named_property(env, exports, name, function);
  }
  return exports;
}
