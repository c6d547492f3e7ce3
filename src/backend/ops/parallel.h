// The cores of the machine, shared by our operations.
#pragma once
#include <cstdint>
#include <functional>

namespace autoencoders {

/** How many parts `Parallel` runs at once, at least 1; by default the number of cores that the process may use. */
int Cores();

/** Sets that number; call it before the first `Parallel`, which starts the threads. */
void SetCores(int cores);

/**
 * Calls `part(begin, end)` for parts that cover 0 to `size`, each at least `grain` long, on all cores. The first exception
 * of a part is rethrown when all have returned. For a `size` of 0, `part` is not called.
 */
void Parallel(int64_t size, int64_t grain, const std::function<void(int64_t, int64_t)>& part);

}  // namespace autoencoders
