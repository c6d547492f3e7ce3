// The cores of the machine, shared by our operations.
#pragma once
#include <cstdint>
#include <functional>

namespace autoencoders {

/** How many parts `Parallel` can work on at once, at least 1: the cores that the process may use, unless set. */
int Cores();

/** Sets them; before the first call of `Parallel`, which starts its threads. */
void SetCores(int cores);

/**
 * Calls `part(begin, end)` for parts that cover 0 to `size`, each at least `grain` long, on all cores. What one of them
 * throws, the first if there are more, is thrown when all have returned. No part is called for a `size` of 0.
 */
void Parallel(int64_t size, int64_t grain, const std::function<void(int64_t, int64_t)>& part);

}  // namespace autoencoders
