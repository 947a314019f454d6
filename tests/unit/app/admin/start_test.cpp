// What a centre says to a data folder that is not as it was: the databases' mark, the clock, the certificate.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "app/admin/commands.h"
#include "core/base/clock.h"
#include "core/central/start/clock.h"
#include "core/central/store/audit.h"
#include "core/storage/sqlite.h"
#include "net/tls/certificate_ends.h"
#include "net/tls/certificates.h"

using namespace warmheart;
using namespace warmheart::admin;

namespace fs = std::filesystem;

namespace {

struct MovedClock final : Clock {
  SystemClock machine;
  std::int64_t ahead_ms = 0;
  ClockReading now() const override {
    ClockReading reading = machine.now();
    reading.wall_ms += ahead_ms;
    return reading;
  }
};

struct Desk {
  std::string folder;
  std::ostringstream out;
  std::istringstream in;
  MovedClock clock;
  SystemRandom random;

  Desk() {
    char name[] = "/tmp/warmheart-start-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    folder = name;
  }
  ~Desk() { fs::remove_all(folder); }

  std::string data() const { return folder + "/data"; }
  std::string central() const { return data() + "/central.db"; }
  std::string people() const { return data() + "/person-keys.db"; }
  std::string mark() const { return data() + "/keys/centre.identity"; }
  Centre centre() { return {data(), out, in, clock, random}; }

  static void done(const Result<void>& result) {
    if (!result) FAIL(result.error().what);
  }
  void ready() { done(init(centre(), {{"localhost"}})); }
  std::string refusal() {
    const auto opened = centre().open();
    REQUIRE_FALSE(opened);
    return opened.error().what;
  }
  void opens() {
    const auto opened = centre().open();
    if (!opened) FAIL(opened.error().what);
  }
  static void remove(const std::string& database) {
    for (const char* end : {"", "-wal", "-shm"}) fs::remove(database + end);
  }
  static void copy(const std::string& from, const std::string& to) {
    remove(to);
    for (const char* end : {"", "-wal"}) {
      if (fs::exists(from + end)) fs::copy_file(from + end, to + end);
    }
  }
};

bool says(const std::string& sentence, const std::string& words) {
  INFO(sentence);
  return sentence.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a lost central.db is missed: nothing new and empty is made in its place") {
  Desk desk;
  desk.ready();
  SECTION("gone") { Desk::remove(desk.central()); }
  SECTION("empty") {
    Desk::remove(desk.central());
    std::ofstream(desk.central()).close();
  }
  const std::string refused = desk.refusal();
  CHECK(says(refused, "central.db"));
  CHECK(says(refused, "restored`"));
  CHECK(says(refused, "init --begin-anew`"));
  CHECK_FALSE(init(desk.centre(), {{"localhost"}}));
  CHECK_FALSE(restored(desk.centre()));
  CHECK((!fs::exists(desk.central()) || fs::file_size(desk.central()) == 0));
}

TEST_CASE("a lost person-keys.db is missed, and so is another centre's") {
  Desk desk, other;
  desk.ready();
  other.ready();
  SECTION("gone") {
    Desk::remove(desk.people());
    CHECK(says(desk.refusal(), "person-keys.db"));
  }
  SECTION("another's") {
    Desk::copy(other.people(), desk.people());
    CHECK(says(desk.refusal(), "belongs to another centre"));
  }
  SECTION("another's central.db") {
    Desk::copy(other.central(), desk.central());
    CHECK(says(desk.refusal(), "belongs to another centre"));
  }
  CHECK_FALSE(restored(desk.centre()));
}

TEST_CASE("an older copy of the databases waits for the word `restored`; the right one does not") {
  Desk desk;
  desk.ready();
  const std::string copies = desk.folder + "/backup";
  fs::create_directory(copies);
  Desk::copy(desk.central(), copies + "/central.db");
  Desk::copy(desk.people(), copies + "/person-keys.db");
  {
    auto store = *desk.centre().open();
    Desk::done(audit(store, "test", "went-on", "", ""));
    Desk::done(note_state(store, desk.data()));
  }
  desk.opens();
  Desk::copy(copies + "/central.db", desk.central());
  Desk::copy(copies + "/person-keys.db", desk.people());
  CHECK(says(desk.refusal(), "older than what was last seen"));
  Desk::done(restored(desk.centre()));
  desk.opens();
}

TEST_CASE("a data folder of before the mark gets one at its first start, if its databases fit its keys") {
  Desk desk;
  desk.ready();
  fs::remove(desk.mark());
  for (const std::string& file : {desk.central(), desk.people()})
    REQUIRE(sqlite::Database::open(file)->run("DELETE FROM centre_identity"));
  SECTION("they do") {
    desk.opens();
    REQUIRE(fs::exists(desk.mark()));
    Desk::remove(desk.central());
    CHECK(says(desk.refusal(), "central.db"));
  }
  SECTION("they are another's") {
    Desk other;
    other.ready();
    Desk::copy(other.central(), desk.central());
    CHECK(says(desk.refusal(), "belongs to another centre"));
    CHECK_FALSE(fs::exists(desk.mark()));
  }
}

TEST_CASE("beginning anew is said in so many words, and deletes nothing") {
  Desk desk;
  desk.ready();
  Desk::remove(desk.central());
  InitOptions options{{"localhost"}};
  options.begin_anew = true;
  Desk::done(init(desk.centre(), options));
  desk.opens();
  std::size_t aside = 0;
  for (const auto& entry : fs::directory_iterator(desk.data()))
    aside += entry.path().filename().string().starts_with("set-aside-") && fs::exists(entry.path() / "person-keys.db");
  CHECK(aside == 1);
}

TEST_CASE("a centre that runs is neither restored nor begun anew under its feet") {
  Desk desk;
  desk.ready();
  const auto running = CentreLock::take(desk.data());
  REQUIRE(running);
  CHECK(says(restored(desk.centre()).error().what, "stop it first"));
  InitOptions options{{"localhost"}};
  options.begin_anew = true;
  CHECK(says(init(desk.centre(), options).error().what, "stop it first"));
  CHECK_FALSE(CentreLock::take(desk.data()));
}

TEST_CASE("an init that was cut short goes on, and is no centre until then") {
  Desk desk;
  fs::create_directories(desk.data());
  Desk::done(begin_mark(desk.data(), false, desk.random));
  desk.ready();
  desk.opens();
  CHECK_FALSE((*read_mark(desk.data()))->being_made);
}

TEST_CASE("keys without databases, databases without keys, a wrong folder: each is told what it is") {
  Desk desk;
  CHECK(says(desk.refusal(), "there is no folder"));
  fs::create_directories(desk.data());
  CHECK(says(desk.refusal(), "holds no centre"));
  desk.ready();
  fs::rename(desk.data() + "/keys", desk.folder + "/keys");
  CHECK(says(desk.refusal(), "holds databases and no keys"));
  CHECK_FALSE(init(desk.centre(), {{"localhost"}}));
  fs::remove_all(desk.data() + "/keys");
  fs::rename(desk.folder + "/keys", desk.data() + "/keys");
  fs::remove(desk.data() + "/keys/kek.key");
  CHECK(says(desk.refusal(), "kek.key is missing; put it back"));
}

TEST_CASE("verify reads a field of every person") {
  Desk desk;
  desk.ready();
  Desk::done(verify(desk.centre(), std::nullopt));
  CHECK(says(desk.out.str(), "0 persons read"));
}

TEST_CASE("init refuses a clock from before this program was made, and a bind that is no address") {
  Desk desk;
  desk.clock.ahead_ms = -(desk.clock.now().wall_ms - 3'600'000);  // 1970
  CHECK(says(init(desk.centre(), {{"localhost"}}).error().what, "before this program was made"));
  CHECK_FALSE(fs::exists(desk.data()));
  desk.clock.ahead_ms = 0;
  InitOptions options{{"localhost"}};
  options.bind = "nonsense";
  const auto refused = init(desk.centre(), options);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid_argument);
}

TEST_CASE("the next certificate is for the same names and the same key, or for a new one where that is said") {
  Desk desk;
  desk.ready();
  const std::string keys = desk.data() + "/keys";
  const auto facts = [&] {
    const auto read = tls::read_certificate(*tls::der_of_pem(*tls::read_small_file(keys + "/server.pem")));
    REQUIRE(read);
    return *read;
  };
  const auto before = facts();
  Desk::done(renew_certificate(desk.centre(), false));
  const auto same_key = facts();
  CHECK(same_key.fingerprint != before.fingerprint);
  CHECK(same_key.public_key_digest == before.public_key_digest);
  Desk::done(renew_certificate(desk.centre(), true));
  CHECK(facts().public_key_digest != before.public_key_digest);
  const auto shown = tls::ServerCertificates::load(tls::private_files(keys), {});
  REQUIRE(shown);
  const auto ends = tls::certificate_ends(keys, (*shown)->ends());
  REQUIRE(ends.size() == 3);  // the server's, the root's, the issuing authority's
  CHECK_FALSE(ends[0].ends_soon(ends[0].not_after_ms - 61 * kDayMs));
  CHECK(ends[0].ends_soon(ends[0].not_after_ms - 59 * kDayMs));
  CHECK(says(ends[0].sentence(ends[0].not_after_ms - 59 * kDayMs), "certificate renew"));
  CHECK(says(ends[1].sentence(ends[1].not_after_ms - 59 * kDayMs), "keys rotate authority-root"));
  CHECK(says(ends[2].sentence(ends[2].not_after_ms - 59 * kDayMs), "keys rotate authority`"));
}

TEST_CASE("under a clock that is in doubt no code and no certificate is made, until it is right or accepted") {
  Desk desk;
  desk.ready();
  Desk::done(publish_files(desk.centre(), {std::string(WARMHEART_SOURCE_DIR) + "/assets/catalogue/chaoyang.toml"}, ""));
  {
    auto store = *desk.centre().open();
    Desk::done(witness_clock(store, desk.clock.now()));
  }
  desk.clock.ahead_ms = 200ll * 86'400'000;
  CHECK(says(enrol(desk.centre(), "wangjing-boc", true).error().what, "clock accept"));
  CHECK_FALSE(renew_certificate(desk.centre(), false));
  Desk::done(show(desk.centre(), "alarms", ""));
  CHECK(says(desk.out.str(), "by the time since this machine started"));
  Desk::done(accept_the_clock(desk.centre()));
  Desk::done(enrol(desk.centre(), "wangjing-boc", true));
}
