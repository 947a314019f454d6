#include "core/storage/sqlite.h"

#include <sqlite3.h>

#include <chrono>
#include <map>
#include <memory>
#include <thread>
#include <utility>

namespace warmheart::sqlite {
namespace {

ErrorCode code_of(int sqlite_code) {
  switch (sqlite_code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return ErrorCode::busy;
    case SQLITE_FULL: return ErrorCode::disk_full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return ErrorCode::corrupt;
    case SQLITE_CONSTRAINT: return ErrorCode::conflict;
    case SQLITE_TOOBIG: return ErrorCode::limit;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_ERROR: return ErrorCode::internal;
    default: return ErrorCode::io;  // a file that may not be written among them: "forbidden" is for people and devices
  }
}

tl::unexpected<Error> failure(sqlite3* database, int code) {
  const std::string kind = sqlite3_errstr(code), words = sqlite3_errmsg(database);
  return fail(code_of(code), words == kind ? words : kind + ": " + words);
}

// Compiling from inside an observer (EXPLAIN …) is not observed.
StatementObserver& the_observer() {
  static StatementObserver observer;
  return observer;
}
thread_local bool observing = false;

// 0: a file without a database.
Result<int> pages_of(sqlite3* database) {
  sqlite3_stmt* query = nullptr;
  int code = sqlite3_prepare_v2(database, "PRAGMA page_count", -1, &query, nullptr);
  if (code == SQLITE_OK) code = sqlite3_step(query);
  const int pages = code == SQLITE_ROW ? sqlite3_column_int(query, 0) : 0;
  sqlite3_finalize(query);
  if (code != SQLITE_ROW) return failure(database, code);
  return pages;
}

void notify_observer(Database& database, std::string_view sql) {
  if (!the_observer() || observing) return;
  observing = true;
  the_observer()(database, sql);
  observing = false;
}

}  // namespace

void observe_statements(StatementObserver observer) { the_observer() = std::move(observer); }

// Compiled statements that nobody uses at the moment, by their text. Dies with its Database; a Statement that lives
// longer keeps only the empty shell.
class StatementCache {
 public:
  ~StatementCache() { close(); }

  sqlite3_stmt* take(std::string_view sql) {
    const auto found = m_idle.find(sql);
    if (found == m_idle.end()) return nullptr;
    sqlite3_stmt* handle = found->second;
    m_idle.erase(found);
    return handle;
  }

  void give_back(sqlite3_stmt* handle) {
    sqlite3_reset(handle);
    sqlite3_clear_bindings(handle);
    const char* sql = sqlite3_sql(handle);
    if (m_closed || !sql || m_idle.size() >= kMaxIdle || !m_idle.emplace(sql, handle).second) sqlite3_finalize(handle);
  }

  // In turn with the other writers of the file; for a connection that only reads there is nothing to wait for.
  Result<WriteTurn> take_turn() {
    if (!m_turns) return WriteTurn();
    if (!m_turns->take(m_at_most)) return fail(ErrorCode::busy, "other writers of this process hold the database");
    return WriteTurn(m_turns);
  }
  void take_turns_at(std::shared_ptr<WriteTurns> turns) { m_turns = std::move(turns); }

  // For the lock of another process. SQLite's own handler looks ever more rarely, at last every 100 ms, and misses the
  // moment between two commits of one that writes without pause: this one looks every millisecond.
  void wait_for_lock(sqlite3* database, std::chrono::milliseconds at_most) {
    m_at_most = at_most;
    const auto look_again = [](void* cache, int looked) {
      if (looked >= static_cast<StatementCache*>(cache)->m_at_most.count()) return 0;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      return 1;
    };
    sqlite3_busy_handler(database, look_again, this);
  }

  std::chrono::milliseconds patience() const { return m_at_most; }

  void close() {
    m_closed = true;
    for (const auto& [sql, handle] : m_idle) sqlite3_finalize(handle);
    m_idle.clear();
  }

 private:
  static constexpr std::size_t kMaxIdle = 256;
  bool m_closed = false;
  std::map<std::string, sqlite3_stmt*, std::less<>> m_idle;
  std::shared_ptr<WriteTurns> m_turns;
  std::chrono::milliseconds m_at_most{0};
};

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database),
      m_handle(std::exchange(other.m_handle, nullptr)),
      m_cache(std::move(other.m_cache)),
      m_bound(other.m_bound),
      m_bind_code(other.m_bind_code) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(m_database, other.m_database);
  std::swap(m_handle, other.m_handle);
  std::swap(m_cache, other.m_cache);
  std::swap(m_bound, other.m_bound);
  std::swap(m_bind_code, other.m_bind_code);
  return *this;
}

Statement::~Statement() {
  if (m_handle) m_cache->give_back(m_handle);
}

void Statement::begin_binding(int given) {
  m_bound = given;
  m_bind_code = SQLITE_OK;
}
void Statement::record_bind_error(int code) {
  if (m_bind_code == SQLITE_OK) m_bind_code = code;
}

void Statement::bind_at(int index, std::int64_t value) {
  record_bind_error(sqlite3_bind_int64(m_handle, index, value));
}
void Statement::bind_at(int index, double value) { record_bind_error(sqlite3_bind_double(m_handle, index, value)); }
void Statement::bind_at(int index, std::string_view value) {
  // An empty view may have no address, and a null pointer would bind NULL.
  record_bind_error(sqlite3_bind_text64(m_handle, index, value.empty() ? "" : value.data(), value.size(),
                                        SQLITE_TRANSIENT, SQLITE_UTF8));
}
void Statement::bind_at(int index, ByteView value) {
  // An empty blob is a value; a null pointer would bind NULL.
  record_bind_error(value.empty() ? sqlite3_bind_zeroblob(m_handle, index, 0)
                                  : sqlite3_bind_blob64(m_handle, index, value.data(), value.size(), SQLITE_TRANSIENT));
}
void Statement::bind_at(int index, std::nullptr_t) { record_bind_error(sqlite3_bind_null(m_handle, index)); }

Result<bool> Statement::step() {
  const int wanted = sqlite3_bind_parameter_count(m_handle);
  if (wanted != (m_bound < 0 ? 0 : m_bound)) {
    return fail(ErrorCode::internal, "a statement with " + std::to_string(wanted) + " parameters was given " +
                                         std::to_string(m_bound < 0 ? 0 : m_bound) + ": " + std::string(sql()));
  }
  if (m_bind_code != SQLITE_OK) return failure(m_database, m_bind_code);
  const int code = sqlite3_step(m_handle);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  auto error = failure(m_database, code);
  sqlite3_reset(m_handle);
  return error;
}

Result<void> Statement::run() {
  const bool writes_alone = sqlite3_stmt_readonly(m_handle) == 0 && sqlite3_get_autocommit(m_database) != 0;
  WARMHEART_TRY_ASSIGN(const WriteTurn turn, writes_alone ? m_cache->take_turn() : Result<WriteTurn>(WriteTurn()));
  for (;;) {
    auto row = step();
    if (!row) return fail(row.error());
    if (!*row) break;
  }
  reset();
  return {};
}

void Statement::reset() {
  sqlite3_reset(m_handle);
  sqlite3_clear_bindings(m_handle);
  m_bound = -1;
  m_bind_code = SQLITE_OK;
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_handle, column); }
double Statement::real(int column) const { return sqlite3_column_double(m_handle, column); }
std::string Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_handle, column));
  return data ? std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column))) : std::string();
}
ByteView Statement::bytes(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(m_handle, column));
  return {data, data ? static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column)) : 0};
}
int Statement::columns() const { return sqlite3_column_count(m_handle); }
std::string_view Statement::sql() const { return sqlite3_sql(m_handle); }
bool Statement::is_null(int column) const { return sqlite3_column_type(m_handle, column) == SQLITE_NULL; }

Result<Database> Database::open(const std::string& path, const OpenOptions& options) {
  sqlite3* handle = nullptr;
  const int create = options.create ? SQLITE_OPEN_CREATE : 0;
  const int flags = (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | create) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
  Database database(handle);
  if (code != SQLITE_OK) {
    if (!handle) return fail(ErrorCode::io, sqlite3_errstr(code));
    return failure(handle, code);
  }
  database.m_cache->wait_for_lock(handle, std::chrono::milliseconds(options.busy_timeout_ms));
  WARMHEART_TRY(database.run("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"));
  if (!options.read_only) {
    database.m_cache->take_turns_at(WriteTurns::of(options.vfs + ":" + path));
    WARMHEART_TRY(database.run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"));
  }
  return database;
}

Database::Database(sqlite3* handle) : m_handle(handle), m_cache(std::make_shared<StatementCache>()) {}

Database::Database(Database&& other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr)), m_cache(std::move(other.m_cache)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(m_handle, other.m_handle);
  std::swap(m_cache, other.m_cache);
  return *this;
}

Database::~Database() {
  if (m_cache) m_cache->close();
  sqlite3_close_v2(m_handle);
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* handle = m_cache->take(sql);
  if (handle) return Statement(m_handle, handle, m_cache);
  const int code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &handle, nullptr);
  if (code != SQLITE_OK) return failure(m_handle, code);
  notify_observer(*this, sql);
  return Statement(m_handle, handle, m_cache);
}

Result<void> Database::run(std::string_view script) {
  const std::string terminated(script);
  const int code = sqlite3_exec(m_handle, terminated.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure(m_handle, code);
  return {};
}

Result<int> Database::version() {
  WARMHEART_TRY_ASSIGN(auto query, prepare("PRAGMA user_version"));
  WARMHEART_TRY(query.step());
  return static_cast<int>(query.integer(0));
}

Result<void> Database::migrate(std::span<const Migration> migrations) {
  WARMHEART_TRY_ASSIGN(const int present, version());
  const int newest = migrations.empty() ? 0 : migrations.back().version;
  if (present > newest) {
    return fail(ErrorCode::unsupported, "this database has version " + std::to_string(present) +
                                            ", this program knows up to " + std::to_string(newest));
  }
  for (const Migration& step : migrations) {
    if (step.version <= present) continue;
    WARMHEART_TRY_ASSIGN(auto transaction, Transaction::begin(*this));
    // Another process may have taken this step between our look and the lock.
    WARMHEART_TRY_ASSIGN(const int now, version());
    if (step.version <= now) continue;
    WARMHEART_TRY(run(step.sql));
    WARMHEART_TRY(run("PRAGMA user_version=" + std::to_string(step.version)));
    WARMHEART_TRY(transaction.commit());
  }
  return {};
}

Result<void> Database::check() {
  WARMHEART_TRY_ASSIGN(auto query, prepare("PRAGMA quick_check(1)"));
  WARMHEART_TRY(query.step());
  if (const std::string answer = query.text(0); answer != "ok") return fail(ErrorCode::corrupt, answer);
  return {};
}

int Database::changes() const { return sqlite3_changes(m_handle); }

Result<void> Database::rewrite() {
  WARMHEART_TRY_ASSIGN(const WriteTurn turn, m_cache->take_turn());
  return run("VACUUM");
}

Result<bool> Database::cut_log(std::chrono::milliseconds patience) {
  WARMHEART_TRY_ASSIGN(const WriteTurn turn, m_cache->take_turn());
  const std::chrono::milliseconds usual = m_cache->patience();
  m_cache->wait_for_lock(m_handle, patience);
  const int code = sqlite3_wal_checkpoint_v2(m_handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
  m_cache->wait_for_lock(m_handle, usual);
  if ((code & 0xFF) == SQLITE_BUSY) return false;
  if (code != SQLITE_OK) return failure(m_handle, code);
  return true;
}

Result<void> Database::copy_to(const std::string& path) {
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(
      path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      nullptr);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> target(raw, sqlite3_close_v2);
  if (opened != SQLITE_OK) return raw ? failure(raw, opened) : fail(ErrorCode::io, sqlite3_errstr(opened));
  WARMHEART_TRY_ASSIGN(const int present, pages_of(raw));
  if (present != 0) return fail(ErrorCode::conflict, path + " exists");
  sqlite3_backup* copy = sqlite3_backup_init(raw, "main", m_handle, "main");
  if (!copy) return failure(raw, sqlite3_extended_errcode(raw));
  const int stepped = sqlite3_backup_step(copy, -1);
  const int finished = sqlite3_backup_finish(copy);
  if (stepped != SQLITE_DONE) return failure(raw, finished != SQLITE_OK ? finished : stepped);
  if (finished != SQLITE_OK) return failure(raw, finished);
  return {};
}

Result<Transaction> Transaction::begin(Database& database) {
  WARMHEART_TRY_ASSIGN(WriteTurn turn, database.m_cache->take_turn());
  WARMHEART_TRY(database.run("BEGIN IMMEDIATE"));
  return Transaction(&database, std::move(turn));
}

Transaction::~Transaction() {
  if (!m_database) return;
  // SQLite may have rolled back by itself (disk full, I/O error); then this says "no transaction", which is what we
  // want.
  static_cast<void>(m_database->run("ROLLBACK").has_value());
}

Result<void> Transaction::commit() {
  WARMHEART_TRY(m_database->run("COMMIT"));
  m_database = nullptr;
  m_turn.release();
  return {};
}

}  // namespace warmheart::sqlite
