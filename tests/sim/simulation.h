// One seed: a few weeks of stations, riders, reviewers and faults, then a quiet end in which everything has to come to
// rest.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace warmheart::sim {

struct Outcome {
  std::vector<std::string> findings;  // empty: nothing lost, doubled, reordered or stuck
  std::uint64_t events = 0;
  std::uint64_t promises = 0;
  std::uint64_t bookings = 0;  // confirmed to riders
  std::uint64_t oversold = 0;
  std::uint64_t excused = 0;
  std::uint64_t rollbacks = 0;
  std::uint64_t restores = 0;
  std::uint64_t crashes = 0;
  std::uint64_t epochs = 0;
  std::int64_t virtual_ms = 0;
};

// `brief`: hours instead of weeks, so that many worlds are seen.
Outcome run_seed(std::uint64_t seed, const std::filesystem::path& folder, bool brief, bool trace);

}  // namespace warmheart::sim
