// Files that an operator takes along: made for their owner alone, whole or not at all. A value of a table never begins
// a formula where it is opened. Failure: io with the file's name.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace warmheart::admin {

// One value of a CSV file (RFC 4180): always in quotes. One that begins with =, +, -, @, a tab or a line end would be
// run as a formula by the programs that open such files: an apostrophe before it makes it a text again.
std::string csv_value(std::string_view text);

// Text inside an SVG or XML element; control characters, which XML does not know, are left out.
std::string xml_text(std::string_view text);

// 0600, under another name first, then renamed.
Result<void> write_export(const std::string& path, std::string_view content);

}  // namespace warmheart::admin
