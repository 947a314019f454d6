#include "net/tls/enrolment_code.h"

#include <algorithm>

#include "core/base/digest.h"
#include "net/tls/authority_files.h"

namespace warmheart::tls {
namespace {

constexpr std::string_view kPrefix = "WHE1:";
constexpr std::size_t kCodeBytes = 16;
constexpr std::size_t kAllBytes = 34;  // code, fingerprint, two bytes of checksum
constexpr std::size_t kMaxTyped = 200;

Digest checksum_of(ByteView body) { return sha256({view_of("warmheart enrolment code 1"), body}); }

// "whe1:" in any case and with spaces around it may stand in front.
std::string_view without_prefix(std::string_view typed) {
  while (!typed.empty() &&
         (typed.front() == ' ' || typed.front() == '\t' || typed.front() == '\n' || typed.front() == '\r'))
    typed.remove_prefix(1);
  while (!typed.empty() &&
         (typed.back() == ' ' || typed.back() == '\t' || typed.back() == '\n' || typed.back() == '\r'))
    typed.remove_suffix(1);
  const auto colon = typed.find(':');
  return colon == std::string_view::npos ? typed : typed.substr(colon + 1);
}

}  // namespace

std::string to_text(const EnrolmentCode& code) {
  Bytes body(code.code.begin(), code.code.end());
  body.insert(body.end(), code.ca_fingerprint.begin(), code.ca_fingerprint.end());
  const Digest sum = checksum_of(body);
  body.insert(body.end(), sum.begin(), sum.begin() + 2);
  const std::string letters = to_base32(body);
  std::string text(kPrefix);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i != 0 && i % 4 == 0) text += '-';
    text += letters[i];
  }
  return text;
}

Result<EnrolmentCode> parse_enrolment_code(std::string_view typed) {
  if (typed.size() > kMaxTyped) return fail(ErrorCode::invalid_argument, "the enrolment code is too long");
  const auto bytes = from_base32(without_prefix(typed));
  if (!bytes || bytes->size() != kAllBytes) {
    return fail(ErrorCode::invalid_argument, "this is no enrolment code: it has 55 letters and digits after WHE1:");
  }
  const ByteView body = ByteView(*bytes).first(kAllBytes - 2);
  const Digest sum = checksum_of(body);
  if (!std::equal(sum.begin(), sum.begin() + 2, bytes->begin() + static_cast<std::ptrdiff_t>(body.size()))) {
    return fail(ErrorCode::invalid_argument, "the enrolment code has a slip: its checksum does not fit");
  }
  EnrolmentCode code;
  std::copy_n(body.begin(), kCodeBytes, code.code.begin());
  std::copy_n(body.begin() + kCodeBytes, kCodeBytes, code.ca_fingerprint.begin());
  return code;
}

Result<std::array<std::uint8_t, 16>> ca_fingerprint(const std::string& folder) {
  WARMHEART_TRY_ASSIGN(const AuthoritySet set, read_authorities(folder));
  const Digest digest = sha256({set.roots.front().facts.certificate_der});
  std::array<std::uint8_t, 16> out{};
  std::copy_n(digest.begin(), out.size(), out.begin());
  return out;
}

}  // namespace warmheart::tls
