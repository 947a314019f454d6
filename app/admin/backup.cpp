#include <filesystem>
#include <iostream>
#include <toml++/toml.h>

#include "app/admin/commands.h"
#include "core/central/backup/restore.h"
#include "core/central/start/own_databases.h"
#include "core/central/store/audit.h"
#include "core/storage/durable_files.h"

namespace warmheart::admin {
namespace {

NullLog no_log;

// Databases in any folder, with the keys of the data folder; none is made.
OpenCopy copy_opener(const Centre& centre) {
  return [&centre](const std::string& folder) -> Result<CentralStore> {
    WARMHEART_TRY_ASSIGN(auto keyring, Keyring::open(keys_folder(centre.data_folder)));
    CentralOptions options;
    options.create = false;
    return CentralStore::open(folder, std::move(keyring), centre.clock, centre.random, no_log, options);
  };
}

// Its own tools do it there, as a user that this program is not.
Result<void> require_embedded(const Centre& centre) {
  const std::string path = centre.data_folder + "/central.toml";
  if (!exists(path)) return {};
  try {
    const toml::table config = toml::parse_file(path);
    const auto database = config["central"]["database"].value<std::string>().value_or("");
    if (!database.starts_with("postgres")) return {};
  } catch (const toml::parse_error& wrong) {
    return fail(ErrorCode::invalid_argument, path + " cannot be read: " + std::string(wrong.description()));
  }
  return fail(
      ErrorCode::unsupported,
      "this centre's databases are PostgreSQL's: they are backed up on the database's machine by "
      "warmheart-pg-backup, and put back to a moment by warmheart-pg-restore (assets/packaging/city/archive.md)");
}

std::string mib_of(const BackupManifest& manifest) {
  std::uint64_t bytes = 0;
  for (const BackupFile& one : manifest.files) bytes += one.bytes;
  return std::to_string((bytes + (1u << 20) - 1) >> 20) + " MiB";
}

void print_proof(const Centre& centre, const BackupManifest& manifest) {
  centre.out << manifest.chains << " chains with " << manifest.records << " records, " << manifest.audit.seq
             << " audit rows, a field of each of " << manifest.people << " persons read\n";
}

void print_after_restore(const Centre& centre, const Restarted& restarted) {
  centre.out << "a new incarnation has begun; the audit is written anew from row " << restarted.audit_from << "\n";
  if (restarted.erased_again > 0) {
    centre.out << restarted.erased_again << " persons of the backup had been erased, and are erased again"
               << (restarted.unfinished ? "; a database is still being read, the server ends it\n" : "\n");
  }
  centre.out << restarted.devices << " devices take a full checkpoint with their next exchange, and send again by "
             << "themselves what the backup does not have\n";
  if (restarted.sessions > 0) {
    centre.out << restarted.sessions << " sessions to come give no slots until every device has told what it sold; one "
               << "that is lost has to be revoked (`warmheart-admin devices`, `revoke`)\n";
  }
}

Result<void> prove_put_back(CentralStore& store) {
  BackupManifest found;
  WARMHEART_TRY(prove_copy(store, found));
  if (!found.faults.empty())
    return fail(ErrorCode::corrupt, "what was put back does not hold: " + found.faults.front() +
                                        "; do not start the server, put another backup back");
  return {};
}

Result<void> rehearse(const Centre& centre, const std::string& backup) {
  WARMHEART_TRY_ASSIGN(const Rehearsal tried, try_backup(backup, centre.data_folder,
                                                         centre.data_folder + "/restore-trial", copy_opener(centre)));
  centre.out << backup << " of " << time_text(tried.manifest.made_ms)
             << " was put back in a folder of its own: every row is there, every chain holds, also after the restart\n";
  print_proof(centre, tried.manifest);
  if (tried.restarted.erased_again > 0)
    centre.out << tried.restarted.erased_again << " persons in it were erased since, and would be erased again\n";
  centre.out << "nothing of this centre was changed\n";
  return {};
}

}  // namespace

Result<void> restored(const Centre& centre) {
  WARMHEART_TRY(check_data_folder(centre.data_folder));
  WARMHEART_TRY_ASSIGN(const CentreLock stopped, CentreLock::take(centre.data_folder));
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open(Opening::restored));
  WARMHEART_TRY_ASSIGN(const Restarted restarted, begin_after_restore(store, kAtCommandLine, ""));
  WARMHEART_TRY(note_state(store, centre.data_folder));
  print_after_restore(centre, restarted);
  centre.out << "start warmheart-central now\n";
  return {};
}

Result<void> back_up(const Centre& centre, const BackupRequest& asked) {
  if (asked.with_keys) {
    return fail(ErrorCode::invalid_argument,
                "a backup never holds keys: with them, whoever finds it reads everybody's data. Copy " +
                    keys_folder(centre.data_folder) + " once, and after each `keys rotate`, to where no backup lies");
  }
  WARMHEART_TRY(require_embedded(centre));
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const BackupMade made, make_backup(store, asked.folder, asked.keep, copy_opener(centre)));
  WARMHEART_TRY(audit(store, kAtCommandLine, "backup-made", made.name,
                      "up to audit row " + std::to_string(made.manifest.audit.seq) +
                          "; older ones erased: " + std::to_string(made.erased)));
  centre.out << asked.folder << "/" << made.name << ": " << mib_of(made.manifest) << ", read through and proved\n";
  print_proof(centre, made.manifest);
  if (made.erased > 0) centre.out << made.erased << " older backups were erased\n";
  return {};
}

Result<void> restore(const Centre& centre, const std::string& backup, bool trial) {
  WARMHEART_TRY(check_data_folder(centre.data_folder));
  WARMHEART_TRY(require_embedded(centre));
  if (trial) return rehearse(centre, backup);
  WARMHEART_TRY_ASSIGN(const CentreLock stopped, CentreLock::take(centre.data_folder));
  const std::int64_t now_ms = centre.clock.now().wall_ms;
  WARMHEART_TRY_ASSIGN(const BackupManifest manifest, check_backup(backup));
  WARMHEART_TRY_ASSIGN(const PutBack put, put_back(backup, centre.data_folder, now_ms));
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open(Opening::restored));
  WARMHEART_TRY_ASSIGN(
      const Restarted restarted,
      begin_after_restore(store, kAtCommandLine, std::filesystem::path(backup).lexically_normal().filename().string()));
  WARMHEART_TRY(prove_put_back(store));
  WARMHEART_TRY(note_state(store, centre.data_folder));
  centre.out << "the centre stands as it was on " << time_text(manifest.made_ms) << "\n";
  print_after_restore(centre, restarted);
  if (now_ms - manifest.made_ms > kBackupHorizonMs) {
    centre.out << "this backup is older than 14 days: of what came since, devices may have cleared away what the "
                  "centre had acknowledged\n";
  }
  if (!put.aside.empty())
    centre.out << "the databases of before lie in " << put.aside
               << "; they hold who is erased: remove them once they are not needed, within 14 days\n";
  if (!put.lists_complete)
    centre.out << "they could not be read: who was erased in their last minutes may stand in the backup whole; look at "
                  "the requests of that day again\n";
  centre.out << "start warmheart-central now\n";
  return {};
}

Result<void> show_backups(const Centre& centre, const std::string& folder) {
  WARMHEART_TRY_ASSIGN(const auto rows, list_backups(folder));
  centre.out << padded("backup", 28) << padded("made (China time)", 19) << padded("size", 10) << padded("proved", 19)
             << "rehearsed\n";
  for (const BackupRow& row : rows) {
    centre.out << padded(row.name, 28);
    if (row.manifest) {
      centre.out << padded(time_text(row.manifest->made_ms), 19) << padded(mib_of(*row.manifest), 10)
                 << padded(row.problem.empty() ? time_text(row.manifest->verified_ms) : "does not hold", 19)
                 << time_text(row.rehearsed_ms);
    }
    centre.out << (row.problem.empty() ? "\n" : (row.manifest ? "  FAULT " : "FAULT ") + row.problem + "\n");
  }
  if (rows.empty()) centre.out << "no backup yet: `warmheart-admin backup " << folder << "` makes one\n";
  return {};
}

}  // namespace warmheart::admin
