// One connection to a PostgreSQL server as libpq has it: connecting, waiting with a deadline, statements by their text,
// the state of an act. Not for other rooms: they have postgres.h.
#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/storage/postgres.h"

namespace warmheart::postgres {

struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using ResultRows = std::unique_ptr<PGresult, FreeResult>;

// What the server has told of a text.
struct Plan {
  std::string text;  // as the caller wrote it
  std::string name;  // of the prepared statement
  std::uint64_t connection = 0;
  std::vector<Oid> parameters, columns;
};

// A parameter as it travels; binary unless the type has no short binary form.
struct Parameter {
  bool null = true;
  bool binary = true;
  std::string bytes;
};

class Session {
 public:
  Session(std::string url, OpenOptions options) : m_url(std::move(url)), m_options(options) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { close(); }

  Result<void> connect();
  void close();

  // Asks the server for types once a text and connection.
  Result<std::shared_ptr<const Plan>> plan_of(std::string_view text);
  // A plan of a connection that was lost is asked for again, and put in place of the old one.
  Result<ResultRows> execute(std::shared_ptr<const Plan>& plan, const std::vector<Parameter>& parameters);
  // Statements without parameters, at most one answer of which is given back; text, not binary.
  Result<ResultRows> run(const std::string& script);

  Result<void> begin(const char* how);
  Result<void> commit();
  void roll_back();

  void be_patient(bool patient) { m_patient = patient; }
  bool may_succeed_at_once() const { return m_again; }
  std::int64_t changes() const { return m_changes; }
  int backend() const { return m_connection ? PQbackendPID(m_connection) : 0; }

 private:
  using Clock = std::chrono::steady_clock;

  Result<void> be_connected();
  Result<void> wait_for_connection();
  Result<void> look_at_server();
  // Everything that the server answers to what was sent; the last of it.
  Result<ResultRows> answer();
  Result<ResultRows> checked(ResultRows result);
  // Sends what is left and takes what has come; false: nothing came until the deadline.
  Result<bool> take_until_ready(Clock::time_point& until);
  Clock::time_point deadline() const;
  tl::unexpected<Error> lost(const std::string& what);
  tl::unexpected<Error> failed(const PGresult* result);
  static void take_notice(void* session, const PGresult* notice);

  std::string m_url;
  OpenOptions m_options;
  PGconn* m_connection = nullptr;
  std::uint64_t m_connections = 0;  // how many there were
  std::map<std::string, std::shared_ptr<const Plan>, std::less<>> m_plans;
  std::uint64_t m_named = 0;
  bool m_in_act = false;
  bool m_patient = false;
  bool m_again = false;
  bool m_left = false;           // past the deadline
  std::optional<Error> m_first;  // of the act: what came after is only that it has failed
  std::string m_warning;
  std::int64_t m_changes = 0;
};

}  // namespace warmheart::postgres
