// Detection of infinite numbers and NaN.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>

namespace autoencoders {

/** Whether all of `size` numbers are finite: otherwise all bits of an exponent are set. */
inline bool AreFinite(const float* numbers, int64_t size) {
  constexpr int32_t kInfinity = 0x7f800000;
  int32_t largest = 0;
  for (int64_t i = 0; i < size; i++) {
    int32_t bits;
    std::memcpy(&bits, numbers + i, sizeof bits);
    largest = std::max(largest, bits & 0x7fffffff);
  }
  return largest < kInfinity;
}

}  // namespace autoencoders
