// A visit: somebody uses a rest service. Nothing is asked for it (PIPL Art. 16): no name, number or phone; a card only
// when its holder shows it. Values and rules that station and centre share.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"
#include "core/member/card.h"
#include "core/record/seal.h"

namespace warmheart {

inline constexpr unsigned kMaxGroup = 200;
inline constexpr std::int64_t kUndoVisitMs =
    60'000;  // of boot time: whoever registered it takes it back without a reason
inline constexpr std::int64_t kLongestStayMs = 4ll * 3'600'000;  // a unit without a time is free again after this

using BadgeId = KeyId;  // 8 bytes, as a key's

struct NewVisit {
  Uuid id;                 // made before the first touch
  std::string service;     // a code of the catalogue
  std::string occupation;  // a wire name; empty: nobody was asked
  unsigned people = 1;     // 1 to kMaxGroup
  std::optional<CardNumber> card;
  std::optional<BadgeId> staff;    // who registered it; none: the rider
  std::optional<Uuid> queue = {};  // of the queue number that was called for it
};

// "mistake", "twice", "other": never a person's data.
bool is_void_reason(std::string_view reason);
std::span<const std::string_view> void_reasons();

// What stands for a service where somebody calls staff and takes nothing: no code of the catalogue.
inline constexpr std::string_view kCallStaff = "STAFF";
inline constexpr std::string_view kCallEmergency = "EMERGENCY";
bool is_staff_call(std::string_view service);

// The day in China (UTC+8) that a moment falls on, counted from 1970-01-01.
std::int64_t china_day(std::int64_t wall_ms);
// The first moment of such a day.
std::int64_t start_of_china_day(std::int64_t day);

// A unit in use: when it is given back, by the best idea of the time.
struct UnitInUse {
  std::uint32_t unit = 0;
  std::int64_t ends_ms = 0;
};

// When `wanted` units are likely to be free: 0 when they are now; nullopt when there are not so many at all.
// `in_use` in any order; `units` how many the service has.
std::optional<std::int64_t> next_free_ms(std::span<const UnitInUse> in_use, std::uint32_t units, unsigned wanted);

// The `wanted` lowest numbers that nobody uses; empty when there are not so many.
std::vector<std::uint32_t> free_units(std::span<const UnitInUse> in_use, std::uint32_t units, unsigned wanted);

}  // namespace warmheart
