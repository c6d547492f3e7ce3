// Loops whose lengths are constants, so that their sums stay in registers.
#pragma once
#include <algorithm>
#include <type_traits>

#include "vector.h"

namespace autoencoders {

/** Calls `work` with `count`, from 1 to N, as a constant that loops can be unrolled by. */
template <int N, typename Work>
inline void WithConstant(int count, Work work) {
  if constexpr (N > 1)
    if (count < N) return WithConstant<N - 1>(count, work);
  work(std::integral_constant<int, N>());
}

/** Calls `work(begin, length)` for parts of 0 to `size` of about the same length, at most N, which is a constant. */
template <int N, typename Work>
inline void Split(int size, Work work) {
  for (int begin = 0; begin < size;) {
    const int left = size - begin, parts = (left + N - 1) / N, length = (left + parts - 1) / parts;
    WithConstant<N>(length, [&](auto constant) { work(begin, constant); });
    begin += length;
  }
}

/** How many sums of V vectors each a loop computes at once. More than 8 need too many addresses. */
constexpr int PartsOf(int V) { return std::max(1, std::min(8, kSums / V)); }

}  // namespace autoencoders
