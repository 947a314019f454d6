// A connection to a database, whichever it is: statements, acts, migrations. Two drivers stand behind it: sqlite.h (a
// file) and postgres.h (a server). Callers write and read through sql.h; what differs between the two is in dialect.h.
// One Connection is used by one thread at a time. Every failure is an Error with the database's own words.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace warmheart::sql {

enum class Engine { sqlite, postgres };

// One step up; `sql` may hold many statements. Numbered from 1 and one-way. The types are SQLite's (INTEGER, BLOB,
// REAL, TEXT); `postgres` is for the steps that differ in more than those.
struct Migration {
  int version;
  std::string_view sql;
  std::string_view postgres = {};
};

// A statement as its driver holds it. For drivers: callers have a Statement.
class Prepared {
 public:
  virtual void begin_binding(int given) = 0;
  virtual void bind_integer(int index, std::int64_t value) = 0;
  virtual void bind_flag(int index, bool value) = 0;
  virtual void bind_real(int index, double value) = 0;
  virtual void bind_text(int index, std::string_view value) = 0;
  virtual void bind_bytes(int index, ByteView value) = 0;
  virtual void bind_null(int index) = 0;
  virtual Result<bool> step() = 0;
  virtual Result<void> run() = 0;
  virtual void reset() = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string text(int column) const = 0;
  virtual ByteView bytes(int column) const = 0;
  virtual bool is_null(int column) const = 0;
  virtual int columns() const = 0;
  virtual std::string_view sql() const = 0;
  virtual void give_back() = 0;  // nobody uses it any more: its driver may keep it for the next who asks

 protected:
  Prepared() = default;
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
  virtual ~Prepared() = default;
};

// A prepared statement. Where the same text was prepared before, the compiled form is used again (one at a time each).
// bind() gives every parameter, in order; step() while it says true; columns count from 0. A wrong number of
// parameters, a value that the database does not take, or a step before bind() is ErrorCode::internal at step().
class Statement {
 public:
  explicit Statement(Prepared* prepared) : m_prepared(prepared) {}
  Statement(Statement&& other) noexcept : m_prepared(std::exchange(other.m_prepared, nullptr)) {}
  Statement& operator=(Statement&& other) noexcept {
    std::swap(m_prepared, other.m_prepared);
    return *this;
  }
  ~Statement() {
    if (m_prepared) m_prepared->give_back();
  }

  // Binds every parameter in order. Accepts integers, bool, double, text, bytes, nullptr, std::optional of these.
  template <class... Values>
  Statement& bind(const Values&... values) {
    int index = 0;
    m_prepared->begin_binding(static_cast<int>(sizeof...(values)));
    (bind_at(++index, values), ...);
    return *this;
  }

  Result<bool> step() { return m_prepared->step(); }  // true: a row stands ready
  Result<void> run() { return m_prepared->run(); }    // steps to the end, then resets
  void reset() { m_prepared->reset(); }               // ready for new values

  std::int64_t integer(int column) const { return m_prepared->integer(column); }
  double real(int column) const { return m_prepared->real(column); }
  std::string text(int column) const { return m_prepared->text(column); }
  ByteView bytes(int column) const { return m_prepared->bytes(column); }  // valid until the next step
  bool is_null(int column) const { return m_prepared->is_null(column); }
  int columns() const { return m_prepared->columns(); }
  std::string_view sql() const { return m_prepared->sql(); }

 private:
  void bind_at(int index, std::int64_t value) { m_prepared->bind_integer(index, value); }
  void bind_at(int index, std::uint64_t value) { m_prepared->bind_integer(index, static_cast<std::int64_t>(value)); }
  void bind_at(int index, int value) { m_prepared->bind_integer(index, value); }
  void bind_at(int index, unsigned value) { m_prepared->bind_integer(index, value); }
  void bind_at(int index, bool value) { m_prepared->bind_flag(index, value); }
  void bind_at(int index, double value) { m_prepared->bind_real(index, value); }
  void bind_at(int index, std::string_view value) { m_prepared->bind_text(index, value); }
  void bind_at(int index, const std::string& value) { m_prepared->bind_text(index, value); }
  void bind_at(int index, const char* value) { m_prepared->bind_text(index, value); }
  void bind_at(int index, ByteView value) { m_prepared->bind_bytes(index, value); }
  void bind_at(int index, const Bytes& value) { m_prepared->bind_bytes(index, value); }
  template <std::size_t N>
  void bind_at(int index, const std::array<std::uint8_t, N>& value) {
    m_prepared->bind_bytes(index, value);
  }
  void bind_at(int index, std::nullptr_t) { m_prepared->bind_null(index); }
  template <class T>
  void bind_at(int index, const std::optional<T>& value) {
    if (value)
      bind_at(index, *value);
    else
      m_prepared->bind_null(index);
  }

  Prepared* m_prepared;
};

class Connection {
 public:
  virtual ~Connection() = default;

  virtual Engine engine() const = 0;
  virtual Result<Statement> prepare(std::string_view text) = 0;
  virtual Result<void> run(std::string_view script) = 0;  // many statements, no parameters, no rows

  // The step that the database stands at: 0 is a new one.
  virtual Result<int> version() = 0;
  // Applies what is missing, each step in its own transaction; several processes may do it at once. A newer database is
  // ErrorCode::unsupported.
  virtual Result<void> migrate(std::span<const Migration> migrations) = 0;

  virtual std::int64_t changes() const = 0;  // rows changed by the last statement

  // Outside a transaction: what is deleted goes from the files as far as the database can see to it (sqlite.h,
  // postgres.h), and writers wait. Errors: busy, disk_full, io; everything is as it was.
  virtual Result<void> rewrite() = 0;
  // Moves the log into the file and cuts it to nothing, where the log is ours. False: somebody still read from it after
  // `patience`, in which writers wait, too.
  virtual Result<bool> cut_log(std::chrono::milliseconds patience) = 0;

  // A transaction that looks at one moment and writes nothing; ended by end_look().
  virtual Result<void> begin_look() = 0;
  virtual void end_look() = 0;

  // After a failed act: whether two acts met (a deadlock, a connection that was lost before COMMIT), so that the same
  // act may succeed at once. Never after a COMMIT whose outcome is not known.
  virtual bool may_succeed_at_once() const { return false; }

 protected:
  Connection() = default;
  Connection(const Connection&) = default;
  Connection& operator=(const Connection&) = default;

 private:
  friend class Transaction;
  virtual Result<void> begin_act() = 0;
  virtual Result<void> commit_act() = 0;
  virtual void roll_back_act() = 0;
};

// A transaction that writes. Rolls back when it goes without commit(). On SQLite the one writer of a file (`busy` after
// the busy timeout, once for the writers of this process and once for other processes); on PostgreSQL READ COMMITTED.
class Transaction {
 public:
  static Result<Transaction> begin(Connection& connection) {
    WARMHEART_TRY(connection.begin_act());
    return Transaction(&connection);
  }
  Transaction(Transaction&& other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction() {
    if (m_connection) m_connection->roll_back_act();
  }

  // Durable when this returns. An error after which the transaction is not open any more has ended it.
  Result<void> commit() {
    WARMHEART_TRY(m_connection->commit_act());
    m_connection = nullptr;
    return {};
  }

 private:
  explicit Transaction(Connection* connection) : m_connection(connection) {}
  Connection* m_connection;
};

}  // namespace warmheart::sql
