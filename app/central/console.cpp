#include "app/central/console.h"

#include <chrono>

#include "app/central/account_api.h"
#include "app/central/console_api.h"
#include "app/central/console_reply.h"
#include "app/central/json_body.h"
#include "core/central/access/second_factor.h"
#include "core/central/access/sign_in.h"
#include "core/central/store/audit.h"
#include "net/sync/enrolment_server.h"
#include "net/sync/protobuf_reply.h"

namespace warmheart {
namespace {

namespace asio = boost::asio;
using nlohmann::json;

// The prefix binds it to this host, over TLS, for all paths: no sister host and no plain page can set it (RFC 6265bis).
constexpr const char* kCookie = "__Host-wh_session";

bool starts_with(const std::string& text, std::string_view start) { return text.compare(0, start.size(), start) == 0; }

std::string cookie_header(const char* name, std::string_view value, std::int64_t max_age_s) {
  return std::string(name) + "=" + std::string(value) + "; Path=/; Max-Age=" + std::to_string(max_age_s) +
         "; Secure; HttpOnly; SameSite=Strict";
}

Result<json> body_of(const http::Request& request) {
  if (request.body.empty()) return json::object();
  return read_json_object(request);
}

}  // namespace

Console::Console(const CentralConfig& config, tls::Authority authority, Areas areas, WebSentences sentences,
                 KnownBrowsers browsers, DatabasePools& pools, Log& log)
    : m_devices_port(config.devices_port),
      m_undo_ms(config.undo_seconds * std::int64_t{1000}),
      m_web_dir(config.web_dir),
      m_hosts(config.console_host, config.riders_host),
      m_authority(std::move(authority)),
      m_areas(std::move(areas)),
      m_pools(pools),
      m_log(log),
      m_files({{"/vendor/bootstrap/", config.bootstrap_dir},
               {"/shared/", config.web_dir + "/shared"},
               {"/phone/art/", config.icons_dir()},
               {"/phone/", config.web_dir + "/phone"},
               {"/", config.web_dir + "/console"}},
              config.web_dir + "/shared/not_found.html"),
      m_sentences(std::move(sentences)),
      m_browsers(std::move(browsers)),
      m_line(pools.sign_ins, kSignInThreads),
      m_events(pools.readers) {}

asio::awaitable<http::Reply> Console::handle(http::Request request) { return serve(this, std::move(request)); }

Result<LoginSession> Console::login_for(CentralStore& store, const http::Request& request, bool changes) {
  const std::string token(request.cookie(kCookie));
  if (token.empty()) return fail(ErrorCode::unauthenticated, "please sign in");
  WARMHEART_TRY_ASSIGN(LoginSession login, find_login(store, token));
  if (changes && (!m_hosts.is_from_console(request) || !same_csrf(login, std::string(request.header("x-wh-csrf"))))) {
    const Error why{ErrorCode::forbidden, "the request does not carry this login's X-WH-CSRF", "csrf"};
    write_refusal(store, login, request, why);
    return fail(why.code, why.what);
  }
  return login;
}

http::Response Console::call_use_case(CentralStore& store, const http::Request& request) {
  std::string id;
  const Route* const route = find_route(request.method, request.path, id);
  const auto login = login_for(store, request, request.method != "GET");
  if (!login) return error_response(login.error());
  if (route == nullptr) return error_response(Error{ErrorCode::not_found, "there is no such call"});
  const auto body = body_of(request);
  if (!body) return error_response(body.error());
  const auto answer = route->call(Call{store, *login, m_areas, request, *body, id, m_undo_ms, m_browsers, kCookie});
  if (!answer) {
    if (answer.error().code == ErrorCode::forbidden) write_refusal(store, *login, request, answer.error());
    const bool ours = http_status_of(answer.error().code) >= 500;
    if (ours)
      m_log.write(LogLevel::error, std::string("a call failed path=") + route->path() + " what=" + answer.error().what);
    return error_response(answer.error());
  }
  if (route->moves_queue()) m_events.queue_moved();
  return json_response(*answer);
}

// Its streams end with it. Nothing to end where there is no token.
Result<void> Console::end_login(CentralStore& store, std::string_view token) {
  if (token.empty()) return {};
  WARMHEART_TRY(sign_out(store, std::string(token)));
  m_events.end_login(std::string(token));
  return {};
}

// What somebody was not allowed to do stands in the audit. A refusal is given, whatever becomes of its row.
void Console::write_refusal(CentralStore& store, const LoginSession& login, const http::Request& request,
                            const Error& why) {
  const std::string reason = why.reason.empty() ? std::string("role") : std::string(why.reason);
  const auto written = audit(store, login.reviewer.user, "refused", request.method + " " + request.path, reason);
  if (!written) m_log.write(LogLevel::error, "a refusal is not in the audit: " + written.error().what);
}

http::Response Console::sign_in_call(CentralStore& store, const http::Request& request) {
  if (!m_hosts.is_from_console(request))
    return error_response(Error{ErrorCode::forbidden, "sign-in from another site"});
  const auto body = body_of(request);
  const auto attempt = body ? sign_in_try(*body, request, m_browsers, store.now_ms()) : fail(body.error());
  if (!attempt) return error_response(attempt.error());
  const auto signed_in = sign_in(store, *attempt);
  if (!signed_in) return error_response(signed_in.error());
  if (const auto ended = end_login(store, request.cookie(kCookie)); !ended) return error_response(ended.error());
  http::Response out = json_response(login_json(store, signed_in->login));
  out.headers.emplace_back("Set-Cookie", cookie_header(kCookie, signed_in->token.view(), kLoginLifeMs / 1000));
  if (!signed_in->login.enrolling) add_browser_cookie(store, request, signed_in->login.reviewer.user, out);
  return out;
}

void Console::add_browser_cookie(CentralStore& store, const http::Request& request, const std::string& user,
                                 http::Response& out) const {
  const std::string cookie = m_browsers.with(request.cookie(kBrowserCookie), user, store.now_ms(), store.random());
  out.headers.emplace_back("Set-Cookie", cookie_header(kBrowserCookie, cookie, kBrowserLifeMs / 1000));
}

// The login that asked ends with the factor's beginning; a new one takes its place.
http::Response Console::confirm_factor_call(CentralStore& store, const http::Request& request) {
  const auto login = login_for(store, request, true);
  if (!login) return error_response(login.error());
  const auto body = body_of(request);
  if (!body) return error_response(body.error());
  const std::string token(request.cookie(kCookie));
  const auto confirmed = confirm_factor(store, token, code_in(*body).view(), request.peer_address);
  if (!confirmed) return error_response(confirmed.error());
  m_events.end_login(token);
  json answer = login_json(store, confirmed->signed_in.login);
  answer["recovery_codes"] = json::array();
  for (const SecretString& code : confirmed->recovery_codes) answer["recovery_codes"].push_back(code.view());
  http::Response out = json_response(answer);
  out.headers.emplace_back("Set-Cookie",
                           cookie_header(kCookie, confirmed->signed_in.token.view(), kLoginLifeMs / 1000));
  add_browser_cookie(store, request, login->reviewer.user, out);
  return out;
}

http::Response Console::sign_out_call(CentralStore& store, const http::Request& request) {
  const auto login = login_for(store, request, true);
  if (!login) return error_response(login.error());
  if (const auto ended = end_login(store, request.cookie(kCookie)); !ended) return error_response(ended.error());
  http::Response out = json_response(json::object());
  out.headers.emplace_back("Set-Cookie", cookie_header(kCookie, "", 0));
  return out;
}

http::Response Console::file(const http::Request& request) const {
  if (const std::string* const table = m_sentences.at(request.path))
    return cacheable(request, *table, "application/json; charset=utf-8");
  return m_files.serve(request);
}

// Reading calls stand with the readers: their login's time of last use, once a minute, is all they write.
Console::Work Console::console_work(std::shared_ptr<const http::Request> request) {
  const bool own_login = request->path == "/api/session";
  if (own_login && request->method == "POST") {
    return {&m_pools.sign_ins, [this, request](CentralStore& store) { return sign_in_call(store, *request); }, true,
            place_of(*request)};
  }
  if (own_login && request->method == "DELETE") {
    return {&m_pools.office, [this, request](CentralStore& store) { return sign_out_call(store, *request); }};
  }
  if (request->path == "/api/factor/confirm" && request->method == "POST") {
    return {&m_pools.office, [this, request](CentralStore& store) { return confirm_factor_call(store, *request); }};
  }
  if (hashes_password(*request)) {
    return {&m_pools.sign_ins, [this, request](CentralStore& store) { return call_use_case(store, *request); }, true,
            place_of(*request)};
  }
  DatabasePool& pool = request->method == "GET" ? m_pools.readers : m_pools.office;
  return {&pool, [this, request](CentralStore& store) { return call_use_case(store, *request); }};
}

// Before anything is looked up: the cookie is proven by its own signature.
SignInLine::Place Console::place_of(const http::Request& request) const {
  const auto body = body_of(request);
  const bool named = body && body->contains("user") && body->at("user").is_string();
  const std::int64_t now_ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  std::string browser;
  if (named)
    browser = m_browsers.known_for(request.cookie(kBrowserCookie), body->at("user").get<std::string>(), now_ms);
  return browser.empty() ? SignInLine::Place{request.peer_address, false} : SignInLine::Place{browser, true};
}

Console::Work Console::device_work(std::shared_ptr<const http::Request> request) {
  if (request->path == "/v1/enrol") {
    return {&m_pools.office, [this, request](CentralStore& store) {
              return enrol_device_over_http(store, m_authority, m_devices_port, *request);
            }};
  }
  if (request->path == "/v1/renew-nonce")
    return {&m_pools.readers, [](CentralStore& store) { return offer_renewal_nonce(store); }};
  if (request->path == "/v1/renew") {
    return {&m_pools.office,
            [this, request](CentralStore& store) { return renew_device_over_http(store, m_authority, *request); }};
  }
  return {};
}

Console::Work Console::work_for(std::shared_ptr<const http::Request> request) {
  if (starts_with(request->path, "/api/")) return console_work(request);
  if (request->method != "POST") return {};
  if (starts_with(request->path, "/phone/api/")) {
    DatabasePool& pool = phone_call_only_reads(request->path) ? m_pools.readers : m_pools.riders;
    return {&pool, [this, request](CentralStore& store) { return phone_call(store, m_areas, *request); }};
  }
  return device_work(request);
}

asio::awaitable<http::Reply> Console::serve(Console* self, http::Request request_in) {
  const auto request = std::make_shared<const http::Request>(std::move(request_in));
  http::Reply reply;
  if (!self->m_hosts.serves(*request)) {
    reply.response = misdirected_response(*request, self->m_web_dir);
    add_security_headers(reply.response, false);
    co_return reply;
  }
  if (request->path == "/api/events" && request->method == "GET") co_return co_await serve_events(self, *request);
  const bool enrols = starts_with(request->path, "/v1/");
  const bool phones = starts_with(request->path, "/phone/api/");
  Work work = self->work_for(request);
  const bool stranger = work.hashes && !work.place.known;
  const bool too_often = (stranger && !self->m_sign_ins.allow(request->peer_address)) ||
                         (enrols && !self->m_enrolments.allow(request->peer_address)) ||
                         (phones && !self->m_phones.allow(request->peer_address));
  const Error often{ErrorCode::limit, "too many tries from this address; wait a minute"};
  bool may_be_cached = false;
  if (too_often) {
    reply.response = enrols ? problem_response(often, 60) : error_response(often);
  } else if (work.hashes) {
    reply.response = co_await sign_in_reply(&self->m_line, std::move(work.place), std::move(work.task), request->id);
  } else if (work.task) {
    const Wording wording = enrols ? Wording::for_devices : Wording::for_pages;
    reply.response = co_await database_reply(work.pool, std::move(work.task), wording, request->id);
  } else if (request->method == "GET" || request->method == "HEAD") {
    reply.response = self->file(*request);
    may_be_cached = true;
  } else {
    reply.response = error_response(Error{ErrorCode::not_found, "there is no such call"});
  }
  add_security_headers(reply.response, may_be_cached);
  co_return reply;
}

asio::awaitable<http::Reply> Console::serve_events(Console* self, http::Request request) {
  http::Reply reply;
  std::function<Result<LoginSession>(CentralStore&)> look = [self, request](CentralStore& store) {
    return self->login_for(store, request, false);
  };
  Result<LoginSession> login = co_await co_run<LoginSession>(&self->m_pools.readers, std::move(look), request.id);
  if (login && (login->enrolling || login->reviewer.role == Role::operating))
    login = fail(ErrorCode::forbidden, "the queue is for reviewers");
  if (!login) {
    reply.response = error_response(login.error());
    add_security_headers(reply.response, false);
    co_return reply;
  }
  const auto executor = co_await asio::this_coro::executor;
  const Result<Events::StreamPtr> stream =
      self->m_events.open(executor, login->reviewer, std::string(request.cookie(kCookie)));
  if (!stream) {
    reply.response = error_response(stream.error());
    add_security_headers(reply.response, false);
    co_return reply;
  }
  Events* const events = &self->m_events;
  reply.events = [events, open = *stream] { return Events::next(events, open); };
  reply.peer_gone = [open = *stream] { Events::end(open); };
  add_security_headers(reply.response, false);
  co_return reply;
}

}  // namespace warmheart
