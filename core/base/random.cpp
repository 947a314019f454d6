#include "core/base/random.h"

#include <sodium.h>

#include <cstdlib>

namespace warmheart {

std::uint64_t Random::next_u64() {
  std::array<std::uint8_t, 8> bytes{};
  fill(bytes);
  std::uint64_t value = 0;
  for (std::uint8_t byte : bytes) value = (value << 8) | byte;
  return value;
}

std::uint64_t Random::below(std::uint64_t bound) {
  const std::uint64_t unbiased = UINT64_MAX - UINT64_MAX % bound;
  std::uint64_t value = next_u64();
  while (value >= unbiased) value = next_u64();
  return value % bound;
}

SystemRandom::SystemRandom() {
  if (sodium_init() < 0) std::abort();
}

void SystemRandom::fill(std::span<std::uint8_t> out) { randombytes_buf(out.data(), out.size()); }

}  // namespace warmheart
