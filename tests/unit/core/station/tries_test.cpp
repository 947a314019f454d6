#include <catch2/catch.hpp>

#include "core/member/query_code.h"
#include "core/station/cases.h"
#include "core/station/feed_mirror.h"
#include "core/station/schema.h"
#include "core/station/slots.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

constexpr std::int64_t kMinuteMs = 60'000;

struct Tried : Station {
  std::optional<StationStore> store = open();

  void restart() {
    store.reset();
    store.emplace(open());
  }
  bool is_open() {
    const auto found = store->find_by_look_up_key(Digest{7});
    if (!found) CHECK(found.error().code == ErrorCode::limit);
    return found.has_value();
  }
  void close() {
    for (int n = 0; n < StationStore::kMaxWrongTries; ++n) CHECK(is_open());
    CHECK_FALSE(is_open());
  }
  std::vector<std::string> events() {
    std::vector<std::string> out;
    const Batch batch = store->load_batch(1, 200, kMaxBatchBytes).value();
    for (const wire::Record& record : batch.records) {
      const wire::Payload payload = opened(record);
      if (payload.has_device_event()) out.push_back(payload.device_event().what());
    }
    return out;
  }
};

}  // namespace

TEST_CASE("look-ups close for a quarter of an hour, twice as long each time, and the centre is told") {
  Tried s;
  const auto told = s.events().size();
  for (const std::int64_t minutes : {15, 30, 60, 120, 240, 240}) {
    s.close();
    s.clock.pass(minutes * kMinuteMs - 1);
    CHECK_FALSE(s.is_open());
    s.clock.pass(1);
    CHECK(s.store->find_by_query_code("not a code", "0001").has_value());
  }
  const auto events = s.events();
  CHECK(events.size() == told + 6);
  CHECK(events.back() == "look-ups-closed");
  s.clock.pass(24 * 60 * kMinuteMs);
  s.close();
  s.clock.pass(15 * kMinuteMs);
  CHECK(s.is_open());
}

TEST_CASE("neither a clock that is set, nor a restart, nor a reboot opens what was closed") {
  Tried s;
  s.close();
  s.clock.reading.wall_ms += 400 * 86'400'000ll;
  CHECK_FALSE(s.is_open());
  s.restart();
  CHECK_FALSE(s.is_open());
  s.clock.reading.boot_id[0] = 9;
  s.clock.reading.boottime_ms = 1'000;
  s.restart();
  CHECK_FALSE(s.is_open());
  s.clock.pass(15 * kMinuteMs);
  CHECK(s.is_open());
}

TEST_CASE("codes, bookings, cases and cards that only the centre can judge are counted together") {
  Tried s;
  for (int n = 0; n < 3; ++n) {
    CHECK(s.store->find_by_look_up_key(Digest{7}));
    CHECK(find_booking_by_look_up_key(*s.store, Digest{7}));
    CHECK(find_case_by_look_up_key(*s.store, Digest{7}));
  }
  CHECK(s.store->begin_try());
  CHECK(s.store->begin_try().error().code == ErrorCode::limit);
  CHECK(find_booking_by_look_up_key(*s.store, Digest{7}).error().code == ErrorCode::limit);
}

TEST_CASE("a try that was right after all is no wrong one") {
  Tried s;
  for (int n = 0; n < 5 * StationStore::kMaxWrongTries; ++n) {
    CHECK(s.store->begin_try());
    CHECK(s.store->forgive_try());
  }
  CHECK(s.is_open());
}

TEST_CASE("numbers of approved cards that stand in the mirror go with the step that lists them by digest") {
  Station s;
  const auto steps = station::migrations();
  auto db = sqlite::Database::open((s.folder / "before.db").string()).value();
  const auto step = std::ranges::find(steps, 13, &sqlite::Migration::version);
  REQUIRE(db.migrate(steps.first(static_cast<std::size_t>(step - steps.begin()))));
  REQUIRE(
      db.run("INSERT INTO station(id, device, look_up_failures) VALUES(1, x'01', 4);"
             "INSERT INTO feed_value VALUES('approved/0102030405060708', 'district/110105', 1, x'aa');"
             "INSERT INTO staged_value VALUES('approved/0102030405060708', 'district/110105', 1, x'aa');"
             "INSERT INTO feed_value VALUES('approved/' || hex(zeroblob(32)), 'district/110105', 2, x'bb');"
             "INSERT INTO feed_value VALUES('approver', 'all', 3, x'cc');"));
  REQUIRE(db.migrate(steps));
  CHECK(sql::value<std::int64_t>(db, "SELECT count(*) FROM feed_value").value() == 2);
  CHECK(sql::value<std::int64_t>(db, "SELECT count(*) FROM staged_value").value() == 0);
  CHECK(sql::value<std::int64_t>(db, "SELECT wrong FROM wrong_try").value() == 4);
}

TEST_CASE("a checkpoint beyond what a disk takes is refused, and nothing of it stays staged") {
  Station s;
  StationStore store = s.open();
  wire::FeedPage page = s.page(1);
  wire::FeedValue value;
  value.mutable_announcement()->set_text("a");
  Station::change(page, "announcement/a", value, 1);
  page.set_more(true);
  CHECK(store.store_answer(s.with_page(store, page))->feed == FeedOutcome::staged);
  {
    auto db = sqlite::Database::open(s.database().string()).value();
    REQUIRE(sql::execute(db, "UPDATE station SET staged_bytes=?", station::kMaxStagedBytes));
  }
  wire::FeedPage more = s.page(2, false);
  Station::change(more, "announcement/b", value, 2);
  CHECK(store.store_answer(s.with_page(store, more))->feed == FeedOutcome::refused);
  auto db = sqlite::Database::open(s.database().string()).value();
  CHECK(sql::value<std::int64_t>(db, "SELECT count(*) FROM staged_value").value() == 0);
  CHECK(store.mirror()->announcements.empty());
  wire::FeedPage whole = s.page(3);
  Station::change(whole, "announcement/c", value, 3);
  CHECK(store.store_answer(s.with_page(store, whole))->feed == FeedOutcome::flipped);
}

namespace {

// Gives the eight bytes of the last card number once more, when it is told to.
struct Repeating final : Random {
  SystemRandom real;
  Bytes last;
  int repeats = 0;
  void fill(std::span<std::uint8_t> out) override {
    if (out.size() == 8 && repeats > 0) {
      --repeats;
      std::ranges::copy(last, out.begin());
      return;
    }
    real.fill(out);
    if (out.size() == 8) last.assign(out.begin(), out.end());
  }
};

}  // namespace

TEST_CASE("a card number that this kiosk has given out is not given out again") {
  Station s;
  Repeating random;
  StationStore store = StationStore::open({s.folder, {}}, s.identity, s.clock, random, s.log).value();
  const auto first = store.submit_application(application_of(), s.id(), prepared_of()).value();
  random.last.assign(first.card_number.begin(), first.card_number.end());
  random.repeats = 1;
  const auto second = store.submit_application(application_of(1), s.id(), prepared_of(1));
  REQUIRE(second);
  CHECK(random.repeats == 0);
  CHECK(second->card_number != first.card_number);
}
