#include "core/person/phone.h"

#include <algorithm>

#include "core/person/text.h"

namespace warmheart {
namespace {

constexpr std::size_t kMobileDigits = 11;

// The country's prefix is taken off only where a whole number stays behind it.
std::string_view without_country(std::string_view digits, bool plus) {
  if (plus) return digits.starts_with("86") ? digits.substr(2) : digits;
  for (const std::string_view prefix : {"0086", "86"}) {
    if (digits.starts_with(prefix) && digits.size() == kMobileDigits + prefix.size())
      return digits.substr(prefix.size());
  }
  return digits;
}

}  // namespace

tl::expected<std::string, MobileFlaw> parse_mobile(std::string_view typed) {
  const std::optional<std::u32string> text = from_utf8(typed);
  if (!text) return tl::unexpected(MobileFlaw::characters);
  std::string digits;
  bool plus = false;
  for (char32_t c : *text) {
    c = narrow(c);
    if (is_space(c) || c == U'-' || (c >= 0x2010 && c <= 0x2014)) continue;
    if (c == U'+' && digits.empty() && !plus) {
      plus = true;
      continue;
    }
    if (c < U'0' || c > U'9') return tl::unexpected(MobileFlaw::characters);
    digits.push_back(static_cast<char>(c));
  }
  if (digits.empty()) return tl::unexpected(plus ? MobileFlaw::characters : MobileFlaw::empty);
  const std::string_view number = without_country(digits, plus);
  if (number.size() != kMobileDigits) return tl::unexpected(MobileFlaw::length);
  if (number[0] != '1' || number[1] < '3') return tl::unexpected(MobileFlaw::not_mobile);
  return std::string(number);
}

}  // namespace warmheart
