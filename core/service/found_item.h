// Lost and found (DOMAIN.md "Lost and found"): what can be registered, and how it ends. Codes alone: no words, and
// nothing of a person, is kept of what somebody has left behind. Pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/base/clock.h"

namespace warmheart {

inline constexpr std::string_view kFoundKinds[] = {"phone",   "helmet", "gloves", "clothes",  "umbrella", "keys",
                                                   "charger", "cup",    "bag",    "document", "other"};
inline constexpr std::string_view kFoundPlaces[] = {"seat", "counter", "washroom", "door", "other"};

inline constexpr std::string_view kFoundHere = "here";
inline constexpr std::string_view kFoundHandedOver = "handed-over";  // to its owner
inline constexpr std::string_view kFoundSentOn = "sent-on";          // to the police, when nobody has come
inline constexpr std::string_view kFoundMistake = "mistake";         // it was no lost thing, or was registered twice
inline constexpr std::string_view kFoundEnds[] = {kFoundHandedOver, kFoundSentOn, kFoundMistake};

inline constexpr std::int64_t kFoundKeptMs = 30 * kDayMs;  // so long it lies here before it is sent on

bool is_found_kind(std::string_view kind);
bool is_found_place(std::string_view place);
bool is_found_end(std::string_view how);
// Nobody has come for it in time.
bool is_found_overdue(std::int64_t found_ms, std::int64_t now_ms);

}  // namespace warmheart
