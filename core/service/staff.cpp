#include "core/service/staff.h"

#include <sodium.h>

#include <algorithm>

#include "core/base/digest.h"
#include "core/member/query_code.h"

namespace warmheart {

namespace {

constexpr std::size_t kSaltBytes = crypto_pwhash_SALTBYTES;
constexpr std::size_t kVerifierBytes = 32;

bool is_run(std::string_view pin, int step) {
  for (std::size_t i = 1; i < pin.size(); ++i) {
    if (pin[i] - pin[i - 1] != step) return false;
  }
  return true;
}

}  // namespace

bool is_good_pin(std::string_view pin) {
  const bool digits = pin.size() == kPinDigits && std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
  return digits && !is_run(pin, 0) && !is_run(pin, 1) && !is_run(pin, -1);
}

Result<Bytes> staff_verifier(const Badge& badge, std::string_view pin, ByteView salt) {
  if (salt.size() != kSaltBytes || badge.secret.view().empty())
    return fail(ErrorCode::invalid_argument, "a badge's salt or secret has another length");
  Bytes both(badge.secret.view().begin(), badge.secret.view().end());
  both.insert(both.end(), pin.begin(), pin.end());
  const SecretBytes secret(std::move(both));
  Bytes out(kVerifierBytes);
  const int failed = crypto_pwhash(out.data(), out.size(), reinterpret_cast<const char*>(secret.view().data()),
                                   secret.view().size(), salt.data(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                   crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) return fail(ErrorCode::busy, "not enough memory to check a PIN");
  return out;
}

std::int64_t locked_for_ms(int wrong) {
  if (wrong < kWrongPins) return 0;
  return std::min(kLongestLockMs, kFirstLockMs << std::min(wrong - kWrongPins, 10));
}

std::string make_help_challenge(Random& random) { return make_query_code(random); }

std::string help_answer(ByteView help_key, const Uuid& device, const BadgeId& badge, std::string_view challenge) {
  Bytes message = bytes_of("warmheart staff help 1");
  message.insert(message.end(), device.bytes().begin(), device.bytes().end());
  message.insert(message.end(), badge.begin(), badge.end());
  message.insert(message.end(), challenge.begin(), challenge.end());
  const Digest mac = keyed_hash(help_key, message);
  std::uint64_t number = 0;
  for (int i = 0; i < 7; ++i) number = number << 8 | mac[static_cast<std::size_t>(i)];
  return with_check_digit(number % 100'000'000);
}

}  // namespace warmheart
