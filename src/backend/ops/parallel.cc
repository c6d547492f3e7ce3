#include "parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#if defined(__linux__)
#include <pthread.h>
#include <sched.h>
#endif

namespace autoencoders {
namespace {

/** Yields the core to its other hardware thread for a moment. */
inline void Pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

/** The thread's floating-point mode (rounding, flushing of subnormals), which TensorFlow sets where it runs operations. */
#if defined(__x86_64__)
inline uint64_t GetFloatMode() { return __builtin_ia32_stmxcsr(); }
inline void SetFloatMode(uint64_t mode) { __builtin_ia32_ldmxcsr(static_cast<unsigned>(mode)); }
#elif defined(__aarch64__)
inline uint64_t GetFloatMode() {
  uint64_t mode;
  asm volatile("mrs %0, fpcr" : "=r"(mode));
  return mode;
}
inline void SetFloatMode(uint64_t mode) { asm volatile("msr fpcr, %0" : : "r"(mode)); }
#else
inline uint64_t GetFloatMode() { return 0; }
inline void SetFloatMode(uint64_t) {}
#endif

/** How long threads spin before they sleep, because waking up takes longer than the time to the next operation. */
constexpr std::chrono::microseconds kSpin{300};

/** Spins until `ready`, for at most kSpin. */
template <typename Ready>
void SpinWait(Ready ready) {
  const auto end = std::chrono::steady_clock::now() + kSpin;
  while (!ready() && std::chrono::steady_clock::now() < end)
    for (int i = 0; i < 16 && !ready(); i++) Pause();
}

/** Whether all threads start at once and take turns, because ThreadSanitizer needs several working threads to see a race. */
#if defined(__SANITIZE_THREAD__)
constexpr bool kTogether = true;
#else
constexpr bool kTogether = false;
#endif

/** Threads that wait for work. One caller at a time uses them; others work alone meanwhile. */
class Pool {
 public:
  explicit Pool(int threads) {
    try {
      for (; threads_ < threads; threads_++) std::thread([this] { Wait(); }).detach();
    } catch (const std::system_error&) {  // the system creates no more threads: the existing ones do the work
    }
  }

  /**
   * Calls `work(i)` for i from 0 to `count`; returns when all have returned, or rethrows one of their exceptions. Returns
   * false if another caller uses the pool.
   */
  bool Run(int count, const std::function<void(int)>& work) {
    std::unique_lock<std::mutex> caller(caller_, std::try_to_lock);
    if (!caller.owns_lock()) return false;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      work_ = &work;
      next_ = 0;
      count_ = count;
      running_ = 0;
      awake_ = 0;
      mode_ = GetFloatMode();
      round_++;
    }
    wake_.notify_all();
    Take(work, count);
    SpinWait([this] { return running_ == 0; });
    std::unique_lock<std::mutex> lock(mutex_);
    done_.wait(lock, [this] { return running_ == 0; });
    work_ = nullptr;
    if (failure_ != nullptr) std::rethrow_exception(std::exchange(failure_, nullptr));
    return true;
  }

 private:
  void Take(const std::function<void(int)>& work, int count) {
    if (kTogether)
      for (awake_++; awake_ <= threads_;) std::this_thread::yield();
    // The mutex orders the threads' writes. If this counter did so too, ThreadSanitizer could miss a race.
    for (int i; (i = next_.fetch_add(1, std::memory_order_relaxed)) < count;) {
      try {
        work(i);
      } catch (...) {
        std::lock_guard<std::mutex> lock(mutex_);
        if (failure_ == nullptr) failure_ = std::current_exception();
      }
      if (kTogether) std::this_thread::yield();
    }
  }

  void Wait() {
#if defined(__linux__)
    pthread_setname_np(pthread_self(), "autoencoders");
#endif
    uint64_t seen = 0;
    for (;;) {
      SpinWait([&] { return round_ != seen; });
      std::unique_lock<std::mutex> lock(mutex_);
      wake_.wait(lock, [&] { return work_ != nullptr && round_ != seen; });
      seen = round_;
      const auto& work = *work_;
      int count = count_;
      running_++;
      const uint64_t mode = mode_;
      lock.unlock();
      SetFloatMode(mode);
      Take(work, count);
      lock.lock();
      if (--running_ == 0) done_.notify_one();
    }
  }

  std::mutex caller_, mutex_;
  std::condition_variable wake_, done_;
  const std::function<void(int)>* work_ = nullptr;
  std::atomic<int> next_{0}, running_{0}, awake_{0}, threads_{0};
  std::atomic<uint64_t> round_{0};
  int count_ = 0;
  uint64_t mode_ = 0;  // of the caller
  std::exception_ptr failure_;
};

/** How many cores the process may run on. */
int CountCores() {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
#endif
  return std::max(1u, std::thread::hardware_concurrency());
}

std::atomic<int>& TheCores() {
  static std::atomic<int> cores{CountCores()};
  return cores;
}

}  // namespace

int Cores() { return TheCores(); }

void SetCores(int cores) { TheCores() = std::max(1, cores); }

void Parallel(int64_t size, int64_t grain, const std::function<void(int64_t, int64_t)>& part) {
  if (size <= 0) return;
  const int cores = Cores();
  // Four parts per core, so that a thread that starts late or shares its core delays the others less.
  const int64_t parts = std::min<int64_t>(4 * cores, size / std::max<int64_t>(1, grain));
  if (parts < 2 || cores == 1) return part(0, size);
  static Pool* pool = new Pool(cores - 1);
  // size = parts * whole + rest; split in two terms so that no product overflows
  const int64_t whole = size / parts, rest = size % parts;
  auto run = [&](int i) { part(whole * i + rest * i / parts, whole * (i + 1) + rest * (i + 1) / parts); };
  if (!pool->Run(parts, run)) part(0, size);
}

}  // namespace autoencoders
