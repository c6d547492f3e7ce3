// drive THREADS ROUNDS SEED ONLY: runs every native operation, or only the named one, on random shapes and numbers, valid
// and invalid. Exits with 1 if an operation misbehaves; the findings of sanitizers end it too.
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <sstream>

#include "../../src/backend/ops/parallel.h"
#include "cases.h"

namespace {

constexpr int kLongest = 100;  // seconds for one input

/** A description of what is running. */
std::string now;

/** Ends the program. */
void Report(int signal) {
  const char* what = signal == SIGALRM ? "Timeout" : "Signal";
  std::fprintf(stderr, "\n%s while running %s\n", what, now.c_str());
  std::_Exit(1);
}

std::string ToText(const std::string& name, const Case& one) {
  std::ostringstream text;
  text << name;
  for (const Shape& shape : one.inputs) {
    text << " [";
    for (size_t i = 0; i < shape.size(); i++) text << (i > 0 ? "," : "") << shape[i];
    text << "]";
  }
  for (const auto& [key, value] : one.attributes) text << " " << key << "=" << int64_t(value * 4) / 4.;
  if (one.of_another_type >= 0) text << " input " << one.of_another_type << " of int32";
  return text.str();
}

[[noreturn]] void Fail(const std::string& what) {
  std::printf("%s: %s\n", now.c_str(), what.c_str());
  std::fflush(stdout);
  std::_Exit(1);
}

void Fill(const TF_Tensor& tensor) {
  using Limits = std::numeric_limits<float>;
  const float odd[] = {0, -0.f, Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity(), Limits::denorm_min(),
                       Limits::max(), Limits::lowest()};
  const int kind = Below(4);  // no special values, some, only zeros, or only special ones
  for (int64_t i = 0; i < tensor.Size(); i++) {
    const bool is_odd = kind == 3 || (kind == 1 && Below(10) == 0);
    tensor.Floats()[i] = kind == 2 ? 0 : is_odd ? odd[Below(8)] : Below(2001) / 1000.f - 1;
  }
}

std::string BytesOf(const TF_Tensor& tensor) {
  return {static_cast<char*>(tensor.data.get()), tensor.Size() * sizeof(float)};
}

/** Whether the operation accepted its arguments. */
bool Run(const Operation& operation, const Case& one) {
  TF_OpKernelConstruction construction{one.attributes, ""};
  void* kernel = operation.create(&construction);
  if ((kernel == nullptr) == construction.error.empty()) Fail("an attribute is rejected without an error, or accepted with one");
  if (kernel == nullptr) return false;
  TF_OpKernelContext context{{}, std::vector<std::unique_ptr<TF_Tensor>>(operation.outputs.size()), ""};
  std::vector<std::string> before;
  for (const Shape& shape : one.inputs) {
    const bool is_float = int(context.inputs.size()) != one.of_another_type;
    context.inputs.emplace_back(is_float ? TF_FLOAT : TF_INT32, shape);
    Fill(context.inputs.back());
    before.push_back(BytesOf(context.inputs.back()));
  }
  operation.compute(kernel, &context);
  operation.remove(kernel);
  if (!context.error.empty()) return false;
  for (const auto& output : context.outputs) {
    if (output == nullptr) Fail("an output is missing");
    for (int64_t i = 0; i < output->Size(); i++)
      if (IsUnset(output->Floats()[i])) Fail("a number of an output is not set");
  }
  for (size_t i = 0; i < before.size() && !context.outputs.empty(); i++)
    if (before[i] != BytesOf(context.inputs[i])) Fail("an input was changed");
  return true;
}

void Drive(const std::string& name, const Operation& operation, int rounds) {
  now = name;
  const auto make = Cases().find(name);
  if (make == Cases().end()) Fail("not driven; add it to scripts/sanitize/cases.cc");
  int taken = 0;
  for (int round = 0; round < rounds; round++) {
    Case one = make->second();
    const bool is_wrong = Below(3) == 0 && Spoil(&one);
    now = ToText(name, one);
    alarm(kLongest);
    const bool is_taken = Run(operation, one);
    if (is_taken && is_wrong) Fail("taken");
    taken += is_taken;
  }
  now = name;
  if (rounds >= 50 && taken == 0) Fail("rejects every input that scripts/sanitize/cases.cc generates for it");
}

}  // namespace

int main(int, char** arguments) {
  std::signal(SIGABRT, Report);  // the sanitizers abort after their report
  std::signal(SIGALRM, Report);
  autoencoders::SetCores(std::atoi(arguments[1]));
  Seed(std::atoi(arguments[3]) * 8 + std::atoi(arguments[1]));
  const std::string only = arguments[4];
  int driven = 0;
  for (const auto& [name, operation] : Operations())
    if (only.empty() || name == only) {
      std::printf("%d of %d: %s\n", ++driven, only.empty() ? int(Operations().size()) : 1, name.c_str());
      std::fflush(stdout);
      Drive(name, operation, std::atoi(arguments[2]));
    }
  for (const auto& [name, make] : Cases())
    if (Operations().count(name) == 0) now = name, Fail("driven, but not an operation");
  if (driven == 0) now = only, Fail("not an operation");
  std::printf("%d operation%s, %s inputs each", driven, driven == 1 ? "" : "s", arguments[2]);
}
