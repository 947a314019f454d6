// The event that is on. Inside the caller's transaction, store thread; errors: SQLite's. Private to this room.
#pragma once

#include <optional>

#include "core/base/id.h"
#include "core/storage/sql.h"

namespace warmheart::station {

Result<std::optional<Uuid>> active_event(sql::Connection& db);

}  // namespace warmheart::station
