// The cores of the machine, shared by our operations.
#pragma once
#include <cstdint>
#include <functional>

namespace autoencoders {

/** How many parts `Parallel` can work on at once, at least 1. */
int Cores();

/** Calls `part(begin, end)` for parts that cover 0 to `size`, each at least `grain` long, on all cores. */
void Parallel(int64_t size, int64_t grain, const std::function<void(int64_t, int64_t)>& part);

}  // namespace autoencoders
