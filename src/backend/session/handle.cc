#include "handle.h"

#include <mutex>
#include <set>

#include "arrays.h"

namespace autoencoders {
namespace {

/** All sessions that JavaScript holds, in all threads, to distinguish them from externals of other origin. */
struct Sessions {
  std::mutex mutex;
  std::set<void*> all;

  void Add(void* session) {
    std::lock_guard<std::mutex> lock(mutex);
    all.insert(session);
  }
  void Remove(void* session) {
    std::lock_guard<std::mutex> lock(mutex);
    all.erase(session);
  }
  bool Has(void* session) {
    std::lock_guard<std::mutex> lock(mutex);
    return all.count(session) > 0;
  }
};

Sessions& TheSessions() {
  static auto* sessions = new Sessions;
  return *sessions;
}

}  // namespace

void Session::Close() {
  Status status;  // a failure to close is ignored
  if (session != nullptr) {
    TF_CloseSession(session, status);
    TF_DeleteSession(session, status);
  }
  if (graph != nullptr) TF_DeleteGraph(graph);
  session = nullptr;
  graph = nullptr;
  calls.clear();
}

napi_value ToExternal(napi_env env, std::unique_ptr<Session> session) {
  const auto forget = [](napi_env, void* data, void*) {
    TheSessions().Remove(data);
    delete static_cast<Session*>(data);
  };
  napi_value external;
  Check(napi_create_external(env, session.get(), forget, nullptr, &external));
  TheSessions().Add(session.release());
  return external;
}

Session* ToSession(napi_env env, napi_value value) {
  void* session = nullptr;
  Check(napi_get_value_external(env, value, &session));
  if (!TheSessions().Has(session)) throw Invalid("expected a session");
  return static_cast<Session*>(session);
}

void CheckOpen(const Session* session) {
  if (session->session == nullptr) throw Invalid("the session is closed");
}

Session* ToOpenSession(napi_env env, napi_value value) {
  Session* session = ToSession(env, value);
  CheckOpen(session);
  return session;
}

}  // namespace autoencoders
