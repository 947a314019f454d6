// The files of a station's database: made whole or not at all, and quarantined when they are damaged. Folder layout:
//   journal/station.db (+ -wal, -shm)      the one in use
//   journal-damaged-<n>-<date>/            quarantined; never deleted, never opened for writing
//   journal-new/                           a new one in the making; thrown away at the next start
// A folder is renamed in one step, so that database and write-ahead log stay together.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/random.h"
#include "core/station/types.h"
#include "core/storage/sql.h"

namespace warmheart::station {

inline constexpr const char* kDatabaseFile = "station.db";

std::filesystem::path journal_folder(const StationFiles& files);

// Opens the database in use and looks whether it is sound, at a cost that does not grow with it. nullopt: there is
// none. ErrorCode::corrupt: damaged; ErrorCode::conflict: it belongs to another device.
Result<std::optional<sqlite::Database>> open_present(const StationFiles& files, const Uuid& device);

// Renames the database in use; returns its new folder.
Result<std::filesystem::path> quarantine(const StationFiles& files, std::int64_t wall_ms);

// The newest one quarantined, if any: what a start that was cut short after quarantine has to recover from.
std::optional<std::filesystem::path> newest_quarantined(const StationFiles& files);

// Makes a new database with a new epoch, fills it with what can be read of `recover_from`, and puts it into use.
struct Recovered {
  std::uint64_t records = 0;
  std::uint64_t applications = 0;
};
Result<Recovered> make_new(const StationFiles& files, const Uuid& device, Random& random,
                           const std::optional<std::filesystem::path>& recover_from);

}  // namespace warmheart::station
