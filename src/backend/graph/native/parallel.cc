#include "parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace autoencoders {
namespace {

/** Leaves the core to its other thread for a moment. */
inline void Pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

/** Threads wake up later than the next operation comes: for so long they look out for it themselves. */
constexpr std::chrono::microseconds kLookOut{300};

/** Waits until `ready`, for kLookOut at most. */
template <typename Ready>
void LookOut(Ready ready) {
  const auto end = std::chrono::steady_clock::now() + kLookOut;
  while (!ready() && std::chrono::steady_clock::now() < end)
    for (int i = 0; i < 16 && !ready(); i++) Pause();
}

/** Threads that wait for work; one caller at a time has them, another works alone meanwhile. */
class Pool {
 public:
  explicit Pool(int threads) {
    for (int i = 0; i < threads; i++) std::thread([this] { Wait(); }).detach();
  }

  /** Calls `work(i)` for i from 0 to `count`; returns when all have returned. False when another caller has the pool. */
  bool Run(int count, const std::function<void(int)>& work) {
    std::unique_lock<std::mutex> caller(caller_, std::try_to_lock);
    if (!caller.owns_lock()) return false;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      work_ = &work;
      next_ = 0;
      count_ = count;
      running_ = 0;
      round_++;
    }
    wake_.notify_all();
    Take(work, count);
    LookOut([this] { return running_ == 0; });
    std::unique_lock<std::mutex> lock(mutex_);
    done_.wait(lock, [this] { return running_ == 0; });
    work_ = nullptr;
    return true;
  }

 private:
  void Take(const std::function<void(int)>& work, int count) {
    for (int i; (i = next_.fetch_add(1)) < count;) work(i);
  }

  void Wait() {
    uint64_t seen = 0;
    for (;;) {
      LookOut([&] { return round_ != seen; });
      std::unique_lock<std::mutex> lock(mutex_);
      wake_.wait(lock, [&] { return work_ != nullptr && round_ != seen; });
      seen = round_;
      const auto& work = *work_;
      int count = count_;
      running_++;
      lock.unlock();
      Take(work, count);
      lock.lock();
      if (--running_ == 0) done_.notify_one();
    }
  }

  std::mutex caller_, mutex_;
  std::condition_variable wake_, done_;
  const std::function<void(int)>* work_ = nullptr;
  std::atomic<int> next_{0}, running_{0};
  std::atomic<uint64_t> round_{0};
  int count_ = 0;
};

}  // namespace

int Cores() {
  static const int cores = std::max(1u, std::thread::hardware_concurrency());
  return cores;
}

void Parallel(int64_t size, int64_t grain, const std::function<void(int64_t, int64_t)>& part) {
  static Pool* pool = new Pool(Cores() - 1);
  // Four parts a core: one that starts late, or shares its core, holds up the others less.
  int64_t parts = std::min<int64_t>(4 * Cores(), size / std::max<int64_t>(1, grain));
  auto run = [&](int i) { part(size * i / parts, size * (i + 1) / parts); };
  if (parts < 2 || Cores() == 1 || !pool->Run(parts, run)) part(0, size);
}

}  // namespace autoencoders
