#include "core/member/receiving_union.h"

#include <algorithm>

namespace warmheart {

std::string propose_union(std::span<const UnionServes> unions, std::string_view street_code,
                          std::string_view station_union) {
  if (street_code.empty()) return std::string(station_union);
  for (const std::string_view kind : {"street", "joint"}) {
    for (const UnionServes& candidate : unions) {
      if (candidate.kind != kind) continue;
      if (std::ranges::find(candidate.streets, street_code) != candidate.streets.end()) return candidate.code;
    }
  }
  return std::string(station_union);
}

}  // namespace warmheart
