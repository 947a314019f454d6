// Query codes: nine digits, the last one a check digit (Damm: every wrong digit and every swap of neighbours shows),
// shown 3-3-3. A device keeps of them only the Argon2id of code and last four together.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/digest.h"
#include "core/base/random.h"

namespace warmheart {

std::string make_query_code(Random& random);

// The nine digits of a number below 100,000,000: eight and their check digit.
std::string with_check_digit(std::uint64_t number);

// Takes spaces, hyphens and full-width digits; nullopt when it is no query code.
std::optional<std::string> parse_query_code(std::string_view typed);

// Argon2id (libsodium's interactive limits: 64 MiB, tens of milliseconds): prepared while the rider reviews, never
// inside an act. `device_salt16` is 16 bytes.
Result<Digest> look_up_key(std::string_view query_code, std::string_view last_four, ByteView device_salt16);

}  // namespace warmheart
