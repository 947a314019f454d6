#include "core/person/text.h"

#include <algorithm>
#include <array>

namespace warmheart {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool in_any(char32_t c, const std::array<Range, N>& ranges) {
  return std::ranges::any_of(ranges, [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// Unicode 15.1: blocks of unified and compatibility ideographs. Planes 2 and 3 hold nothing else.
constexpr std::array<Range, 6> kHan = {
    {{0x3007, 0x3007}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x2FA1F}, {0x30000, 0x3347F}}};

constexpr std::array<Range, 9> kInvisible = {{{0x0000, 0x001F},
                                              {0x007F, 0x009F},
                                              {0x00AD, 0x00AD},
                                              {0x200B, 0x200F},
                                              {0x2028, 0x202E},
                                              {0x2060, 0x206F},
                                              {0xFE00, 0xFE0F},
                                              {0xFEFF, 0xFEFF},
                                              {0xE0000, 0xE0FFF}}};

// What a company or platform may be called: letters of the scripts written in China and its neighbourhood, digits,
// punctuation.
constexpr std::array<Range, 13> kLine = {{{0x0020, 0x007E},
                                          {0x00A1, 0x024F},
                                          {0x0400, 0x04FF},  // Cyrillic
                                          {0x0600, 0x06FF},  // Arabic script: Uyghur, Kazakh
                                          {0x0F00, 0x0FFF},  // Tibetan
                                          {0x1100, 0x11FF},  // Hangul
                                          {0x1800, 0x18AF},  // Mongolian
                                          {0x2010, 0x2027},  // dashes, quotation marks, dots
                                          {0x3000, 0x303F},  // CJK punctuation
                                          {0x3040, 0x30FF},  // kana and ・
                                          {0xAC00, 0xD7A3},
                                          {0xFF01, 0xFF65},
                                          {0x2030, 0x205E}}};

// One sequence at the front of `text`; 0 bytes when it is not UTF-8.
std::size_t read_sequence(std::string_view text, char32_t& out) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) {
    out = lead;
    return 1;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  char32_t c = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    c = (c << 6) | (byte(i) & 0x3Fu);
  }
  static constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (c < kSmallest[length] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return 0;
  out = c;
  return length;
}

}  // namespace

std::optional<std::u32string> from_utf8(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  while (!text.empty()) {
    char32_t c = 0;
    const std::size_t length = read_sequence(text, c);
    if (length == 0) return std::nullopt;
    out.push_back(c);
    text.remove_prefix(length);
  }
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const char32_t c : text) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | (c >> 6));
      put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      put(0xE0 | (c >> 12));
      put(0x80 | ((c >> 6) & 0x3F));
      put(0x80 | (c & 0x3F));
    } else {
      put(0xF0 | (c >> 18));
      put(0x80 | ((c >> 12) & 0x3F));
      put(0x80 | ((c >> 6) & 0x3F));
      put(0x80 | (c & 0x3F));
    }
  }
  return out;
}

char32_t narrow(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFF01 + 0x21;
  if (c == 0x3000) return U' ';
  return c;
}

bool is_space(char32_t c) {
  return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

bool is_control(char32_t c) { return in_any(c, kInvisible); }
bool is_han(char32_t c) { return in_any(c, kHan); }

bool is_latin(char32_t c) {
  if ((c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z')) return true;
  return (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF);
}

std::u32string trimmed(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : text) {
    if (!is_space(c)) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != U' ') {
      out.push_back(U' ');
    }
  }
  if (!out.empty() && out.back() == U' ') out.pop_back();
  return out;
}

std::optional<LineFlaw> flaw_of_line(std::string_view typed, std::size_t max_characters) {
  const std::optional<std::u32string> text = from_utf8(typed);
  if (!text) return LineFlaw::characters;
  const std::u32string line = trimmed(*text);
  // A tab or a new line inside is pasted garbage, not a space somebody typed.
  const bool broken = std::ranges::any_of(*text, [](char32_t c) { return is_control(c); });
  const bool foreign = !std::ranges::all_of(line, [](char32_t c) { return is_han(c) || in_any(c, kLine); });
  if (broken || foreign) return LineFlaw::characters;
  if (line.size() > max_characters) return LineFlaw::too_long;
  return std::nullopt;
}

std::string kept_line(std::string_view typed) {
  const std::optional<std::u32string> text = from_utf8(typed);
  return text ? to_utf8(trimmed(*text)) : std::string();
}

}  // namespace warmheart
