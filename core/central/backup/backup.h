// Backups of an embedded centre (README.md): made beside the running server, proved, listed, and erased by age. Thread:
// one; a second backup into the same folder is refused. Errors: conflict, disk_full, io, busy; corrupt: the copy does
// not hold. Nothing is left then that could be taken for a backup.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/central/backup/manifest.h"
#include "core/central/store/store.h"

namespace warmheart {

// As many are kept at most, and none longer than so beside a newer one: they hold who was erased since. Devices keep
// what they have sent as long (StationStore), so that what a backup of that age has forgotten comes again.
inline constexpr int kMostBackups = 14;
inline constexpr std::int64_t kBackupHorizonMs = 14ll * 86'400'000;

// Opens the two databases in a folder with this centre's keys; never makes one.
using OpenCopy = std::function<Result<CentralStore>(const std::string& folder)>;

struct BackupMade {
  std::string name;  // of its folder, by date: 2026-11-30-023000, China time
  BackupManifest manifest;
  std::size_t erased = 0;  // older ones
};
// `keep`: 1 to kMostBackups. `folder` is made where it is missing (0700).
Result<BackupMade> make_backup(CentralStore& store, const std::string& folder, int keep, const OpenCopy& open);

struct BackupRow {
  std::string name;
  std::optional<BackupManifest> manifest;
  std::string problem;            // why it cannot be used; empty: it can
  std::int64_t rehearsed_ms = 0;  // when it was last put back by way of trial; 0: never
};
// The oldest first. not_found: there is no such folder.
Result<std::vector<BackupRow>> list_backups(const std::string& folder);

// Beside the manifest: when it was put back by way of trial.
Result<void> note_rehearsal(const std::string& backup, std::int64_t at_ms);

// What `verify` proves, of an opened copy: chains, records, people, when, and the faults of all its parts are set.
Result<void> prove_copy(CentralStore& copy, BackupManifest& manifest);

namespace internal {

// quick_check of both files, the steps of their schemas and the rows of each table.
Result<void> look_through(const std::string& folder, BackupManifest& manifest);
// A new file, whole and durable when it returns.
Result<void> write_backup_file(const std::string& path, const std::string& text);

}  // namespace internal

}  // namespace warmheart
