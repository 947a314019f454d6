// The files of a station's database: made whole or not at all, and quarantined when they are damaged. Folder layout:
//   journal/station.db (+ -wal, -shm)      the one in use
//   journal-damaged-<n>-<date>/            quarantined; never opened for writing, deleted by retire_quarantined() alone
//   journal-damaged-<n>-<date>-foreign/    another device's: nobody here knows whether its centre has it; never deleted
//   journal-new/                           a new one in the making; thrown away at the next start
// A folder is renamed in one step, so that database and write-ahead log stay together.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/station/types.h"
#include "core/storage/sql.h"
#include "core/storage/sqlite.h"

namespace warmheart::station {

inline constexpr const char* kDatabaseFile = "station.db";
inline constexpr std::int64_t kKeepQuarantinedMs = 30LL * 24 * 3'600'000;  // after everything was acknowledged

std::filesystem::path journal_folder(const StationFiles& files);

// Opens the database in use and looks whether it is sound, at a cost that does not grow with it. nullopt: there is
// none. ErrorCode::corrupt: damaged; ErrorCode::conflict: it belongs to another device.
Result<std::optional<sqlite::Database>> open_present(const StationFiles& files, const Uuid& device);

// Renames the database in use; returns its new folder. `foreign`: it belongs to another device.
Result<std::filesystem::path> quarantine(const StationFiles& files, std::int64_t wall_ms, bool foreign);

// The newest one quarantined, if any: what a start that was cut short after quarantine has to recover from.
std::optional<std::filesystem::path> newest_quarantined(const StationFiles& files);

// Call it when the centre has acknowledged everything that the database in use holds; `server_ms` is the highest time
// that the centre has told. A folder is marked with that time when it is first met, and deleted kKeepQuarantinedMs
// after. Returns the names of those that were deleted.
Result<std::vector<std::string>> retire_quarantined(const StationFiles& files, std::int64_t server_ms);

// Makes a new database with a new epoch, fills it with what can be read of `recover_from`, and puts it into use.
struct Recovered {
  std::uint64_t records = 0;
  std::uint64_t applications = 0;
};
Result<Recovered> make_new(const StationFiles& files, const Uuid& device, Random& random,
                           const std::optional<std::filesystem::path>& recover_from);

}  // namespace warmheart::station
