#include "core/member/query_code.h"

#include <sodium.h>

#include <array>

#include "core/base/secret.h"
#include "core/person/text.h"

namespace warmheart {
namespace {

constexpr std::size_t kDigits = 9;
constexpr std::size_t kLastFour = 4;

// The totally anti-symmetric quasigroup of H. M. Damm (2004), order 10.
constexpr std::array<std::array<std::uint8_t, 10>, 10> kDamm = {{{0, 3, 1, 7, 5, 9, 8, 6, 4, 2},
                                                                 {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
                                                                 {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
                                                                 {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
                                                                 {6, 1, 2, 3, 0, 4, 5, 9, 7, 8},
                                                                 {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
                                                                 {5, 8, 6, 9, 7, 2, 0, 1, 3, 4},
                                                                 {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
                                                                 {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
                                                                 {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}}};

// Of eight digits the check digit; of nine good ones, 0.
std::uint8_t damm(std::string_view digits) {
  std::uint8_t interim = 0;
  for (const char c : digits) interim = kDamm[interim][static_cast<std::size_t>(c - '0')];
  return interim;
}

}  // namespace

std::string make_query_code(Random& random) {
  std::string code;
  for (std::size_t i = 0; i + 1 < kDigits; ++i) code.push_back(static_cast<char>('0' + random.below(10)));
  code.push_back(static_cast<char>('0' + damm(code)));
  return code;
}

std::string with_check_digit(std::uint64_t number) {
  std::string code = std::to_string(number);
  code.insert(0, code.size() < kDigits - 1 ? kDigits - 1 - code.size() : 0, '0');
  code.push_back(static_cast<char>('0' + damm(code)));
  return code;
}

std::optional<std::string> parse_query_code(std::string_view typed) {
  const std::optional<std::u32string> text = from_utf8(typed);
  if (!text) return std::nullopt;
  std::string code;
  for (char32_t c : *text) {
    c = narrow(c);
    if (is_space(c) || c == U'-') continue;
    if (c < U'0' || c > U'9' || code.size() == kDigits) return std::nullopt;
    code.push_back(static_cast<char>(c));
  }
  if (code.size() != kDigits || damm(code) != 0) return std::nullopt;
  return code;
}

Result<Digest> look_up_key(std::string_view query_code, std::string_view last_four, ByteView device_salt16) {
  if (query_code.size() != kDigits) return fail(ErrorCode::invalid_argument, "a query code has nine digits");
  if (last_four.size() != kLastFour) return fail(ErrorCode::invalid_argument, "the last four are four characters");
  if (device_salt16.size() != crypto_pwhash_SALTBYTES)
    return fail(ErrorCode::invalid_argument, "the look-up salt has 16 bytes");
  if (sodium_init() < 0) return fail(ErrorCode::internal, "libsodium does not start");
  std::string password = std::string(query_code) + std::string(last_four);
  Digest key{};
  const int failed = crypto_pwhash(key.data(), key.size(), password.data(), password.size(), device_salt16.data(),
                                   crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE,
                                   crypto_pwhash_ALG_ARGON2ID13);
  wipe(password);
  if (failed != 0) return fail(ErrorCode::limit, "not enough memory for the look-up key");
  return key;
}

}  // namespace warmheart
