// Text as databases and browsers take it: UTF-8 by RFC 3629 (no overlong forms, no surrogates, nothing above U+10FFFF).
// Pure functions, any thread, without errors.
#pragma once

#include <cstddef>
#include <string_view>

namespace warmheart {

bool is_utf8(std::string_view text);

// The longest beginning of `text` that is UTF-8, holds no NUL and is at most `max_bytes` long: what comes from outside
// is cut before a character, never within one.
std::string_view cut_text(std::string_view text, std::size_t max_bytes);

}  // namespace warmheart
