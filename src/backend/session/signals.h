// oneDNN's compiled code writes below the stack pointer: a signal that arrives in it overwrites what it has there, and the
// process dies of a corrupted heap. While TensorFlow works, signals wait, or other threads take them.
#pragma once
#include <pthread.h>
#include <signal.h>

#include <initializer_list>

namespace autoencoders {

/** While one lives, its thread takes no signal; threads started meanwhile never take one. */
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
