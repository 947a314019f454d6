// The one way in which both halves read and write rows: rows<T>, row<T>, execute, and a reader of columns.
//
//   auto lines = sql::rows<Line>(db, "SELECT name, count FROM t WHERE day >= ?", read_line, day);   // every row
//   auto station = sql::row<Uuid>(db, "SELECT station FROM device WHERE id = ?", device);            // one or none
//   auto changed = sql::execute(db, "UPDATE t SET day = ? WHERE id = ?", day, id);                  // rows changed
//
// read_line is `Line read_line(sql::Columns& row)`; it takes the columns from left to right. Without a reader a row has
// one column and is a T. Thread: that of the connection. Errors: the database's; `internal` where the number of
// parameters or columns is not the statement's; `corrupt` where a column holds another type or length than the one
// asked for, or NULL where none is expected.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/id.h"
#include "core/storage/connection.h"

namespace warmheart::sql {

// The columns of the row that a statement has ready, taken from left to right. The first that is not what was asked for
// is remembered as the row's error; what is returned for it is an empty value that nobody gets to see.
class Columns {
 public:
  explicit Columns(const Statement& statement) : m_statement(statement) {}

  // T: integers, bool, double, std::string, Bytes, Uuid, an array of bytes (Digest, KeyId), std::optional of these
  // (NULL).
  template <class T>
  T next() {
    const int column = m_column++;
    if (column >= m_statement.columns()) {
      record_error(ErrorCode::internal, column, "is read, and the statement has fewer");
      return T{};
    }
    return read(column, static_cast<T*>(nullptr));
  }
  std::int64_t integer() { return next<std::int64_t>(); }
  std::uint64_t counter() { return next<std::uint64_t>(); }
  bool flag() { return next<bool>(); }
  std::string text() { return next<std::string>(); }
  Bytes bytes() { return next<Bytes>(); }
  Uuid id() { return next<Uuid>(); }
  Digest digest() { return next<Digest>(); }

  // A column that names one of a list: `from` is `std::optional<State> from(std::string_view)`.
  template <class From>
  auto named(From from) {
    const int column = m_column;
    auto value = from(std::string_view(text()));
    if (!value) record_error(ErrorCode::corrupt, column, "holds a name that this program does not know");
    return value.value_or(typename decltype(value)::value_type{});
  }

  // For readers that parse a column's bytes further.
  void refuse(std::string_view what) { record_error(ErrorCode::corrupt, m_column - 1, what); }

  // To be asked once the row is read.
  Result<void> outcome() const;

 private:
  template <std::integral T>
  T read(int column, T*) {
    if (m_statement.is_null(column)) record_error(ErrorCode::corrupt, column, "is NULL");
    return static_cast<T>(m_statement.integer(column));
  }
  bool read(int column, bool*) { return read(column, static_cast<std::int64_t*>(nullptr)) != 0; }
  double read(int column, double*) {
    if (m_statement.is_null(column)) record_error(ErrorCode::corrupt, column, "is NULL");
    return m_statement.real(column);
  }
  std::string read(int column, std::string*) {
    if (m_statement.is_null(column)) record_error(ErrorCode::corrupt, column, "is NULL");
    return m_statement.text(column);
  }
  Bytes read(int column, Bytes*) {
    if (m_statement.is_null(column)) record_error(ErrorCode::corrupt, column, "is NULL");
    return bytes_of(m_statement.bytes(column));
  }
  template <std::size_t N>
  std::array<std::uint8_t, N> read(int column, std::array<std::uint8_t, N>*) {
    std::array<std::uint8_t, N> value{};
    const ByteView held = m_statement.bytes(column);
    if (held.size() == N)
      std::copy(held.begin(), held.end(), value.begin());
    else
      record_error(ErrorCode::corrupt, column, "has another length than its kind");
    return value;
  }
  Uuid read(int column, Uuid*) { return Uuid(read(column, static_cast<std::array<std::uint8_t, 16>*>(nullptr))); }
  template <class T>
  std::optional<T> read(int column, std::optional<T>*) {
    if (m_statement.is_null(column)) return std::nullopt;
    return read(column, static_cast<T*>(nullptr));
  }

  void record_error(ErrorCode code, int column, std::string_view what);

  const Statement& m_statement;
  int m_column = 0;
  std::optional<Error> m_error;
};

namespace internal {

template <class T, class Read>
Result<T> read_row(const Statement& statement, Read& read) {
  Columns columns(statement);
  auto value = read(columns);
  WARMHEART_TRY(columns.outcome());
  return Result<T>(std::move(value));
}

template <class T>
T only_column(Columns& columns) {
  return columns.next<T>();
}

template <class T, class Read, class... Values>
Result<std::vector<T>> rows(Connection& db, std::string_view text, Read& read, const Values&... values) {
  WARMHEART_TRY_ASSIGN(auto statement, db.prepare(text));
  if constexpr (sizeof...(values) > 0) statement.bind(values...);
  std::vector<T> out;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, statement.step());
    if (!found) return out;
    WARMHEART_TRY_ASSIGN(auto value, read_row<T>(statement, read));
    out.push_back(std::move(value));
  }
}

template <class T, class Read, class... Values>
Result<std::optional<T>> row(Connection& db, std::string_view text, Read& read, const Values&... values) {
  WARMHEART_TRY_ASSIGN(auto statement, db.prepare(text));
  if constexpr (sizeof...(values) > 0) statement.bind(values...);
  WARMHEART_TRY_ASSIGN(const bool found, statement.step());
  if (!found) return std::optional<T>();
  WARMHEART_TRY_ASSIGN(auto value, read_row<T>(statement, read));
  return std::optional<T>(std::move(value));
}

template <class Read>
concept Reader = std::invocable<Read&, Columns&>;

}  // namespace internal

// Every row, in the statement's order.
template <class T, internal::Reader Read, class... Values>
Result<std::vector<T>> rows(Connection& db, std::string_view text, Read read, const Values&... values) {
  return internal::rows<T>(db, text, read, values...);
}
template <class T, class... Values>
Result<std::vector<T>> rows(Connection& db, std::string_view text, const Values&... values) {
  return internal::rows<T>(db, text, internal::only_column<T>, values...);
}

// The first row, or none.
template <class T, internal::Reader Read, class... Values>
Result<std::optional<T>> row(Connection& db, std::string_view text, Read read, const Values&... values) {
  return internal::row<T>(db, text, read, values...);
}
template <class T, class... Values>
Result<std::optional<T>> row(Connection& db, std::string_view text, const Values&... values) {
  return internal::row<T>(db, text, internal::only_column<T>, values...);
}

// Every row, handed over one by one: for answers too large to hold. `take` is `bool take(T&&)`; false ends it.
template <class T, internal::Reader Read, class Take, class... Values>
Result<void> each(Connection& db, std::string_view text, Read read, Take take, const Values&... values) {
  WARMHEART_TRY_ASSIGN(auto statement, db.prepare(text));
  if constexpr (sizeof...(values) > 0) statement.bind(values...);
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, statement.step());
    if (!found) return {};
    WARMHEART_TRY_ASSIGN(auto value, internal::read_row<T>(statement, read));
    if (!take(std::move(value))) return {};
  }
}

// A statement that always has a row (a count, a sum, RETURNING of what was just made); without one it is `internal`.
template <class T, class... Values>
Result<T> value(Connection& db, std::string_view text, const Values&... values) {
  WARMHEART_TRY_ASSIGN(auto found, row<T>(db, text, values...));
  if (!found) return fail(ErrorCode::internal, "a statement that always has a row has none: " + std::string(text));
  return Result<T>(std::move(*found));
}

// INSERT, UPDATE, DELETE: how many rows it changed.
template <class... Values>
Result<std::int64_t> execute(Connection& db, std::string_view text, const Values&... values) {
  WARMHEART_TRY_ASSIGN(auto statement, db.prepare(text));
  if constexpr (sizeof...(values) > 0) statement.bind(values...);
  WARMHEART_TRY(statement.run());
  return db.changes();
}

// The same statement once for each of `all`, in their order; `parameters` gives those of one as a std::tuple, which may
// hold views. Returns for each how many rows it changed.
template <class T, class Parameters>
Result<std::vector<std::int64_t>> execute_each(Connection& db, std::string_view text, const std::vector<T>& all,
                                               Parameters parameters) {
  WARMHEART_TRY_ASSIGN(auto statement, db.prepare(text));
  std::vector<std::int64_t> changed;
  changed.reserve(all.size());
  for (const T& one : all) {
    std::apply([&](const auto&... values) { statement.bind(values...); }, parameters(one));
    WARMHEART_TRY(statement.run());
    changed.push_back(db.changes());
  }
  return changed;
}

// Runs `act` in one transaction: committed when it returns a value, rolled back when it returns an Error. `act` has no
// effect outside the database, because it may run again where a driver has to (a conflict of two writers).
template <class Act>
auto transact(Connection& db, Act&& act) -> std::invoke_result_t<Act&> {
  WARMHEART_TRY_ASSIGN(auto transaction, Transaction::begin(db));
  auto outcome = act();
  if (!outcome) return outcome;
  WARMHEART_TRY(transaction.commit());
  return outcome;
}

}  // namespace warmheart::sql
