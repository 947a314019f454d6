#include "core/central/store/store.h"

#include <sodium.h>

#include <chrono>
#include <filesystem>
#include <thread>
#include <utility>

#include "core/central/store/act.h"
#include "core/central/store/audit.h"
#include "core/central/store/kept_head.h"
#include "core/central/store/schema.h"
#include "core/storage/sql.h"
#include "core/storage/postgres.h"
#include "core/storage/sqlite.h"

namespace warmheart {
namespace {

constexpr const char* kIncarnation = "incarnation";
constexpr std::chrono::milliseconds kReadersPatience{200};
constexpr int kMostTries = 5;  // of an act that meets others

Result<std::uint64_t> read_incarnation(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(const auto value,
                       sql::row<std::uint64_t>(db, "SELECT value FROM meta WHERE name = ?", kIncarnation));
  return value.value_or(0);
}

// Inside the caller's transaction.
Result<std::uint64_t> write_incarnation(sql::Connection& db, Random& random, bool replace) {
  // Another process may have made it between our look and the lock.
  WARMHEART_TRY_ASSIGN(std::uint64_t value, read_incarnation(db));
  if (value == 0 || replace) {
    const std::uint64_t before = value;
    while (value == 0 || value == before) value = random.next_u64();
    WARMHEART_TRY(sql::execute(db,
                               "INSERT INTO meta(name, value) VALUES(?, ?) "
                               "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
                               kIncarnation, value));
  }
  return value;
}

Result<std::unique_ptr<sql::Connection>> open_file(const std::string& path, std::span<const sql::Migration> migrations,
                                                   const CentralOptions& options) {
  sqlite::OpenOptions how;
  how.vfs = options.vfs;
  how.busy_timeout_ms = options.busy_timeout_ms;
  how.create = options.create;
  auto db = sqlite::Database::open(path, how);
  if (!db && db.error().code == ErrorCode::corrupt) {
    return fail(ErrorCode::corrupt, path + " is damaged (" + db.error().what +
                                        "); stop, keep the file, and restore it from the last backup");
  }
  if (!db) return fail(db.error().code, "cannot open " + path + ": " + db.error().what);
  const auto migrated = db->migrate(migrations);
  if (!migrated) return fail(migrated.error().code, "cannot bring " + path + " up to date: " + migrated.error().what);
  return std::make_unique<sqlite::Database>(std::move(*db));
}

Result<std::string> people_url(const CentralOptions& options) {
  WARMHEART_TRY_ASSIGN(const std::string name, postgres::database_of(options.database));
  if (options.people_database.empty()) return postgres::with_database(options.database, name + "_keys");
  if (options.people_database != options.database) return options.people_database;
  return fail(ErrorCode::invalid_argument,
              "person keys need a database of their own: a copy of one must not hold the other");
}

// An empty file is no database: SQLite would take it for a new one.
bool holds_something(const std::string& path) {
  std::error_code problem;
  const auto size = std::filesystem::file_size(path, problem);
  return !problem && size > 0;
}

Result<bool> is_made(const std::string& url) {
  auto db = postgres::Database::open(url);
  if (!db) return fail(db.error().code, postgres::without_password(url) + ": " + db.error().what);
  WARMHEART_TRY_ASSIGN(const int version, db->version());
  return version > 0;
}

Result<std::unique_ptr<sql::Connection>> open_server(const std::string& url, std::span<const sql::Migration> migrations,
                                                     const CentralOptions& options) {
  postgres::OpenOptions how;
  how.lock_timeout = std::chrono::milliseconds(options.busy_timeout_ms);
  const std::string shown = postgres::without_password(url);
  auto db = postgres::Database::open(url, how);
  if (!db) return fail(db.error().code, "cannot open " + shown + ": " + db.error().what);
  WARMHEART_TRY_ASSIGN(const int version, db->version());
  if (version == 0 && !options.create)
    return fail(ErrorCode::not_found, "the database " + shown + " holds no centre: is the address right?");
  const auto migrated = db->migrate(migrations);
  if (!migrated) return fail(migrated.error().code, "cannot bring " + shown + " up to date: " + migrated.error().what);
  return std::make_unique<postgres::Database>(std::move(*db));
}

struct Opened {
  std::unique_ptr<sql::Connection> db, people;
};

Result<Opened> open_both(const std::string& folder, const CentralOptions& options) {
  const auto central = internal::central_migrations(), people = internal::people_migrations();
  Opened out;
  if (options.database.empty()) {
    WARMHEART_TRY_ASSIGN(out.db, open_file(folder + "/central.db", central, options));
    WARMHEART_TRY_ASSIGN(out.people, open_file(folder + "/person-keys.db", people, options));
    return out;
  }
  WARMHEART_TRY_ASSIGN(const std::string keys_url, people_url(options));
  WARMHEART_TRY_ASSIGN(out.db, open_server(options.database, central, options));
  WARMHEART_TRY_ASSIGN(out.people, open_server(keys_url, people, options));
  return out;
}

}  // namespace

CentralStore::CentralStore(CentralStore&&) noexcept = default;
CentralStore& CentralStore::operator=(CentralStore&&) noexcept = default;
CentralStore::~CentralStore() = default;

Result<CentralStore> CentralStore::open(const std::string& folder, std::shared_ptr<const CentralKeys> keys,
                                        const Clock& clock, Random& random, Log& log, const CentralOptions& options) {
  if (!keys) return fail(ErrorCode::invalid_argument, "the centre cannot be opened without its keys");
  return open(folder, std::make_shared<Keyring>(std::move(keys)), clock, random, log, options);
}

Result<CentralStore> CentralStore::open(const std::string& folder, std::shared_ptr<Keyring> keyring, const Clock& clock,
                                        Random& random, Log& log, const CentralOptions& options) {
  if (sodium_init() < 0) return fail(ErrorCode::internal, "libsodium does not start");
  if (!std::filesystem::is_directory(folder)) {
    return fail(ErrorCode::not_found,
                "the data folder " + folder + " does not exist; run `warmheart-admin --data " + folder + " init`");
  }
  WARMHEART_TRY_ASSIGN(auto opened, open_both(folder, options));
#ifdef WARMHEART_DEFECT_NO_UNIQUE
  WARMHEART_TRY(opened.db->run("DROP INDEX IF EXISTS raw_record_id"));
#endif
  CentralStore store;
  store.m_folder = folder;
  store.m_requires_standbys = options.require_standbys && !options.database.empty();
  store.m_files = std::make_unique<Files>(Files{std::move(opened.db),
                                                std::move(opened.people),
                                                SealOpener()
#ifdef WARMHEART_DEFECT_ACK_BEFORE_COMMIT
                                                    ,
                                                {}
#endif
  });
  store.m_keyring = std::move(keyring);
  store.take_keys();
  store.m_clock = &clock;
  store.m_random = &random;
  store.m_log = &log;
  WARMHEART_TRY_ASSIGN(store.m_incarnation, read_incarnation(*store.m_files->db));
  if (store.m_incarnation == 0) {
    WARMHEART_TRY_ASSIGN(store.m_incarnation, store.transact({Lock::devices()}, [](Act& act) {
      return write_incarnation(act, act.random(), false);
    }));
  }
  return store;
}

Result<CentralStore::Made> CentralStore::made(const std::string& folder, const CentralOptions& options) {
  if (options.database.empty())
    return Made{holds_something(folder + "/central.db"), holds_something(folder + "/person-keys.db")};
  WARMHEART_TRY_ASSIGN(const std::string keys_url, people_url(options));
  Made found;
  WARMHEART_TRY_ASSIGN(found.central, is_made(options.database));
  WARMHEART_TRY_ASSIGN(found.people, is_made(keys_url));
  return found;
}

std::array<std::string, 2> CentralStore::names(const std::string& folder, const CentralOptions& options) {
  if (options.database.empty()) return {folder + "/central.db", folder + "/person-keys.db"};
  return {postgres::without_password(options.database),
          postgres::without_password(people_url(options).value_or(options.people_database))};
}

Result<void> CentralStore::rewrite_files() {
  WARMHEART_TRY(m_files->db->rewrite());
  return m_files->people->rewrite();
}

Result<bool> CentralStore::cut_logs() {
  WARMHEART_TRY_ASSIGN(const bool data, m_files->db->cut_log(kReadersPatience));
  WARMHEART_TRY_ASSIGN(const bool keys, m_files->people->cut_log(kReadersPatience));
  return data && keys;
}

void CentralStore::take_keys() {
  auto present = m_keyring->keys();
  if (present == m_keys) return;
  for (const SealingSecretKey& key : present->sealing) m_files->opener.add(key);
  m_keys_before = std::exchange(m_keys, std::move(present));
}

bool CentralStore::may_run_again(int tries) {
  if (tries >= kMostTries || !m_files->db->may_succeed_at_once()) return false;
  // Not all who met at the same moment again.
  std::this_thread::sleep_for(std::chrono::milliseconds(m_random->next_u64() % (std::uint64_t{8} << tries)));
  return true;
}

void CentralStore::keep_audit_head(const AuditHead& head) const {
  internal::KeptHead kept{head, {}};
  auto signature = sign_audit_head(head, m_keys->feed.secret.view());
  Result<void> done = signature ? Result<void>() : Result<void>(fail(signature.error()));
  if (signature) {
    kept.signature = std::move(*signature);
    done = internal::keep_head(m_folder, kept);
  }
  if (!done)
    m_log->write(LogLevel::error, "the audit's head cannot be kept outside of the database: " + done.error().what);
}

Result<void> CentralStore::begin_new_incarnation() {
  WARMHEART_TRY_ASSIGN(
      m_incarnation, transact({Lock::devices(), Lock::sessions()}, [](Act& act) -> Result<std::uint64_t> {
        WARMHEART_TRY_ASSIGN(const std::uint64_t incarnation, write_incarnation(act, act.random(), true));
        // Devices may hold leases that this copy has forgotten: nothing is granted in sessions to come until all have
        // told (slots.h).
        WARMHEART_TRY(sql::execute(act, "UPDATE session SET held_incarnation = ?, held_settling = 0 WHERE ended = 0",
                                   incarnation));
        WARMHEART_TRY(internal::begin_audit_anew(act));
        return incarnation;
      }));
  return {};
}

}  // namespace warmheart
