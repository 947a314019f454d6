// Our SQL as PostgreSQL reads it: texts are written once, with SQLite's marks and types. Pure functions, any thread;
// what stands in quotes and comments stays as it is.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace warmheart::postgres {

struct NumberedText {
  std::string text;
  int parameters = 0;
};

// `?` becomes $1, $2, … from left to right, `?3` becomes $3, x'0a' becomes '\x0a'::bytea. invalid_argument: a quote or
// comment that does not end, or both kinds of marks in one text.
Result<NumberedText> with_numbers(std::string_view text);

// A step of a schema: INTEGER becomes BIGINT, BLOB BYTEA, REAL DOUBLE PRECISION; x'…' as above.
Result<std::string> with_types(std::string_view script);

}  // namespace warmheart::postgres
