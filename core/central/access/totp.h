// Time-based one-time codes (RFC 6238 over HMAC-SHA-1, RFC 4226): six digits, a step of 30 seconds, as every
// authenticator app makes them. Pure functions, any thread. Failure: internal, where OpenSSL has no SHA-1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/result.h"
#include "core/base/secret.h"

namespace warmheart {

inline constexpr std::int64_t kTotpStepMs = 30'000;
inline constexpr std::int64_t kTotpStepsAside = 1;  // before and after: clocks differ, and people type
inline constexpr std::size_t kTotpDigits = 6;
inline constexpr std::size_t kTotpSeedBytes = 20;  // RFC 4226, 4 R6: 160 bits

constexpr std::int64_t totp_step(std::int64_t now_ms) { return now_ms / kTotpStepMs; }

Result<std::string> totp_code(ByteView seed, std::int64_t step);

// The step that `code` is right for, at most one aside of now and later than `after_step`; none: it is wrong, or was
// used.
Result<std::optional<std::int64_t>> match_totp(ByteView seed, std::string_view code, std::int64_t now_ms,
                                               std::int64_t after_step);

// What the QR code of an authenticator app holds: otpauth://totp/…
SecretString totp_uri(std::string_view user, ByteView seed);

}  // namespace warmheart
