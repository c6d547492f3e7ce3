// oneDNN's generated code writes below the stack pointer: a signal handler overwrites that memory, and the process crashes
// with a corrupted heap. While TensorFlow computes, signals are blocked, or other threads handle them.
#pragma once
#include <pthread.h>
#include <signal.h>

#include <initializer_list>

namespace autoencoders {

/** While an instance exists, its thread receives no signals; threads started meanwhile never do. */
class SignalsWait {
 public:
  SignalsWait() {
    sigset_t all;
    sigfillset(&all);
    for (int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP}) sigdelset(&all, fault);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalsWait() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsWait(const SignalsWait&) = delete;

 private:
  sigset_t before_;
};

}  // namespace autoencoders
