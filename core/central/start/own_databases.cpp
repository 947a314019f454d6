#include "core/central/start/own_databases.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "core/central/feed/feed.h"
#include "core/central/store/act.h"
#include "core/central/store/audit.h"
#include "core/central/verify/verify.h"
#include "core/record/seal.h"
#include "core/storage/durable_files.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kIdBytes = 16;
constexpr std::array<const char*, 2> kDatabases = {"central.db", "person-keys.db"};
constexpr const char* kMarkName = "centre.identity";
constexpr const char* kMakingName = "being-made";
constexpr const char* kOwnName = "own";

std::string mark_path(const std::string& data_folder) { return keys_folder(data_folder) + "/" + kMarkName; }

std::string admin(const std::string& data_folder, const std::string& words) {
  return "`warmheart-admin --data " + data_folder + " " + words + "`";
}

// ---------------------------------------------------------------- the mark's text

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::string text_of_mark(const CentreMark& mark) {
  return "# The databases that belong to these keys. Kept by Warmheart and compared at every start; not to be edited.\n"
         "state " +
         std::string(mark.being_made ? kMakingName : kOwnName) + "\nid " + to_hex(mark.id) + "\naudit_seq " +
         std::to_string(mark.audit_seq) + "\naudit_hash " + to_hex(mark.audit_hash) + "\nfeed_clock " +
         std::to_string(mark.feed_clock) + "\n";
}

// False: no line of a mark.
bool read_line(std::string_view line, CentreMark& mark, int& read) {
  if (line.empty() || line.front() == '#') return true;
  const auto blank = line.find(' ');
  if (blank == std::string_view::npos) return false;
  const std::string_view name = line.substr(0, blank), value = line.substr(blank + 1);
  ++read;
  if (name == "state") {
    mark.being_made = value == kMakingName;
    return mark.being_made || value == kOwnName;
  }
  if (name == "id") {
    mark.id = from_hex(value).value_or(Bytes());
    return mark.id.size() == kIdBytes;
  }
  if (name == "audit_hash") {
    const auto bytes = from_hex(value);
    const auto digest = bytes ? digest_from(*bytes) : Result<Digest>(fail(bytes.error()));
    if (digest) mark.audit_hash = *digest;
    return digest.has_value();
  }
  const auto number = number_of(value);
  if (name == "audit_seq")
    mark.audit_seq = number.value_or(0);
  else if (name == "feed_clock")
    mark.feed_clock = number.value_or(0);
  else
    return false;
  return number.has_value();
}

tl::unexpected<Error> write_failure(const std::string& path) {
  const int number = errno;
  return fail(number == ENOSPC ? ErrorCode::disk_full : ErrorCode::io,
              "cannot write " + path + ": " + std::strerror(number));
}

Result<void> write_mark(const std::string& data_folder, const CentreMark& mark) {
  const std::string path = mark_path(data_folder), text = text_of_mark(mark);
  const std::string temporary = path + "." + std::to_string(::getpid());
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return write_failure(temporary);
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(file) == 0 && ::close(file) == 0;
  if (!written || ::rename(temporary.c_str(), path.c_str()) != 0) {
    auto failed = write_failure(path);
    ::unlink(temporary.c_str());
    return failed;
  }
  return sync_folder(keys_folder(data_folder));
}

// ---------------------------------------------------------------- what lies in the folder

bool has_keys(const std::string& data_folder) {
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(keys_folder(data_folder), problem)) {
    if (entry.path().extension() == ".key") return true;
  }
  return false;
}

// An empty file is no database: SQLite would take it for a new one.
bool holds_something(const std::string& path) {
  std::error_code problem;
  const auto size = fs::file_size(path, problem);
  return !problem && size > 0;
}

Result<void> find_databases(const std::string& data_folder) {
  std::string missing;
  for (const char* name : kDatabases) {
    const std::string path = data_folder + "/" + name;
    if (holds_something(path)) continue;
    missing += (missing.empty() ? "" : " and ") + path + (exists(path) ? " is empty" : " is missing");
  }
  if (missing.empty()) return {};
  return fail(ErrorCode::not_found,
              missing +
                  ", and the keys there belong to a centre that had it. Put both databases back from the last "
                  "backup, then " +
                  admin(data_folder, "restored") +
                  "; or give up what this centre knew and begin anew: " + admin(data_folder, "init --begin-anew"));
}

Result<void> may_use(const std::string& path) {
  if (::access(path.c_str(), R_OK | W_OK | X_OK) == 0) return {};
  if (errno == EROFS) return fail(ErrorCode::io, path + " lies on a file system that is read-only");
  return fail(ErrorCode::forbidden, "this user (number " + std::to_string(::geteuid()) + ") may not read and write " +
                                        path + ": run this as the user that warmheart-central runs as");
}

// ---------------------------------------------------------------- whose the databases are

Result<std::optional<Bytes>> identity_in(sql::Connection& db) {
  return sql::row<Bytes>(db, "SELECT id FROM centre_identity WHERE one = 1");
}

Result<void> write_identity(sql::Connection& db, const Bytes& id) {
  WARMHEART_TRY(sql::execute(db, "INSERT INTO centre_identity(one, id) VALUES(1, ?) ON CONFLICT(one) DO NOTHING", id));
  return {};
}

// The feed of every centre carries its own card key; a person's key opens under the centre's kek alone.
Result<bool> fits_keys(Snapshot& in) {
  const std::string own_card = "card-key/" + to_hex(key_id_of(in.keys().card.public_key));
  WARMHEART_TRY_ASSIGN(const bool own_feed,
                       sql::value<bool>(in, "SELECT EXISTS(SELECT 1 FROM feed_value WHERE scope = ? AND key = ?)",
                                        scope_all(), own_card));
  if (!own_feed) return false;
  return internal::opens_newest_fields(in);
}

struct Identities {
  std::optional<Bytes> central, people;
};

Result<Identities> identities_of(Snapshot& in) {
  Identities found;
  WARMHEART_TRY_ASSIGN(found.central, identity_in(in));
  WARMHEART_TRY_ASSIGN(found.people, identity_in(in.people()));
  return found;
}

tl::unexpected<Error> foreign(const std::string& data_folder, const std::string& which) {
  return fail(ErrorCode::conflict, which + " in " + data_folder +
                                       " belongs to another centre, or to another copy of this one: put back the two "
                                       "databases that were backed up together, then " +
                                       admin(data_folder, "restored"));
}

Result<void> compare_identities(const Identities& found, const Bytes& id, const std::string& data_folder) {
  if (found.central && *found.central != id) return foreign(data_folder, kDatabases[0]);
  if (found.people && *found.people != id) return foreign(data_folder, kDatabases[1]);
  return {};
}

Result<CentreMark> state_of(Snapshot& in, Bytes id) {
  CentreMark mark;
  mark.id = std::move(id);
  WARMHEART_TRY_ASSIGN(const AuditHead head, internal::audit_head(in));
  mark.audit_seq = head.seq;
  mark.audit_hash = head.hash;
  WARMHEART_TRY_ASSIGN(mark.feed_clock, internal::feed_clock(in));
  return mark;
}

// What the mark has seen is still there.
Result<void> compare_state(CentralStore& store, const CentreMark& mark, const std::string& data_folder) {
  WARMHEART_TRY_ASSIGN(const bool as_far, store.read([&](Snapshot& in) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const std::uint64_t clock, internal::feed_clock(in));
    if (clock < mark.feed_clock) return false;
    if (mark.audit_seq == 0) return true;
    WARMHEART_TRY_ASSIGN(const auto hash, sql::row<Digest>(in, "SELECT hash FROM audit WHERE seq = ?", mark.audit_seq));
    return hash && *hash == mark.audit_hash;
  }));
  if (as_far) return {};
  return fail(ErrorCode::conflict, "the databases in " + data_folder +
                                       " are older than what was last seen of them. Were they put back from a backup? "
                                       "Then say so before the server starts: " +
                                       admin(data_folder, "restored") + ". If not, look for the newer files first");
}

// Both get the id. A file that has one keeps it; the two are then the same.
Result<void> give_identity(CentralStore& store, const Bytes& id) {
  return store.transact({Lock::devices()}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY(act.begin_people());
    WARMHEART_TRY(write_identity(act.people(), id));
    return write_identity(act, id);
  });
}

// Databases of before the mark, or keys whose mark is gone: theirs, if keys and rows say so.
Result<void> adopt(CentralStore& store, const std::optional<CentreMark>& mark, const Identities& found,
                   const std::string& data_folder) {
  WARMHEART_TRY_ASSIGN(const bool fits, store.read(fits_keys));
  if (!fits) return foreign(data_folder, "a database");
  Bytes id(kIdBytes);
  store.random().fill(id);
  if (found.people) id = *found.people;
  if (found.central) id = *found.central;
  if (mark) id = mark->id;
  WARMHEART_TRY(compare_identities(found, id, data_folder));
  return give_identity(store, id);
}

}  // namespace

Result<std::optional<CentreMark>> read_mark(const std::string& data_folder) {
  const std::string path = mark_path(data_folder);
  if (!exists(path)) return std::optional<CentreMark>();
  std::ifstream file(path);
  CentreMark mark;
  int read = 0;
  bool good = static_cast<bool>(file);
  for (std::string line; good && std::getline(file, line);) good = read_line(line, mark, read);
  if (good && read == 5) return std::optional<CentreMark>(std::move(mark));
  return fail(ErrorCode::corrupt, path +
                                      " cannot be read: put it back from your copy of the keys; or, where the "
                                      "databases are the right ones for certain, remove it");
}

Result<void> check_data_folder(const std::string& data_folder) {
  std::error_code problem;
  const auto kind = fs::status(data_folder, problem);
  if (kind.type() == fs::file_type::not_found) {
    return fail(ErrorCode::not_found, "there is no folder " + data_folder +
                                          ": is the name of the centre's data folder right? A new centre is made by " +
                                          admin(data_folder, "init --host NAME"));
  }
  if (problem || kind.type() != fs::file_type::directory)
    return fail(ErrorCode::invalid_argument, data_folder + " is no folder that this user can look into");
  WARMHEART_TRY(may_use(data_folder));
  const bool database = holds_something(data_folder + "/" + kDatabases[0]);
  if (!has_keys(data_folder) && exists(keys_folder(data_folder))) WARMHEART_TRY(may_use(keys_folder(data_folder)));
  if (has_keys(data_folder)) return may_use(keys_folder(data_folder));
  if (database) {
    return fail(ErrorCode::not_found, data_folder + " holds databases and no keys: put the folder " +
                                          keys_folder(data_folder) +
                                          " back from your copy of the keys; without them nobody's data can be read");
  }
  return fail(ErrorCode::not_found, data_folder + " holds no centre: is the name right? A new one is made by " +
                                        admin(data_folder, "init --host NAME"));
}

Result<CentralStore> open_own(const std::string& data_folder, std::shared_ptr<Keyring> keyring, const Clock& clock,
                              Random& random, Log& log, Opening how) {
  WARMHEART_TRY_ASSIGN(const auto mark, read_mark(data_folder));
  const bool makes = how == Opening::make;
  if (!makes && mark && mark->being_made) {
    return fail(ErrorCode::conflict, "a centre was begun in " + data_folder +
                                         " and is not finished: " + admin(data_folder, "init") + " goes on");
  }
  if (!makes) WARMHEART_TRY(find_databases(data_folder));
  CentralOptions options;
  options.create = makes;
  WARMHEART_TRY_ASSIGN(CentralStore store,
                       CentralStore::open(data_folder, std::move(keyring), clock, random, log, options));
  WARMHEART_TRY_ASSIGN(const Identities found, store.read(identities_of));
  if (mark) WARMHEART_TRY(compare_identities(found, mark->id, data_folder));
  if (mark && how == Opening::own) WARMHEART_TRY(compare_state(store, *mark, data_folder));
  const bool known = mark && found.central && found.people;
  if (makes && mark) {
    WARMHEART_TRY(give_identity(store, mark->id));
  } else if (!known) {
    WARMHEART_TRY(adopt(store, mark, found, data_folder));
    WARMHEART_TRY(note_state(store, data_folder));
  }
  return store;
}

Result<void> begin_mark(const std::string& data_folder, bool anew, Random& random) {
  if (has_keys(data_folder) && !anew) {
    WARMHEART_TRY(find_databases(data_folder));
    return {};  // a centre of before the mark: it gets its mark when it is opened
  }
  const bool databases =
      holds_something(data_folder + "/" + kDatabases[0]) || holds_something(data_folder + "/" + kDatabases[1]);
  if (databases && !anew) return {};  // without their keys: nothing is begun beside them
  WARMHEART_TRY(make_private_folder(keys_folder(data_folder)));
  CentreMark mark;
  mark.being_made = true;
  mark.id.resize(kIdBytes);
  random.fill(mark.id);
  return write_mark(data_folder, mark);
}

Result<void> note_state(CentralStore& store, const std::string& data_folder) {
  WARMHEART_TRY_ASSIGN(const CentreMark mark, store.read([&](Snapshot& in) -> Result<CentreMark> {
    WARMHEART_TRY_ASSIGN(const auto id, identity_in(in));
    if (!id) return fail(ErrorCode::internal, "central.db has no identity");
    return state_of(in, *id);
  }));
  return write_mark(data_folder, mark);
}

Result<std::string> set_databases_aside(const std::string& data_folder, std::int64_t now_ms, MarkStays mark) {
  const std::string aside = data_folder + "/set-aside-" + std::to_string(now_ms);
  WARMHEART_TRY(make_private_folder(aside));
  for (const char* name : kDatabases) {
    for (const char* end : {"", "-wal", "-shm"}) {
      const std::string from = data_folder + "/" + name + end;
      if (exists(from)) WARMHEART_TRY(rename_durably(from, aside + "/" + name + end));
    }
  }
  if (mark == MarkStays::no && exists(mark_path(data_folder)))
    WARMHEART_TRY(rename_durably(mark_path(data_folder), aside + "/" + kMarkName));
  WARMHEART_TRY(sync_folder(data_folder));
  return aside;
}

Result<CentreLock> CentreLock::take(const std::string& data_folder) {
  const std::string path = data_folder + "/centre.lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return write_failure(path);
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return CentreLock(file);
  ::close(file);
  return fail(ErrorCode::conflict, "warmheart-central is running on " + data_folder + ": stop it first");
}

CentreLock::~CentreLock() {
  if (m_file >= 0) ::close(m_file);
}

}  // namespace warmheart
