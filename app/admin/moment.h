// A moment as operators write it. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace warmheart::admin {

// "2026-11-28 08:00" in China, or "+3 08:00": three days after the day of `now_ms`, so that a file of examples is never
// out of date. Nothing: the text is neither.
std::optional<std::int64_t> moment_of(const std::string& text, std::int64_t now_ms);

inline constexpr const char* kMomentRule = "must be a time as \"2026-11-28 08:00\" or \"+3 08:00\" (days from today)";

}  // namespace warmheart::admin
