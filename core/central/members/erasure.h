// How a membership ends, and how a person is erased (PIPL Art. 47); inside the caller's transaction. Not for other
// rooms.
#pragma once

#include "core/central/ingest/parked.h"
#include "core/central/store/store.h"

namespace warmheart::internal {

// The application is left, its station is told, and its card is no longer good anywhere in the district.
Result<void> end_membership(Act& act, const Uuid& application);

// One record's payload goes; header and digest stay.
Result<void> empty_payload(Act& act, const RecordPosition& at);

// All applications of the person end, what was booked goes back to the pool, open cases are closed. Then names, sealed
// fields and raw payloads go, of which the chain keeps header and digest; the document's number becomes a stranger's,
// who may join anew; and the person's key goes for good, in a commit of its own: what a backup still holds sealed can
// be read by nobody. not_found: no such application.
Result<void> erase_person(Act& act, const Uuid& application);

}  // namespace warmheart::internal
