// The highest head of the centre's audit that this device has seen, as it was signed (net/sync/PROTOCOL.md "POST
// /v1/sync"): kept as a witness, and sent back with each request. Functions over a database, inside the caller's
// transaction; store thread. Errors: SQLite's.
#pragma once

#include <optional>

#include "core/record/exchange.h"
#include "core/station/station_store.h"
#include "core/station/trusted_keys.h"
#include "core/storage/sql.h"

namespace warmheart::station {

// An earlier one never takes the place of a later: a centre whose audit was cut is found out by what is held here.
// `begins_anew`: a page signed by the centre says that it was restored; what was held has gone to it with the request
// before, and the heads of the restored centre are witnessed from here on.
Result<void> keep_audit_head(sql::Connection& db, const AnswerToStore& answer, const TrustedKey& feed,
                             bool begins_anew);

// None: none was seen.
Result<std::optional<StationStore::WitnessedHead>> witnessed_audit_head(sql::Connection& db);

}  // namespace warmheart::station
