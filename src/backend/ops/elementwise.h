// Functions of one number that a compiler can vectorize.
#pragma once
#include <algorithm>
#include <cstdint>
#include <cstring>

namespace autoencoders {

/** Natural logarithm of a normal positive float, to 2 units in the last place. Preserves NaN. */
inline float Log(float x) {
  int32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  // x = 2^exponent * (1 + f), with 1 + f between sqrt(1/2) and sqrt(2).
  const int32_t shifted = bits - 0x3f3504f3;
  const float exponent = static_cast<float>(shifted >> 23);
  bits -= shifted & 0xff800000;
  float f;
  std::memcpy(&f, &bits, sizeof f);
  f -= 1;
  // log(1 + f) = f - f^2 / 2 + f^3 P(f), P by S. Moshier (Cephes, logf).
  float p = 7.0376836292e-2f;
  for (float c : {-1.1514610310e-1f, 1.1676998740e-1f, -1.2420140846e-1f, 1.4249322787e-1f, -1.6668057665e-1f,
                  2.0000714765e-1f, -2.4999993993e-1f, 3.3333331174e-1f})
    p = p * f + c;
  const float square = f * f;
  const float log = f - 0.5f * square + f * square * p + exponent * 0.693147181f;
  return x == x ? log : x;
}

#if defined(__has_builtin)
#if __has_builtin(__builtin_assoc_barrier)
#define AUTOENCODERS_IN_ORDER(x) __builtin_assoc_barrier(x)
#elif __has_builtin(__arithmetic_fence)
#define AUTOENCODERS_IN_ORDER(x) __arithmetic_fence(x)
#endif
#endif

/** a b + c, computed before anything else is added: with one rounding if the processor can, or if the compiler knows no
 * other way to forbid it to reorder sums. */
inline float MultiplyAdd(float a, float b, float c) {
#if defined(__FMA__) || defined(__aarch64__) || !defined(AUTOENCODERS_IN_ORDER)
  return __builtin_fmaf(a, b, c);
#else
  return AUTOENCODERS_IN_ORDER(a * b + c);
#endif
}

/** e to the power of x, to 2 units in the last place; clamped to +-87. Preserves NaN. */
inline float Exp(float x) {
  x = x > 87 ? 87 : x < -87 ? -87 : x;
  // x = n log 2 + f, n an integer; splitting log 2 in two parts keeps f exact.
  const float n = __builtin_rintf(x * 1.44269504f);
  const float f = MultiplyAdd(n, 2.12194440e-4f, MultiplyAdd(n, -0.693359375f, x));
  // exp(f) = 1 + f + f^2 P(f), P by S. Moshier (Cephes, expf).
  float p = 1.9875691500e-4f;
  for (float c : {1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f})
    p = p * f + c;
  p = p * f * f + f + 1;
  const int32_t bits = (static_cast<int32_t>(n == n ? n : 0) + 127) << 23;  // 2^n
  float power;
  std::memcpy(&power, &bits, sizeof power);
  return p * power;
}

/** log(1 + e) for e from 0 to 1, to 1e-7: with s = e / (2 + e) it is 2 (s + s^3 / 3 + s^5 / 5 + ...). */
inline float LogOnePlus(float e) {
  const float s = e / (2 + e), square = s * s;
  float p = 0.1f;  // 1 / 11, plus a little for the omitted terms
  for (float c : {1.f / 9, 1.f / 7, 1.f / 5, 1.f / 3}) p = p * square + c;
  return 2 * s * (1 + square * p);
}

inline float Relu(float x) { return x < 0 ? 0 : x; }

/** dy relu'(x), from y = relu(x). As in tfjs it is a product: NaN if y is NaN, or if dy is not finite where y is 0.
 * The factor is selected instead of computed as y * 0, which a compiler that may reorder products turns into 0. */
inline float ReluGradient(float dy, float y) { return dy * (y > 0 ? 1.f : y < 0 ? 0.f : y); }

/** 1 / (1 + e^-x) */
inline float Sigmoid(float x) { return 1 / (1 + Exp(-x)); }

}  // namespace autoencoders
