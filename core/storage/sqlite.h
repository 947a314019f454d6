// The only C++ in the house that speaks to sqlite3.h: connection, statement, transaction, migrations.
// One Database is used by one thread at a time. Every failure is an Error with SQLite's own words.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/storage/write_turns.h"

struct sqlite3;
struct sqlite3_stmt;

namespace warmheart::sqlite {

class Database;
class StatementCache;  // and what all statements of a connection share

// A prepared statement. Where the same text was prepared before, the compiled form is used again (one at a time each).
// bind() gives every parameter, in order; step() while it says true; columns count from 0. A wrong number of
// parameters, a value that SQLite does not take, or a step before bind() is ErrorCode::internal at step().
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  ~Statement();

  // Binds every parameter in order. Accepts integers, bool, double, text, bytes, nullptr, std::optional of these.
  template <class... Values>
  Statement& bind(const Values&... values) {
    int index = 0;
    begin_binding(static_cast<int>(sizeof...(values)));
    (bind_at(++index, values), ...);
    return *this;
  }

  Result<bool> step();  // true: a row stands ready
  Result<void> run();   // steps to the end, then resets
  void reset();         // ready for new values

  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;
  ByteView bytes(int column) const;  // valid until the next step
  bool is_null(int column) const;
  int columns() const;
  std::string_view sql() const;

 private:
  friend class Database;
  Statement(sqlite3* database, sqlite3_stmt* handle, std::shared_ptr<StatementCache> cache)
      : m_database(database), m_handle(handle), m_cache(std::move(cache)) {}

  void begin_binding(int given);
  void record_bind_error(int code);
  void bind_at(int index, std::int64_t value);
  void bind_at(int index, std::uint64_t value) { bind_at(index, static_cast<std::int64_t>(value)); }
  void bind_at(int index, int value) { bind_at(index, static_cast<std::int64_t>(value)); }
  void bind_at(int index, unsigned value) { bind_at(index, static_cast<std::int64_t>(value)); }
  void bind_at(int index, bool value) { bind_at(index, static_cast<std::int64_t>(value)); }
  void bind_at(int index, double value);
  void bind_at(int index, std::string_view value);
  void bind_at(int index, const std::string& value) { bind_at(index, std::string_view(value)); }
  void bind_at(int index, const char* value) { bind_at(index, std::string_view(value)); }
  void bind_at(int index, ByteView value);
  void bind_at(int index, const Bytes& value) { bind_at(index, ByteView(value)); }
  template <std::size_t N>
  void bind_at(int index, const std::array<std::uint8_t, N>& value) {
    bind_at(index, ByteView(value));
  }
  void bind_at(int index, std::nullptr_t);
  template <class T>
  void bind_at(int index, const std::optional<T>& value) {
    if (value)
      bind_at(index, *value);
    else
      bind_at(index, nullptr);
  }

  sqlite3* m_database;
  sqlite3_stmt* m_handle;
  std::shared_ptr<StatementCache> m_cache;
  int m_bound = -1;     // parameters given since the last reset; -1: none asked for
  int m_bind_code = 0;  // SQLite's first error while parameters were bound
};

// One step up; `sql` may hold many statements. Migrations are one-way and numbered from 1 (PRAGMA user_version).
struct Migration {
  int version;
  std::string_view sql;
};

struct OpenOptions {
  std::string vfs;  // empty: the system's; tests name a faulty one
  int busy_timeout_ms = 5000;
  bool read_only = false;
  bool create = true;  // a file that is missing is made; otherwise it is `io`
};

// Called with each text when it is compiled, on the thread that compiles it: a test explains every statement of a run.
// Set it before databases are opened in other threads; an empty function ends it.
using StatementObserver = std::function<void(Database&, std::string_view sql)>;
void observe_statements(StatementObserver observer);

class Database {
 public:
  // WAL, synchronous=FULL, foreign_keys=ON, secure_delete=ON. A file that is no database is ErrorCode::corrupt.
  static Result<Database> open(const std::string& path, const OpenOptions& options = {});

  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  Result<Statement> prepare(std::string_view sql);
  Result<void> run(std::string_view script);  // many statements, no parameters, no rows

  // The step the file stands at: 0 is a new file.
  Result<int> version();

  // Applies what is missing, each step in its own transaction; several processes may do it at once. A newer file is
  // ErrorCode::unsupported.
  Result<void> migrate(std::span<const Migration> migrations);

  // PRAGMA quick_check; ErrorCode::corrupt with its first message.
  Result<void> check();

  int changes() const;  // rows changed by the last statement

  // Writes the whole file anew, outside a transaction and in turn with the other writers, who wait as long as it takes:
  // secure_delete leaves about one deleted row in a hundred behind, in parts of pages that a split has put out of use.
  // What is deleted stands in the log until cut_log() has succeeded. Needs the file's size free twice. Errors: busy,
  // disk_full, io; the file is as it was.
  Result<void> rewrite();
  // Moves the log into the file and cuts it to nothing. False: somebody still read from it after `patience`, in which
  // writers wait, too.
  Result<bool> cut_log(std::chrono::milliseconds patience);
  // Writes what this connection reads into a new file of the same pages, durable when it returns; inside an open read
  // transaction that is the moment at which it began, whatever others write meanwhile. The log cannot be cut until it
  // has ended. conflict: there is a file at `path`; disk_full, io: what was written there is no database.
  Result<void> copy_to(const std::string& path);

 private:
  friend class Transaction;
  explicit Database(sqlite3* handle);
  sqlite3* m_handle;
  std::shared_ptr<StatementCache> m_cache;
};

// BEGIN IMMEDIATE … COMMIT. Rolls back when it goes without commit(). Within a process writers of a file have it in
// turn (write_turns.h); `busy` after the busy timeout, once for those and once for other processes.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept
      : m_turn(std::move(other.m_turn)), m_database(std::exchange(other.m_database, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Result<void> commit();  // durable when this returns

 private:
  Transaction(Database* database, WriteTurn turn) : m_turn(std::move(turn)), m_database(database) {}
  WriteTurn m_turn;
  Database* m_database;
};

}  // namespace warmheart::sqlite
