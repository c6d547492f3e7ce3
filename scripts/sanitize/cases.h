// Random inputs for every native operation.
#pragma once
#include <functional>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tensorflow.h"

using Shape = std::vector<int64_t>;

struct Case {
  std::vector<Shape> inputs;
  std::map<std::string, double> attributes;
  int of_another_type = -1;  // the index of an input that does not hold floats
};

void Seed(int seed);

/** A random whole number from 0 to `end` - 1. */
int Below(int end);

/** For each operation, by name, a generator of valid inputs. */
const std::map<std::string, std::function<Case()>>& Cases();

/** Makes a shape, attribute or type invalid. Returns whether every operation must reject the result. */
bool Spoil(Case* one);
