#include "core/person/identity.h"

#include <algorithm>
#include <array>

#include "core/person/text.h"

namespace warmheart {
namespace {

constexpr std::size_t kLength = 18;
constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view kCheckCharacters = "10X98765432";
constexpr int kEarliestBirthYear = 1850;  // nobody alive; a year before it is a slip, not an age

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }
int number_at(std::string_view text, std::size_t at, std::size_t size) {
  int value = 0;
  for (const char c : text.substr(at, size)) value = value * 10 + (c - '0');
  return value;
}

// Without spaces and hyphens, narrow and in upper case; nullopt for anything but ASCII letters and digits.
std::optional<std::string> plain(std::string_view typed) {
  const std::optional<std::u32string> text = from_utf8(typed);
  if (!text) return std::nullopt;
  std::string out;
  for (char32_t c : *text) {
    c = narrow(c);
    if (is_space(c) || c == U'-') continue;
    if (c >= U'a' && c <= U'z') c -= U'a' - U'A';
    if (!(c >= U'A' && c <= U'Z') && !(c >= U'0' && c <= U'9')) return std::nullopt;
    out.push_back(static_cast<char>(c));
  }
  return out;
}

bool check_holds(std::string_view number) {
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (number[i] - '0') * kWeights[i];
  return kCheckCharacters[static_cast<std::size_t>(sum % 11)] == number[kLength - 1];
}

bool is_permit(std::string_view number) {
  return number.starts_with("810000") || number.starts_with("820000") || number.starts_with("830000");
}

bool is_foreign_2017(std::string_view number) {
  return number.size() == 15 && std::ranges::none_of(number.substr(0, 3), is_digit) && all_digits(number.substr(3));
}

// Seventeen digits and a digit or X, of the right length, or what is wrong with that.
std::optional<IdentityFlaw> flaw_of_form(std::string_view number) {
  const std::string_view body = number.substr(0, std::min(number.size(), kLength - 1));
  if (!all_digits(body)) return is_foreign_2017(number) ? IdentityFlaw::looks_foreign : IdentityFlaw::characters;
  if (number.size() == 15) return IdentityFlaw::fifteen_digits;
  if (number.size() != kLength) return IdentityFlaw::length;
  if (!is_digit(number.back()) && number.back() != 'X') return IdentityFlaw::characters;
  return std::nullopt;
}

// Which kind the number itself says, or why it cannot be of the kind that was chosen.
tl::expected<DocumentKind, IdentityFlaw> kind_of(DocumentKind chosen, std::string_view number) {
  switch (chosen) {
    case DocumentKind::resident_id:
      if (number.front() == '9') return tl::unexpected(IdentityFlaw::looks_foreign);
      return is_permit(number) ? DocumentKind::residence_permit : DocumentKind::resident_id;
    case DocumentKind::residence_permit:
      if (!is_permit(number)) return tl::unexpected(IdentityFlaw::not_a_permit);
      return DocumentKind::residence_permit;
    case DocumentKind::foreign_permanent:
      if (number.front() != '9') return tl::unexpected(IdentityFlaw::not_foreign);
      return DocumentKind::foreign_permanent;
  }
  return chosen;
}

bool needs_a_look(const IdentityNumber& identity, int age) {
  const int retirement = identity.sex == Sex::female ? kRetirementAgeFemale : kRetirementAgeMale;
  return identity.kind != DocumentKind::resident_id || age >= retirement;
}

}  // namespace

const char* wire_name(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::resident_id: return "resident-id";
    case DocumentKind::residence_permit: return "residence-permit";
    case DocumentKind::foreign_permanent: return "foreign-permanent";
  }
  return "";
}

std::optional<DocumentKind> document_kind_from(std::string_view name) {
  for (const DocumentKind kind :
       {DocumentKind::resident_id, DocumentKind::residence_permit, DocumentKind::foreign_permanent}) {
    if (name == wire_name(kind)) return kind;
  }
  return std::nullopt;
}

tl::expected<IdentityNumber, IdentityFlaw> parse_identity(DocumentKind kind, std::string_view typed, Date today) {
  const std::optional<std::string> read = plain(typed);
  if (!read) return tl::unexpected(IdentityFlaw::characters);
  const std::string& number = *read;
  if (number.empty()) return tl::unexpected(IdentityFlaw::empty);
  if (kind == DocumentKind::foreign_permanent && is_foreign_2017(number)) {
    return IdentityNumber{kind, number, std::nullopt, Sex::unknown, true};
  }
  if (const auto flaw = flaw_of_form(number)) return tl::unexpected(*flaw);
  // First whether it is a number at all: of a mistyped one nobody knows which kind it was meant to be.
  if (!check_holds(number)) return tl::unexpected(IdentityFlaw::check);
  const auto said = kind_of(kind, number);
  if (!said) return tl::unexpected(said.error());

  const Date birth{number_at(number, 6, 4), number_at(number, 10, 2), number_at(number, 12, 2)};
  if (!is_real(birth) || birth.year < kEarliestBirthYear || birth > today)
    return tl::unexpected(IdentityFlaw::birth_date);
  const int age = age_on(birth, today);
  if (age < kJoiningAge) return tl::unexpected(IdentityFlaw::under_age);

  IdentityNumber identity{*said, number, birth, (number[16] - '0') % 2 == 1 ? Sex::male : Sex::female, false};
  identity.manual_review = needs_a_look(identity, age);
  return identity;
}

std::optional<std::string> did_you_mean(std::string_view typed, Date today, DocumentKind kind) {
  const std::optional<std::string> number = plain(typed);
  if (!number || number->size() != kLength || flaw_of_form(*number) || check_holds(*number)) return std::nullopt;

  std::optional<std::string> found;
  int plausible = 0;
  const auto consider = [&](const std::string& candidate) {
    if (flaw_of_form(candidate) || !check_holds(candidate)) return;
    const auto identity = parse_identity(kind, candidate, today);
    if (!identity || !identity->birth || age_on(*identity->birth, today) > kImplausibleAge) return;
    ++plausible;
    found = candidate;
  };
  for (std::size_t at = 0; at < kLength; ++at) {
    std::string candidate = *number;
    for (const char c : std::string_view("0123456789X")) {
      if (c == (*number)[at]) continue;
      candidate[at] = c;
      consider(candidate);
    }
    candidate = *number;
    if (at + 1 < kLength && candidate[at] != candidate[at + 1]) {
      std::swap(candidate[at], candidate[at + 1]);
      consider(candidate);
    }
  }
  return plausible == 1 ? found : std::nullopt;
}

}  // namespace warmheart
