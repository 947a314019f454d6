// SQLite behind connection.h; the only C++ in the house that speaks to sqlite3.h. Migrations are numbered by
// PRAGMA user_version. One Database is used by one thread at a time. Every failure is an Error with SQLite's own words.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/storage/connection.h"
#include "core/storage/write_turns.h"

struct sqlite3;

namespace warmheart::sqlite {

class Database;
class StatementCache;  // and what all statements of a connection share

using sql::Migration;
using sql::Statement;
using sql::Transaction;

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

class Database final : public sql::Connection {
 public:
  // WAL, synchronous=FULL, foreign_keys=ON, secure_delete=ON. A file that is no database is ErrorCode::corrupt.
  static Result<Database> open(const std::string& path, const OpenOptions& options = {});

  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database() override;

  sql::Engine engine() const override { return sql::Engine::sqlite; }
  Result<Statement> prepare(std::string_view sql) override;
  Result<void> run(std::string_view script) override;
  Result<int> version() override;
  Result<void> migrate(std::span<const Migration> migrations) override;

  // PRAGMA quick_check; ErrorCode::corrupt with its first message.
  Result<void> check();

  std::int64_t changes() const override;

  // Writes the whole file anew, outside a transaction and in turn with the other writers, who wait as long as it takes:
  // secure_delete leaves about one deleted row in a hundred behind, in parts of pages that a split has put out of use.
  // What is deleted stands in the log until cut_log() has succeeded. Needs the file's size free twice. Errors: busy,
  // disk_full, io; the file is as it was.
  Result<void> rewrite() override;
  Result<bool> cut_log(std::chrono::milliseconds patience) override;

  Result<void> begin_look() override;
  void end_look() override;

 private:
  explicit Database(sqlite3* handle);
  // BEGIN IMMEDIATE … COMMIT. Within a process writers of a file have it in turn (write_turns.h).
  Result<void> begin_act() override;
  Result<void> commit_act() override;
  void roll_back_act() override;

  sqlite3* m_handle;
  std::shared_ptr<StatementCache> m_cache;
};

}  // namespace warmheart::sqlite
