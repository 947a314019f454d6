// What may be shown of a person's values (README.md "Rules"). Pure functions, any thread, without errors; UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace warmheart {

// 张*, 欧阳*, J*: the surname (both characters of a compound one), and never more than 12 bytes. Empty gives "*".
std::string mask_name(std::string_view name);

// First 3 and last 4, for staff. What is too short to hide anything is hidden whole.
std::string mask_number(std::string_view number);

// 138****0001.
std::string mask_mobile(std::string_view mobile);

}  // namespace warmheart
