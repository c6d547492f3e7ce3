// A TensorFlow session for JavaScript: open(graphDef, config), extend(session, graphDef),
// prepare(session, feeds, fetches, targets), run(session, call, feeds), close(session); and setThreads(count) for our
// operations. Failures are thrown as an Error.
// A feed is a typed array with the shape of its placeholder, or [array, rows]: rows to gather from an array of floats, or
// of bytes, which become numbers from 0 to 1.
#include <node_api.h>
#include <tensorflow/c/c_api.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "signals.h"
#include "arrays.h"
#include "handle.h"
#include "../ops/op.h"
#include "../ops/parallel.h"

namespace autoencoders {
namespace {

std::vector<napi_value> Arguments(napi_env env, napi_callback_info info, size_t count) {
  std::vector<napi_value> values(count);
  Check(napi_get_cb_info(env, info, &count, values.data(), nullptr, nullptr));
  return values;
}

std::string Text(napi_env env, napi_value value) {
  size_t length = 0;
  Check(napi_get_value_string_utf8(env, value, nullptr, 0, &length));
  std::string text(length, '\0');
  Check(napi_get_value_string_utf8(env, value, &text[0], length + 1, &length));
  return text;
}

/** The bytes of a protobuf message. */
Numbers ToMessage(napi_env env, napi_value value) {
  const Numbers bytes = ToNumbers(env, value);
  if (bytes.type != napi_uint8_array) throw Invalid("expected a Uint8Array");
  return bytes;
}

void Import(napi_env env, Session* session, napi_value value) {
  const Numbers bytes = ToMessage(env, value);
  Status status;
  TF_Buffer* buffer = TF_NewBufferFromString(bytes.data, bytes.length);
  TF_ImportGraphDefOptions* options = TF_NewImportGraphDefOptions();
  TF_GraphImportGraphDef(session->graph, buffer, options, status);
  TF_DeleteImportGraphDefOptions(options);
  TF_DeleteBuffer(buffer);
  status.Check();
}

/** open(graphDef: Uint8Array, config: Uint8Array): Session */
napi_value Open(napi_env env, napi_callback_info info) {
  const auto arguments = Arguments(env, info, 2);
  auto session = std::make_unique<Session>();
  Import(env, session.get(), arguments[0]);
  const Numbers config = ToMessage(env, arguments[1]);
  Status status;
  TF_SessionOptions* options = TF_NewSessionOptions();
  SignalBlock block;
  TF_SetConfig(options, config.data, config.length, status);
  if (TF_GetCode(status) == TF_OK) session->session = TF_NewSession(session->graph, options, status);
  TF_DeleteSessionOptions(options);
  status.Check();
  return ToExternal(env, std::move(session));
}

/** extend(session, graphDef: Uint8Array): void, adds nodes, which may use existing ones */
napi_value Extend(napi_env env, napi_callback_info info) {
  const auto arguments = Arguments(env, info, 2);
  Import(env, ToOpenSession(env, arguments[0]), arguments[1]);
  return nullptr;
}

/** The output with the name `node` or `node:output`. */
TF_Output Find(Session* session, const std::string& name) {
  const size_t colon = std::min(name.find(':'), name.size());
  const std::string node = name.substr(0, colon), output = name.substr(colon);
  TF_Operation* operation = TF_GraphOperationByName(session->graph, node.c_str());
  if (operation == nullptr) throw Invalid("unknown node: " + name);
  if (output.empty()) return {operation, 0};
  for (int i = 0; i < TF_OperationNumOutputs(operation); i++)
    if (output == ":" + std::to_string(i)) return {operation, i};
  throw Invalid("no such output: " + name);
}

std::vector<TF_Output> Find(napi_env env, Session* session, napi_value names) {
  std::vector<TF_Output> outputs;
  for (uint32_t i = 0; i < LengthOf(env, names); i++) {
    const std::string name = Text(env, Item(env, names, i));
    CheckOpen(session);
    outputs.push_back(Find(session, name));
  }
  CheckOpen(session);
  return outputs;
}

/** The results of `Find` for all names, which must be values to feed or fetch. */
std::vector<TF_Output> FindValues(napi_env env, Session* session, napi_value names) {
  const auto outputs = Find(env, session, names);
  for (TF_Output output : outputs)
    if (TF_OperationNumOutputs(output.oper) == 0)
      throw Invalid(std::string("it has no output: ") + TF_OperationName(output.oper));
  return outputs;
}

/** prepare(session, feeds: string[], fetches: string[], targets: string[]): number, a call for run() */
napi_value Prepare(napi_env env, napi_callback_info info) {
  const auto arguments = Arguments(env, info, 4);
  Session* session = ToOpenSession(env, arguments[0]);
  Call call;
  call.feeds = FindValues(env, session, arguments[1]);
  call.fetches = FindValues(env, session, arguments[2]);
  for (TF_Output target : Find(env, session, arguments[3])) call.targets.push_back(target.oper);
  Status status;
  for (TF_Output feed : call.feeds) {
    const int rank = TF_GraphGetTensorNumDims(session->graph, feed, status);
    status.Check();
    Shape shape(rank < 0 ? 0 : rank);
    if (rank > 0) TF_GraphGetTensorShape(session->graph, feed, shape.data(), rank, status);
    status.Check();
    call.types.push_back(TF_OperationOutputType(feed));
    call.shapes.push_back(shape);
  }
  session->calls.push_back(std::make_shared<const Call>(std::move(call)));
  napi_value index;
  Check(napi_create_uint32(env, session->calls.size() - 1, &index));
  return index;
}

/** run(session, call: number, feeds: (TypedArray | [Float32Array | Uint8Array, Int32Array])[]): TypedArray[], the fetches in order */
napi_value Run(napi_env env, napi_callback_info info) {
  const auto arguments = Arguments(env, info, 3);
  Session* session = ToOpenSession(env, arguments[0]);
  uint32_t index = 0;
  Check(napi_get_value_uint32(env, arguments[1], &index));
  if (index >= session->calls.size()) throw Invalid("no call " + std::to_string(index) + " was prepared");
  const auto held_call = session->calls[index];
  const Call& call = *held_call;
  const uint32_t count = LengthOf(env, arguments[2]);
  if (count != call.feeds.size())
    throw Invalid("expected " + std::to_string(call.feeds.size()) + " feeds, but got " + std::to_string(count));
  SignalBlock block;
  std::vector<Tensor> held;
  std::vector<TF_Tensor*> feeds, fetches(call.fetches.size(), nullptr);
  for (size_t i = 0; i < call.feeds.size(); i++) {
    held.push_back(ToTensor(env, Item(env, arguments[2], i), call.types[i], call.shapes[i]));
    feeds.push_back(held.back().get());
  }
  CheckOpen(session);
  Status status;
  TF_SessionRun(session->session, nullptr, call.feeds.data(), feeds.data(), feeds.size(), call.fetches.data(),
                fetches.data(), fetches.size(), call.targets.data(), call.targets.size(), nullptr, status);
  held.clear();
  for (TF_Tensor* tensor : fetches) held.emplace_back(tensor);
  status.Check();
  napi_value results;
  Check(napi_create_array_with_length(env, fetches.size(), &results));
  for (size_t i = 0; i < fetches.size(); i++)
    Check(napi_set_element(env, results, i, ToArray(env, fetches[i])));
  return results;
}

/** close(session): void, frees its graphs and variables at once */
napi_value Close(napi_env env, napi_callback_info info) {
  ToSession(env, Arguments(env, info, 1)[0])->Close();
  return nullptr;
}

/** setThreads(count: number): void, sets how many threads our operations use, before the first of them runs */
napi_value SetThreads(napi_env env, napi_callback_info info) {
  int32_t count = 0;
  Check(napi_get_value_int32(env, Arguments(env, info, 1)[0], &count));
  if (count < 1 || count > 1024) throw Invalid("expected 1 to 1024 threads, not " + std::to_string(count));
  SetCores(count);
  return nullptr;
}

/** Wraps `function`: its exceptions are thrown in JavaScript, unless another one is already pending. */
template <napi_value (*function)(napi_env, napi_callback_info)>
napi_value Throwing(napi_env env, napi_callback_info info) {
  napi_value result = nullptr;
  Guard([&] { result = function(env, info); },
        [&](TF_Status* status) {
          bool is_pending = false;
          napi_is_exception_pending(env, &is_pending);
          if (!is_pending) napi_throw_error(env, nullptr, TF_Message(status));
          result = nullptr;
        });
  return result;
}

}  // namespace
}  // namespace autoencoders

NAPI_MODULE_INIT() {
  using namespace autoencoders;
  if (!RegistrationError().empty()) napi_throw_error(env, nullptr, RegistrationError().c_str());
  const std::pair<const char*, napi_callback> functions[] = {
      {"open", Throwing<Open>}, {"extend", Throwing<Extend>}, {"prepare", Throwing<Prepare>},
      {"run", Throwing<Run>},   {"close", Throwing<Close>},   {"setThreads", Throwing<SetThreads>}};
  for (auto& [name, callback] : functions) {
    napi_value function;
    napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function);
    napi_set_named_property(env, exports, name, function);
  }
  return exports;
}
