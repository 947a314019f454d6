#include "core/storage/postgres_session.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <cstring>

#include "core/storage/postgres_text.h"

namespace warmheart::postgres {
namespace {

constexpr int kOldestServer = 150000;
constexpr std::size_t kMaxPlans = 1024;
constexpr std::chrono::milliseconds kConnectWithin{3000};

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

ErrorCode code_of(std::string_view state) {
  const std::string_view kind = state.substr(0, 2);
  // Another act, a restart, a failover (the old primary is read-only), a server that is full of connections.
  if (kind == "40" || kind == "08" || state == "55P03" || state == "25006" || kind == "57" || state == "53300" ||
      state == "58000" || state == "25P03")
    return ErrorCode::busy;
  if (state == "53100") return ErrorCode::disk_full;
  if (kind == "53") return ErrorCode::busy;
  if (kind == "23") return ErrorCode::conflict;
  if (kind == "28" || state == "42501") return ErrorCode::forbidden;
  if (state == "3D000") return ErrorCode::not_found;
  if (state == "22021" || state == "22P05") return ErrorCode::invalid_argument;
  if (state == "54000" || kind == "54") return ErrorCode::limit;
  if (kind == "58") return ErrorCode::io;
  if (state == "XX001" || state == "XX002") return ErrorCode::corrupt;
  return ErrorCode::internal;
}

// Two acts have met, and one was chosen to go: the same may succeed at once.
bool is_meeting(std::string_view state) { return state == "40001" || state == "40P01"; }
bool ends_connection(std::string_view state) {
  return state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03" || state == "25P03";
}

std::string field_of(const PGresult* result, int field) {
  const char* text = PQresultErrorField(result, field);
  return text ? text : "";
}

// libpq's messages end with a line, and quote whole connection strings never.
std::string words_of(const PGconn* connection) {
  std::string words = PQerrorMessage(connection);
  while (!words.empty() && (words.back() == '\n' || words.back() == ' ')) words.pop_back();
  return words;
}

// Of "FATAL:  28P01: password authentication failed …", as the verbose form has it.
std::string state_in(std::string_view words) {
  for (std::size_t at = words.find(":  "); at != std::string_view::npos; at = words.find(":  ", at + 1)) {
    const std::string_view state = words.substr(at + 3, 5);
    const bool good = state.size() == 5 && std::ranges::all_of(state, [](char c) {
                        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
                      });
    if (good && words.substr(at + 8).starts_with(":")) return std::string(state);
  }
  return {};
}

}  // namespace

void Session::take_notice(void* session, const PGresult* notice) {
  if (field_of(notice, PG_DIAG_SQLSTATE) == "01000")
    static_cast<Session*>(session)->m_warning = field_of(notice, PG_DIAG_MESSAGE_PRIMARY);
}

void Session::close() {
  if (m_connection) PQfinish(std::exchange(m_connection, nullptr));
  m_plans.clear();
}

Session::Clock::time_point Session::deadline() const {
  return Clock::now() + (m_patient ? m_options.long_deadline : m_options.lock_timeout + m_options.deadline);
}

tl::unexpected<Error> Session::lost(const std::string& what) {
  close();
  Error error{ErrorCode::busy, "the database's connection is closed: " + what};
  if (m_in_act && !m_first) m_first = error;
  if (m_in_act && !m_left) m_again = true;  // the server went away, and nothing of the act is done
  return fail(std::move(error));
}

tl::unexpected<Error> Session::failed(const PGresult* result) {
  const std::string state = field_of(result, PG_DIAG_SQLSTATE);
  const std::string words = field_of(result, PG_DIAG_MESSAGE_PRIMARY);
  if (state == "25P02" && m_first) return fail(*m_first);
  Error error{code_of(state), "PostgreSQL " + state + ": " + words};
  if (state == "25006") error.what = "the database is read-only (a standby, or a primary that was replaced): " + words;
  // A text that was planned for tables that have changed since.
  if (state == "0A000" || state == "26000") m_plans.clear();
  if (ends_connection(state)) close();
  if (is_meeting(state) || (ends_connection(state) && m_in_act)) m_again = true;
  if (m_in_act && !m_first) m_first = error;
  return fail(std::move(error));
}

// ---------------------------------------------------------------- connecting

Result<void> Session::connect() {
  close();
  constexpr std::array<std::pair<const char*, const char*>, 6> kUsual = {{{"application_name", "warmheart"},
                                                                          {"tcp_user_timeout", "3000"},
                                                                          {"keepalives_idle", "2"},
                                                                          {"keepalives_interval", "1"},
                                                                          {"keepalives_count", "2"},
                                                                          {"client_encoding", "UTF8"}}};
  char* problem = nullptr;
  const std::unique_ptr<PQconninfoOption, FreeOptions> given(PQconninfoParse(m_url.c_str(), &problem));
  if (!given) {
    std::string words = problem ? problem : "no memory";
    PQfreemem(problem);
    return fail(ErrorCode::invalid_argument, "the database's address cannot be read: " + words);
  }
  std::vector<const char*> names, values;
  for (const auto& [name, value] : kUsual) {
    names.push_back(name);
    values.push_back(value);
  }
  for (const PQconninfoOption* one = given.get(); one->keyword; ++one) {
    if (!one->val) continue;
    names.push_back(one->keyword);
    values.push_back(one->val);
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  m_connection = PQconnectStartParams(names.data(), values.data(), 0);
  if (!m_connection) return fail(ErrorCode::io, "no memory for a connection");
  PQsetErrorVerbosity(m_connection, PQERRORS_VERBOSE);
  PQsetNoticeReceiver(m_connection, take_notice, this);
  WARMHEART_TRY(wait_for_connection());
  PQsetErrorVerbosity(m_connection, PQERRORS_DEFAULT);
  ++m_connections;
  if (PQsetnonblocking(m_connection, 1) != 0) return lost(words_of(m_connection));
  auto seen = look_at_server();
  if (!seen) close();
  return seen;
}

Result<void> Session::wait_for_connection() {
  const auto until = Clock::now() + kConnectWithin;
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (state != PGRES_POLLING_OK) {
    if (state == PGRES_POLLING_FAILED || PQstatus(m_connection) == CONNECTION_BAD) {
      const std::string words = words_of(m_connection);
      const std::string sql_state = state_in(words);
      close();
      const ErrorCode code = sql_state.empty() ? ErrorCode::busy : code_of(sql_state);
      if (code == ErrorCode::forbidden)
        return fail(code, "the database refuses this name or password (check the address in central.toml): " + words);
      if (code == ErrorCode::not_found) return fail(code, "the server has no such database; make it first: " + words);
      return fail(code, "the database cannot be reached: " + words);
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    pollfd wait{PQsocket(m_connection), static_cast<short>(state == PGRES_POLLING_READING ? POLLIN : POLLOUT), 0};
    const int ready = left.count() > 0 ? ::poll(&wait, 1, static_cast<int>(left.count())) : 0;
    if (ready == 0) {
      close();
      return fail(ErrorCode::busy, "the database cannot be reached: it has not answered within " +
                                       std::to_string(kConnectWithin.count()) + " ms");
    }
    if (ready > 0) state = PQconnectPoll(m_connection);
  }
  return {};
}

Result<void> Session::look_at_server() {
  if (PQserverVersion(m_connection) < kOldestServer) {
    return fail(ErrorCode::unsupported, "this PostgreSQL is older than 15 (" +
                                            std::to_string(PQserverVersion(m_connection) / 10000) +
                                            "): Warmheart needs 15 or newer");
  }
  WARMHEART_TRY(run("SET lock_timeout = " + std::to_string(m_options.lock_timeout.count()) +
                    "; SET idle_in_transaction_session_timeout = 10000; SET statement_timeout = 0; SET jit = off; SET "
                    "standard_conforming_strings = on; SET client_min_messages = warning"));
  WARMHEART_TRY_ASSIGN(
      const ResultRows seen,
      run("SELECT pg_backend_pid(), pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean, "
          "pg_encoding_to_char(encoding), datcollate, datname FROM pg_database WHERE datname = current_database()"));
  if (PQntuples(seen.get()) != 1) return fail(ErrorCode::internal, "the server does not know its own database");
  const auto column = [&](int number) { return std::string(PQgetvalue(seen.get(), 0, number)); };
  if (column(0) != std::to_string(PQbackendPID(m_connection))) {
    return fail(ErrorCode::unsupported,
                "a PgBouncer stands between this program and the database: it takes prepared statements and locks "
                "away. Give the address of the server, or of a HAProxy before it");
  }
  if (column(1) == "t") {
    return fail(ErrorCode::busy,
                "the database is read-only: a standby, or a primary that was replaced. Give an address that leads to "
                "the primary");
  }
  if (column(2) != "UTF8" || (column(3) != "C" && column(3) != "POSIX")) {
    return fail(ErrorCode::unsupported, "the database " + column(4) + " has encoding " + column(2) + " and collation " +
                                            column(3) +
                                            "; it must be made with ENCODING 'UTF8' LC_COLLATE 'C' "
                                            "LC_CTYPE 'C' TEMPLATE template0");
  }
  return {};
}

Result<void> Session::be_connected() {
  if (m_connection && PQstatus(m_connection) == CONNECTION_OK) return {};
  if (m_in_act) {
    if (m_first) return fail(*m_first);
    return lost("it was lost in the middle of an act");
  }
  return connect();
}

// ---------------------------------------------------------------- waiting

Result<bool> Session::take_until_ready(Clock::time_point& until) {
  for (;;) {
    const int unsent = PQflush(m_connection);
    if (unsent < 0) return lost(words_of(m_connection));
    if (unsent == 0 && PQisBusy(m_connection) == 0) return true;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    if (left.count() <= 0) return false;
    // Waiting for write alone would never end where the server waits for us to read.
    pollfd wait{PQsocket(m_connection), static_cast<short>(POLLIN | (unsent > 0 ? POLLOUT : 0)), 0};
    const int ready = ::poll(&wait, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 1'000'000)));
    if (ready <= 0 || (wait.revents & ~POLLOUT) == 0) continue;
    if (PQconsumeInput(m_connection) == 0) return lost(words_of(m_connection));
    until = std::max(until, deadline());
  }
}

Result<ResultRows> Session::answer() {
  auto until = deadline();
  ResultRows kept;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool ready, take_until_ready(until));
    if (!ready) {
      m_left = true;
      return lost("it has said nothing for too long");
    }
    ResultRows next(PQgetResult(m_connection));
    if (!next) break;
    const ExecStatusType status = PQresultStatus(next.get());
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH)
      return lost("a COPY, which this program does not do");
    // The first that failed is what happened; nothing is done after it.
    if (!kept || PQresultStatus(kept.get()) != PGRES_FATAL_ERROR) kept = std::move(next);
    if (PQstatus(m_connection) == CONNECTION_BAD) break;
  }
  if (!kept) return lost(words_of(m_connection));
  return kept;
}

Result<ResultRows> Session::checked(ResultRows result) {
  switch (PQresultStatus(result.get())) {
    case PGRES_EMPTY_QUERY:
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK: break;
    default:
      if (PQresultErrorField(result.get(), PG_DIAG_SQLSTATE)) return failed(result.get());
      return lost(words_of(m_connection));
  }
  const char* changed = PQcmdTuples(result.get());
  m_changes = 0;
  std::from_chars(changed, changed + std::strlen(changed), m_changes);
  return result;
}

// ---------------------------------------------------------------- statements

Result<std::shared_ptr<const Plan>> Session::plan_of(std::string_view text) {
  WARMHEART_TRY(be_connected());
  if (const auto known = m_plans.find(text); known != m_plans.end()) return known->second;
  WARMHEART_TRY_ASSIGN(const NumberedText numbered, with_numbers(text));
  auto plan = std::make_shared<Plan>();
  plan->text = text;
  plan->name = "s" + std::to_string(++m_named);
  plan->connection = m_connections;
  if (PQsendPrepare(m_connection, plan->name.c_str(), numbered.text.c_str(), 0, nullptr) == 0)
    return lost(words_of(m_connection));
  const auto with_text = [&](Error error) {
    if (error.code == ErrorCode::internal) error.what += ": " + std::string(text);
    return fail(std::move(error));
  };
  WARMHEART_TRY_ASSIGN(auto prepared, answer());
  if (auto good = checked(std::move(prepared)); !good) return with_text(good.error());
  if (PQsendDescribePrepared(m_connection, plan->name.c_str()) == 0) return lost(words_of(m_connection));
  WARMHEART_TRY_ASSIGN(auto told, answer());
  auto described = checked(std::move(told));
  if (!described) return with_text(described.error());
  for (int i = 0; i < PQnparams(described->get()); ++i) plan->parameters.push_back(PQparamtype(described->get(), i));
  for (int i = 0; i < PQnfields(described->get()); ++i) plan->columns.push_back(PQftype(described->get(), i));
  // A program's texts are few; more than these are made by something that never ends.
  if (m_plans.size() >= kMaxPlans) {
    m_plans.clear();
    if (!m_in_act) WARMHEART_TRY(connect());
  }
  m_plans.emplace(plan->text, plan);
  return std::shared_ptr<const Plan>(std::move(plan));
}

Result<ResultRows> Session::execute(std::shared_ptr<const Plan>& plan, const std::vector<Parameter>& parameters) {
  WARMHEART_TRY(be_connected());
  if (plan->connection != m_connections) { WARMHEART_TRY_ASSIGN(plan, plan_of(std::string(plan->text))); }
  std::vector<const char*> values;
  std::vector<int> sizes, formats;
  for (const Parameter& one : parameters) {
    values.push_back(one.null ? nullptr : one.bytes.data());
    sizes.push_back(static_cast<int>(one.bytes.size()));
    formats.push_back(one.binary ? 1 : 0);
  }
  if (PQsendQueryPrepared(m_connection, plan->name.c_str(), static_cast<int>(parameters.size()), values.data(),
                          sizes.data(), formats.data(), 1) == 0)
    return lost(words_of(m_connection));
  WARMHEART_TRY_ASSIGN(auto result, answer());
  auto good = checked(std::move(result));
  if (!good && good.error().code == ErrorCode::internal) {
    Error error = good.error();
    error.what += ": " + plan->text;
    return fail(std::move(error));
  }
  return good;
}

Result<ResultRows> Session::run(const std::string& script) {
  WARMHEART_TRY(be_connected());
  if (PQsendQuery(m_connection, script.c_str()) == 0) return lost(words_of(m_connection));
  WARMHEART_TRY_ASSIGN(auto result, answer());
  return checked(std::move(result));
}

// ---------------------------------------------------------------- acts

Result<void> Session::begin(const char* how) {
  m_again = m_left = false;
  m_first.reset();
  auto begun = run(how);
  // The server was started anew since the last act: nothing is begun yet, so the new one is asked. One that is silent
  // is not waited for twice.
  if (!begun && !m_connection && !m_left) {
    WARMHEART_TRY(connect());
    begun = run(how);
  }
  if (!begun) return fail(begun.error());
  m_in_act = true;
  return {};
}

Result<void> Session::commit() {
  if (!m_connection) {
    m_in_act = false;
    return m_first ? Result<void>(fail(*m_first)) : Result<void>(lost("it was lost in the middle of an act"));
  }
  m_warning.clear();
  const std::uint64_t connection = m_connections;
  const std::optional<Error> before = m_first;
  if (PQsendQuery(m_connection, "COMMIT") == 0) return lost(words_of(m_connection));
  auto result = answer();
  m_in_act = false;
  m_again = false;
  const auto unknown = [&](const std::string& why) {
    close();
    return fail(ErrorCode::busy, "unknown outcome: " + why);
  };
  if (!result) return unknown(result.error().what);
  const std::string state = field_of(result->get(), PG_DIAG_SQLSTATE);
  if (PQresultStatus(result->get()) != PGRES_COMMAND_OK) {
    if (state.empty() || ends_connection(state) || connection != m_connections)
      return unknown(state.empty() ? words_of(m_connection) : field_of(result->get(), PG_DIAG_MESSAGE_PRIMARY));
    return failed(result->get());
  }
  if (std::string_view(PQcmdStatus(result->get())) != "COMMIT")
    return before ? fail(*before) : fail(ErrorCode::internal, "an act that had failed was to be committed");
  if (!m_warning.empty()) return unknown(m_warning);
  return {};
}

void Session::roll_back() {
  if (!std::exchange(m_in_act, false)) return;
  const bool again = m_again;
  // What cannot be rolled back goes with its connection.
  if (m_connection && !run("ROLLBACK")) close();
  m_again = again;
}

}  // namespace warmheart::postgres
