// UTF-8 as people type it: reading code points, folding full-width forms, counting characters. Pure functions.
// Failure: bytes that are not UTF-8 give std::nullopt; nothing is ever cut or replaced in silence.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace warmheart {

// Code points of valid UTF-8 (RFC 3629: no surrogates, no overlong forms).
std::optional<std::u32string> from_utf8(std::string_view text);
std::string to_utf8(std::u32string_view text);

// Full-width ASCII (U+FF01–U+FF5E) and the ideographic space become plain ASCII; anything else stays.
char32_t narrow(char32_t c);

bool is_space(char32_t c);    // what an input method may leave: ASCII blanks, no-break, thin and ideographic spaces
bool is_control(char32_t c);  // C0, C1, bidirectional and other invisible format characters
bool is_han(char32_t c);      // ideographs of all planes, with compatibility forms and 〇
bool is_latin(char32_t c);    // letters of Basic Latin, Latin-1 and Latin Extended

// Drops spaces at both ends and folds runs of them into one blank.
std::u32string trimmed(std::u32string_view text);

// The character that stands for one nobody could type (README.md "Rules").
inline constexpr char32_t kUntypable = U'\u3013';  // 〓

enum class LineFlaw { too_long, characters };

// One line of ordinary writing (a platform, an employer): trimmed, at most `max_characters`; no control characters, no
// emoji.
std::optional<LineFlaw> flaw_of_line(std::string_view typed, std::size_t max_characters);
// The same line as it is kept; call only when flaw_of_line found nothing.
std::string kept_line(std::string_view typed);

}  // namespace warmheart
