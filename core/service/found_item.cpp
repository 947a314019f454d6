#include "core/service/found_item.h"

#include <algorithm>

namespace warmheart {

bool is_found_kind(std::string_view kind) { return std::ranges::find(kFoundKinds, kind) != std::end(kFoundKinds); }
bool is_found_place(std::string_view place) { return std::ranges::find(kFoundPlaces, place) != std::end(kFoundPlaces); }
bool is_found_end(std::string_view how) { return std::ranges::find(kFoundEnds, how) != std::end(kFoundEnds); }
bool is_found_overdue(std::int64_t found_ms, std::int64_t now_ms) { return now_ms - found_ms >= kFoundKeptMs; }

}  // namespace warmheart
