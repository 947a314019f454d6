// Rows by what they keep of their query code (look_ups.h), with what journal and feed know of them. Inside the caller's
// transaction; store thread. Errors: SQLite's. Private to this room.
#pragma once

#include <optional>

#include "core/station/cases.h"
#include "core/station/slots.h"
#include "core/station/station_state.h"

namespace warmheart::station {

Result<std::optional<Booking>> booking_by_look_up(const Act& act, const Digest& kept);
Result<std::optional<HelpCase>> case_by_look_up(const Act& act, const Digest& kept);

}  // namespace warmheart::station
