// Reads what can be read of a damaged database into a new one: records under their own ids, what the screens need of
// applications, the mirror's values (not its cursors, so that a full checkpoint is asked for). Store thread, at
// start only. Private to this room.
#pragma once

#include <filesystem>

#include "core/station/quarantine.h"

namespace warmheart::station {

// Inside the caller's transaction on `into`. What cannot be read is left; only errors of `into` are errors.
Result<Recovered> recover_records(sql::Connection& into, const std::filesystem::path& damaged_file, const Uuid& device);

}  // namespace warmheart::station
