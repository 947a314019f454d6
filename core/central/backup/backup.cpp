#include "core/central/backup/backup.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "core/central/members/erased_list.h"
#include "core/central/store/act.h"
#include "core/central/store/kept_head.h"
#include "core/central/store/open_file.h"
#include "core/central/verify/verify.h"
#include "core/person/date.h"
#include "core/storage/durable_files.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

constexpr const char* kCopied[] = {"central.db", "person-keys.db"};
constexpr const char* kBeside[] = {"erased.list", "audit.head"};
constexpr std::string_view kUnfinished = ".unfinished-", kErasing = ".erasing-", kFaulty = "faulty-";
constexpr int kGateWaitMs = 30'000;
constexpr std::chrono::milliseconds kNobodyReads{1000};

std::string backup_name(std::int64_t wall_ms) {
  constexpr std::int64_t kChinaOffsetMs = 8ll * 3600 * 1000;
  constexpr std::int64_t kDayLengthMs = 86'400'000;
  const Date date = date_at(wall_ms);
  const std::int64_t seconds = ((wall_ms + kChinaOffsetMs) % kDayLengthMs + kDayLengthMs) % kDayLengthMs / 1000;
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d-%02d%02d%02d", date.year, date.month, date.day,
                static_cast<int>(seconds / 3600), static_cast<int>(seconds / 60 % 60), static_cast<int>(seconds % 60));
  return text;
}

bool is_backup_name(std::string_view name) {
  return name.size() >= 17 &&
         std::ranges::all_of(name, [](char letter) { return (letter >= '0' && letter <= '9') || letter == '-'; });
}

// ---------------------------------------------------------------- one moment of both files

Result<sqlite::Database> open_source(const std::string& path, bool read_only) {
  sqlite::OpenOptions how;
  how.create = false;
  how.read_only = read_only;
  how.busy_timeout_ms = kGateWaitMs;
  auto opened = sqlite::Database::open(path, how);
  if (!opened) return fail(opened.error().code, "cannot open " + path + ": " + opened.error().what);
  return opened;
}

// From the first read on the connection sees this moment, until it ends its transaction.
Result<void> begin_reading(sqlite::Database& source) {
  WARMHEART_TRY(source.run("BEGIN"));
  WARMHEART_TRY(sql::row<std::int64_t>(source, "SELECT one FROM centre_identity WHERE one = 1"));
  return {};
}

Result<void> copy_moment(const std::string& data_folder, const std::string& to) {
  WARMHEART_TRY_ASSIGN(auto gate, open_source(data_folder + "/" + kCopied[0], false));
  WARMHEART_TRY_ASSIGN(auto central, open_source(data_folder + "/" + kCopied[0], true));
  WARMHEART_TRY_ASSIGN(auto people, open_source(data_folder + "/" + kCopied[1], true));
  {
    // Nobody writes to either file while both begin; nothing is written here, so it is rolled back.
    WARMHEART_TRY_ASSIGN(const auto held, sqlite::Transaction::begin(gate));
    WARMHEART_TRY(begin_reading(central));
    WARMHEART_TRY(begin_reading(people));
  }
  WARMHEART_TRY(central.copy_to(to + "/" + kCopied[0]));
  WARMHEART_TRY(people.copy_to(to + "/" + kCopied[1]));
  WARMHEART_TRY(central.run("COMMIT"));
  return people.run("COMMIT");
}

// Nothing of deleted rows is in the copy, and it is one file without a log.
Result<void> write_copy_anew(const std::string& path) {
  WARMHEART_TRY_ASSIGN(auto copy, open_source(path, false));
  WARMHEART_TRY(copy.rewrite());
  WARMHEART_TRY_ASSIGN(const bool cut, copy.cut_log(kNobodyReads));
  return cut ? Result<void>() : Result<void>(fail(ErrorCode::busy, "somebody reads " + path + " while it is made"));
}

// ---------------------------------------------------------------- what lies beside them

Result<void> copy_erased_list(CentralStore& store, CentralStore& copy, const std::string& to) {
  WARMHEART_TRY_ASSIGN(const auto listed, read_erased_list(store.folder()));
  WARMHEART_TRY(extend_erased_list(to, listed));
  WARMHEART_TRY_ASSIGN(const auto in_rows,
                       copy.read([](Snapshot& in) { return sql::rows<Digest>(in, "SELECT digest FROM erased"); }));
  return extend_erased_list(to, in_rows);
}

// The audit of the copy ends here, by this centre's signature.
Result<AuditHead> sign_copied_audit(CentralStore& copy, const std::string& to) {
  WARMHEART_TRY_ASSIGN(SignedAuditHead head, signed_audit_head(copy));
  if (head.head.seq > 0) WARMHEART_TRY(internal::keep_head(to, {head.head, std::move(head.signature)}));
  std::error_code none;
  std::filesystem::remove(to + "/audit.head.lock", none);
  return head.head;
}

Result<void> prove_and_describe(CentralStore& store, const std::string& to, const OpenCopy& open,
                                BackupManifest& manifest) {
  WARMHEART_TRY(internal::look_through(to, manifest));
  WARMHEART_TRY_ASSIGN(CentralStore copy, open(to));
  manifest.incarnation = copy.incarnation();
  WARMHEART_TRY_ASSIGN(manifest.centre, copy.read([](Snapshot& in) {
    return sql::value<Bytes>(in, "SELECT id FROM centre_identity WHERE one = 1");
  }));
  WARMHEART_TRY(copy_erased_list(store, copy, to));
  WARMHEART_TRY_ASSIGN(manifest.audit, sign_copied_audit(copy, to));
  return prove_copy(copy, manifest);
}

// Once nobody has them open.
Result<void> digest_files(const std::string& folder, BackupManifest& manifest) {
  for (const char* name : kCopied) {
    if (exists(folder + "/" + name + "-wal"))
      return fail(ErrorCode::io, folder + "/" + name + " could not be closed: its log is still there");
  }
  for (const auto* names : {&kCopied, &kBeside}) {
    for (const char* name : *names) {
      if (!exists(folder + "/" + name)) continue;
      WARMHEART_TRY_ASSIGN(BackupFile one, file_digest(folder, name));
      manifest.files.push_back(std::move(one));
    }
  }
  return {};
}

// ---------------------------------------------------------------- the folder of backups

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
    if (entry.is_directory(problem)) names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

Result<void> erase_folder(const std::string& path) {
  std::error_code problem;
  std::filesystem::remove_all(path, problem);
  if (problem) return fail(ErrorCode::io, "cannot remove " + path + ": " + problem.message());
  return {};
}

// Of copies that were cut off, and of backups that were being erased.
Result<void> erase_remains(const std::string& folder) {
  for (const std::string& name : names_in(folder)) {
    if (name.starts_with(kUnfinished) || name.starts_with(kErasing)) WARMHEART_TRY(erase_folder(folder + "/" + name));
  }
  return {};
}

// Under another name first: half a backup is none.
Result<void> erase_backup(const std::string& folder, const std::string& name) {
  const std::string erasing = folder + "/" + std::string(kErasing) + name;
  WARMHEART_TRY(rename_durably(folder + "/" + name, erasing));
  return erase_folder(erasing);
}

Result<std::size_t> erase_older(const std::string& folder, int keep, std::int64_t now_ms) {
  std::vector<std::string> names = names_in(folder);
  std::erase_if(names, [](const std::string& name) { return !is_backup_name(name); });
  const std::string oldest_kept = backup_name(now_ms - kBackupHorizonMs);
  std::size_t erased = 0;
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    if (names.size() - i <= static_cast<std::size_t>(keep) && names[i] >= oldest_kept) break;
    WARMHEART_TRY(erase_backup(folder, names[i]));
    ++erased;
  }
  return erased;
}

Result<void> keep_as_faulty(const std::string& folder, const std::string& unfinished, const std::string& name) {
  for (const std::string& before : names_in(folder)) {
    if (before.starts_with(kFaulty)) WARMHEART_TRY(erase_backup(folder, before));
  }
  return rename_durably(unfinished, folder + "/" + std::string(kFaulty) + name);
}

// Taken away again unless it became a backup.
class UnfinishedFolder {
 public:
  explicit UnfinishedFolder(std::string path) : m_path(std::move(path)) {}
  UnfinishedFolder(const UnfinishedFolder&) = delete;
  ~UnfinishedFolder() {
    std::error_code none;
    std::filesystem::remove_all(m_path, none);
  }
  const std::string& path() const { return m_path; }

 private:
  std::string m_path;
};

Result<void> fill_backup(CentralStore& store, const std::string& to, const OpenCopy& open, BackupManifest& manifest) {
  WARMHEART_TRY(copy_moment(store.folder(), to));
  for (const char* name : kCopied) WARMHEART_TRY(write_copy_anew(to + "/" + name));
  WARMHEART_TRY(prove_and_describe(store, to, open, manifest));
  WARMHEART_TRY(digest_files(to, manifest));
  WARMHEART_TRY(internal::write_backup_file(to + "/manifest", text_of_manifest(manifest)));
  return sync_folder(to);
}

}  // namespace

Result<void> internal::write_backup_file(const std::string& path, const std::string& text) {
  const OpenFile file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file) return file_failure(path, "write");
  for (std::string_view rest = text; !rest.empty();) {
    const ssize_t written = ::write(file.get(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return file_failure(path, "write");
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(file.get()) == 0 ? Result<void>() : Result<void>(file_failure(path, "write"));
}

Result<void> internal::look_through(const std::string& folder, BackupManifest& manifest) {
  for (const char* name : kCopied) {
    WARMHEART_TRY_ASSIGN(auto db, open_source(folder + "/" + name, false));
    const auto whole = db.check();
    if (!whole) return fail(whole.error().code, folder + "/" + name + " is damaged: " + whole.error().what);
    WARMHEART_TRY_ASSIGN(const int version, db.version());
    manifest.schemas.push_back({name, static_cast<std::uint64_t>(version)});
    WARMHEART_TRY_ASSIGN(const auto tables,
                         sql::rows<std::string>(db,
                                                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE "
                                                "'sqlite_%' ORDER BY name"));
    for (const std::string& table : tables) {
      WARMHEART_TRY_ASSIGN(const auto rows,
                           sql::value<std::uint64_t>(db, "SELECT count(*) AS rows_in_backup FROM " + table));
      manifest.rows.push_back({std::string(name) + "/" + table, rows});
    }
  }
  return {};
}

Result<void> prove_copy(CentralStore& copy, BackupManifest& manifest) {
  WARMHEART_TRY_ASSIGN(const ChainReport chains, verify_raw_chains(copy));
  WARMHEART_TRY_ASSIGN(const AuditReport audited, verify_audit(copy));
  WARMHEART_TRY_ASSIGN(const PeopleReport people, verify_people(copy));
  manifest.chains = chains.chains;
  manifest.records = chains.records;
  manifest.people = people.people;
  for (const auto* faults : {&chains.faults, &audited.faults, &people.faults})
    manifest.faults.insert(manifest.faults.end(), faults->begin(), faults->end());
  manifest.verified_ms = copy.now_ms();
  return {};
}

Result<BackupMade> make_backup(CentralStore& store, const std::string& folder, int keep, const OpenCopy& open) {
  if (keep < 1 || keep > kMostBackups) {
    return fail(ErrorCode::invalid_argument,
                "from 1 to " + std::to_string(kMostBackups) + " backups are kept: they hold who was erased since");
  }
  WARMHEART_TRY(make_private_folder(folder));
  const internal::OpenFile lock(folder + "/.lock", O_RDWR | O_CREAT);
  if (!lock) return file_failure(folder + "/.lock", "write");
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(ErrorCode::conflict, "another backup is being made in " + folder);
  WARMHEART_TRY(erase_remains(folder));
  BackupMade made;
  made.manifest.made_ms = store.now_ms();
  made.name = backup_name(made.manifest.made_ms);
  const std::string path = folder + "/" + made.name;
  if (exists(path)) return fail(ErrorCode::conflict, path + " exists: a backup was made this second");
  const UnfinishedFolder unfinished(folder + "/" + std::string(kUnfinished) + made.name);
  WARMHEART_TRY(make_private_folder(unfinished.path()));
  WARMHEART_TRY(fill_backup(store, unfinished.path(), open, made.manifest));
  if (!made.manifest.faults.empty()) {
    WARMHEART_TRY(keep_as_faulty(folder, unfinished.path(), made.name));
    return fail(ErrorCode::corrupt,
                "the copy does not hold and is no backup (" + made.manifest.faults.front() + "; " +
                    std::to_string(made.manifest.faults.size()) +
                    " in all): `warmheart-admin verify` says what is wrong with the centre. No older "
                    "backup was erased");
  }
  WARMHEART_TRY(rename_durably(unfinished.path(), path));
  WARMHEART_TRY_ASSIGN(made.erased, erase_older(folder, keep, made.manifest.made_ms));
  return made;
}

Result<std::vector<BackupRow>> list_backups(const std::string& folder) {
  if (!exists(folder)) return fail(ErrorCode::not_found, "there is no folder " + folder);
  std::vector<BackupRow> out;
  for (const std::string& name : names_in(folder)) {
    if (name.starts_with('.')) continue;
    if (!is_backup_name(name) && !name.starts_with(kFaulty)) continue;
    BackupRow row;
    row.name = name;
    auto manifest = read_manifest(folder + "/" + name);
    if (manifest)
      row.manifest = std::move(*manifest);
    else
      row.problem = manifest.error().what;
    if (row.manifest && !row.manifest->faults.empty()) row.problem = row.manifest->faults.front();
    std::ifstream(folder + "/" + name + "/rehearsed") >> row.rehearsed_ms;
    out.push_back(std::move(row));
  }
  return out;
}

Result<void> note_rehearsal(const std::string& backup, std::int64_t at_ms) {
  return internal::write_backup_file(backup + "/rehearsed", std::to_string(at_ms) + "\n");
}

}  // namespace warmheart
