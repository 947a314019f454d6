// PostgreSQL behind connection.h; with postgres_*.cpp the only C++ in the house that speaks to libpq-fe.h. One Database
// is one connection, used by one thread at a time; it connects again by itself where it was lost, at the next act.
// Errors, from SQLSTATE in one place (postgres.cpp): what another act, a restart or a failover stands in the way of is
// `busy`, with the same meaning as SQLite's lock; 53100 `disk_full`; 23* `conflict`; 28* and 42501 `forbidden`; 22P05
// and 22021 `invalid_argument`; 42* and a wrong number or type of parameters `internal`.
// Every wait ends: a server that says nothing for `deadline` beyond the time it may wait for a lock is left, and the
// socket is closed. Nothing is ever cancelled: a cancelled COMMIT is visible, and on one machine only.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/storage/connection.h"

namespace warmheart::postgres {

struct OpenOptions {
  std::chrono::milliseconds lock_timeout{2000};      // then `busy`
  std::chrono::milliseconds deadline{3000};          // of silence, beyond lock_timeout
  std::chrono::milliseconds long_deadline{600'000};  // of a migration and of rewrite(): they are silent while they work
};

// Whether this names a server: "postgresql://…" or "postgres://…".
bool is_url(std::string_view text);

// The same server and user, another database. invalid_argument: no such URL.
Result<std::string> with_database(const std::string& url, const std::string& database);
// The name of the database in a URL; invalid_argument: it names none.
Result<std::string> database_of(const std::string& url);
// Without its password: for logs.
std::string without_password(const std::string& url);

class Session;

class Database final : public sql::Connection {
 public:
  // PostgreSQL 15 or newer, primary, encoding UTF8, collation C, without PgBouncer; otherwise `unsupported` with a
  // sentence. `forbidden`: name or password; `not_found`: no such database; `busy`: the server cannot be reached.
  static Result<Database> open(const std::string& url, const OpenOptions& options = {});

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database() override;

  sql::Engine engine() const override { return sql::Engine::postgres; }
  Result<sql::Statement> prepare(std::string_view text) override;
  Result<void> run(std::string_view script) override;

  // Of the table schema_version: the step, and the oldest step whose programs may still run on it. A program that knows
  // fewer steps than the second is `unsupported`; one between the two runs beside newer ones. A step that older
  // programs may run on says so by a line `-- oldest program: N`. One process at a time, by an advisory lock.
  Result<int> version() override;
  Result<void> migrate(std::span<const sql::Migration> migrations) override;

  std::int64_t changes() const override;

  // VACUUM of every table: the rows are gone from tables and indexes, and their space is free for others. What stands
  // in free space until it is used again, in the log and in its archive, is out of our hands: PostgreSQL has no
  // secure_delete. What must not outlive its row stands there encrypted, under a key that is gone.
  Result<void> rewrite() override;
  Result<bool> cut_log(std::chrono::milliseconds) override { return true; }  // the server's own: nothing to wait for

  Result<void> begin_look() override;  // REPEATABLE READ READ ONLY
  void end_look() override;
  bool may_succeed_at_once() const override;

  // Of the connection that is open now; 0: none is. For tests and logs.
  int backend() const;

 private:
  explicit Database(std::shared_ptr<Session> session);
  Result<void> begin_act() override;  // READ COMMITTED
  // `busy`, "unknown outcome: …": the connection was lost or left while COMMIT was on its way, or the wait for a
  // standby was cancelled (WARNING 01000). The act may be durable, may be on one machine only, may be nowhere: nobody
  // is told that it is done. The connection is closed.
  Result<void> commit_act() override;
  void roll_back_act() override;

  std::shared_ptr<Session> m_session;
};

}  // namespace warmheart::postgres
