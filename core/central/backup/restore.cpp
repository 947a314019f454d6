#include "core/central/backup/restore.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "core/central/catalogue/catalogue.h"
#include "core/central/members/erased_list.h"
#include "core/central/members/finish_erasures.h"
#include "core/central/start/own_databases.h"
#include "core/central/store/act.h"
#include "core/central/store/audit.h"
#include "core/central/store/open_file.h"
#include "core/storage/durable_files.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr const char* kPutBack[] = {"central.db", "person-keys.db"};
constexpr const char* kKeptHeadName = "audit.head";

Result<void> clear_folder(const std::string& path) {
  std::error_code problem;
  std::filesystem::remove_all(path, problem);
  if (problem) return fail(ErrorCode::io, "cannot remove " + path + ": " + problem.message());
  return make_private_folder(path);
}

Result<void> copy_durably(const std::string& from, const std::string& to) {
  std::error_code problem;
  std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing, problem);
  if (problem) {
    const bool full = problem == std::errc::no_space_on_device;
    return fail(full ? ErrorCode::disk_full : ErrorCode::io, "cannot copy " + from + ": " + problem.message());
  }
  const internal::OpenFile file(to, O_RDWR);
  if (!file || ::fchmod(file.get(), 0600) != 0 || ::fsync(file.get()) != 0) return file_failure(to, "write");
  return {};
}

bool holds_file(const BackupManifest& manifest, const std::string& name) {
  return std::ranges::find(manifest.files, name, &BackupFile::name) != manifest.files.end();
}

// Both databases, and the head of their audit.
Result<void> copy_backup(const std::string& backup, const BackupManifest& manifest, const std::string& to) {
  for (const char* name : kPutBack) WARMHEART_TRY(copy_durably(backup + "/" + name, to + "/" + name));
  if (holds_file(manifest, kKeptHeadName))
    WARMHEART_TRY(copy_durably(backup + "/" + kKeptHeadName, to + "/" + kKeptHeadName));
  for (const char* name : kPutBack) {
    WARMHEART_TRY_ASSIGN(const BackupFile copied, file_digest(to, name));
    if (std::ranges::find(manifest.files, copied) == manifest.files.end())
      return fail(ErrorCode::io, to + "/" + name + " is not what was copied: is the disk sound?");
  }
  return sync_folder(to);
}

// Of all backups beside this one: the newest list may lie in another than the one that is put back.
Result<void> gather_lists(const std::string& backup, const std::string& into) {
  std::error_code problem;
  const std::filesystem::path folder = std::filesystem::absolute(backup).lexically_normal();
  const auto backups = folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
  WARMHEART_TRY_ASSIGN(const auto own, read_erased_list(backup));
  WARMHEART_TRY(extend_erased_list(into, own));
  for (const auto& entry : std::filesystem::directory_iterator(backups, problem)) {
    if (!entry.is_directory(problem)) continue;
    WARMHEART_TRY_ASSIGN(const auto listed, read_erased_list(entry.path().string()));
    WARMHEART_TRY(extend_erased_list(into, listed));
  }
  return {};
}

// What they have erased and not written into the list yet.
Result<void> ask_present_databases(const std::string& data_folder) {
  sqlite::OpenOptions how;
  how.create = false;
  WARMHEART_TRY_ASSIGN(auto db, sqlite::Database::open(data_folder + "/" + kPutBack[0], how));
  WARMHEART_TRY_ASSIGN(const auto erased, sql::rows<Digest>(db, "SELECT digest FROM erased"));
  return extend_erased_list(data_folder, erased);
}

// Also a log alone: beside a database that it does not belong to it would be read.
bool something_stands(const std::string& data_folder) {
  for (const char* name : kPutBack) {
    for (const char* end : {"", "-wal", "-shm"}) {
      if (exists(data_folder + "/" + name + end)) return true;
    }
  }
  return false;
}

Result<void> compare_centre(const BackupManifest& manifest, const std::string& data_folder) {
  WARMHEART_TRY_ASSIGN(const auto mark, read_mark(data_folder));
  if (!mark || mark->id == manifest.centre) return {};
  return fail(ErrorCode::conflict, "this backup is of another centre than the one whose keys lie in " + data_folder);
}

Result<void> fits_manifest(const BackupManifest& told, const BackupManifest& found) {
  if (!found.faults.empty()) return fail(ErrorCode::corrupt, "put back it does not hold: " + found.faults.front());
  if (told.rows != found.rows)
    return fail(ErrorCode::corrupt, "put back it does not have the rows that its manifest counts");
  return {};
}

class TrialFolder {
 public:
  explicit TrialFolder(std::string path) : m_path(std::move(path)) {}
  TrialFolder(const TrialFolder&) = delete;
  ~TrialFolder() {
    std::error_code none;
    std::filesystem::remove_all(m_path, none);
  }

 private:
  std::string m_path;
};

}  // namespace

Result<Restarted> begin_after_restore(CentralStore& store, const std::string& by, const std::string& from) {
  Restarted out;
  WARMHEART_TRY(store.begin_new_incarnation());
  out.incarnation = store.incarnation();
  WARMHEART_TRY(accept_earlier_audit(store));
  WARMHEART_TRY_ASSIGN(out.erased_again, erase_again(store));
  WARMHEART_TRY(publish_keys(store));  // those that are newer than the backup, too
  WARMHEART_TRY_ASSIGN(out.audit_from, audit_restarted_from(store));
  WARMHEART_TRY(audit(store, by, "restored", std::to_string(out.incarnation),
                      "the audit begins anew from row " + std::to_string(out.audit_from) +
                          "; erased again: " + std::to_string(out.erased_again) +
                          (from.empty() ? std::string() : "; from the backup " + from)));
  WARMHEART_TRY(ErasureFinisher().run(store));
  WARMHEART_TRY_ASSIGN(out.unfinished, erasures_unfinished(store));
  WARMHEART_TRY_ASSIGN(out.devices, store.read([](Snapshot& in) {
    return sql::value<std::uint64_t>(
        in, "SELECT count(*) FROM device d WHERE NOT EXISTS(SELECT 1 FROM revocation r WHERE r.device = d.id)");
  }));
  WARMHEART_TRY_ASSIGN(out.sessions, store.read([](Snapshot& in) {
    return sql::value<std::uint64_t>(in, "SELECT count(*) FROM session WHERE ended = 0");
  }));
  return out;
}

Result<BackupManifest> check_backup(const std::string& backup) {
  WARMHEART_TRY_ASSIGN(BackupManifest manifest, read_manifest(backup));
  if (!manifest.faults.empty())
    return fail(ErrorCode::corrupt, backup + " did not hold when it was made: " + manifest.faults.front());
  for (const BackupFile& told : manifest.files) {
    if (told.name.find('/') != std::string::npos) return fail(ErrorCode::corrupt, "its manifest names a foreign file");
    WARMHEART_TRY_ASSIGN(const BackupFile found, file_digest(backup, told.name));
    if (found == told) continue;
    return fail(ErrorCode::corrupt, backup + "/" + told.name +
                                        " is not the file that was made: it was changed or damaged since. Take another "
                                        "backup, or another copy of this one");
  }
  for (const char* name : kPutBack) {
    if (!holds_file(manifest, name)) return fail(ErrorCode::corrupt, backup + " holds no " + name);
  }
  return manifest;
}

Result<PutBack> put_back(const std::string& backup, const std::string& data_folder, std::int64_t now_ms) {
  WARMHEART_TRY_ASSIGN(const BackupManifest manifest, check_backup(backup));
  WARMHEART_TRY(compare_centre(manifest, data_folder));
  const std::string staged = data_folder + "/restoring";
  WARMHEART_TRY(clear_folder(staged));
  WARMHEART_TRY(copy_backup(backup, manifest, staged));
  PutBack out;
  WARMHEART_TRY(gather_lists(backup, data_folder));
  if (exists(data_folder + "/" + kPutBack[0])) out.lists_complete = ask_present_databases(data_folder).has_value();
  if (something_stands(data_folder)) {
    WARMHEART_TRY_ASSIGN(out.aside, set_databases_aside(data_folder, now_ms, MarkStays::yes));
  }
  for (const char* name : kPutBack) WARMHEART_TRY(rename_durably(staged + "/" + name, data_folder + "/" + name));
  const std::string head = data_folder + "/" + kKeptHeadName;  // the one that is here is newer, and stays
  if (!exists(head) && exists(staged + "/" + kKeptHeadName))
    WARMHEART_TRY(rename_durably(staged + "/" + kKeptHeadName, head));
  std::error_code none;
  std::filesystem::remove_all(staged, none);
  return out;
}

Result<Rehearsal> try_backup(const std::string& backup, const std::string& data_folder, const std::string& folder,
                             const OpenCopy& open) {
  Rehearsal out;
  WARMHEART_TRY_ASSIGN(out.manifest, check_backup(backup));
  WARMHEART_TRY(compare_centre(out.manifest, data_folder));
  const TrialFolder trial(folder);
  WARMHEART_TRY(clear_folder(folder));
  WARMHEART_TRY(copy_backup(backup, out.manifest, folder));
  WARMHEART_TRY_ASSIGN(const auto listed, read_erased_list(data_folder));
  WARMHEART_TRY(extend_erased_list(folder, listed));
  WARMHEART_TRY(gather_lists(backup, folder));
  BackupManifest found;
  WARMHEART_TRY(internal::look_through(folder, found));
  WARMHEART_TRY_ASSIGN(CentralStore store, open(folder));
  WARMHEART_TRY(prove_copy(store, found));
  WARMHEART_TRY(fits_manifest(out.manifest, found));
  WARMHEART_TRY_ASSIGN(out.restarted, begin_after_restore(store, "rehearsal", backup));
  BackupManifest after;
  WARMHEART_TRY(prove_copy(store, after));
  if (!after.faults.empty())
    return fail(ErrorCode::corrupt, "after the new incarnation it does not hold: " + after.faults.front());
  WARMHEART_TRY(note_rehearsal(backup, store.now_ms()));
  return out;
}

}  // namespace warmheart
