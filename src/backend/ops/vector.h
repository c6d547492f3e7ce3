// Vectors of floats in the widest registers that the processor has. Vectors that are wider than a register would be kept
// in memory: loops use several of them instead.
#pragma once
#include <cstring>

namespace autoencoders {

// kLanes floats fill a register, and kSums registers can hold sums while the others hold their terms; kMostSums, where two
// vectors share a term. Convolutions process kBlock output channels at a time, or twice as many.
#if defined(__AVX512F__)
constexpr int kLanes = 16, kSums = 14, kMostSums = 24, kBlock = 16;
#elif defined(__AVX__)
constexpr int kLanes = 8, kSums = 12, kMostSums = 12, kBlock = 16;
#elif defined(__aarch64__)
constexpr int kLanes = 4, kSums = 24, kMostSums = 24, kBlock = 16;
#else
constexpr int kLanes = 4, kSums = 10, kMostSums = 10, kBlock = 8;
#endif

/** The lanes of vectors that run over a multiple of 8 numbers. */
constexpr int kLanesOfEight = kLanes < 8 ? kLanes : 8;

template <int L>
struct Floats;
template <>
struct Floats<4> {
  typedef float Type __attribute__((vector_size(16), aligned(4), may_alias));
};
template <>
struct Floats<8> {
  typedef float Type __attribute__((vector_size(32), aligned(4), may_alias));
};
template <>
struct Floats<16> {
  typedef float Type __attribute__((vector_size(64), aligned(4), may_alias));
};
/** `L` floats, at any address. Local arrays of them are aligned, because compilers that keep them in memory assume it. */
template <int L>
using Vec = typename Floats<L>::Type;

template <int L>
inline Vec<L> Load(const float* from) {
  return *reinterpret_cast<const Vec<L>*>(from);
}

template <int L>
inline void Store(float* to, Vec<L> vector) {
  *reinterpret_cast<Vec<L>*>(to) = vector;
}

/** The sum of the numbers of `vector`. */
template <int L>
inline float Sum(Vec<L> vector) {
  if constexpr (L == 4) {
    return (vector[0] + vector[2]) + (vector[1] + vector[3]);
  } else {
    alignas(sizeof(Vec<L / 2>)) Vec<L / 2> halves[2];
    std::memcpy(halves, &vector, sizeof halves);
    return Sum<L / 2>(halves[0] + halves[1]);
  }
}

}  // namespace autoencoders
