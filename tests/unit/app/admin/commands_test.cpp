#include <algorithm>
#include <cstdlib>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "app/admin/commands.h"
#include "core/central/access/second_factor.h"
#include "core/central/access/sign_in.h"
#include "core/central/access/totp.h"
#include "core/central/stations/devices.h"
#include "core/central/feed/feed.h"
#include "core/record/feed_signature.h"
#include "core/storage/sqlite.h"
#include "net/tls/authority.h"
#include "net/tls/enrolment_code.h"

using namespace warmheart;
using namespace warmheart::admin;

namespace {

// A data folder of its own, what was written, and what will be read.
struct Operator {
  std::string folder;
  std::ostringstream out;
  std::istringstream in;
  SystemClock clock;
  SystemRandom random;

  Operator() {
    char name[] = "/tmp/warmheart-admin-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    folder = name;
  }
  ~Operator() { std::filesystem::remove_all(folder); }

  Centre centre() { return {folder + "/data", out, in, clock, random}; }
  CentralStore store() {
    auto opened = centre().open();
    if (!opened) FAIL(opened.error().what);
    return std::move(*opened);
  }
  std::string said() {
    std::string text = out.str();
    out.str("");
    return text;
  }
  void ready() {
    done(init(centre(), {{"localhost", "127.0.0.1"}}));
    done(publish_files(centre(), {std::string(WARMHEART_SOURCE_DIR) + "/assets/catalogue/chaoyang.toml"}, ""));
    said();
  }
  static void done(const Result<void>& result) {
    if (!result) FAIL(result.error().what);
  }
  static std::string refused(const Result<void>& result) {
    REQUIRE_FALSE(result);
    return result.error().what;
  }
};

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

TEST_CASE("init makes everything once; doing it again changes no key and no certificate") {
  Operator op;
  CHECK(Operator::refused(init(op.centre(), {})).find("--host") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(op.folder + "/data"));
  Operator::done(init(op.centre(), {{"localhost"}}));
  const std::string keys = op.folder + "/data/keys/";
  const std::string kek = content_of(keys + "kek.key"), ca = content_of(keys + "ca.pem"),
                    server = content_of(keys + "server.pem");
  CHECK_FALSE(ca.empty());
  Operator::done(init(op.centre(), {{"localhost"}}));
  Operator::done(init(op.centre(), {}));
  CHECK(content_of(keys + "kek.key") == kek);
  CHECK(content_of(keys + "server.pem") == server);
  Operator::done(init(op.centre(), {{"localhost", "10.0.0.5"}}));
  CHECK(content_of(keys + "server.pem") != server);
  CHECK(content_of(keys + "ca.pem") == ca);
  CHECK(content_of(op.folder + "/data/central.toml").find("devices_port = 8444") != std::string::npos);
}

TEST_CASE("init gives browsers names of their own, in the certificate and in central.toml") {
  Operator op;
  const auto with = [](std::vector<std::string> hosts, const char* console, const char* riders) {
    InitOptions options{std::move(hosts)};
    options.console_host = console;
    options.riders_host = riders;
    return options;
  };
  for (const auto& bad : {with({"c.test"}, "console.test", ""), with({"c.test"}, "", "riders.test"),
                          with({"c.test"}, "Console.test", "riders.test"), with({"c.test"}, "10.0.0.5", "riders.test"),
                          with({"c.test", "riders.test"}, "console.test", "riders.test")}) {
    CHECK(init(op.centre(), bad).error().code == ErrorCode::invalid_argument);
    CHECK_FALSE(std::filesystem::exists(op.folder + "/data"));
  }
  Operator::done(init(op.centre(), with({"c.test"}, "console.test", "riders.test")));
  const std::string names = op.folder + "/data/keys/server.names";
  CHECK(content_of(names) == "c.test\nconsole.test\nriders.test\n");
  CHECK(content_of(op.folder + "/data/central.toml")
            .find("console_host = \"console.test\"\nriders_host = \"riders.test\"\n") != std::string::npos);
  op.said();
  Operator::done(init(op.centre(), with({}, "office.test", "riders.test")));
  CHECK(content_of(names) == "c.test\nconsole.test\noffice.test\nriders.test\n");
  CHECK(op.said().find("console_host = \"office.test\"") != std::string::npos);
  Operator::done(init(op.centre(), {}));
  CHECK(content_of(names) == "c.test\nconsole.test\noffice.test\nriders.test\n");
}

TEST_CASE("a lost authority beside a database is not replaced in silence") {
  Operator op;
  op.ready();
  const std::string keys = op.folder + "/data/keys/";
  const auto refused = [&] { return Operator::refused(init(op.centre(), {{"localhost"}})).find("restore"); };
  SECTION("its certificate") { std::filesystem::remove(keys + "ca.pem"); }
  SECTION("the issuing authority's key") { std::filesystem::remove(keys + "issuing.key"); }
  SECTION("the issuing authority's certificate") { std::filesystem::remove(keys + "issuing.pem"); }
  CHECK(refused() != std::string::npos);
}

TEST_CASE("the root's key may lie elsewhere: nothing but the next issuing authority needs it") {
  Operator op;
  op.ready();
  const std::string keys = op.folder + "/data/keys/", stick = op.folder + "/ca.key";
  std::filesystem::rename(keys + "ca.key", stick);
  Operator::done(init(op.centre(), {{"localhost", "127.0.0.1"}}));
  Operator::done(enrol(op.centre(), "wangjing-boc", true));
  Operator::done(renew_certificate(op.centre(), true));
  KeyRotation asked;
  asked.name = "authority";
  CHECK(Operator::refused(rotate_key(op.centre(), asked)).find("--authority-key FILE") != std::string::npos);
  asked.authority_key_file = keys + "issuing.key";
  CHECK(Operator::refused(rotate_key(op.centre(), asked)).find("not the key of this centre's newest root") !=
        std::string::npos);
  asked.authority_key_file = stick;
  Operator::done(rotate_key(op.centre(), asked));
  CHECK(std::filesystem::exists(keys + "issuing-2.key"));
  CHECK_FALSE(std::filesystem::exists(keys + "ca.key"));
}

TEST_CASE("the roots that kiosks trust are signed anew when the root of the feed's keys changes") {
  Operator op;
  op.ready();
  const std::string keys = op.folder + "/data/keys";
  KeyRotation asked;
  asked.name = "authority-root";
  Operator::done(rotate_key(op.centre(), asked));
  const auto signed_by_present_root = [&] {
    const auto trusted = tls::Authority::load(keys)->trusted_roots();
    wire::TrustedRoots said;
    said.set_ordinal(trusted.ordinal);
    said.set_certificates_der(string_of(trusted.certificates_der));
    said.set_signature(string_of(trusted.signature));
    return trusted_roots_are_signed(said, op.store().keys().root.public_key);
  };
  CHECK(signed_by_present_root());
  asked.name = "root";
  Operator::done(rotate_key(op.centre(), asked));
  CHECK(signed_by_present_root());
  op.said();
  Operator::done(forget_keys(op.centre(), KeyRotation{"authority", "", "", "", false}));
  CHECK(op.said().find("1 older authorities") != std::string::npos);
  CHECK(signed_by_present_root());
  CHECK_FALSE(std::filesystem::exists(keys + "/ca.pem"));
  CHECK_FALSE(std::filesystem::exists(keys + "/ca.key"));
  CHECK_FALSE(std::filesystem::exists(keys + "/issuing.key"));
}

TEST_CASE("every command says to run init where there is no centre") {
  Operator op;
  CHECK(Operator::refused(list_stations(op.centre())).find("init") != std::string::npos);
  CHECK(Operator::refused(verify(op.centre(), std::nullopt)).find("init") != std::string::npos);
}

TEST_CASE("publish twice moves nothing, and a faulty file publishes nothing of any file") {
  Operator op;
  op.ready();
  const std::string good = std::string(WARMHEART_SOURCE_DIR) + "/assets/catalogue/chaoyang.toml";
  Operator::done(publish_files(op.centre(), {good}, ""));
  CHECK(op.said().find("0 values are new") != std::string::npos);
  const std::string changed = op.folder + "/changed.toml", broken = op.folder + "/broken.toml";
  std::ofstream(changed) << "[[union]]\ncode = \"NEW\"\nname = \"新工会\"\nkind = \"joint\"\n";
  std::ofstream(broken) << "[[union]]\ncode = \n";
  CHECK_FALSE(publish_files(op.centre(), {changed, broken}, ""));
  auto store = op.store();
  CHECK(feed_entries(store, scope_all())->size() == 3);  // the keys that every station needs
}

TEST_CASE("what is published of a station's place is what every kiosk of the district reads") {
  Operator op;
  op.ready();
  auto store = op.store();
  std::optional<wire::StationListing> listing;
  const auto entries = feed_entries(store, district_scope("110105"));
  REQUIRE(entries);
  for (const FeedEntry& entry : *entries) {
    if (entry.key == "listing/wangjing-boc") listing = entry.value.listing();
  }
  REQUIRE(listing);
  CHECK(listing->place().name_en() == "Wangjing Warmheart Station");
  CHECK_FALSE(listing->place().address_en().empty());
  CHECK(listing->place().point().latitude_e6() == 39'995'600);
  CHECK(std::count(listing->services().begin(), listing->services().end(), "WC") == 1);
  Operator::done(list_stations(op.centre()));
  CHECK(op.said().find("not on the map") == std::string::npos);
  const std::string bare = op.folder + "/bare.toml";
  std::ofstream(bare) << "district = \"110105\"\n[controller]\nname = \"c\"\nphone = \"1\"\n[[station]]\n"
                         "code = \"bare\"\nname = \"b\"\nstreet = \"110105026\"\nunion = \"CY026\"\n";
  Operator::done(publish_files(op.centre(), {bare}, ""));
  Operator::done(list_stations(op.centre()));
  CHECK(op.said().find("not on the map") != std::string::npos);
}

TEST_CASE("the printed enrolment code enrols one device, which can be listed and revoked") {
  Operator op;
  op.ready();
  Operator::done(enrol(op.centre(), "wangjing-boc", true));
  const std::string said = op.said();
  const auto at = said.find("WHE1:");
  REQUIRE(at != std::string::npos);
  const auto code = tls::parse_enrolment_code(said.substr(at, said.find('\n', at) - at));
  REQUIRE(code);
  auto store = op.store();
  EnrolmentAsk ask;
  ask.code.assign(code->code.begin(), code->code.end());
  ask.card_public_key.assign(32, 7);
  ask.machine = "kiosk-7";
  const auto grant = enrol_device(store, ask);
  REQUIRE(grant);
  const std::string id = grant->device.text();
  Operator::done(list_devices(op.centre()));
  CHECK(op.said().find("kiosk-7") != std::string::npos);
  CHECK_FALSE(revoke(op.centre(), "0", "stolen"));
  Operator::done(revoke(op.centre(), id.substr(0, 20), "stolen"));
  CHECK_FALSE(admit_device(store, grant->device));
  Operator::done(revoke(op.centre(), id, "again"));
  CHECK(Operator::refused(enrol(op.centre(), "nowhere", true)).find("stations") != std::string::npos);
}

TEST_CASE("codes for a fleet are a line each, all different, and enrol at all stations in turn") {
  Operator op;
  op.ready();
  Operator::done(list_stations(op.centre()));
  const std::string listed = op.said();
  const auto stations = static_cast<std::size_t>(std::count(listed.begin(), listed.end(), '\n'));
  REQUIRE(stations >= 1);
  Operator::done(enrol_many(op.centre(), stations + 1));
  std::istringstream lines(op.said());
  std::set<std::string> codes;
  std::set<Uuid> at;
  auto store = op.store();
  for (std::string line; std::getline(lines, line);) {
    const auto code = tls::parse_enrolment_code(line);
    REQUIRE(code);
    CHECK(codes.insert(line).second);
    EnrolmentAsk ask;
    ask.code.assign(code->code.begin(), code->code.end());
    ask.card_public_key.assign(32, static_cast<std::uint8_t>(codes.size()));
    const auto grant = enrol_device(store, ask);
    REQUIRE(grant);
    CHECK(admit_device(store, grant->device));
    at.insert(grant->station.id);
  }
  CHECK(codes.size() == stations + 1);
  CHECK(at.size() == stations);
}

TEST_CASE("a user's password comes from standard input") {
  Operator op;
  op.ready();
  op.in.str("correct horse battery\n");
  Operator::done(add_user(op.centre(), {"li", "李审核", "union-reviewer", "CY026"}));
  auto store = op.store();
  CHECK(sign_in(store, {"li", SecretString("correct horse battery"), {}, "192.0.2.1", {}}));
  Operator::done(list_users(op.centre()));
  CHECK(op.said().find("李审核") != std::string::npos);
  CHECK(Operator::refused(add_user(op.centre(), {"wang", "", "city", ""})).find("standard input") != std::string::npos);
  CHECK(Operator::refused(add_user(op.centre(), {"wang", "", "king", ""})).find("role") != std::string::npos);
}

TEST_CASE("who vouches for an act of two people is an operator, and shows password and second factor") {
  Operator op;
  op.ready();
  const char* kPassword = "correct horse battery";
  for (const NewUser& user : {NewUser{"ops", "", "operator", ""}, NewUser{"li", "", "city", ""}}) {
    op.in.clear();
    op.in.str(std::string(kPassword) + "\n");
    Operator::done(add_user(op.centre(), user));
  }
  auto store = op.store();
  Bytes seed;
  std::int64_t step = 0;
  for (const char* name : {"li", "ops"}) {  // the seed of the last one stays
    const auto first = sign_in(store, {name, SecretString(kPassword), {}, "192.0.2.1", {}});
    REQUIRE(first);
    const std::string token(first->token.view());
    seed = from_base32(offer_factor(store, token)->secret.view()).value();
    step = totp_step(op.clock.now().wall_ms);
    REQUIRE(confirm_factor(store, token, totp_code(seed, step).value(), "192.0.2.1"));
  }
  const auto reset = [&](const std::string& by, const std::string& typed) {
    op.in.clear();
    op.in.str(typed);
    return reset_user_factor(op.centre(), "li", by, "phone lost");
  };
  CHECK(Operator::refused(reset("ops", "")).find("standard input") != std::string::npos);
  CHECK_FALSE(reset("ops", std::string(kPassword) + "\n000000\n"));
  CHECK_FALSE(reset("ops", std::string(kPassword) + "\n" + totp_code(seed, step).value() + "\n"));  // was used
  Operator::done(reset("ops", std::string(kPassword) + "\n" + totp_code(seed, step + 1).value() + "\n"));
  CHECK_FALSE(reset("li", std::string(kPassword) + "\n\n"));
  op.said();
  Operator::done(list_users(op.centre()));
  CHECK(op.said().find("no second factor yet") != std::string::npos);
  Operator::done(disable_user(op.centre(), "ops"));
  CHECK(list_users(op.centre()));
  CHECK(op.said().find("disabled") != std::string::npos);
}

TEST_CASE("verify reports what does not hold, and fails") {
  Operator op;
  op.ready();
  Operator::done(enrol(op.centre(), "wangjing-boc", true));
  Operator::done(verify(op.centre(), std::nullopt));
  CHECK(op.said().find("every chain holds") != std::string::npos);
  auto db = sqlite::Database::open(op.folder + "/data/central.db");
  REQUIRE(db);
  REQUIRE(db->run("DROP TRIGGER audit_stays; UPDATE audit SET who = 'nobody'"));
  CHECK(Operator::refused(verify(op.centre(), std::nullopt)).find("keep the data folder") != std::string::npos);
  CHECK(op.said().find("FAULT audit row 1") != std::string::npos);
  CHECK(Operator::refused(verify(op.centre(), "/nonexistent/station.db")).find("/nonexistent/station.db") !=
        std::string::npos);
  const auto nameless = verify(op.centre(), "");
  REQUIRE_FALSE(nameless);
  CHECK(nameless.error().code == ErrorCode::invalid_argument);
}

TEST_CASE("show answers what it knows, and names what there is otherwise") {
  Operator op;
  op.ready();
  for (const char* what : {"", "overview", "alarms", "audit"}) Operator::done(show(op.centre(), what, ""));
  Operator::done(show(op.centre(), "feed", "district/110105"));
  CHECK(op.said().find("union/CY026") != std::string::npos);
  CHECK(Operator::refused(show(op.centre(), "weather", "")).find("overview") != std::string::npos);
  CHECK(Operator::refused(show(op.centre(), "records", "abcd")).find("devices") != std::string::npos);
  Operator::done(list_parked(op.centre()));
  const auto before = op.store().incarnation();
  Operator::done(restored(op.centre()));
  CHECK(op.store().incarnation() != before);
}

TEST_CASE("figures of loans, queues, ratings and faults are printed, or written as CSV") {
  Operator op;
  op.ready();
  for (const auto show_figures : {show_loans, show_queues, show_ratings, show_faults}) {
    Operator::done(show_figures(op.centre(), {}));
    CHECK(op.said().starts_with("station"));
  }
  CHECK(Operator::refused(show_loans(op.centre(), {"yesterday", "", ""})).find("2026-11-25") != std::string::npos);
  const std::string file = op.folder + "/ratings.csv";
  Operator::done(show_ratings(op.centre(), {"", "", file}));
  CHECK(content_of(file) == "\"station\",\"about\",\"code\",\"good\",\"fair\",\"poor\",\"satisfied\"\n");
}

TEST_CASE("an alert and the weather are published from a script, listed, and taken back") {
  Operator op;
  op.ready();
  AlertRequest request;
  request.id = "heat-1";
  request.kind = "heat";
  request.level = "orange";
  request.text = "今天最高 38 度";
  request.until = "+0 23:59";
  Operator::done(publish_an_alert(op.centre(), request));
  request.until = "tomorrow";
  CHECK(Operator::refused(publish_an_alert(op.centre(), request)).find("--until") != std::string::npos);
  request.until = "+1 20:00";
  request.stations = {"nowhere"};
  CHECK(Operator::refused(publish_an_alert(op.centre(), request)).find("nowhere") != std::string::npos);
  op.said();
  Operator::done(list_the_alerts(op.centre()));
  const std::string listed = op.said();
  CHECK(listed.find("heat-1") != std::string::npos);
  CHECK(listed.find("in force") != std::string::npos);
  CHECK(listed.find("every station") != std::string::npos);
  Operator::done(end_an_alert(op.centre(), "heat-1"));
  Operator::done(list_the_alerts(op.centre()));
  CHECK(op.said().find("over") != std::string::npos);
  WeatherRequest weather;
  weather.kind = "snow";
  weather.low = -9;
  weather.high = -2;
  Operator::done(publish_the_weather(op.centre(), weather));
  weather.high = -20;
  CHECK(publish_the_weather(op.centre(), weather).error().code == ErrorCode::invalid_argument);
}

TEST_CASE("a catalogue's benefits and heat allowance reach the feed") {
  Operator op;
  op.ready();
  Operator::done(
      publish_files(op.centre(), {std::string(WARMHEART_SOURCE_DIR) + "/assets/catalogue/chaoyang-help.toml"}, ""));
  CentralStore store = op.store();
  std::size_t benefits = 0;
  std::uint32_t yuan = 0;
  const std::vector<FeedEntry> entries = feed_entries(store, district_scope("110105")).value();
  for (const FeedEntry& entry : entries) {
    benefits += entry.value.has_benefit() ? 1 : 0;
    if (entry.value.has_heat_allowance()) yuan = entry.value.heat_allowance().outdoor_yuan();
  }
  CHECK(benefits == 4);
  CHECK(yuan == 180);
}
