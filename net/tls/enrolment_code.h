// The one-time code that an operator carries to a new kiosk: 16 random bytes and the first half of the root authority's
// fingerprint, so that the device knows whom to trust before it has spoken to anybody. Text: "WHE1:" + base32(code ‖
// fingerprint ‖ checksum) in groups of four. Reading takes lower case, spaces, missing hyphens and a missing prefix,
// and finds slips of one letter.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace warmheart::tls {

struct EnrolmentCode {
  std::array<std::uint8_t, 16> code{};            // what the centre stores hashed
  std::array<std::uint8_t, 16> ca_fingerprint{};  // first 16 bytes of SHA-256 of the root's certificate
};

std::string to_text(const EnrolmentCode& code);
Result<EnrolmentCode> parse_enrolment_code(std::string_view typed);  // invalid_argument: not a code, or a slip

// For the centre: of its oldest root, which the server's certificate stands below.
Result<std::array<std::uint8_t, 16>> ca_fingerprint(const std::string& folder);

}  // namespace warmheart::tls
