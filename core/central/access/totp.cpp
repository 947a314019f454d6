#include "core/central/access/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cctype>

namespace warmheart {
namespace {

constexpr std::uint32_t kTenToTheDigits = 1'000'000;
constexpr std::string_view kIssuer = "Warmheart";

std::string percent_encoded(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) != 0 || letter == '-' || letter == '.' || letter == '_' || letter == '~') {
      out += letter;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

}  // namespace

Result<std::string> totp_code(ByteView seed, std::int64_t step) {
  Bytes counter;
  append_be64(counter, static_cast<std::uint64_t>(step));
  std::array<std::uint8_t, 20> mac{};
  unsigned length = 0;
  if (HMAC(EVP_sha1(), seed.data(), static_cast<int>(seed.size()), counter.data(), counter.size(), mac.data(),
           &length) == nullptr ||
      length != mac.size()) {
    return fail(ErrorCode::internal, "OpenSSL makes no HMAC-SHA-1");
  }
  const std::size_t at = mac[19] & 15;  // RFC 4226, 5.3: dynamic truncation
  const std::uint32_t number = (std::uint32_t{mac[at]} & 0x7F) << 24 | std::uint32_t{mac[at + 1]} << 16 |
                               std::uint32_t{mac[at + 2]} << 8 | std::uint32_t{mac[at + 3]};
  const std::string digits = std::to_string(number % kTenToTheDigits);
  return std::string(kTotpDigits - digits.size(), '0') + digits;
}

Result<std::optional<std::int64_t>> match_totp(ByteView seed, std::string_view code, std::int64_t now_ms,
                                               std::int64_t after_step) {
  std::optional<std::int64_t> matched;
  const std::int64_t now = totp_step(now_ms);
  for (std::int64_t step = now - kTotpStepsAside; step <= now + kTotpStepsAside; ++step) {
    WARMHEART_TRY_ASSIGN(const std::string right, totp_code(seed, step));
    if (same_bytes(view_of(right), view_of(code)) && step > after_step && !matched) matched = step;
  }
  return matched;
}

SecretString totp_uri(std::string_view user, ByteView seed) {
  return SecretString("otpauth://totp/" + std::string(kIssuer) + ":" + percent_encoded(user) + "?secret=" +
                      to_base32(seed) + "&issuer=" + std::string(kIssuer) + "&algorithm=SHA1&digits=6&period=30");
}

}  // namespace warmheart
