// A person's name as on the document (README.md "Rules"). Pure functions, any thread; UTF-8 in and out, else a flaw.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/person/identity.h"

namespace warmheart {

inline constexpr int kMinNameCharacters = 2;
inline constexpr int kMaxHanNameCharacters = 30;
inline constexpr int kMaxLatinNameCharacters = 60;

enum class NameFlaw {
  empty,
  too_short,
  too_long,
  characters,  // a digit, an emoji, a control character, mixed writing, bytes that are not UTF-8
  needs_han,   // Latin letters, but the document carries a Chinese name
  dot,         // a middle dot at an end, or two together
};

struct PersonName {
  std::string text;            // middle dots are U+00B7; spaces gone (Han) or single (Latin)
  bool manual_review = false;  // a 〓 stands in it
};

tl::expected<PersonName, NameFlaw> parse_name(std::string_view typed, DocumentKind kind);

}  // namespace warmheart
