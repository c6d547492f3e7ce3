// `widths`: the x86-64 levels that the processor has and the operating system lets programs use, of v2, v3 and v4; neon on
// ARM. `avx`: whether it has AVX, without which TensorFlow's own library ends the process that loads it.
// https://gitlab.com/x86-psABIs/x86-64-ABI defines the levels.
#include <node_api.h>

#include <cstdint>
#include <initializer_list>
#include <vector>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace {

#if defined(__x86_64__)

struct Registers {
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
};

/** The answer of the instruction CPUID; zeros if the processor does not know `leaf`. */
Registers Ask(unsigned leaf) {
  Registers r;
  __get_cpuid_count(leaf, 0, &r.eax, &r.ebx, &r.ecx, &r.edx);
  return r;
}

bool HasAll(unsigned flags, std::initializer_list<int> bits) {
  for (int bit : bits)
    if ((flags >> bit & 1) == 0) return false;
  return true;
}

/** The kinds of registers that the operating system saves when it switches between programs. */
uint64_t SavedRegisters() {
  constexpr int kOsXSave = 27;
  if (!HasAll(Ask(1).ecx, {kOsXSave})) return 0;
  unsigned low, high;
  asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return uint64_t{high} << 32 | low;
}

bool HasAvx() {
  constexpr uint64_t kYmm = 0x6;
  return HasAll(Ask(1).ecx, {28}) && (SavedRegisters() & kYmm) == kYmm;
}

bool HasV2() {
  const bool lahf = HasAll(Ask(0x80000001).ecx, {0});
  return lahf && HasAll(Ask(1).ecx, {0, 9, 13, 19, 20, 23});  // SSE3, SSSE3, CMPXCHG16B, SSE4.1, SSE4.2, POPCNT
}

bool HasV3() {
  return HasV2() && HasAvx() && HasAll(Ask(1).ecx, {12, 22, 29}) &&  // FMA, MOVBE, F16C
         HasAll(Ask(7).ebx, {3, 5, 8}) &&                            // BMI1, AVX2, BMI2
         HasAll(Ask(0x80000001).ecx, {5});                           // LZCNT
}

bool HasV4() {
  constexpr uint64_t kZmm = 0xe6;
  return HasV3() && HasAll(Ask(7).ebx, {16, 17, 28, 30, 31}) &&  // AVX-512: F, DQ, CD, BW, VL
         (SavedRegisters() & kZmm) == kZmm;
}

std::vector<const char*> Widths() {
  std::vector<const char*> widths;
  if (HasV2()) widths.push_back("v2");
  if (HasV3()) widths.push_back("v3");
  if (HasV4()) widths.push_back("v4");
  return widths;
}

#else

bool HasAvx() { return false; }

std::vector<const char*> Widths() { return {"neon"}; }

#endif

}  // namespace

NAPI_MODULE_INIT() {
  napi_value widths, text, avx;
  napi_create_array(env, &widths);
  uint32_t at = 0;
  for (const char* width : Widths()) {
    napi_create_string_utf8(env, width, NAPI_AUTO_LENGTH, &text);
    napi_set_element(env, widths, at++, text);
  }
  napi_get_boolean(env, HasAvx(), &avx);
  napi_set_named_property(env, exports, "widths", widths);
  napi_set_named_property(env, exports, "avx", avx);
  return exports;
}
