// Things that are lent and brought back: an umbrella, a raincoat, a power bank (DOMAIN.md "Loans"). No name is asked; a
// loan has a number of four digits, by which it is returned. Rules that station and centre share. Pure functions.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "warmheart.pb.h"

namespace warmheart {

inline constexpr std::int64_t kLoanMs = 24ll * 3'600'000;  // when a loan is due where its service has no minutes
inline constexpr std::uint64_t kFirstLoanNumber = 1000;
inline constexpr std::uint64_t kLoanNumbers = 9000;  // 1000 to 9999: none begins with a zero that could be left out

// Its units are numbered things that are taken along.
inline bool is_lent(const wire::ServiceOffered& service) { return service.lent() && service.units() > 0; }

inline bool is_loan_number(std::string_view text) {
  return text.size() == 4 && text.front() != '0' &&
         std::ranges::all_of(text, [](char digit) { return digit >= '0' && digit <= '9'; });
}

}  // namespace warmheart
