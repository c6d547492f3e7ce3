// Vectors of floats, which the compiler maps to the widest registers of the machine.
#pragma once

namespace autoencoders {

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
/** `L` floats, at any address. */
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

}  // namespace autoencoders
