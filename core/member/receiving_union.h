// Which union receives an application: proposed by the street of work, changeable by the applicant (README.md
// "Joining"). Pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace warmheart {

struct UnionServes {
  std::string code;
  std::string kind;                  // "street", "joint", "industry", "enterprise"
  std::vector<std::string> streets;  // 9-digit codes
};

// The street's own union first, then a joint one that serves the street, else this station's. An industry or enterprise
// union is never proposed: who belongs there knows it.
std::string propose_union(std::span<const UnionServes> unions, std::string_view street_code,
                          std::string_view station_union);

}  // namespace warmheart
