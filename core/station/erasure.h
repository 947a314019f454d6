// What goes from this device when the centre has erased a rider: rows, payloads of records, what was mirrored, and what
// SQLite leaves of deleted rows in its file (core/record/KEYS.md "Erased"). Store thread; errors: SQLite's. Private to
// this room.
#pragma once

#include "core/station/station_store.h"
#include "core/storage/sql.h"

namespace warmheart::station {

// Before the staged checkpoint is shown, in the same transaction. A tombstone of what a rider made takes the rows about
// it with it; a card that was revoked because its holder was erased takes the application, bookings and requests of
// that card, and no visit carries it any more (visits keep counting).
Result<void> forget_erased(sql::Connection& db);

// For housekeeping, when nobody waits: payloads of erased riders that were acknowledged since go; and where something
// was erased the file is written anew and its log cut. Where somebody reads the file it goes on the next time.
Result<void> finish_erasures(StationStore& store);

}  // namespace warmheart::station
