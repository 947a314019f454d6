// The Random port. Tests and the simulator give a seeded one; keys in production come from SystemRandom only.
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace warmheart {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;

  std::uint64_t next_u64();
  // Uniform in [0, bound); bound > 0.
  std::uint64_t below(std::uint64_t bound);
};

// libsodium's generator. Thread-safe.
class SystemRandom final : public Random {
 public:
  SystemRandom();
  void fill(std::span<std::uint8_t> out) override;
};

}  // namespace warmheart
