#include "app/central/console_api.h"

#include <charconv>
#include <vector>

#include "app/central/account_api.h"
#include "app/central/json_body.h"
#include "app/central/notice_api.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/review/error_reasons.h"
#include "core/central/review/overview.h"
#include "core/central/review/review_decide.h"
#include "core/central/review/review_list.h"
#include "core/central/review/review_open.h"
#include "core/central/review/review_settle.h"
#include "core/member/signature.h"

namespace warmheart {
namespace {

using nlohmann::json;

std::vector<std::string> texts_in(const json& body, const char* key) {
  std::vector<std::string> out;
  const auto it = body.find(key);
  if (it == body.end() || !it->is_array()) return out;
  for (const json& one : *it) {
    if (one.is_string()) out.push_back(one.get<std::string>());
  }
  return out;
}

std::string query_of(const Call& call, const char* key) {
  const auto it = call.request.query.find(key);
  return it == call.request.query.end() ? std::string() : it->second;
}

json union_json(const UnionName& it) {
  return {{"code", it.code}, {"name", it.name}, {"name_en", it.name_en}, {"kind", it.kind}};
}

std::string district_name(const Call& call, const std::string& code) {
  const std::string name = call.areas.name_of(code);
  return name.empty() ? code : name;
}

json item_json(const Call& call, const ApplicationItem& it) {
  json checks = json::array();
  for (const Check& check : it.checks) checks.push_back({{"code", check.code}, {"count", check.count}});
  return {{"id", it.id.text()},
          {"masked_name", it.masked_name},
          {"occupation", it.occupation},
          {"station", it.station},
          {"district", district_name(call, it.district)},
          {"union", union_json(it.receiving_union)},
          {"state", it.state},
          {"submitted_ms", it.submitted_ms},
          {"received_ms", it.received_ms},
          {"waiting_ms", it.waiting_ms},
          {"checks", checks},
          {"assigned_to", it.assigned_to},
          {"undo_until_ms", it.undo_until_ms ? json(*it.undo_until_ms) : json()}};
}

json signature_json(const wire::Signature& it) {
  const auto drawn = unpack_strokes(view_of(it.strokes()));
  json out = {
      {"svg_path", ""}, {"width", kSvgWidth}, {"height", 0}, {"declined", it.declined()}, {"witness", it.witness()}};
  if (!drawn || drawn->strokes.empty()) return out;
  out["svg_path"] = to_svg_path(*drawn);
  out["height"] = svg_height(*drawn);
  return out;
}

json whole_json(const Call& call, const OpenedApplication& it) {
  const wire::ApplicationFields& fields = it.whole.fields();
  json out = item_json(call, it.item);
  out["name"] = fields.name();
  out["document_kind"] = fields.document_kind();
  out["document_number"] = fields.document_number();
  out["birth_date"] = it.birth_date;
  out["sex"] = it.sex;
  out["mobile"] = fields.mobile();
  out["platform"] = fields.platform();
  out["employer"] = fields.employer();
  out["street"] = {{"code", fields.street_code()}, {"name", call.areas.name_of(fields.street_code())}};
  out["signature"] = signature_json(fields.signature());
  out["broken_fields"] = it.broken_fields;
  out["returned_fields"] = it.returned_fields;
  out["decided_reason"] = it.decided_reason;
  out["approved_ms"] = it.approved_ms;
  out["consents"] = json::array();
  for (const auto& consent : it.whole.consents()) {
    out["consents"].push_back({{"text_id", consent.text_id()},
                               {"version", consent.version()},
                               {"language", consent.language()},
                               {"given", consent.given()}});
  }
  out["history"] = json::array();
  for (const HistoryEntry& entry : it.history) {
    out["history"].push_back(
        {{"at_ms", entry.at_ms}, {"what", entry.what}, {"by", entry.by}, {"reason", entry.reason}});
  }
  out["duplicates"] = json::array();
  for (const Duplicate& other : it.duplicates) {
    out["duplicates"].push_back({{"id", other.id.text()},
                                 {"masked_name", other.masked_name},
                                 {"state", other.state},
                                 {"station", other.station},
                                 {"submitted_ms", other.submitted_ms},
                                 {"received_ms", other.received_ms}});
  }
  return out;
}

// ---- use cases

Result<json> get_login(const Call& call) { return login_json(call.store, call.login); }

Result<json> get_overview(const Call& call) {
  WARMHEART_TRY_ASSIGN(const Overview it, overview(call.store, call.login.reviewer));
  json alarms = json::array();
  for (const Alarm& alarm : it.alarms)
    alarms.push_back({{"at_ms", alarm.at_ms}, {"code", alarm.code}, {"station", alarm.station}});
  return json{{"as_of_ms", it.as_of_ms},
              {"stations_total", it.stations_total},
              {"stations_synced_today", it.stations_synced_today},
              {"joins_today", it.joins_today},
              {"awaiting", it.awaiting},
              {"oldest_wait_ms", it.oldest_wait_ms},
              {"alarms", alarms}};
}

Result<json> get_applications(const Call& call) {
  ApplicationFilter filter;
  filter.state = query_of(call, "state");
  filter.after = query_of(call, "after");
  const std::string limit = query_of(call, "limit");
  if (!limit.empty()) {
    const auto [end, error] = std::from_chars(limit.data(), limit.data() + limit.size(), filter.limit);
    if (error != std::errc() || end != limit.data() + limit.size())
      return fail(ErrorCode::invalid_argument, "limit is no number");
  }
  WARMHEART_TRY_ASSIGN(const ApplicationList list, list_applications(call.store, call.login.reviewer, filter));
  json items = json::array();
  for (const ApplicationItem& item : list.items) items.push_back(item_json(call, item));
  return json{{"as_of_ms", list.as_of_ms}, {"items", items}, {"next", list.next}};
}

Result<json> post_open(const Call& call) {
  WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_text(call.id));
  WARMHEART_TRY_ASSIGN(const OpenedApplication it,
                       open_application(call.store, call.login.reviewer, id, text_in(call.body, "reason")));
  return whole_json(call, it);
}

Result<json> post_decide(const Call& call) {
  WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_text(call.id));
  Decision decision;
  WARMHEART_TRY_ASSIGN(decision.action, decision_action(text_in(call.body, "action")));
  decision.fields = texts_in(call.body, "fields");
  decision.reason = text_in(call.body, "reason");
  decision.union_code = text_in(call.body, "union_code");
  decision.person = text_in(call.body, "person");
  decision.resolution = text_in(call.body, "resolution");
  WARMHEART_TRY_ASSIGN(const std::int64_t until_ms,
                       decide(call.store, call.login.reviewer, id, decision, call.undo_ms));
  return json{{"undo_until_ms", until_ms}};
}

Result<json> post_undo(const Call& call) {
  WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_text(call.id));
  WARMHEART_TRY(undo(call.store, call.login.reviewer, id));
  return json::object();
}

Result<json> get_unions(const Call& call) {
  WARMHEART_TRY_ASSIGN(const auto unions, list_unions(call.store));
  json items = json::array();
  for (const UnionName& it : unions) items.push_back(union_json(it));
  return json{{"items", items}};
}

Result<json> get_stations(const Call& call) {
  WARMHEART_TRY_ASSIGN(const auto stations, list_stations(call.store));
  json items = json::array();
  for (const StationRow& it : stations) {
    items.push_back({{"id", it.station.id.text()},
                     {"name", it.station.name},
                     {"name_en", it.station.place.name_en()},
                     {"host", it.station.host},
                     {"host_en", it.station.place.host_en()},
                     {"address", it.station.place.address()},
                     {"address_en", it.station.place.address_en()},
                     {"phone", it.station.place.phone()},
                     {"placed", it.station.place.has_point()},
                     {"district", district_name(call, it.station.district_code)},
                     {"last_contact_ms", it.last_contact_ms},
                     {"waiting", it.waiting},
                     {"version", it.version},
                     {"devices", it.devices},
                     {"parked", it.parked},
                     {"state", it.state}});
  }
  return json{{"as_of_ms", call.store.now_ms()}, {"items", items}};
}

constexpr Roles kReviewers{Role::union_reviewer, Role::city};
constexpr Roles kCity{Role::city};  // what everybody at every kiosk is told
constexpr Roles kEverybody{Role::union_reviewer, Role::city, Role::operating};

constexpr Route kRoutes[] = {
    {"GET", "/api/session", kEverybody, get_login, Route::Moves::nothing, Route::Factor::being_set},
    {"POST", "/api/factor", kEverybody, post_factor, Route::Moves::nothing, Route::Factor::being_set},
    {"POST", "/api/password", kEverybody, post_password},
    {"GET", "/api/logins", kEverybody, get_logins},
    {"POST", "/api/logins/*/end", kEverybody, post_end_login},
    {"GET", "/api/overview", kReviewers, get_overview},
    {"GET", "/api/applications", kReviewers, get_applications},
    {"POST", "/api/applications/*/open", kReviewers, post_open, Route::Moves::queue},
    {"POST", "/api/applications/*/decide", kReviewers, post_decide, Route::Moves::queue},
    {"POST", "/api/applications/*/undo", kReviewers, post_undo, Route::Moves::queue},
    {"GET", "/api/unions", kReviewers, get_unions},
    {"GET", "/api/stations", kReviewers, get_stations},
    {"GET", "/api/alerts", kCity, get_alerts},
    {"POST", "/api/alerts", kCity, post_alert},
    {"POST", "/api/alerts/*/end", kCity, post_end_alert},
    {"POST", "/api/weather", kCity, post_weather},
};

bool fits(std::string_view pattern, std::string_view path, std::string& id) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == path;
  const std::string_view head = pattern.substr(0, star);
  const std::string_view tail = pattern.substr(star + 1);
  if (path.size() <= head.size() + tail.size() || path.substr(0, head.size()) != head ||
      path.substr(path.size() - tail.size()) != tail)
    return false;
  const std::string_view middle = path.substr(head.size(), path.size() - head.size() - tail.size());
  if (middle.find('/') != std::string_view::npos) return false;
  id = std::string(middle);
  return true;
}

}  // namespace

Result<json> Route::call(const Call& call) const {
  if (call.login.enrolling && !serves_enrolling())
    return fail(ErrorCode::forbidden, "a second factor is set up first", refusal::kFactorMissing);
  if (!m_roles.has(call.login.reviewer.role))
    return fail(ErrorCode::forbidden, "the route table does not name this role");
  return m_run(call);
}

std::span<const Route> console_routes() { return kRoutes; }

const Route* find_route(const std::string& method, const std::string& path, std::string& id) {
  for (const Route& route : kRoutes) {
    if (method == route.method() && fits(route.path(), path, id)) return &route;
  }
  return nullptr;
}

json login_json(CentralStore& store, const LoginSession& login) {
  json of_union;
  if (!login.reviewer.union_code.empty()) {
    of_union = {{"code", login.reviewer.union_code}, {"name", login.reviewer.union_code}};
    if (const auto unions = list_unions(store)) {
      for (const UnionName& it : *unions) {
        if (it.code == login.reviewer.union_code) of_union = union_json(it);
      }
    }
  }
  return {{"user", login.reviewer.user},
          {"name", login.reviewer.name},
          {"role", name_of(login.reviewer.role)},
          {"union", of_union},
          {"factor", login.enrolling ? "missing" : "stands"},
          {"csrf", login.csrf}};
}

}  // namespace warmheart
