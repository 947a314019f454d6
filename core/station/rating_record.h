// The record of a rating, for ratings.cpp and cases.cpp. Inside the caller's transaction, store thread; errors: the
// journal's. Private to this room.
#pragma once

#include <string_view>

#include "core/station/station_state.h"

namespace warmheart::station {

Result<void> write_rating(const Act& act, const Uuid& id, std::string_view about, std::string_view code,
                          std::string_view face);

}  // namespace warmheart::station
