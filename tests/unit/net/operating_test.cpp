// What an operator and what watches over the centre get to see: descriptors, settings, figures, requests in the log.
#include "real_environment.h"

#include "app/central/descriptors.h"
#include "app/central/health_watch.h"
#include "app/central/operator_pages.h"
#include "app/central/request_counts.h"
#include "app/central/state_watch.h"
#include "core/base/histogram.h"
#include "core/storage/sqlite.h"
#include "net/http/request_id.h"

using namespace warmheart;
using namespace warmheart::testing;

TEST_CASE("What the centre needs of descriptors follows from its settings, and too few are refused with what to set") {
  CentralConfig config;
  config.devices_connections = 1000;
  config.people_connections = 100;
  const DescriptorNeed need = descriptors_needed(config, 50, 10);
  CHECK(need.devices == 1050);
  CHECK(need.people == 100);
  CHECK(need.databases == 80);
  CHECK(need.all() == 1050 + 100 + 80 + need.rest);
  config.balancers = {"127.0.0.30"};
  CHECK(descriptors_needed(config, 50, 10).all() == need.all() + 50 + 100);
  CHECK(judge_descriptors(need, need.all()));
  const auto refused = judge_descriptors(need, need.all() - 1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::limit);
  CHECK(refused.error().what.find("set LimitNOFILE=" + std::to_string(need.all())) != std::string::npos);
  CHECK(refused.error().what.find("devices=1050 people=100 databases=80") != std::string::npos);
}

TEST_CASE("Balancers are a list of addresses; who watches over the centre has a port of their own, or none") {
  const std::string begin = "[central]\ndata_dir=\"a\"\n";
  const auto none = parse_config(begin, "c.toml");
  REQUIRE(none);
  CHECK(none->balancers.empty());
  CHECK(none->health_port == 0);
  CHECK(none->health_bind == "127.0.0.1");
  CHECK(none->devices_connections == 9000);
  const auto set = parse_config(begin +
                                    "balancers=[\"127.0.0.30\",\"2001:db8::1\"]\nhealth_bind=\"10.0.0.5\"\n"
                                    "health_port=9080\ndevices_connections=20000\n",
                                "c.toml");
  REQUIRE(set);
  CHECK(set->balancers == std::vector<std::string>{"127.0.0.30", "2001:db8::1"});
  CHECK(set->health_port == 9080);
  CHECK(set->health_bind == "10.0.0.5");
  CHECK(set->devices_connections == 20'000);
  CHECK(parse_config(begin + "health_port=0\n", "c.toml"));
  CHECK(parse_config(begin + "balancers=\"127.0.0.30\"\n", "c.toml").error()[0] ==
        "c.toml, line 3: balancers is no list of IP addresses");
  CHECK(parse_config(begin + "balancers=[\"127.0.0.30\", \"haproxy.example\"]\n", "c.toml").error()[0] ==
        "c.toml, line 3: balancers holds what is no IP address");
  CHECK(parse_config(begin + "health_port=8443\n", "c.toml").error()[0] ==
        "c.toml: health_port is the port of another listener");
  CHECK(parse_config(begin + "health_bind=\"everywhere\"\n", "c.toml").error()[0].find("everywhere") !=
        std::string::npos);
}

TEST_CASE("Requests are counted by paths that are served; what somebody makes up counts as one") {
  CHECK(path_label("POST", "/v1/sync") == "/v1/sync");
  CHECK(path_label("POST", "/api/applications/0192f0c1/open") == "/api/applications/*/open");
  CHECK(path_label("POST", "/api/session") == "/api/session");
  CHECK(path_label("GET", "/phone/card.html") == "/phone/");
  CHECK(path_label("GET", "/wp-login.php") == "other");
  CHECK(path_label("GET", "/api/made-up") == "other");
  CHECK(path_label("", "") == "unread");
  RequestCounts counts;
  for (int i = 0; i < 100; ++i) counts.count("GET", "/made-up/" + std::to_string(i), 404);
  counts.count("POST", "/v1/sync", 200);
  counts.count("POST", "/v1/sync", 503);
  CHECK(counts.counts() == std::map<RequestCounts::Key, std::uint64_t>{
                               {{"/v1/sync", 200}, 1}, {{"/v1/sync", 503}, 1}, {{"other", 404}, 100}});
}

TEST_CASE("A histogram counts up to each bound, what is above the last in all, and adds up") {
  Histogram histogram({1, 5});
  for (const double figure : {0.5, 1.0, 3.0, 7.5}) histogram.observe(figure);
  const Histogram::Snapshot seen = histogram.snapshot();
  CHECK(seen.up_to == std::vector<std::uint64_t>{2, 3});
  CHECK(seen.count == 4);
  CHECK(seen.sum == 12.0);
}

TEST_CASE("A line of the log is about the request in hand, the inner one first, and about none after it") {
  CHECK(LogRequest::current().empty());
  {
    const LogRequest outer("a");
    {
      const LogRequest inner("b");
      CHECK(LogRequest::current() == "b");
    }
    CHECK(LogRequest::current() == "a");
    std::thread([] { CHECK(LogRequest::current().empty()); }).join();
  }
  CHECK(LogRequest::current().empty());
}

TEST_CASE("A kiosk's request has one name in its own log and in the line of the commit that stored its records") {
  RealCentre centre;
  Folder identity;
  RealKiosk kiosk(enrolled(centre, identity.path));
  must(kiosk.runner->start());
  kiosk.join();
  REQUIRE(kiosk.becomes(SyncLight::current));
  const auto value_of = [](CollectLog& log, const std::string& line, const std::string& key) {
    const std::lock_guard lock(log.mutex);
    const auto begin = log.all.find(line);
    if (begin == std::string::npos) return std::string();
    const std::string found = log.all.substr(begin, log.all.find('\n', begin) - begin);
    const auto at = found.find(key);
    return at == std::string::npos ? std::string() : found.substr(at + key.size());
  };
  REQUIRE(within(5s, [&] { return !value_of(kiosk.log, "records were sent", "request=").empty(); }));
  const std::string sent = value_of(kiosk.log, "records were sent", "request=");
  REQUIRE(Uuid::from_text(sent));
  REQUIRE(within(5s, [&] { return !value_of(centre.log, "records are stored", "requests=").empty(); }));
  CHECK(value_of(centre.log, "records are stored", "requests=") == sent);
}

TEST_CASE("The centre's figures say what waits for apply and for how long, and what was not understood") {
  RealCentre centre;
  const auto before = centre_state(centre.store);
  REQUIRE(before);
  CHECK(before->behind == 0);
  CHECK(before->apply_lag_ms == 0);
  std::latch held(1), release(1);
  std::atomic<bool> first{true};
  Folder identity;
  RealKiosk kiosk(enrolled(centre, identity.path));
  centre.when_queue_moves([&] {
    if (!first.exchange(false)) return;
    held.count_down();
    release.wait();
  });
  must(kiosk.runner->start());
  kiosk.join(1);
  held.wait();  // apply has done the first, and stands
  kiosk.join(2);
  CHECK(within(10s, [&] { return centre_state(centre.store)->behind > 0; }));
  centre.clock.move_on(90s);
  CHECK(centre_state(centre.store)->apply_lag_ms >= 90'000);
  release.count_down();
  centre.when_queue_moves(nullptr);
  CHECK(within(10s, [&] { return centre_state(centre.store)->behind == 0; }));
  CHECK(centre_state(centre.store)->feed_position > before->feed_position);
}

TEST_CASE("Whether the database takes an act is known without waiting for it") {
  RealCentre centre;
  StateWatch watch(centre.keys_dir(), centre.certificates, centre.log);
  must(watch.start(centre.opens));
  REQUIRE(within(5s, [&] { return watch.seen().answers(StateWatch::Clock::now()); }));
  REQUIRE(within(5s, [&] { return !watch.seen().certificates.empty(); }));
  {
    auto other = must(sqlite::Database::open(centre.folder.path + "/central.db"));
    const auto held = must(sqlite::Transaction::begin(other));
    CHECK(within(10s, [&] { return !watch.seen().answers(StateWatch::Clock::now()); }));
    CHECK(within(10s, [&] { return !watch.seen().trouble.empty(); }));
  }
  CHECK(within(15s, [&] { return watch.seen().answers(StateWatch::Clock::now()) && watch.seen().trouble.empty(); }));
  watch.stop();
}

TEST_CASE("Readiness tells which part is not sound; health is about the process, until it stops") {
  RealCentre centre;
  GuardedClock guarded(centre.clock);
  HealthWatch health(centre.folder.path, centre.clock, guarded, centre.certificates, centre.authority,
                     std::make_shared<Keyring>(centre.keys), centre.log);
  StateWatch state(centre.keys_dir(), centre.certificates, centre.log);
  must(state.start(centre.opens));
  RequestCounts counts;
  OperatorPages pages(
      {{{centre.devices.get(), &counts, "devices"}}, centre.sync.get(), &centre.pools, &state, centre.folder.path},
      health, guarded);
  const auto ask = [&pages](const char* path) {
    http::Request request;
    request.path = path;
    return pages.serve(request);
  };
  CHECK(within(5s, [&] { return ask("/readyz").status == 200 && !state.seen().certificates.empty(); }));
  guarded.doubt(centre.clock.now(), 0);
  CHECK(ask("/readyz").status == 503);
  CHECK(ask("/readyz").body.find(R"("clock":"the clock is in doubt)") != std::string::npos);
  CHECK(ask("/healthz").status == 200);
  CHECK(ask("/metrics").body.find("warmheart_ready{part=\"clock\"} 0") != std::string::npos);
  centre.clock.move_on(std::chrono::hours(24 * 365 * 60));
  guarded.believe(centre.clock.now());
  CHECK(ask("/readyz").body.find(R"("certificates":"a certificate has ended: )") != std::string::npos);
  CHECK(ask("/readyz").body.find(R"("clock":"ok")") != std::string::npos);
  CHECK(ask("/healthz").status == 200);
  pages.say_stopping();
  CHECK(ask("/healthz").status == 503);
  CHECK(ask("/readyz").body.find(R"("stopping":true)") != std::string::npos);
  state.stop();
}
