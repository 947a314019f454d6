// The console's use cases: each reads its words from the request, calls one function of core/central and writes JSON.
// They run on a database thread. Who may call is decided by the login (console.cpp) and the roles of the table's row;
// which records a person may see is core/central's rule. Errors: what core/central answers, and invalid_argument for a
// body that cannot be read.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <span>

#include "app/central/known_browser.h"
#include "core/central/access/logins.h"
#include "core/central/store/store.h"
#include "core/person/areas.h"
#include "net/http/message.h"

namespace warmheart {

struct Call {
  CentralStore& store;
  const LoginSession& login;
  const Areas& areas;
  const http::Request& request;
  const nlohmann::json& body;  // an object, maybe empty
  std::string id;              // of "/api/applications/<id>/…"
  std::int64_t undo_ms;        // how long a decision can be undone
  const KnownBrowsers& browsers;
  const char* cookie;  // the name of the login's

  std::string token() const { return std::string(request.cookie(cookie)); }
};
using UseCase = Result<nlohmann::json> (*)(const Call&);

// Which roles may make a call.
class Roles {
 public:
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const Role role : roles) m_bits |= bit(role);
  }
  constexpr bool has(Role role) const { return (m_bits & bit(role)) != 0; }

 private:
  static constexpr unsigned bit(Role role) { return 1u << static_cast<unsigned>(role); }
  unsigned m_bits = 0;
};

// One row of the console's table of calls. Sign-in, sign-out and the event stream stand outside of it (console.cpp):
// the first has no login yet, the others concern one's own.
class Route {
 public:
  enum class Moves { nothing, queue };      // queue: the other consoles are told
  enum class Factor { stands, being_set };  // being_set: also for who has signed in by the password alone

  // `path`: "*" stands for one part, which becomes Call.id.
  constexpr Route(const char* method, const char* path, Roles roles, UseCase run, Moves moves = Moves::nothing,
                  Factor factor = Factor::stands)
      : m_method(method), m_path(path), m_roles(roles), m_run(run), m_moves(moves), m_factor(factor) {}

  const char* method() const { return m_method; }
  const char* path() const { return m_path; }
  Roles roles() const { return m_roles; }
  bool moves_queue() const { return m_moves == Moves::queue; }
  bool serves_enrolling() const { return m_factor == Factor::being_set; }

  // The only way to a use case: forbidden, before anything is read, for a login whose role the row does not name, and
  // for one without a second factor where the row does not serve it.
  Result<nlohmann::json> call(const Call& call) const;

 private:
  const char* m_method;
  const char* m_path;
  Roles m_roles;
  UseCase m_run;
  Moves m_moves;
  Factor m_factor;
};

std::span<const Route> console_routes();
// Nothing when no such path is served.
const Route* find_route(const std::string& method, const std::string& path, std::string& id);

nlohmann::json login_json(CentralStore& store, const LoginSession& login);

}  // namespace warmheart
