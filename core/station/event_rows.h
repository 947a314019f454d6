// The event that is on, inside the caller's transaction. Private to this room.
#pragma once

#include <optional>

#include "core/base/id.h"
#include "core/storage/sqlite.h"

namespace warmheart::station {

Result<std::optional<Uuid>> present_event(sqlite::Database& db);

}  // namespace warmheart::station
