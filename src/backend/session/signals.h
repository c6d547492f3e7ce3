// oneDNN's generated code writes below the stack pointer: a signal that arrives meanwhile overwrites that memory, and the
// process dies of a corrupted heap. While TensorFlow computes, signals are blocked, or handled by other threads.
#pragma once
#include <pthread.h>
#include <signal.h>

#include <initializer_list>

namespace autoencoders {

/** Blocks the signals of its thread as long as it exists; threads started meanwhile never handle any. */
class SignalBlock {
 public:
  SignalBlock() {
    sigset_t all;
    sigfillset(&all);
    for (int fault : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP}) sigdelset(&all, fault);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalBlock() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalBlock(const SignalBlock&) = delete;

 private:
  sigset_t before_;
};

}  // namespace autoencoders
