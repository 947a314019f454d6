// Damaged files, a full or locked disk, writes that fail: what was saved stays saved.
#include <sqlite3.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "core/storage/sqlite.h"
#include "core/storage/sql.h"
#include "tests/failing_vfs.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

std::size_t quarantined_count(const Station& s) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(s.folder)) {
    if (entry.path().filename().string().starts_with("journal-damaged-")) ++count;
  }
  return count;
}

// Overwrites a stretch of the file with noise.
void damage(const std::filesystem::path& file, std::size_t from, std::size_t length) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(static_cast<std::streamoff>(from));
  for (std::size_t n = 0; n < length; ++n) stream.put(static_cast<char>(n * 37 + 11));
}

std::size_t records_that_open(Station& s, StationStore& store) {
  std::size_t count = 0;
  const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
  for (const wire::Record& record : batch.records) {
    if (record.stub_reason().empty() && s.opened(record).has_application_submitted()) ++count;
  }
  return count;
}

void fill(Station& s, StationStore& store, int count) {
  for (int n = 0; n < count; ++n)
    REQUIRE(store.submit_application(application_of(n), s.id(), prepared_of(static_cast<std::uint8_t>(n))));
}

// As the program before the schema's step 9 left its file.
void make_old(const Station& s) {
  auto db = sqlite::Database::open(s.database().string()).value();
  REQUIRE(
      db.run("INSERT INTO booking VALUES(randomblob(16),randomblob(16),'health-check','2026','confirmed',7,NULL,"
             "'张*',randomblob(32),randomblob(16),1)"));
  REQUIRE(
      db.run("ALTER TABLE journal RENAME COLUMN position TO place;"
             "ALTER TABLE acknowledgement RENAME COLUMN position TO place;"
             "ALTER TABLE parked RENAME COLUMN position TO place;"
             "DROP INDEX visit_unit_visit;"
             "ALTER TABLE visit_unit RENAME COLUMN unit TO place;"
             "ALTER TABLE visit_unit RENAME TO visit_place;"
             "CREATE INDEX visit_place_visit ON visit_place(visit);"
             "ALTER TABLE lease_slot RENAME COLUMN slot TO place;"
             "ALTER TABLE lease_slot RENAME TO lease_place;"
             "ALTER TABLE booking RENAME COLUMN slot TO place;"
             "ALTER TABLE station RENAME COLUMN slots_spent TO places_spent;"
             "DROP TABLE IF EXISTS trusted_key;"
             "DROP TABLE erased_record;"
             "ALTER TABLE station DROP COLUMN rewriting;"
             "DROP TABLE wrong_try; DROP TABLE found_item;"
             "DROP TABLE loan; DROP TABLE queue_number; DROP TABLE fault; DROP TABLE case_answer;"
             "ALTER TABLE station DROP COLUMN staged_bytes;"
             "ALTER TABLE station ADD COLUMN look_up_failures INTEGER NOT NULL DEFAULT 0;"
             "ALTER TABLE station ADD COLUMN look_up_boot_id BLOB NOT NULL DEFAULT x'';"
             "ALTER TABLE station ADD COLUMN look_up_boottime_ms INTEGER NOT NULL DEFAULT 0;"
             "DROP INDEX application_findable; DROP INDEX booking_findable; DROP INDEX help_case_findable;"
             "ALTER TABLE station DROP COLUMN look_up_form;"
             "ALTER TABLE station DROP COLUMN staged_values;"
             "ALTER TABLE station DROP COLUMN feed_too_large;"
             "PRAGMA user_version=8"));
}

std::int64_t booked_slot(const Station& s) {
  auto db = sqlite::Database::open(s.database().string()).value();
  return sql::value<std::int64_t>(db, "SELECT slot FROM booking").value();
}

}  // namespace

TEST_CASE("a file of an older program goes on whole, and is carried over whole where it is damaged") {
  Station s;
  {
    StationStore store = s.open();
    fill(s, store, 5);
  }
  make_old(s);
  bool damaged = false;
  SECTION("sound") {}
  SECTION("damaged") {
    std::filesystem::rename(s.folder / "journal", s.folder / "journal-damaged-0001-20270101-000000");
    damaged = true;
  }
  StationStore store = s.open();
  CHECK(s.log.lines.empty() == !damaged);  // what is carried over is said
  CHECK(records_that_open(s, store) == 5);
  CHECK(booked_slot(s) == 7);
}

TEST_CASE("a database that is no database is quarantined, and the station goes on in a new epoch") {
  Station s;
  std::uint64_t epoch = 0;
  {
    StationStore store = s.open();
    fill(s, store, 3);
    epoch = store.journal_view()->epoch;
  }
  std::ofstream(s.database(), std::ios::binary) << std::string(20'000, 'x');
  StationStore store = s.open();
  CHECK(quarantined_count(s) == 1);
  const JournalView view = store.journal_view().value();
  CHECK(view.epoch != epoch);
  REQUIRE(view.head_seq >= 1);
  CHECK(s.opened(store.load_batch(view.head_seq, 1, kMaxBatchBytes)->records[0]).device_event().what() ==
        "database-set-aside");
  CHECK(store.submit_application(application_of(), s.id(), prepared_of()));
}

TEST_CASE("an emptied, cut or missing file is damage, too") {
  for (const int how : {0, 1, 2}) {
    Station s;
    {
      StationStore store = s.open();
      fill(s, store, 3);
      REQUIRE(store.run_maintenance());
    }
    if (how == 0) std::filesystem::resize_file(s.database(), 0);
    if (how == 1) std::filesystem::resize_file(s.database(), 5000);
    if (how == 2) std::filesystem::remove(s.database());
    StationStore store = s.open();
    CHECK(quarantined_count(s) == 1);
    CHECK(store.submit_application(application_of(), s.id(), prepared_of(9)));
  }
}

TEST_CASE("what can still be read of a damaged journal is carried over, wherever the damage is") {
  std::size_t carried_somewhere = 0, quarantine = 0;
  for (std::size_t page = 1; page < 40; page += 3) {
    Station s;
    {
      StationStore store = s.open();
      fill(s, store, 40);
      REQUIRE(store.run_maintenance());
    }
    const auto size = std::filesystem::file_size(s.database());
    if ((page + 1) * 4096 > size) break;
    damage(s.database(), page * 4096, 4096);
    StationStore store = s.open();
    // Found at once, or when the page is first read.
    auto batch = store.load_batch(1, 200, kMaxBatchBytes);
    REQUIRE(batch);
    REQUIRE(store.submit_application(application_of(), s.id(), prepared_of(99)));
    quarantine += quarantined_count(s);
    const std::size_t open = records_that_open(s, store);
    INFO("page " << page << " records " << open);
    CHECK(open >= 1);
    if (open > 20) ++carried_somewhere;
    CHECK(StationStore::verify(s.database())->first_fault.empty());
  }
  CHECK(quarantine > 0);
  CHECK(carried_somewhere > 3);
}

TEST_CASE("a start cut short between quarantine and making anew still carries over") {
  Station s;
  {
    StationStore store = s.open();
    fill(s, store, 5);
  }
  std::filesystem::rename(s.folder / "journal", s.folder / "journal-damaged-0001-20270101-000000");
  std::filesystem::create_directory(s.folder / "journal-new");
  StationStore store = s.open();
  CHECK(records_that_open(s, store) == 5);
}

TEST_CASE("one payload that rotted travels as a stub; the others are whole") {
  Station s;
  {
    StationStore store = s.open();
    fill(s, store, 5);
  }
  {
    auto db = sqlite::Database::open(s.database().string()).value();
    REQUIRE(db.run("UPDATE journal SET payload=x'00112233' WHERE position&255=3"));
  }
  StationStore store = s.open();
  const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
  REQUIRE(batch.records.size() == 5);
  CHECK(batch.records[2].stub_reason() == kStubDamaged);
  CHECK(records_that_open(s, store) == 4);
  CHECK(quarantined_count(s) == 0);
  CHECK_FALSE(StationStore::verify(s.database())->first_fault.empty());
}

TEST_CASE("one header that rotted ends the epoch; the others go on in the next") {
  Station s;
  {
    StationStore store = s.open();
    fill(s, store, 5);
  }
  {
    auto db = sqlite::Database::open(s.database().string()).value();
    REQUIRE(db.run("UPDATE journal SET header=x'0011' WHERE position&255=2"));
  }
  StationStore store = s.open();
  const std::uint64_t epoch = store.journal_view()->epoch;
  CHECK(store.load_batch(1, 200, kMaxBatchBytes)->view.epoch != epoch);
  CHECK(records_that_open(s, store) == 4);
}

TEST_CASE("a journal of another device is quarantined untouched") {
  Station s;
  {
    StationStore store = s.open();
    fill(s, store, 2);
  }
  s.identity.device = s.id();
  StationStore store = s.open();
  CHECK(quarantined_count(s) == 1);
  CHECK(records_that_open(s, store) == 0);
}

TEST_CASE("a quarantined database goes thirty days after the centre has everything, and not a day before") {
  constexpr std::int64_t kDay = 24 * 3'600'000;
  Station s;
  {
    StationStore store = s.open();
    fill(s, store, 3);
  }
  damage(s.database(), 0, 4096);
  StationStore store = s.open();
  REQUIRE(quarantined_count(s) == 1);
  const auto days_pass = [&](int days) {
    for (int day = 0; day < days; ++day) {
      s.clock.pass(kDay);
      REQUIRE(store.run_maintenance());
    }
  };
  days_pass(40);  // the centre is not heard
  CHECK(quarantined_count(s) == 1);
  REQUIRE(store.submit_application(application_of(7), s.id(), prepared_of(7)));
  const std::uint64_t head = store.journal_view()->head_seq;
  REQUIRE(store.store_answer(s.answer(store, head - 1)));
  days_pass(40);  // one record still waits
  CHECK(quarantined_count(s) == 1);
  REQUIRE(store.store_answer(s.answer(store, head)));
  days_pass(1);
  s.clock.pass(28 * kDay);
  REQUIRE(store.store_answer(s.answer(store, head)));
  REQUIRE(store.run_maintenance());
  CHECK(quarantined_count(s) == 1);
  s.clock.pass(2 * kDay);
  REQUIRE(store.store_answer(s.answer(store, head)));
  REQUIRE(store.run_maintenance());
  CHECK(quarantined_count(s) == 0);
  CHECK(store.journal_view()->head_seq == head);
}

TEST_CASE("the journal of another device stays, whatever its centre has") {
  Station s;
  {
    StationStore store = s.open();
    fill(s, store, 2);
  }
  s.identity.device = s.id();
  StationStore store = s.open();
  for (int month = 0; month < 3; ++month) {
    REQUIRE(store.store_answer(s.answer(store, store.journal_view()->head_seq)));
    REQUIRE(store.run_maintenance());
    s.clock.pass(31LL * 24 * 3'600'000);
  }
  CHECK(quarantined_count(s) == 1);
}

TEST_CASE("a file of a newer program is left alone") {
  Station s;
  { s.open(); }
  {
    auto db = sqlite::Database::open(s.database().string()).value();
    REQUIRE(db.run("PRAGMA user_version=99"));
  }
  CHECK(StationStore::open({s.folder, {}}, s.identity, s.clock, s.random, s.log).error().code ==
        ErrorCode::unsupported);
  CHECK(quarantined_count(s) == 0);
}

TEST_CASE("a folder that cannot be used says so") {
  Station s;
  std::ofstream(s.folder / "file") << "x";
  CHECK_FALSE(StationStore::open({s.folder / "file" / "deeper", {}}, s.identity, s.clock, s.random, s.log));
}

TEST_CASE(
    "every single write or sync that can fail, fails once: nothing saved is lost, nothing unsaved is called saved") {
  for (const int error : {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC}) {
    bool clean = false;
    for (int nth = 1; !clean && nth < 60; ++nth) {
      Station s;
      FailingVfs vfs("failing");
      const Uuid first = s.id(), second = s.id();
      bool saved = false;
      {
        StationStore store = s.open("failing");
        REQUIRE(store.submit_application(application_of(), first, prepared_of()));
        vfs.fail_at(nth, error);
        const auto outcome = store.submit_application(application_of(1), second, prepared_of(1));
        saved = outcome.has_value();
        if (!saved) { CHECK((outcome.error().code == ErrorCode::disk_full || outcome.error().code == ErrorCode::io)); }
        clean = !vfs.has_failed();
        vfs.heal();
        // The rider tries again, on the same page.
        REQUIRE(store.submit_application(application_of(1), second, prepared_of(1)));
        CHECK(store.journal_view()->head_seq == 2);
      }
      StationStore store = s.open();
      CHECK(records_that_open(s, store) == 2);
      CHECK(store.find_application(first).value());
      CHECK(store.find_application(second).value());
    }
    CHECK(clean);
  }
}

TEST_CASE("a disk that stays full gives an error each time and keeps what was saved") {
  Station s;
  FailingVfs vfs("failing");
  StationStore store = s.open("failing");
  fill(s, store, 2);
  vfs.fail_from_now(SQLITE_FULL);
  for (std::uint8_t n = 0; n < 3; ++n)
    CHECK(store.submit_application(application_of(n), s.id(), prepared_of(n)).error().code == ErrorCode::disk_full);
  CHECK(store.journal_view()->head_seq == 2);
  CHECK(store.find_by_card_number(Bytes(8)).has_value());
  vfs.heal();
  CHECK(store.submit_application(application_of(), s.id(), prepared_of()));
  CHECK(store.journal_view()->head_seq == 3);
  CHECK(quarantined_count(s) == 0);
}

TEST_CASE("a locked database is busy, and nothing else") {
  Station s;
  StationStore store = s.open();
  fill(s, store, 1);
  sqlite::OpenOptions options;
  auto other = sqlite::Database::open(s.database().string(), options).value();
  REQUIRE(other.run("BEGIN IMMEDIATE"));
  CHECK(store.submit_application(application_of(1), s.id(), prepared_of(1)).error().code == ErrorCode::busy);
  CHECK(store.journal_view()->head_seq == 1);
  REQUIRE(other.run("ROLLBACK"));
  CHECK(store.submit_application(application_of(1), s.id(), prepared_of(1)));
}
