#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "core/member/query_code.h"
#include "core/station/code_look_up.h"
#include "core/station/feed_mirror.h"
#include "core/station/look_ups.h"
#include "core/station/schema.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct Tried : Station {
  std::optional<StationStore> store = open();

  void restart() {
    store.reset();
    store.emplace(open());
  }
  bool is_open() {
    const auto found = find_by_code(*store, Digest{7});
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
    CHECK(s.store->begin_try());
    CHECK(s.store->forgive_try());
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

TEST_CASE("a code is one try, whatever it might have belonged to, and is counted with cards that the centre judges") {
  Tried s;
  for (int n = 1; n < StationStore::kMaxWrongTries; ++n) CHECK(find_by_code(*s.store, Digest{7})->empty());
  CHECK(s.store->begin_try());
  CHECK(s.store->begin_try().error().code == ErrorCode::limit);
  CHECK(find_by_code(*s.store, Digest{7}).error().code == ErrorCode::limit);
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

TEST_CASE(
    "a checkpoint beyond what a disk takes is not taken, nothing of it stays staged, and the centre is told once") {
  Station s;
  StationStore store = s.open();
  const auto [column, most] = GENERATE(std::pair("staged_bytes", station::kMaxStagedBytes),
                                       std::pair("staged_values", station::kMaxStagedValues));
  wire::FeedValue value;
  value.mutable_announcement()->set_text("a");
  wire::FeedPage shown = s.page(1);
  Station::change(shown, "announcement/shown", value, 1);
  REQUIRE(store.store_answer(s.with_page(store, shown))->feed == FeedOutcome::flipped);
  REQUIRE(store.submit_application(application_of(), s.id(), prepared_of()));
  wire::FeedPage page = s.page(2);
  Station::change(page, "announcement/a", value, 2);
  page.set_more(true);
  CHECK(store.store_answer(s.with_page(store, page))->feed == FeedOutcome::staged);
  {
    auto db = sqlite::Database::open(s.database().string()).value();
    REQUIRE(sql::execute(db, "UPDATE station SET " + std::string(column) + "=?", most));
  }
  wire::FeedPage more = s.page(3, false);
  Station::change(more, "announcement/b", value, 3);
  const auto send_too_much = [&] {
    CHECK(store.store_answer(s.with_page(store, more))->feed == FeedOutcome::too_large);
    auto db = sqlite::Database::open(s.database().string()).value();
    CHECK(sql::value<std::int64_t>(db, "SELECT count(*) FROM staged_value").value() == 0);
    CHECK(store.mirror()->announcements.size() == 1);  // what was shown is shown
  };
  send_too_much();
  const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
  REQUIRE(batch.records.size() == 2);  // what a rider did, and the word to the centre
  CHECK(s.opened(batch.records[0]).has_application_submitted());
  CHECK(s.opened(batch.records[1]).device_event().what() == "feed-too-large");
  {
    auto db = sqlite::Database::open(s.database().string()).value();
    CHECK(store.store_answer(s.with_page(store, page))->feed == FeedOutcome::staged);
    REQUIRE(sql::execute(db, "UPDATE station SET " + std::string(column) + "=?", most));
  }
  send_too_much();
  CHECK(store.journal_view()->head_seq == 2);  // said once
  wire::FeedPage whole = s.page(4);
  Station::change(whole, "announcement/c", value, 4);
  CHECK(store.store_answer(s.with_page(store, whole))->feed == FeedOutcome::flipped);
  auto db = sqlite::Database::open(s.database().string()).value();
  CHECK(sql::value<std::int64_t>(db, "SELECT feed_too_large FROM station").value() == 0);
}

namespace {

std::vector<std::string> look_ups_in(const Station& s) {
  auto db = sqlite::Database::open(s.database().string()).value();
  std::vector<std::string> out;
  for (const char* table : {"application", "booking", "help_case"}) {
    const auto rows = sql::rows<Digest>(db, std::string("SELECT look_up FROM ") + table + " ORDER BY id").value();
    for (const Digest& row : rows) out.push_back(to_hex(row));
  }
  return out;
}

void add_booking_and_case(const Station& s, const Digest& booking, const Digest& help_case, std::int64_t made_ms,
                          const Uuid& session) {
  auto db = sqlite::Database::open(s.database().string()).value();
  REQUIRE(sql::execute(db,
                       "INSERT INTO booking(id,session,kind,period,state,slot,masked_name,look_up,record,made_ms) "
                       "VALUES(randomblob(16),?,'health-check','2026','confirmed',7,'张*',?,randomblob(16),?)",
                       session.bytes(), booking, made_ms));
  REQUIRE(sql::execute(db,
                       "INSERT INTO help_case(id,kind,masked_name,look_up,opened_ms,due_ms,called,record) "
                       "VALUES(randomblob(16),'legal-advice','张*',?,?,1,0,randomblob(16))",
                       help_case, made_ms));
}

}  // namespace

TEST_CASE("look-up keys stand in the file keyed with the pepper alone, those of before it too, and are found") {
  Station s;
  const Digest key = prepared_of(9).look_up_key, of_booking = sha256({Bytes{1}}), of_case = sha256({Bytes{2}});
  {
    StationStore store = s.open();
    REQUIRE(store.submit_application(application_of(), s.id(), prepared_of(9)));
    s.clock.pass(1);  // ids are in the order of time
    REQUIRE(store.submit_application(application_of(1), s.id(), prepared_of(0)));
    s.clock.pass(1);
  }
  add_booking_and_case(s, of_booking, of_case, 1, s.id());
  CHECK(look_ups_in(s) == std::vector{to_hex(key), to_hex(kZeroDigest), to_hex(of_booking), to_hex(of_case)});
  s.identity.look_up_pepper = SecretBytes(Bytes(32, 7));
  std::optional<StationStore> store = s.open();
  const auto keyed = look_ups_in(s);
  CHECK(keyed[0] != to_hex(key));
  CHECK(keyed[1] == to_hex(kZeroDigest));
  CHECK(keyed[2] != to_hex(of_booking));
  CHECK(keyed[3] != to_hex(of_case));
  CHECK(find_by_code(*store, key)->application.has_value());
  CHECK(find_by_code(*store, of_booking)->booking.has_value());
  CHECK(find_by_code(*store, of_case)->help_case.has_value());
  SECTION("once") {
    store.reset();
    store.emplace(s.open());
    CHECK(look_ups_in(s) == keyed);
  }
  SECTION("new ones as well, and a repeat is known") {
    const Uuid id = s.id();
    REQUIRE(store->submit_application(application_of(2), id, prepared_of(5)));
    REQUIRE(store->submit_application(application_of(2), id, prepared_of(5)));
    CHECK(store->submit_application(application_of(2), id, prepared_of(6)).error().code == ErrorCode::conflict);
    CHECK(find_by_code(*store, prepared_of(5).look_up_key)->application.value().application_id == id);
    CHECK(std::ranges::count(look_ups_in(s), to_hex(prepared_of(5).look_up_key)) == 0);
  }
  SECTION("a copy of the file opens nothing under another pepper") {
    store.reset();
    s.identity.look_up_pepper = SecretBytes(Bytes(32, 8));
    store.emplace(s.open());
    CHECK_FALSE(find_by_code(*store, key)->application.has_value());
  }
  SECTION("what is carried over from a damaged file is keyed once") {
    store.reset();
    std::filesystem::rename(s.folder / "journal", s.folder / "journal-damaged-0001-20270101-000000");
    store.emplace(s.open());
    CHECK(find_by_code(*store, key)->application.has_value());
    CHECK(find_by_code(*store, of_booking)->booking.has_value());
    CHECK(find_by_code(*store, of_case)->help_case.has_value());
  }
  SECTION("no trace of the old form stays in the file") {
    REQUIRE(store->run_maintenance());
    REQUIRE(store->run_maintenance());
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(s.database().parent_path())) {
      std::ifstream file(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), {});
    }
    CHECK(all.find(string_of(of_booking)) == std::string::npos);
    CHECK(all.find(string_of(of_case)) == std::string::npos);
  }
}

TEST_CASE("a look-up goes sixty days after it was made, a booking's once its session is over") {
  Station s;
  const Digest key = prepared_of(9).look_up_key, of_booking = sha256({Bytes{1}}), of_case = sha256({Bytes{2}});
  const Uuid session = s.id();
  StationStore store = s.open();
  REQUIRE(store.store_answer(s.answer(store, 0)));
  REQUIRE(store.submit_application(application_of(), s.id(), prepared_of(9)));
  add_booking_and_case(s, of_booking, of_case, s.clock.reading.wall_ms, session);
  wire::FeedPage page = s.page(1);
  wire::FeedValue value;
  value.mutable_session()->set_session_id(string_of(session.bytes()));
  Station::change(page, "session/" + to_hex(session.bytes()), value, 1);
  REQUIRE(store.store_answer(s.with_page(store, page))->feed == FeedOutcome::flipped);
  const auto later = [&](std::int64_t ms) {
    s.clock.pass(ms);
    REQUIRE(store.store_answer(s.answer(store, 0)));
    REQUIRE(store.run_maintenance());
    return look_ups_in(s);
  };
  const std::string gone = to_hex(kZeroDigest);
  CHECK(later(station::kFindableMs) == std::vector{to_hex(key), to_hex(of_booking), to_hex(of_case)});
  CHECK(later(1) == std::vector{gone, to_hex(of_booking), gone});
  CHECK(find_by_code(store, key)->empty());
  REQUIRE(store.store_answer(s.with_page(store, s.page(2)))->feed == FeedOutcome::flipped);  // without the session
  CHECK(later(1) == std::vector{gone, gone, gone});
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
