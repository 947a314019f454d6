// Lost and found at this station (core/service/DOMAIN.md "Lost and found"). One function, one transaction; store
// thread. Errors: those of the store (station_store.h), and those named below.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/service/found_item.h"
#include "core/service/visit.h"
#include "core/station/station_store.h"

namespace warmheart {

struct NewFoundItem {
  Uuid id;  // made before the first touch
  std::string kind, place;
};
struct FoundItem {
  Uuid id;
  std::uint32_t number = 0;  // on its tag
  std::string kind, place;
  std::int64_t found_ms = 0;
  bool overdue = false;  // it is to be sent on
};
// The same id twice is one thing and the same number. invalid_argument: no such kind or place.
Result<FoundItem> register_found_item(StationStore& store, const NewFoundItem& item, const BadgeId& staff);
// Twice changes nothing. not_found: no such thing; invalid_argument: not one of kFoundEnds; conflict: it is to lie here
// for kFoundKeptMs before it is sent on.
Result<void> close_found_item(StationStore& store, const Uuid& item, std::string_view how, const BadgeId& staff);
// What lies here, the newest first, at most 200.
Result<std::vector<FoundItem>> found_items_here(StationStore& store);

}  // namespace warmheart
