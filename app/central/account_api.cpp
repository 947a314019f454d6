#include "app/central/account_api.h"

#include <qrcodegen.hpp>

#include "app/central/json_body.h"
#include "core/central/access/second_factor.h"

namespace warmheart {
namespace {

using nlohmann::json;

// Of who is signed in: the name is the login's, whatever stands in the body.
SignInTry own_try(const Call& call) {
  const std::string& user = call.login.reviewer.user;
  return {user, SecretString(text_in(call.body, "password")), code_in(call.body), call.request.peer_address,
          call.browsers.known_for(call.request.cookie(kBrowserCookie), user, call.store.now_ms())};
}

constexpr Role kAnybody[] = {Role::union_reviewer, Role::city, Role::operating};

}  // namespace

SecretString code_in(const json& body) { return SecretString(text_in(body, "code")); }

Result<SignInTry> sign_in_try(const json& body, const http::Request& request, const KnownBrowsers& browsers,
                              std::int64_t now_ms) {
  const std::string user = text_in(body, "user");
  if (user.empty() || user.size() > kMaxUserName || !body.contains("password") || !body.at("password").is_string())
    return fail(ErrorCode::invalid_argument, "user and password are missing");
  return SignInTry{user, SecretString(text_in(body, "password")), code_in(body), request.peer_address,
                   browsers.known_for(request.cookie(kBrowserCookie), user, now_ms)};
}

bool hashes_password(const http::Request& request) {
  return request.method == "POST" && (request.path == "/api/factor" || request.path == "/api/password");
}

Result<json> post_factor(const Call& call) {
  if (!call.login.enrolling) WARMHEART_TRY(prove_person(call.store, own_try(call), kAnybody, "another second factor"));
  WARMHEART_TRY_ASSIGN(const OfferedFactor offered, offer_factor(call.store, call.token()));
  return json{{"secret", offered.secret.view()}, {"qr", qr_json(offered.uri.view())}};
}

Result<json> post_password(const Call& call) {
  const SecretString password(text_in(call.body, "new_password"));
  WARMHEART_TRY(change_password(call.store, own_try(call), password, call.token()));
  return json::object();
}

Result<json> get_logins(const Call& call) {
  WARMHEART_TRY_ASSIGN(const auto logins, list_logins(call.store, call.login.reviewer.user, call.token()));
  json items = json::array();
  for (const LoginRow& one : logins) {
    items.push_back({{"id", one.id},
                     {"address", one.address},
                     {"begun_ms", one.begun_ms},
                     {"seen_ms", one.seen_ms},
                     {"own", one.own}});
  }
  return json{{"as_of_ms", call.store.now_ms()}, {"items", items}};
}

Result<json> post_end_login(const Call& call) {
  WARMHEART_TRY(end_login(call.store, call.login.reviewer.user, call.id));
  return json::object();
}

json qr_json(std::string_view text) {
  const auto code = qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
  std::string rows;
  for (int y = 0; y < code.getSize(); ++y) {
    for (int x = 0; x < code.getSize(); ++x) rows += code.getModule(x, y) ? '1' : '0';
  }
  return {{"side", code.getSize()}, {"modules", rows}};
}

}  // namespace warmheart
