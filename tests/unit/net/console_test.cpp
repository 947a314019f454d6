// The people listener as a browser meets it.
#include "real_environment.h"

#include <filesystem>
#include <fstream>
#include <map>

#include "app/central/console_api.h"
#include "app/central/console_reply.h"
#include "core/central/access/sign_in.h"
#include "core/central/access/totp.h"
#include "core/central/review/error_reasons.h"
#include "core/central/store/audit.h"
#include "raw_peers.h"

using namespace warmheart;
using namespace std::chrono_literals;
using namespace warmheart::testing;
using nlohmann::json;

namespace {

// Li's authenticator, for all browsers of a test: a code is good once, so the clock goes on a step for the next.
struct Phone {
  Bytes seed;
  std::int64_t last_step = 0;

  std::string code(MovedClock& clock) {
    const std::int64_t step = std::max(totp_step(clock.now().wall_ms), last_step + 1);
    if (step > totp_step(clock.now().wall_ms)) clock.move_on(std::chrono::milliseconds(kTotpStepMs));
    last_step = step;
    return must(totp_code(seed, step));
  }
};
Phone phone;

struct Browser {
  explicit Browser(RealCentre& at) : centre(at) {}
  RealCentre& centre;
  std::map<std::string, std::string> cookies;
  std::string csrf;
  std::string origin;

  http::Response call(const std::string& method, const std::string& target, const json& body = nullptr) {
    http::Request request;
    request.method = method;
    request.target = target;
    if (!body.is_null()) {
      request.body = body.dump();
      request.headers.emplace_back("Content-Type", "application/json");
    }
    if (!cookies.empty()) request.headers.emplace_back("Cookie", cookie_line());
    if (!csrf.empty()) request.headers.emplace_back("X-WH-CSRF", csrf);
    if (!origin.empty()) request.headers.emplace_back("Origin", origin);
    const auto answer = blocking_call(must(tls::pinned_client(centre.ca())),
                                      http::Endpoint{"localhost", centre.people->port()}, request, 60s);
    REQUIRE(answer);
    for (const auto& [name, value] : answer->headers) {
      const auto equals = value.find('=');
      if (name == "Set-Cookie")
        cookies[value.substr(0, equals)] = value.substr(equals + 1, value.find(';') - equals - 1);
    }
    return *answer;
  }
  // By the password alone; the second factor is not there yet.
  json begin(const std::string& password = "a long password") {
    const auto answer = call("POST", "/api/session", {{"user", "li"}, {"password", password}});
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    const json session = json::parse(answer.body);
    csrf = session["csrf"];
    return session;
  }
  // By both factors; the second is set up where none stands.
  json sign_in() {
    if (!phone.seed.empty()) {
      const json whole = {{"user", "li"}, {"password", "a long password"}, {"code", phone.code(centre.clock)}};
      return take(call("POST", "/api/session", whole));
    }
    begin();
    const auto offered = call("POST", "/api/factor", json::object());
    REQUIRE(offered.status == 200);
    phone.seed = must(from_base32(json::parse(offered.body)["secret"].get<std::string>()));
    return take(call("POST", "/api/factor/confirm", {{"code", phone.code(centre.clock)}}));
  }
  json take(const http::Response& answer) {
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    const json session = json::parse(answer.body);
    csrf = session["csrf"];
    return session;
  }
  std::string cookie_line() const {
    std::string line;
    for (const auto& [name, value] : cookies) line += (line.empty() ? "" : "; ") + name + "=" + value;
    return line;
  }
};

void add_reviewer(RealCentre& centre) {
  phone = {};
  must(add_user(centre.store, Reviewer{"li", "李老师", Role::union_reviewer, "CY01"}, SecretString("a long password")));
}

std::string header_of(const http::Response& answer, const std::string& wanted) {
  for (const auto& [name, value] : answer.headers) {
    if (name == wanted) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("Signing in gives a login that a script cannot read, and out ends it") {
  RealCentre centre;
  add_reviewer(centre);
  Browser browser(centre);
  CHECK(browser.call("GET", "/api/overview").status == 401);
  const auto wrong = browser.call("POST", "/api/session", {{"user", "li"}, {"password", "not this one"}});
  CHECK(wrong.status == 401);
  CHECK(json::parse(wrong.body)["error"] == json({{"code", "unauthenticated"}, {"reason", "wrong-password"}}));
  const auto answer = browser.call("POST", "/api/session", {{"user", "li"}, {"password", "a long password"}});
  REQUIRE(answer.status == 200);
  const std::string cookie = header_of(answer, "Set-Cookie");
  CHECK(cookie.find("__Host-wh_session=") == 0);  // then a browser takes it with Secure, Path=/ and no Domain only
  for (const char* part : {"; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/;"})
    CHECK(cookie.find(part) != std::string::npos);
  CHECK(cookie.find("Domain") == std::string::npos);
  const json session = json::parse(answer.body);
  CHECK(session["user"] == "li");
  CHECK(session["role"] == "union-reviewer");
  CHECK(session["union"]["name"] == "望京街道总工会");
  browser.csrf = session["csrf"];
  CHECK(browser.call("GET", "/api/session").status == 200);
  CHECK(browser.call("DELETE", "/api/session").status == 200);
  CHECK(browser.call("GET", "/api/session").status == 401);
}

TEST_CASE("A first sign-in opens nothing but the second factor") {
  RealCentre centre;
  add_reviewer(centre);
  Browser browser(centre);
  CHECK(browser.begin()["factor"] == "missing");
  for (const char* target : {"/api/overview", "/api/applications?state=all", "/api/stations", "/api/logins"}) {
    const auto answer = browser.call("GET", target);
    CHECK(answer.status == 403);
    CHECK(json::parse(answer.body)["error"]["reason"] == "factor-missing");
  }
  CHECK(browser.call("GET", "/api/session").status == 200);
  const auto offered = json::parse(browser.call("POST", "/api/factor", json::object()).body);
  CHECK(offered["qr"]["side"] > 20);
  CHECK(browser.call("POST", "/api/factor/confirm", {{"code", "000000"}}).status == 400);
  Browser other(centre);
  CHECK(other.sign_in()["factor"] == "stands");
  CHECK(other.call("GET", "/api/overview").status == 200);
  CHECK(other.cookies.contains(kBrowserCookie));
  CHECK(browser.call("GET", "/api/session").status == 401);  // who knew the password alone is out
}

TEST_CASE("What a user is not allowed to do is a row in the audit") {
  RealCentre centre;
  add_reviewer(centre);
  must(add_user(centre.store, Reviewer{"ops", "", Role::operating, ""}, SecretString("a long password")));
  Browser browser(centre);
  const json session = browser.sign_in();
  browser.csrf = "guess";
  CHECK(browser.call("POST", "/api/applications/x/open", json::object()).status == 403);
  const auto rows = must(audit_rows(centre.store, must(audit_head(centre.store)).seq - 1, 1));
  CHECK(rows.at(0).what == "refused");
  CHECK(rows.at(0).who == "li");
  CHECK(rows.at(0).detail == "csrf");
}

TEST_CASE(
    "A list is answered while passwords are hashed and the office acts, and a sign-in waits for its own kind only") {
  RealCentre centre;
  add_reviewer(centre);
  Browser reads(centre), signs_in(centre);
  reads.sign_in();
  HeldPool hashing(centre.pools.sign_ins, 2);
  HeldPool acting(centre.pools.office, 1);
  const std::string code = phone.code(centre.clock);
  auto late = std::async(std::launch::async, [&] {
    return signs_in.call("POST", "/api/session", {{"user", "li"}, {"password", "a long password"}, {"code", code}});
  });
  REQUIRE(within(10s, [&] { return centre.pools.sign_ins.queued() == 1; }));
  for (const char* target :
       {"/api/session", "/api/overview", "/api/applications?state=all", "/api/unions", "/api/stations"}) {
    INFO(target);
    CHECK(reads.call("GET", target).status == 200);
  }
  CHECK(centre.pools.sign_ins.queued() == 1);
  hashing.release();
  CHECK(late.get().status == 200);
}

TEST_CASE("A rider's phone waits for nobody of the office, and a look-up for no rider") {
  RealCentre centre;
  Browser phone(centre);
  HeldPool acting(centre.pools.office, 1);
  HeldPool hashing(centre.pools.sign_ins, 2);
  CHECK(phone.call("POST", "/phone/api/form", {{"token", "x"}, {"phone", "00000000-0000-7000-8000-000000000000"}})
            .status != 503);
  HeldPool riders(centre.pools.riders, 2);
  CHECK(phone.call("POST", "/phone/api/streets", {{"district", "110105"}}).status == 200);
}

TEST_CASE("A sign-in ends the login that the same browser had, and no other") {
  RealCentre centre;
  add_reviewer(centre);
  Browser elsewhere(centre), browser(centre);
  elsewhere.sign_in();
  browser.sign_in();
  Browser left_behind = browser;
  browser.csrf.clear();
  CHECK(browser.call("POST", "/api/session", {{"user", "li"}, {"password", "not this one"}}).status == 401);
  CHECK(left_behind.call("GET", "/api/session").status == 200);  // a wrong try ends nothing
  browser.sign_in();
  CHECK(browser.cookies != left_behind.cookies);
  CHECK(browser.call("GET", "/api/session").status == 200);
  CHECK(left_behind.call("GET", "/api/session").status == 401);
  CHECK(elsewhere.call("GET", "/api/session").status == 200);
}

TEST_CASE("A login has four event streams; a closed one makes room, and none outlives its login") {
  RealCentre centre;
  add_reviewer(centre);
  Browser browser(centre);
  browser.sign_in();
  const auto context = must(tls::pinned_client(centre.ca()));
  const std::string asks = "GET /api/events HTTP/1.1\r\nHost: x\r\nCookie: " + browser.cookie_line() + "\r\n\r\n";
  const auto open = [&] { return std::make_unique<TlsPeer>(centre.people->port(), context, asks); };
  std::vector<std::unique_ptr<TlsPeer>> streams;
  for (int i = 0; i < 4; ++i) {
    streams.push_back(open());
    const std::string head = streams.back()->next();
    CHECK(head.find("HTTP/1.1 200") == 0);
    CHECK(head.find("Cache-Control: no-store") != std::string::npos);
    CHECK(head.find("Strict-Transport-Security: ") != std::string::npos);
  }
  CHECK(open()->next().find("HTTP/1.1 429") == 0);
  streams.pop_back();
  REQUIRE(within(10s, [&] {
    auto again = open();
    if (again->next().find("HTTP/1.1 200") != 0) return false;
    streams.push_back(std::move(again));
    return true;
  }));
  CHECK(browser.call("DELETE", "/api/session").status == 200);
  for (auto& stream : streams) CHECK(stream->closed_within(3s));

  // Ended in another process: nobody tells this one.
  browser.csrf.clear();
  browser.cookies.clear();
  browser.sign_in();
  TlsPeer stream(centre.people->port(), context,
                 "GET /api/events HTTP/1.1\r\nHost: x\r\nCookie: " + browser.cookie_line() + "\r\n\r\n");
  CHECK(stream.next().find("HTTP/1.1 200") == 0);
  CentralStore other = centre.open();
  must(set_password(other, "li", SecretString("another long password")));
  CHECK(stream.closed_within(15s));
}

TEST_CASE("Calls are refused for a body that nests too deep or is no object, by name, on both kinds of pages") {
  RealCentre centre;
  Browser browser(centre);
  json deep = 1;
  for (int i = 0; i < 33; ++i) deep = json{{"user", deep}};
  for (const char* path : {"/api/session", "/phone/api/form", "/phone/api/join"}) {
    INFO(path);
    CHECK(browser.call("POST", path, deep).status == 400);
    CHECK(browser.call("POST", path, json::array({1})).status == 400);
    CHECK(browser.call("POST", path, "text").status == 400);
  }
}

TEST_CASE("HEAD of a page is its head; HEAD of a call is a refusal without a body") {
  RealCentre centre;
  Browser browser(centre);
  const auto context = must(tls::pinned_client(centre.ca()));
  const auto head_of = [&](const std::string& path) {
    TlsPeer peer(centre.people->port(), context, "HEAD " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    return peer.answer();
  };
  const std::string page = head_of("/");
  CHECK(page.find("HTTP/1.1 200") == 0);
  const std::size_t size = browser.call("GET", "/").body.size();
  CHECK(page.find("Content-Length: " + std::to_string(size) + "\r\n") != std::string::npos);
  CHECK(page.substr(page.size() - 4) == "\r\n\r\n");
  const std::string call = head_of("/api/overview");
  CHECK(call.find("HTTP/1.1 401") == 0);
  CHECK(call.substr(call.size() - 4) == "\r\n\r\n");
}

TEST_CASE("Nothing changes without the login's own token, or from another site's page") {
  RealCentre centre;
  add_reviewer(centre);
  Browser browser(centre);
  browser.sign_in();
  const std::string good = browser.csrf;
  browser.csrf = "guess";
  CHECK(browser.call("POST", "/api/applications/x/open", json::object()).status == 403);
  browser.csrf = good;
  browser.origin = "https://evil.example";
  CHECK(browser.call("POST", "/api/applications/x/open", json::object()).status == 403);
  browser.origin = "https://localhost:" + std::to_string(centre.people->port());
  CHECK(browser.call("POST", "/api/applications/00000000-0000-7000-8000-000000000000/open", json::object()).status ==
        404);
  CHECK(browser.call("POST", "/api/applications/x/open", json::object()).status == 400);
}

TEST_CASE("The whole review through the console's API") {
  RealCentre centre;
  add_reviewer(centre);
  Folder files;
  const auto identity = enrol(centre.enrolment(files.path));
  REQUIRE(identity);
  RealKiosk kiosk(*identity);
  must(kiosk.runner->start());
  const Uuid id = kiosk.join();
  Browser browser(centre);
  browser.sign_in();
  json list;
  REQUIRE(within(8s, [&] {
    list = json::parse(browser.call("GET", "/api/applications?state=awaiting-review&limit=50").body);
    return list["items"].size() == 1;
  }));
  const json item = list["items"][0];
  CHECK(item["id"] == id.text());
  CHECK(item["masked_name"] != "欧阳小明");
  CHECK(item["undo_until_ms"].is_null());
  const std::string path = "/api/applications/" + id.text();
  CHECK(browser.call("POST", path + "/decide", {{"action", "approve"}}).status == 409);  // not opened yet
  const json whole = json::parse(browser.call("POST", path + "/open", json::object()).body);
  CHECK(whole["name"] == "欧阳小明");
  CHECK(whole["document_number"] == "11010519491231002X");
  CHECK(whole["signature"]["svg_path"].get<std::string>().size() > 5);
  CHECK(whole["street"]["name"] != "");
  CHECK(browser.call("POST", path + "/decide", {{"action", "dance"}}).status == 400);
  CHECK(browser
            .call("POST", path + "/decide",
                  {{"action", "return"}, {"fields", json::array({"mobile"})}, {"reason", "号码打不通"}})
            .status == 200);
  CHECK(browser.call("POST", path + "/undo", json::object()).status == 200);
  const auto decided = browser.call("POST", path + "/decide", {{"action", "approve"}});
  INFO(decided.body);
  CHECK(decided.status == 200);
  CHECK(json::parse(decided.body)["undo_until_ms"] > centre.clock.now().wall_ms);
  for (const char* target : {"/api/overview", "/api/unions", "/api/stations", "/api/applications?state=all"}) {
    const auto answer = browser.call("GET", target);
    INFO(target << " " << answer.body);
    CHECK(answer.status == 200);
    CHECK(header_of(answer, "Cache-Control") == "no-store");
  }
}

TEST_CASE("A call without the role is forbidden by the route table, in every row") {
  RealCentre centre;
  add_reviewer(centre);
  const Areas areas = must(Areas::load(WARMHEART_SOURCE_DIR "/assets/areas"));
  const http::Request request;
  const json body = json::object();
  constexpr Role kAll[] = {Role::union_reviewer, Role::city, Role::operating};
  const KnownBrowsers browsers(*centre.keys);
  static int runs = 0;
  const UseCase counted = [](const Call&) -> Result<json> { return ++runs, json::object(); };
  for (const Route& row : console_routes()) {
    for (const Role role : kAll) {
      const LoginSession login{Reviewer{"li", "李老师", role, "CY01"}, "csrf", 0};
      const Call call{centre.store, login, areas, request, body, "x", 10'000, browsers, "cookie"};
      INFO(row.method() << " " << row.path() << " " << name_of(role));
      // The row as it stands: what it names gets through to the use case, whatever that says of an empty call.
      const auto answer = row.call(call);
      CHECK((!answer && answer.error().code == ErrorCode::forbidden) == !row.roles().has(role));
      // The row for the other role alone: this one never reaches the use case.
      const Role other = role == Role::city ? Role::union_reviewer : Role::city;
      const Route closed(row.method(), row.path(), Roles{other}, counted);
      const int before = runs;
      const auto refused = closed.call(call);
      REQUIRE_FALSE(refused);
      CHECK(error_response(refused.error()).status == 403);
      CHECK(runs == before);
    }
    CHECK((row.roles().has(Role::union_reviewer) || row.roles().has(Role::city)));
    const LoginSession enrolling{Reviewer{"li", "李老师", Role::city, ""}, "csrf", 0, true};
    const auto early = row.call({centre.store, enrolling, areas, request, body, "x", 10'000, browsers, "cookie"});
    const bool waits = !early && early.error().reason == refusal::kFactorMissing;
    CHECK(waits == !row.serves_enrolling());
    std::string id;
    std::string path = row.path();
    if (const auto star = path.find('*'); star != std::string::npos) path.replace(star, 1, "x");
    CHECK(find_route(row.method(), path, id) == &row);
  }
}

TEST_CASE("The console's files come with headers that keep strangers out, and nothing beside them is served") {
  RealCentre centre;
  Browser browser(centre);
  const auto page = browser.call("GET", "/");
  CHECK(page.status == 200);
  CHECK(page.content_type.find("text/html") == 0);
  CHECK(header_of(page, "Content-Security-Policy").find("default-src 'self'") == 0);
  CHECK(header_of(page, "X-Content-Type-Options") == "nosniff");
  CHECK(header_of(page, "Strict-Transport-Security") == "max-age=31536000; includeSubDomains");
  CHECK(browser.call("GET", "/vendor/bootstrap/css/bootstrap.min.css").status == 200);
  CHECK(browser.call("GET", "/shared/js/h.js").content_type.find("text/javascript") == 0);
  CHECK(browser.call("GET", "/phone/").body.find("/phone/js/join.js") != std::string::npos);
  CHECK(browser.call("GET", "/phone/art/scene-rider.svg").content_type == "image/svg+xml");
  for (const char* target : {"/shared/", "/nothing.html", "/vendor/bootstrap/", "/css", "/.git/config", "/README.md",
                             "/phone/art/", "/phone/art/README.md", "/phone/art/nothing.svg"})
    CHECK(browser.call("GET", target).status == 404);
  CHECK(browser.call("GET", "/../../etc/passwd").status == 400);
}

TEST_CASE("Guessing passwords from one address is slowed down") {
  Attempts attempts(3);
  const auto now = Attempts::Clock::now();
  for (int i = 0; i < 3; ++i) CHECK(attempts.allow("10.0.0.1", now));
  CHECK_FALSE(attempts.allow("10.0.0.1", now));
  CHECK(attempts.allow("10.0.0.2", now));
  CHECK(attempts.allow("10.0.0.1", now + std::chrono::seconds(61)));
}

TEST_CASE("An error is told by its code and reason, and nothing of what stands behind it") {
  for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
    const auto answer = error_response(Error{static_cast<ErrorCode>(code), "张伟 11010519491231002X"});
    CHECK(answer.status >= 400);
    CHECK(json::parse(answer.body) == json{{"error", {{"code", name_of(static_cast<ErrorCode>(code))}}}});
  }
  const auto exact = error_response(Error{ErrorCode::conflict, "it stands otherwise", refusal::kDecided});
  CHECK(json::parse(exact.body) == json{{"error", {{"code", "conflict"}, {"reason", "decided"}}}});
}

TEST_CASE("The pages' sentences are served by audience and language, to whoever has not signed in too") {
  RealCentre centre;
  Browser browser(centre);
  for (const std::string language : {"zh", "en"}) {
    const auto console = browser.call("GET", "/sentences/console/" + language + ".json");
    REQUIRE(console.status == 200);
    CHECK(header_of(console, "Cache-Control") == "no-cache");
    CHECK(header_of(console, "ETag") != "");
    const json table = json::parse(console.body);
    for (const std::string_view reason : refusal::kAll) CHECK(table.contains("refusal." + std::string(reason)));
    const json phone = json::parse(browser.call("GET", "/sentences/phone/" + language + ".json").body);
    CHECK(phone.contains("phone.title"));
    CHECK(phone.contains("error.document.check"));
    CHECK_FALSE(phone.contains("staff.title"));
  }
  for (const char* target : {"/sentences/kiosk/zh.json", "/sentences/console/fr.json", "/sentences/console/zh.toml"}) {
    CHECK(browser.call("GET", target).status == 404);
  }
}

TEST_CASE("A centre whose sentences are wrong does not start, and says where") {
  Folder folder;
  const auto write = [&folder](const std::string& name, const std::string& text) {
    const std::filesystem::path path = std::filesystem::path(folder.path) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << text;
  };
  for (const std::string language : {"zh", "en"}) {
    write("console/" + language + "/a.toml", "\"a\" = \"one\"\n");
    write("phone/" + language + "/a.toml", "\"b\" = \"two\"\n");
    write("kiosk/" + language + "/a.toml", "\"c.d\" = \"three\"\n");
  }
  write("phone/from_kiosk.toml", "keys = [\"c.\"]\n");
  const auto good = WebSentences::load(folder.path);
  REQUIRE(good);
  CHECK(json::parse(*good->at("/sentences/phone/zh.json")) == json{{"b", "two"}, {"c.d", "three"}});
  write("console/en/b.toml", "\"a\" = \"again\"\n");
  CHECK(WebSentences::load(folder.path).error().what.find("stands twice") != std::string::npos);
  write("console/en/b.toml", "\"n\" = 5\n");
  CHECK(WebSentences::load(folder.path).error().what.find("is no text") != std::string::npos);
  write("console/en/b.toml", "broken\n");
  CHECK(WebSentences::load(folder.path).error().what.find("line 1") != std::string::npos);
  write("console/en/b.toml", "");
  write("phone/from_kiosk.toml", "keys = [\"nowhere\"]\n");
  CHECK(WebSentences::load(folder.path).error().what.find("nowhere") != std::string::npos);
}
