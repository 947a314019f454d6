#include "core/person/name.h"

#include <algorithm>

#include "core/person/text.h"

namespace warmheart {
namespace {

constexpr char32_t kMiddleDot = U'\u00B7';

// What keyboards, input methods and papers use for the dot between the parts of a name.
bool is_dot(char32_t c) {
  return c == kMiddleDot || c == 0x2027 || c == 0x2022 || c == 0x30FB || c == U'.' || c == 0xFF65 || c == 0x2219 ||
         c == 0x22C5;
}

bool is_han_or_untypable(char32_t c) { return is_han(c) || c == kUntypable; }

std::optional<NameFlaw> flaw_of_dots(std::u32string_view name) {
  if (name.front() == kMiddleDot || name.back() == kMiddleDot) return NameFlaw::dot;
  const char32_t pair[] = {kMiddleDot, kMiddleDot};
  if (name.find(std::u32string_view(pair, 2)) != std::u32string_view::npos) return NameFlaw::dot;
  return std::nullopt;
}

tl::expected<PersonName, NameFlaw> parse_han(std::u32string_view text) {
  std::u32string name;
  for (const char32_t c : text) {
    if (is_space(c)) continue;
    if (!is_dot(c) && !is_han_or_untypable(c)) return tl::unexpected(NameFlaw::characters);
    name.push_back(is_dot(c) ? kMiddleDot : c);
  }
  const auto characters = std::ranges::count_if(name, is_han_or_untypable);
  if (characters > kMaxHanNameCharacters) return tl::unexpected(NameFlaw::too_long);
  if (const auto flaw = flaw_of_dots(name)) return tl::unexpected(*flaw);
  if (characters < kMinNameCharacters) return tl::unexpected(NameFlaw::too_short);
  return PersonName{to_utf8(name), name.find(kUntypable) != std::u32string::npos};
}

bool is_latin_mark(char32_t c) { return c == U' ' || c == U'-' || c == U'\'' || c == U'.' || c == U','; }

tl::expected<PersonName, NameFlaw> parse_latin(std::u32string_view text) {
  std::u32string name = trimmed(text);
  for (char32_t& c : name) {
    if (c == 0x2019 || c == 0x02BC) c = U'\'';
    if (!is_latin(c) && !is_latin_mark(c)) return tl::unexpected(NameFlaw::characters);
  }
  if (name.size() > kMaxLatinNameCharacters) return tl::unexpected(NameFlaw::too_long);
  if (!is_latin(name.front())) return tl::unexpected(NameFlaw::characters);
  if (std::ranges::count_if(name, is_latin) < kMinNameCharacters) return tl::unexpected(NameFlaw::too_short);
  return PersonName{to_utf8(name), false};
}

}  // namespace

tl::expected<PersonName, NameFlaw> parse_name(std::string_view typed, DocumentKind kind) {
  const std::optional<std::u32string> read = from_utf8(typed);
  if (!read) return tl::unexpected(NameFlaw::characters);
  std::u32string text = trimmed(*read);
  if (text.empty()) return tl::unexpected(NameFlaw::empty);
  std::ranges::transform(text, text.begin(), narrow);
  if (std::ranges::any_of(text, is_latin) && std::ranges::none_of(text, is_han_or_untypable)) {
    if (kind == DocumentKind::foreign_permanent) return parse_latin(text);
    const bool readable = std::ranges::all_of(text, [](char32_t c) { return is_latin(c) || is_latin_mark(c); });
    return tl::unexpected(readable ? NameFlaw::needs_han : NameFlaw::characters);
  }
  return parse_han(text);
}

}  // namespace warmheart
