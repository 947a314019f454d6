#include "core/station/quarantine.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "core/station/journal.h"
#include "core/station/recovery.h"
#include "core/station/schema.h"
#include "core/storage/durable_files.h"
#include "core/storage/sql.h"

namespace warmheart::station {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kQuarantinePrefix = "journal-damaged-";
constexpr std::string_view kForeignSuffix = "-foreign";
constexpr const char* kAcknowledgedFile = "acknowledged";  // in a quarantined folder: the centre's time, in ms

std::vector<fs::path> quarantined(const StationFiles& files) {
  std::vector<fs::path> found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(files.folder, error)) {
    if (entry.path().filename().string().starts_with(kQuarantinePrefix)) found.push_back(entry.path());
  }
  return found;
}

// The time that stands in a folder's mark; nullopt: it has none that can be read.
std::optional<std::int64_t> acknowledged_at(const fs::path& folder) {
  std::ifstream file(folder / kAcknowledgedFile);
  std::int64_t at_ms = 0;
  return file >> at_ms ? std::optional(at_ms) : std::nullopt;
}

// The clock may be wrong or stand still: a running number, above all that are there, keeps the names apart and in
// order.
int next_number(const StationFiles& files) {
  int highest = 0;
  for (const fs::path& folder : quarantined(files)) {
    const std::string order = folder.filename().string().substr(kQuarantinePrefix.size());
    highest = std::max(highest, std::atoi(order.c_str()));
  }
  return highest + 1;
}

Result<void> mark_acknowledged(const fs::path& folder, std::int64_t server_ms) {
  std::ofstream file(folder / kAcknowledgedFile, std::ios::trunc);
  file << server_ms << '\n' << std::flush;
  return file ? Result<void>() : fail(ErrorCode::io, "cannot write into " + folder.filename().string());
}

// Owner, newest epoch and its last record: enough to trust the file, whatever its size.
Result<void> look_sound(sql::Connection& database, const Uuid& device) {
  WARMHEART_TRY_ASSIGN(const int version, database.version());
  if (version == 0) return fail(ErrorCode::corrupt, "the database is empty");
  WARMHEART_TRY(database.migrate(migrations()));
  WARMHEART_TRY_ASSIGN(const auto owner, sql::row<Bytes>(database, "SELECT device FROM station"));
  if (!owner) return fail(ErrorCode::corrupt, "the station's row is gone");
  if (!same_bytes(*owner, device.bytes())) return fail(ErrorCode::conflict, "the journal belongs to another device");
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(database));
  if (epoch.head_seq == 0) return {};
  WARMHEART_TRY_ASSIGN(const auto last, record_at(database, epoch, epoch.head_seq));
  if (!last || last->hash != epoch.head_hash)
    return fail(ErrorCode::corrupt, "the journal's last record is not its head");
  return {};
}

Result<sqlite::Database> open_file(const fs::path& folder, const std::string& vfs) {
  sqlite::OpenOptions options;
  options.vfs = vfs;
  WARMHEART_TRY_ASSIGN(auto database, sqlite::Database::open((folder / kDatabaseFile).string(), options));
  // The log is moved into the file by run_maintenance(), never inside an act; this is only the bound for when nobody
  // calls it.
  WARMHEART_TRY(database.run("PRAGMA wal_autocheckpoint=8000"));
  return database;
}

}  // namespace

fs::path journal_folder(const StationFiles& files) { return files.folder / "journal"; }

Result<std::optional<sqlite::Database>> open_present(const StationFiles& files, const Uuid& device) {
  const fs::path folder = journal_folder(files);
  std::error_code error;
  if (!fs::is_directory(folder, error)) return std::optional<sqlite::Database>();
  if (!fs::exists(folder / kDatabaseFile, error)) return fail(ErrorCode::corrupt, "the database's file is gone");
  WARMHEART_TRY_ASSIGN(auto database, open_file(folder, files.vfs));
  WARMHEART_TRY(look_sound(database, device));
  return std::optional<sqlite::Database>(std::move(database));
}

Result<fs::path> quarantine(const StationFiles& files, std::int64_t wall_ms, bool foreign) {
  const std::time_t seconds = static_cast<std::time_t>(wall_ms / 1000);
  std::tm date{};
  gmtime_r(&seconds, &date);
  char text[32];
  std::strftime(text, sizeof text, "%Y%m%d-%H%M%S", &date);
  char order[16];
  std::snprintf(order, sizeof order, "%04d-", next_number(files));
  const std::string name = std::string(kQuarantinePrefix) + order + text + std::string(foreign ? kForeignSuffix : "");
  const fs::path to = files.folder / name;
  WARMHEART_TRY(rename_durably(journal_folder(files), to));
  return to;
}

std::optional<fs::path> newest_quarantined(const StationFiles& files) {
  const std::vector<fs::path> all = quarantined(files);
  const auto newest = std::ranges::max_element(all);
  return newest == all.end() ? std::nullopt : std::optional(*newest);
}

Result<std::vector<std::string>> retire_quarantined(const StationFiles& files, std::int64_t server_ms) {
  std::vector<std::string> retired;
  for (const fs::path& folder : quarantined(files)) {
    const std::string name = folder.filename().string();
    if (name.ends_with(kForeignSuffix)) continue;
    const auto since = acknowledged_at(folder);
    if (!since) {
      WARMHEART_TRY(mark_acknowledged(folder, server_ms));
    } else if (server_ms - *since >= kKeepQuarantinedMs) {
      std::error_code error;
      fs::remove_all(folder, error);
      if (error) return fail(ErrorCode::io, "cannot delete " + name + ": " + error.message());
      retired.push_back(name);
    }
  }
  return retired;
}

Result<Recovered> make_new(const StationFiles& files, const Uuid& device, Random& random,
                           const std::optional<fs::path>& recover_from) {
  WARMHEART_TRY(make_private_folder(files.folder));
  const fs::path folder = files.folder / "journal-new";
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  WARMHEART_TRY(make_private_folder(folder));
  Recovered recovered;
  {
    WARMHEART_TRY_ASSIGN(auto database, open_file(folder, files.vfs));
    WARMHEART_TRY(database.migrate(migrations()));
    const auto fill = [&]() -> Result<Recovered> {
      WARMHEART_TRY(sql::execute(database, "INSERT INTO station(id,device) VALUES(1,?)", device.bytes()));
      WARMHEART_TRY(begin_epoch(database, random));
      if (!recover_from) return Recovered{};
      return recover_records(database, *recover_from / kDatabaseFile, device);
    };
    WARMHEART_TRY_ASSIGN(recovered, sql::transact(database, fill));
  }
  WARMHEART_TRY(sync_folder(folder));
  WARMHEART_TRY(rename_durably(folder, journal_folder(files)));
  return recovered;
}

}  // namespace warmheart::station
