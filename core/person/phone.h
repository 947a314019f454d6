// Mobile numbers of the mainland (README.md "Rules"). Pure functions, any thread; what cannot be one is a flaw.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace warmheart {

enum class MobileFlaw { empty, characters, length, not_mobile };

// Eleven digits. Takes full-width digits, spaces, hyphens, and +86, 0086 or 86 in front.
tl::expected<std::string, MobileFlaw> parse_mobile(std::string_view typed);

}  // namespace warmheart
