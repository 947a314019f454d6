// What visits.cpp needs of the queue (queue.h). Inside the caller's transaction, store thread; errors: SQLite's.
// Private to this room.
#pragma once

#include "core/station/queue.h"
#include "core/station/station_state.h"

namespace warmheart::station {

// Units that are held for numbers that were called, `mine` left out: number 0, and until when.
Result<std::vector<UnitInUse>> held_for_others(const Act& act, std::string_view service,
                                               const std::optional<Uuid>& mine);

// Passes over who was called and has not come, ends those of another day, and calls the next where a unit is free.
Result<void> advance_queue(const Act& act);

// Its rider has the unit. Nothing where it is over or unknown.
Result<void> serve_number(const Act& act, const Uuid& id);

}  // namespace warmheart::station
