#include "core/storage/postgres.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "core/base/utf8.h"
#include "core/storage/postgres_session.h"
#include "core/storage/postgres_text.h"

namespace warmheart::postgres {
namespace {

// Of pg_type; they never change.
enum : Oid {
  kBool = 16,
  kBytea = 17,
  kName = 19,
  kInt8 = 20,
  kInt2 = 21,
  kInt4 = 23,
  kText = 25,
  kOid = 26,
  kFloat4 = 700,
  kFloat8 = 701,
  kUnknown = 705,
  kBpchar = 1042,
  kVarchar = 1043,
  kVoid = 2278,
  kNumeric = 1700
};

bool is_text(Oid type) {
  return type == kText || type == kVarchar || type == kName || type == kUnknown || type == kBpchar;
}

// ---------------------------------------------------------------- numbers as they travel: big-endian

template <class T>
std::string big_endian(T value) {
  std::string bytes(sizeof(T), '\0');
  for (std::size_t i = 0; i < sizeof(T); ++i)
    bytes[i] = static_cast<char>(static_cast<std::uint8_t>(value >> (8 * (sizeof(T) - 1 - i))));
  return bytes;
}

template <class T>
T from_big_endian(const char* bytes) {
  std::make_unsigned_t<T> value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i)
    value = static_cast<std::make_unsigned_t<T>>(value << 8 | static_cast<std::uint8_t>(bytes[i]));
  return static_cast<T>(value);
}

// A numeric as it travels: digits of base 10,000, the first of them worth 10,000^weight.
double real_of_numeric(const char* bytes) {
  const int digits = from_big_endian<std::int16_t>(bytes), weight = from_big_endian<std::int16_t>(bytes + 2);
  const std::uint16_t sign = from_big_endian<std::uint16_t>(bytes + 4);
  double value = 0;
  for (int i = 0; i < digits; ++i)
    value += from_big_endian<std::int16_t>(bytes + 8 + 2 * i) * std::pow(10'000.0, weight - i);
  return sign == 0x4000 ? -value : value;
}

// Its whole part; sums of 64-bit values that do not fit stand at the end of the range.
std::int64_t integer_of_numeric(const char* bytes) {
  const int digits = from_big_endian<std::int16_t>(bytes), weight = from_big_endian<std::int16_t>(bytes + 2);
  const bool negative = from_big_endian<std::uint16_t>(bytes + 4) == 0x4000;
  std::int64_t value = 0;
  for (int i = 0; i <= weight; ++i) {
    const std::int64_t digit = i < digits ? from_big_endian<std::int16_t>(bytes + 8 + 2 * i) : 0;
    if (__builtin_mul_overflow(value, std::int64_t{10'000}, &value) ||
        __builtin_add_overflow(value, negative ? -digit : digit, &value))
      return negative ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
  }
  return value;
}

// ---------------------------------------------------------------- statements

class ServerStatement final : public sql::Prepared {
 public:
  ServerStatement(std::shared_ptr<Session> session, std::shared_ptr<const Plan> plan)
      : m_session(std::move(session)), m_plan(std::move(plan)) {}

  void give_back() override { delete this; }

  void begin_binding(int given) override {
    m_bound = given;
    m_problem.clear();
    m_result.reset();
    m_parameters.assign(m_plan->parameters.size(), Parameter());
  }
  void bind_integer(int index, std::int64_t value) override;
  void bind_flag(int index, bool value) override { bind_integer(index, value ? 1 : 0); }
  void bind_real(int index, double value) override;
  void bind_text(int index, std::string_view value) override;
  void bind_bytes(int index, ByteView value) override;
  void bind_null(int) override {}

  Result<bool> step() override;
  Result<void> run() override;
  void reset() override {
    m_result.reset();
    m_bound = -1;
    m_problem.clear();
  }

  std::int64_t integer(int column) const override;
  double real(int column) const override;
  std::string text(int column) const override;
  ByteView bytes(int column) const override {
    if (is_null(column)) return {};
    return {reinterpret_cast<const std::uint8_t*>(data(column)), size(column)};
  }
  bool is_null(int column) const override { return !m_result || PQgetisnull(m_result.get(), m_row, column) != 0; }
  int columns() const override { return static_cast<int>(m_plan->columns.size()); }
  std::string_view sql() const override { return m_plan->text; }

 private:
  Oid type_of_parameter(int index) const {
    return static_cast<std::size_t>(index) <= m_parameters.size()
               ? m_plan->parameters[static_cast<std::size_t>(index - 1)]
               : Oid{0};
  }
  void set(int index, std::string bytes, bool binary = true) {
    m_parameters[static_cast<std::size_t>(index - 1)] = {false, binary, std::move(bytes)};
  }
  void refuse(int index, const char* given) {
    // One too many is said by the number of them.
    if (!m_problem.empty() || static_cast<std::size_t>(index) > m_parameters.size()) return;
    m_problem = std::string(given) + " as parameter " + std::to_string(index) + ", which is of type " +
                std::to_string(type_of_parameter(index));
  }
  template <class T>
  void set_integer(int index, std::int64_t value) {
    if (value < std::numeric_limits<T>::min() || value > std::numeric_limits<T>::max())
      refuse(index, "a number that does not fit");
    else
      set(index, big_endian(static_cast<T>(value)));
  }
  const char* data(int column) const { return PQgetvalue(m_result.get(), m_row, column); }
  std::size_t size(int column) const { return static_cast<std::size_t>(PQgetlength(m_result.get(), m_row, column)); }
  Oid type(int column) const { return PQftype(m_result.get(), column); }

  std::shared_ptr<Session> m_session;
  std::shared_ptr<const Plan> m_plan;
  std::vector<Parameter> m_parameters;
  int m_bound = -1;
  std::string m_problem;
  ErrorCode m_problem_code = ErrorCode::internal;
  ResultRows m_result;
  int m_row = -1;
};

void ServerStatement::bind_integer(int index, std::int64_t value) {
  m_problem_code = m_problem.empty() ? ErrorCode::internal : m_problem_code;
  switch (type_of_parameter(index)) {
    case kBool:
      if (value != 0 && value != 1) return refuse(index, "a number that is neither 0 nor 1");
      return set(index, std::string(1, static_cast<char>(value)));
    case kInt2: return set_integer<std::int16_t>(index, value);
    case kInt4: return set_integer<std::int32_t>(index, value);
    case kInt8: return set(index, big_endian(value));
    case kFloat8: return set(index, big_endian(std::bit_cast<std::int64_t>(static_cast<double>(value))));
    case kNumeric: return set(index, std::to_string(value), false);
    default: refuse(index, "a number");
  }
}

void ServerStatement::bind_real(int index, double value) {
  if (type_of_parameter(index) != kFloat8) return refuse(index, "a real number");
  set(index, big_endian(std::bit_cast<std::int64_t>(value)));
}

void ServerStatement::bind_text(int index, std::string_view value) {
  if (!is_text(type_of_parameter(index))) return refuse(index, "text");
  if (!is_utf8(value) || value.find('\0') != std::string_view::npos) {
    if (m_problem.empty()) m_problem_code = ErrorCode::invalid_argument;
    return refuse(index, "text that is not UTF-8, or holds a NUL");
  }
  set(index, std::string(value));
}

void ServerStatement::bind_bytes(int index, ByteView value) {
  if (type_of_parameter(index) != kBytea) return refuse(index, "bytes");
  set(index, std::string(reinterpret_cast<const char*>(value.data()), value.size()));
}

Result<bool> ServerStatement::step() {
  if (!m_result) {
    const std::size_t given = m_bound < 0 ? 0 : static_cast<std::size_t>(m_bound);
    if (given != m_plan->parameters.size()) {
      return fail(ErrorCode::internal, "a statement with " + std::to_string(m_plan->parameters.size()) +
                                           " parameters was given " + std::to_string(given) + ": " + m_plan->text);
    }
    if (!m_problem.empty()) return fail(m_problem_code, "PostgreSQL is given " + m_problem + ": " + m_plan->text);
    if (given == 0) m_parameters.clear();
    WARMHEART_TRY_ASSIGN(m_result, m_session->execute(m_plan, m_parameters));
    m_row = -1;
  }
  if (++m_row < PQntuples(m_result.get())) return true;
  m_result.reset();
  return false;
}

Result<void> ServerStatement::run() {
  m_result.reset();
  WARMHEART_TRY(step());
  reset();
  return {};
}

std::int64_t ServerStatement::integer(int column) const {
  if (is_null(column)) return 0;
  switch (type(column)) {
    case kBool: return data(column)[0];
    case kInt2: return from_big_endian<std::int16_t>(data(column));
    case kInt4: return from_big_endian<std::int32_t>(data(column));
    case kOid: return from_big_endian<std::uint32_t>(data(column));
    case kInt8: return from_big_endian<std::int64_t>(data(column));
    case kNumeric: return integer_of_numeric(data(column));
    case kFloat4:
    case kFloat8: return static_cast<std::int64_t>(real(column));
    default: return 0;
  }
}

double ServerStatement::real(int column) const {
  if (is_null(column)) return 0;
  switch (type(column)) {
    case kFloat4: return std::bit_cast<float>(from_big_endian<std::uint32_t>(data(column)));
    case kFloat8: return std::bit_cast<double>(from_big_endian<std::uint64_t>(data(column)));
    case kNumeric: return real_of_numeric(data(column));
    default: return static_cast<double>(integer(column));
  }
}

std::string ServerStatement::text(int column) const {
  if (is_null(column)) return {};
  const Oid of = type(column);
  if (is_text(of) || of == kBytea) return std::string(data(column), size(column));
  return of == kFloat4 || of == kFloat8 ? std::to_string(real(column)) : std::to_string(integer(column));
}

// ---------------------------------------------------------------- schema

constexpr const char* kVersionTable =
    "CREATE TABLE IF NOT EXISTS schema_version(one BIGINT PRIMARY KEY CHECK(one = 1), version BIGINT NOT NULL, "
    "oldest_program BIGINT NOT NULL)";
constexpr const char* kMigrationLock = "SELECT pg_advisory_xact_lock(-1, 1)";
constexpr std::string_view kOldestProgram = "-- oldest program:";

struct SchemaVersion {
  int version = 0;
  int oldest_program = 0;
};

// Of a step: what it says, or itself.
int oldest_program_of(const sql::Migration& step, std::string_view script) {
  const auto at = script.find(kOldestProgram);
  if (at == std::string_view::npos) return step.version;
  std::string_view rest = script.substr(at + kOldestProgram.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  int oldest = step.version;
  std::from_chars(rest.data(), rest.data() + rest.size(), oldest);
  return oldest;
}

class Patience {
 public:
  explicit Patience(Session& session) : m_session(session) { session.be_patient(true); }
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;
  ~Patience() { m_session.be_patient(false); }

 private:
  Session& m_session;
};

Result<SchemaVersion> read_version(Session& session) {
  WARMHEART_TRY_ASSIGN(const ResultRows there, session.run("SELECT to_regclass('schema_version') IS NOT NULL"));
  if (std::string_view(PQgetvalue(there.get(), 0, 0)) != "t") return SchemaVersion();
  WARMHEART_TRY_ASSIGN(const ResultRows row, session.run("SELECT version, oldest_program FROM schema_version"));
  if (PQntuples(row.get()) == 0) return SchemaVersion();
  return SchemaVersion{std::atoi(PQgetvalue(row.get(), 0, 0)), std::atoi(PQgetvalue(row.get(), 0, 1))};
}

// The URL's parts: before the database's name, the name, and what follows it ("?…").
struct UrlParts {
  std::string before, database, after;
};

Result<UrlParts> parts_of(const std::string& url) {
  if (!is_url(url)) return fail(ErrorCode::invalid_argument, "an address of a database begins with postgresql://");
  const std::size_t question = std::min(url.find('?'), url.size());
  const std::size_t slash = url.find('/', url.find("://") + 3);
  if (slash == std::string::npos || slash >= question || slash + 1 == question)
    return fail(ErrorCode::invalid_argument, "the address names no database (postgresql://host/NAME)");
  return UrlParts{url.substr(0, slash + 1), url.substr(slash + 1, question - slash - 1), url.substr(question)};
}

}  // namespace

bool is_url(std::string_view text) { return text.starts_with("postgresql://") || text.starts_with("postgres://"); }

Result<std::string> with_database(const std::string& url, const std::string& database) {
  WARMHEART_TRY_ASSIGN(const UrlParts parts, parts_of(url));
  return parts.before + database + parts.after;
}

Result<std::string> database_of(const std::string& url) {
  WARMHEART_TRY_ASSIGN(UrlParts parts, parts_of(url));
  return std::move(parts.database);
}

std::string without_password(const std::string& url) {
  const auto begin = url.find("://");
  const auto at = url.find('@');
  if (begin == std::string::npos || at == std::string::npos) return url;
  const auto colon = url.find(':', begin + 3);
  return colon < at ? url.substr(0, colon) + url.substr(at) : url;
}

Database::Database(std::shared_ptr<Session> session) : m_session(std::move(session)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(const std::string& url, const OpenOptions& options) {
  auto session = std::make_shared<Session>(url, options);
  WARMHEART_TRY(session->connect());
  return Database(std::move(session));
}

Result<sql::Statement> Database::prepare(std::string_view text) {
  WARMHEART_TRY_ASSIGN(auto plan, m_session->plan_of(text));
  return sql::Statement(new ServerStatement(m_session, std::move(plan)));
}

Result<void> Database::run(std::string_view script) {
  WARMHEART_TRY_ASSIGN(const std::string translated, with_types(script));
  WARMHEART_TRY(m_session->run(translated));
  return {};
}

Result<int> Database::version() {
  WARMHEART_TRY_ASSIGN(const SchemaVersion present, read_version(*m_session));
  return present.version;
}

Result<void> Database::migrate(std::span<const sql::Migration> migrations) {
  WARMHEART_TRY_ASSIGN(SchemaVersion present, read_version(*m_session));
  const int newest = migrations.empty() ? 0 : migrations.back().version;
  if (present.oldest_program > newest) {
    return fail(ErrorCode::unsupported,
                "this database has version " + std::to_string(present.version) + " and needs a program that knows " +
                    std::to_string(present.oldest_program) + "; this one knows up to " + std::to_string(newest));
  }
  const Patience patience(*m_session);
  for (const sql::Migration& step : migrations) {
    if (step.version <= present.version) continue;
    WARMHEART_TRY_ASSIGN(auto transaction, sql::Transaction::begin(*this));
    WARMHEART_TRY(run("SET LOCAL lock_timeout = 0"));
    WARMHEART_TRY(run(kMigrationLock));
    WARMHEART_TRY(run(kVersionTable));
    // Another process may have taken this step between our look and the lock.
    WARMHEART_TRY_ASSIGN(present, read_version(*m_session));
    if (step.version <= present.version) continue;
    const std::string_view script = step.postgres.empty() ? step.sql : step.postgres;
    WARMHEART_TRY(run(script));
    const int oldest = std::max(present.oldest_program, oldest_program_of(step, script));
    WARMHEART_TRY(run("INSERT INTO schema_version(one, version, oldest_program) VALUES(1, " +
                      std::to_string(step.version) + ", " + std::to_string(oldest) +
                      ") ON CONFLICT(one) DO UPDATE SET version = excluded.version, oldest_program = "
                      "excluded.oldest_program"));
    WARMHEART_TRY(transaction.commit());
    present.version = step.version;
  }
  return {};
}

std::int64_t Database::changes() const { return m_session->changes(); }

Result<void> Database::rewrite() {
  const Patience patience(*m_session);
  return run("VACUUM");
}

Result<void> Database::begin_look() { return m_session->begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }
void Database::end_look() { m_session->roll_back(); }
bool Database::may_succeed_at_once() const { return m_session->may_succeed_at_once(); }
int Database::backend() const { return m_session->backend(); }
Result<void> Database::begin_act() { return m_session->begin("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"); }
Result<void> Database::commit_act() { return m_session->commit(); }
void Database::roll_back_act() { m_session->roll_back(); }

}  // namespace warmheart::postgres
