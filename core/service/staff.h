// Staff access (DOMAIN.md): what a PIN is, what is stored of badge and PIN, how long wrong ones close the door, how
// long rights last without the centre, and the answer over the phone that helps who has forgotten the PIN. Pure
// functions over values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/service/badge.h"

namespace warmheart {

inline constexpr int kPinDigits = 6;
inline constexpr int kWrongPins = 5;                       // then the door closes
inline constexpr std::int64_t kFirstLockMs = 15 * 60'000;  // doubled with each further wrong one, at most a day
inline constexpr std::int64_t kLongestLockMs = 24ll * 3'600'000;
inline constexpr std::int64_t kRightsForMs = 7ll * 24 * 3'600'000;  // of uptime without contact
inline constexpr std::int64_t kPerRebootMs = 3'600'000;  // what a reboot costs of it: how long it was off is not known

enum class Unlock {
  unlocked,
  not_staff,  // nobody's badge here, or a dismissed one
  wrong_pin,
  locked,       // closed for `locked_for_ms`
  rights_over,  // the centre was not heard for too long
};
// Six digits, not all the same and no run like 123456 or 654321.
bool is_good_pin(std::string_view pin);

// Argon2id (libsodium's interactive limits: 64 MiB, tens of milliseconds) of secret ‖ PIN. `salt` is 16 bytes, the
// result 32.
Result<Bytes> staff_verifier(const Badge& badge, std::string_view pin, ByteView salt);

// How long the door stays closed after so many wrong ones in a row; 0: it is open.
std::int64_t locked_for_ms(int wrong);

// Nine digits, as a query code: read out over the phone.
std::string make_help_challenge(Random& random);
// Nine digits that answer it: truncated BLAKE2b-256 under StaffMember.help_key over device, badge and challenge, and a
// check digit.
std::string help_answer(ByteView help_key, const Uuid& device, const BadgeId& badge, std::string_view challenge);

}  // namespace warmheart
