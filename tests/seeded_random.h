// Chance that is the same at every run. For tests of rules and for pictures; never for keys.
#pragma once

#include <cstdint>
#include <random>
#include <span>

#include "core/base/random.h"

namespace warmheart::test {

struct SeededRandom final : Random {
  std::mt19937_64 engine;
  explicit SeededRandom(std::uint64_t seed) : engine(seed) {}
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = static_cast<std::uint8_t>(engine());
  }
};

}  // namespace warmheart::test
