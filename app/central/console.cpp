#include "app/central/console.h"

#include "app/central/console_api.h"
#include "app/central/console_reply.h"
#include "app/central/json_body.h"
#include "net/sync/enrolment_server.h"
#include "net/sync/protobuf_reply.h"

namespace warmheart {
namespace {

namespace asio = boost::asio;
using nlohmann::json;

// The prefix binds it to this host, over TLS, for all paths: no sister host and no plain page can set it (RFC 6265bis).
constexpr const char* kCookie = "__Host-wh_session";

bool starts_with(const std::string& text, std::string_view start) { return text.compare(0, start.size(), start) == 0; }

std::string cookie_header(std::string_view value, std::int64_t max_age_s) {
  return std::string(kCookie) + "=" + std::string(value) + "; Path=/; Max-Age=" + std::to_string(max_age_s) +
         "; Secure; HttpOnly; SameSite=Strict";
}

// A browser names where a request comes from: another site's page may not act here, whatever cookie rides along.
bool from_here(const http::Request& request) {
  const std::string_view origin = request.header("origin");
  return origin.empty() || origin == "https://" + std::string(request.header("host"));
}

Result<json> body_of(const http::Request& request) {
  if (request.body.empty()) return json::object();
  return read_json_object(request);
}

}  // namespace

Console::Console(const CentralConfig& config, tls::Authority authority, Areas areas, WebSentences sentences,
                 DatabasePools& pools, Log& log)
    : m_devices_port(config.devices_port),
      m_undo_ms(config.undo_seconds * std::int64_t{1000}),
      m_authority(std::move(authority)),
      m_areas(std::move(areas)),
      m_pools(pools),
      m_log(log),
      m_files({{"/vendor/bootstrap/", config.bootstrap_dir},
               {"/shared/", config.web_dir + "/shared"},
               {"/phone/", config.web_dir + "/phone"},
               {"/", config.web_dir + "/console"}},
              config.web_dir + "/shared/not_found.html"),
      m_sentences(std::move(sentences)),
      m_events(pools.readers) {}

asio::awaitable<http::Reply> Console::handle(http::Request request) { return serve(this, std::move(request)); }

Result<LoginSession> Console::login_for(CentralStore& store, const http::Request& request, bool changes) const {
  const std::string token(request.cookie(kCookie));
  if (token.empty()) return fail(ErrorCode::unauthenticated, "please sign in");
  WARMHEART_TRY_ASSIGN(LoginSession login, find_login(store, token));
  if (changes && (!from_here(request) || !same_csrf(login, std::string(request.header("x-wh-csrf"))))) {
    return fail(ErrorCode::forbidden, "the request does not carry this login's X-WH-CSRF");
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
  const auto answer = route->call(Call{store, *login, m_areas, request, *body, id, m_undo_ms});
  if (!answer) {
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

http::Response Console::sign_in_call(CentralStore& store, const http::Request& request) {
  if (!from_here(request)) return error_response(Error{ErrorCode::forbidden, "sign-in from another site"});
  const auto body = body_of(request);
  if (!body || !body->contains("user") || !(*body)["user"].is_string() || !body->contains("password") ||
      !(*body)["password"].is_string()) {
    return error_response(Error{ErrorCode::invalid_argument, "user and password are missing"});
  }
  const auto signed_in =
      sign_in(store, (*body)["user"].get<std::string>(), SecretString((*body)["password"].get<std::string>()));
  if (!signed_in) return error_response(signed_in.error());
  if (const auto ended = end_login(store, request.cookie(kCookie)); !ended) return error_response(ended.error());
  http::Response out = json_response(login_json(store, signed_in->login));
  out.headers.emplace_back("Set-Cookie", cookie_header(signed_in->token.view(), kLoginLifeMs / 1000));
  return out;
}

http::Response Console::sign_out_call(CentralStore& store, const http::Request& request) {
  const auto login = login_for(store, request, true);
  if (!login) return error_response(login.error());
  if (const auto ended = end_login(store, request.cookie(kCookie)); !ended) return error_response(ended.error());
  http::Response out = json_response(json::object());
  out.headers.emplace_back("Set-Cookie", cookie_header("", 0));
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
    return {&m_pools.sign_ins, [this, request](CentralStore& store) { return sign_in_call(store, *request); }};
  }
  if (own_login && request->method == "DELETE") {
    return {&m_pools.office, [this, request](CentralStore& store) { return sign_out_call(store, *request); }};
  }
  DatabasePool& pool = request->method == "GET" ? m_pools.readers : m_pools.office;
  return {&pool, [this, request](CentralStore& store) { return call_use_case(store, *request); }};
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
  if (request->path == "/api/events" && request->method == "GET") co_return co_await serve_events(self, *request);
  const bool signs_in = request->path == "/api/session" && request->method == "POST";
  const bool enrols = starts_with(request->path, "/v1/");
  const bool phones = starts_with(request->path, "/phone/api/");
  const bool too_often = (signs_in && !self->m_sign_ins.allow(request->peer_address)) ||
                         (enrols && !self->m_enrolments.allow(request->peer_address)) ||
                         (phones && !self->m_phones.allow(request->peer_address));
  const Error often{ErrorCode::limit, "too many tries from this address; wait a minute"};
  Work work = self->work_for(request);
  bool may_be_cached = false;
  if (too_often) {
    reply.response = enrols ? problem_response(often, 60) : error_response(often);
  } else if (work.task) {
    reply.response =
        co_await database_reply(work.pool, std::move(work.task), enrols ? Wording::protobuf : Wording::json);
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
  const Result<LoginSession> login = co_await co_run<LoginSession>(&self->m_pools.readers, std::move(look));
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
