// Random inputs of every native operation.
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
  int of_another_type = -1;  // an input that is not of floats
};

void Seed(int seed);

/** A random whole number from 0, below `end`. */
int Below(int end);

/** For each operation, by its name, what makes an input that it may take. */
const std::map<std::string, std::function<Case()>>& Cases();

/** Makes a shape, an attribute or a type wrong. Returns whether no operation may take what it is now. */
bool Spoil(Case* one);
