// The console's use cases: each reads its words from the request, calls one function of core/central and writes JSON.
// They run on a database thread. Who may call is decided before (console.cpp); what they may see is core/central's rule.
#pragma once

#include <nlohmann/json.hpp>

#include "core/central/access.h"
#include "core/central/store.h"
#include "core/person/areas.h"
#include "net/http/message.h"

namespace warmheart {

struct Call {
  CentralStore& store;
  const Session& session;
  const Areas& areas;
  const http::Request& request;
  const nlohmann::json& body;  // an object, maybe empty
  std::string id;              // of "/api/applications/<id>/…"
};
using UseCase = Result<nlohmann::json> (*)(const Call&);

struct Route {
  const char* method;
  const char* path;  // "*" stands for one part, which becomes Call.id
  UseCase run;
  bool moves_queue = false;  // tells the other consoles
};
// Nothing when no such path is served.
const Route* find_route(const std::string& method, const std::string& path, std::string& id);

nlohmann::json session_json(CentralStore& store, const Session& session);

}  // namespace warmheart
