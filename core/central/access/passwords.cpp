#include "core/central/access/passwords.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <unordered_set>
#include <vector>

#include "core/base/bytes.h"
#include "core/central/review/error_reasons.h"

namespace warmheart {
namespace {

constexpr std::size_t kLongestPattern = 4;    // "abcabcabc": shorter ones that repeat make no password
constexpr std::size_t kShortestStretch = 3;   // of a walk along the keyboard
constexpr std::size_t kShortestNameHeld = 4;  // shorter names stand in many words

// Rows and columns of the keyboard, and the alphabet; each is walked both ways.
constexpr std::string_view kWalks[] = {"1234567890-=",
                                       "qwertyuiop[]\\",
                                       "asdfghjkl;'",
                                       "zxcvbnm,./",
                                       "!@#$%^&*()_+",
                                       "abcdefghijklmnopqrstuvwxyz",
                                       "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
                                       "zaq1xsw2cde3vfr4bgt5nhy6mju7"};

// How many code points; none where the bytes are no UTF-8.
std::optional<std::size_t> characters_of(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
    if (length == 0 || i + length > text.size()) return std::nullopt;
    for (std::size_t at = i + 1; at < i + length; ++at) {
      if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) return std::nullopt;
    }
    i += length;
    ++count;
  }
  return count;
}

// Of ASCII; other letters stay.
std::string in_lower_case(std::string_view text) {
  std::string out(text);
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return out;
}

bool is_ascii_letter(char letter) { return letter >= 'a' && letter <= 'z'; }
bool is_ascii(char letter) { return static_cast<unsigned char>(letter) < 0x80; }

// "p@ssw0rd" → "password"
std::string with_letters_for_digits(std::string text) {
  constexpr std::pair<char, char> kAlike[] = {{'0', 'o'}, {'1', 'i'}, {'3', 'e'}, {'4', 'a'},
                                              {'5', 's'}, {'7', 't'}, {'@', 'a'}, {'$', 's'}};
  for (char& letter : text) {
    for (const auto& [digit, alike] : kAlike) {
      if (letter == digit) letter = alike;
    }
  }
  return text;
}

const std::unordered_set<std::string_view>& common() {
  static const std::unordered_set<std::string_view> all = [] {
    std::unordered_set<std::string_view> out;
    std::string_view rest = internal::common_passwords();
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      if (!line.empty() && line.front() != '#') out.insert(line);
    }
    return out;
  }();
  return all;
}

// As it stands, without digits and signs around it, and with digits read as letters.
bool is_common(std::string_view lower) {
  std::string_view core = lower;
  const auto around = [](char letter) { return is_ascii(letter) && !is_ascii_letter(letter); };
  while (!core.empty() && around(core.back())) core.remove_suffix(1);
  std::string_view inner = core;
  while (!inner.empty() && around(inner.front())) inner.remove_prefix(1);
  for (const std::string_view form : {std::string_view(lower), core, inner}) {
    if (common().contains(form)) return true;
    const SecretString plain(with_letters_for_digits(std::string(form)));
    if (common().contains(plain.view())) return true;
  }
  return false;
}

bool repeats_itself(std::string_view text) {
  for (std::size_t period = 1; period <= kLongestPattern && period < text.size(); ++period) {
    bool repeats = true;
    for (std::size_t i = period; i < text.size() && repeats; ++i) repeats = text[i] == text[i - period];
    if (repeats) return true;
  }
  return false;
}

// One Han character over and over is one pattern, too.
bool repeats_one_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : 4;
  for (std::size_t i = length; i < text.size(); ++i) {
    if (text[i] != text[i - length]) return false;
  }
  return true;
}

bool lies_on_a_walk(std::string_view stretch) {
  const std::string back(stretch.rbegin(), stretch.rend());
  return std::ranges::any_of(kWalks, [&](std::string_view walk) {
    return walk.find(stretch) != std::string_view::npos || walk.find(back) != std::string_view::npos;
  });
}

// Whether it is stretches of walks from end to end: "qwer1234asdf".
bool is_keyboard_run(std::string_view text) {
  std::vector<bool> reached(text.size() + 1, false);
  reached[0] = true;
  for (std::size_t from = 0; from < text.size(); ++from) {
    if (!reached[from]) continue;
    for (std::size_t length = kShortestStretch; from + length <= text.size(); ++length) {
      if (!lies_on_a_walk(text.substr(from, length))) break;
      reached[from + length] = true;
    }
  }
  return reached[text.size()];
}

bool holds_name(std::string_view lower, std::string_view user) {
  const std::string name = in_lower_case(user);
  return name.size() >= kShortestNameHeld && lower.find(name) != std::string_view::npos;
}

}  // namespace

Result<void> check_new_password(const SecretString& password, std::string_view user) {
  const auto characters = characters_of(password.view());
  if (!characters) return fail(ErrorCode::invalid_argument, "a password is text in UTF-8", refusal::kShortPassword);
  if (*characters < kMinPasswordCharacters || password.view().size() > kMaxPasswordBytes) {
    return fail(ErrorCode::invalid_argument, "a password has at least 12 characters, and at most 256 bytes",
                refusal::kShortPassword);
  }
  const SecretString lower(in_lower_case(password.view()));
  const std::string_view text = lower.view();
  if (holds_name(text, user))
    return fail(ErrorCode::invalid_argument, "a password does not hold its user's name", refusal::kNameInPassword);
  if (is_common(text) || repeats_itself(text) || repeats_one_character(text) || is_keyboard_run(text)) {
    return fail(ErrorCode::invalid_argument,
                "this password is among those that are guessed first: a common word, one pattern over and over, or a "
                "walk along the keyboard; take four words that have nothing to do with each other",
                refusal::kCommonPassword);
  }
  return {};
}

Result<std::string> internal::hash_password(const SecretString& password) {
  char hashed[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(hashed, password.view().data(), password.view().size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorCode::busy, "there is not enough memory to hash a password (64 MiB)");
  }
  return std::string(hashed);
}

bool internal::password_fits(const std::string& hashed, const SecretString& password) {
  return password.view().size() <= kMaxPasswordBytes &&
         crypto_pwhash_str_verify(hashed.c_str(), password.view().data(), password.view().size()) == 0;
}

const std::string& internal::dummy_hash() {
  static const std::string hashed = [] {
    std::array<std::uint8_t, 24> noise{};
    randombytes_buf(noise.data(), noise.size());
    return hash_password(SecretString(to_hex(noise))).value_or("");
  }();
  return hashed;
}

}  // namespace warmheart
