// A rider whom the centre has erased is in no file of the station any more: rows, mirrored values, payloads that the
// centre has acknowledged, and what SQLite leaves of deleted rows.
#include <catch2/catch.hpp>

#include <unordered_set>

#include "core/station/cases.h"
#include "core/station/handoffs.h"
#include "core/station/requests.h"
#include "core/station/slots.h"
#include "core/station/visits.h"
#include "core/storage/sql.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

// Parts of sealed payloads in `text`: each that is longer than 31 bytes covers one of their windows.
std::size_t found_in(const std::string& text, const std::vector<std::string>& sealed) {
  constexpr std::size_t kWindow = 16;
  std::unordered_set<std::string_view> windows;
  for (const std::string_view one : sealed) {
    for (std::size_t at = 0; at + kWindow <= one.size(); ++at) windows.insert(one.substr(at, kWindow));
  }
  std::size_t found = 0;
  for (std::size_t at = 0; at + kWindow <= text.size(); at += kWindow)
    found += windows.contains(std::string_view(text).substr(at, kWindow)) ? 1 : 0;
  return found;
}

// As SQLite does when it splits pages: a piece of what stood there is left in the unused middle of a leaf of a table
// (its file format, "B-tree Pages"), which is no row and which nothing overwrites.
void leave_in_unused_space(const std::filesystem::path& database, const std::string& piece) {
  std::fstream file(database, std::ios::binary | std::ios::in | std::ios::out);
  const std::string whole{std::istreambuf_iterator<char>(file), {}};
  const auto number = [&](std::size_t at) {
    return std::size_t{static_cast<std::uint8_t>(whole[at])} << 8 | static_cast<std::uint8_t>(whole[at + 1]);
  };
  const std::size_t size = number(16);
  for (std::size_t page = size; page + size <= whole.size(); page += size) {
    const std::size_t begins = 8 + 2 * number(page + 3), ends = number(page + 5);
    if (whole[page] != 0x0d || ends > size || ends < begins + 4 * piece.size()) continue;
    file.clear();
    file.seekp(static_cast<std::streamoff>(page + (begins + ends) / 2));
    file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    REQUIRE(file.flush());
    return;
  }
  FAIL("no leaf has room");
}

struct Joined {
  Uuid application, correction, request, visit;
  CardNumber card{};
  std::string card_text;
};

struct ErasingStation : Station {
  std::optional<StationStore> store;
  Uuid session = id();
  std::uint64_t position = 1;

  ErasingStation() {
    reopen();
    wire::FeedPage first = next(true);
    wire::FeedValue value;
    value.mutable_service()->set_code("WATER");
    change(first, "service/WATER", value, 1);
    value.mutable_case_kind()->set_code("legal-advice");
    value.mutable_case_kind()->add_topics("contract");
    change(first, "case-kind/legal-advice", value, 1);
    wire::Session& about = *value.mutable_session();
    about.set_session_id(string_of(session.bytes()));
    about.set_kind("health-check");
    about.set_starts_ms(clock.reading.wall_ms + 10 * kDayMs);
    about.set_state("open");
    change(first, "session/" + to_hex(session.bytes()), value, 1);
    take(first);
  }
  void reopen() {
    store.reset();
    store.emplace(open());
  }
  wire::FeedPage next(bool full = false) { return page(position++, full); }
  void take(const wire::FeedPage& page) {
    REQUIRE(store->store_answer(with_page(*store, page))->feed == FeedOutcome::flipped);
  }
  void acknowledge_all() { REQUIRE(store->store_answer(answer(*store, store->journal_view()->head_seq))); }

  Joined join(std::uint8_t n, const std::string& name = "龘小明") {
    Joined one;
    one.application = id();
    Application application = application_of(n);
    application.name = name;
    const SubmittedApplication made = store->submit_application(application, one.application, prepared_of(n)).value();
    one.card = made.card_number;
    one.card_text = made.card_text;
    one.visit = visit(one.card);
    take(returned(one.application, position++));
    one.correction = id();
    Correction correction;
    correction.fields = {Field::mobile};
    correction.values.mobile = "13800000009";
    REQUIRE(store->correct_application(one.application, correction, one.correction, proof_of()));
    one.request = id();
    REQUIRE(ask_request(*store, one.request, one.application, RiderAsk::erase, proof_of()));
    return one;
  }
  Uuid visit(const CardNumber& number) {
    NewVisit made;
    made.id = id();
    made.service = "WATER";
    made.card = number;
    REQUIRE(register_visit(*store, made)->visit);
    return made.id;
  }
  Uuid want(const Rider& rider, std::uint8_t n) {
    NewBooking booking;
    booking.id = id();
    booking.session = session;
    booking.rider = rider;
    booking.masked_name = "龘**";
    booking.prepared = prepared_of(n);
    REQUIRE(want_slot(*store, booking, true));
    return booking.id;
  }
  Uuid ask_for_help(std::uint8_t n) {
    NewCase wanted;
    wanted.id = id();
    wanted.kind = "legal-advice";
    wanted.topic = "contract";
    wanted.rider.name = "龘小明";
    wanted.rider.mobile = "13800000001";
    wanted.masked_name = "龘**";
    wanted.prepared = prepared_of(n);
    REQUIRE(open_case(*store, wanted));
    return wanted.id;
  }
  static void tombstone(wire::FeedPage& out, const std::string& key, std::uint64_t at) {
    change(out, key, {}, at);
    out.mutable_changes(out.changes_size() - 1)->set_tombstone(true);
  }
  static void erased(wire::FeedPage& out, const CardNumber& number, std::uint64_t at) {
    wire::FeedValue value;
    value.mutable_revoked_card()->set_card_hash(string_of(card_hash(number)));
    value.mutable_revoked_card()->set_erased(true);
    change(out, "revoked/" + to_hex(card_hash(number)), value, at);
  }
  // As the centre tells it.
  void erase(const Joined& one, bool full = false) {
    const std::uint64_t at = position;
    wire::FeedPage out = next(full);
    tombstone(out, "decision/" + one.application.text(), at);
    tombstone(out, "request/" + to_hex(one.request.bytes()), at);
    erased(out, one.card, at);
    take(out);
  }

  std::vector<std::string> payloads() {
    std::vector<std::string> sealed;
    const Batch batch = store->load_batch(1, 200, kMaxBatchBytes).value();
    for (const wire::Record& record : batch.records) {
      if (!record.sealed_payload().empty()) sealed.push_back(record.sealed_payload());
    }
    return sealed;
  }
  std::int64_t counted(const std::string& text) {
    auto db = sqlite::Database::open(database().string()).value();
    return sql::value<std::int64_t>(db, text).value();
  }
};

}  // namespace

TEST_CASE("an erased rider leaves rows, mirror, payloads, file and log of the station, and the chain proves") {
  ErasingStation s;
  std::vector<Joined> riders;
  for (std::uint8_t n = 0; n < 20; ++n) riders.push_back(s.join(n));
  const auto sealed = s.payloads();
  REQUIRE(sealed.size() == 20 * 4);
  s.acknowledge_all();
  for (const Joined& one : riders) s.erase(one);
  CHECK_FALSE(s.store->find_application(riders[0].application)->has_value());
  CHECK(s.payloads().empty());
  for (const char* table : {"application", "consent", "correction", "rider_request", "erased_record"})
    CHECK(s.counted(std::string("SELECT count(*) FROM ") + table) == 0);
  REQUIRE(s.store->run_maintenance());
  const std::string disk = contents_of(s.folder);
  CHECK(found_in(disk, sealed) == 0);
  CHECK(disk.find("龘") == std::string::npos);
  for (const Joined& one : riders) {
    CHECK(disk.find(string_of(one.card)) == std::string::npos);
    CHECK(disk.find(one.card_text) == std::string::npos);
  }
  const auto report = StationStore::verify(s.database()).value();
  CHECK(report.first_fault.empty());
  CHECK(report.stubs == sealed.size());
  CHECK(s.store->load_batch(1, 1, kMaxBatchBytes)->records[0].stub_reason() == kStubErased);
}

TEST_CASE("what SQLite has left of an erased rider in an unused part of a page goes, too") {
  ErasingStation s;
  const Joined one = s.join(1);
  const auto sealed = s.payloads();
  s.acknowledge_all();
  s.store.reset();
  leave_in_unused_space(s.database(), sealed.front().substr(0, 64));
  s.reopen();
  s.erase(one);
  REQUIRE(found_in(contents_of(s.folder), sealed) > 0);
  REQUIRE(s.store->run_maintenance());
  CHECK(found_in(contents_of(s.folder), sealed) == 0);
}

TEST_CASE("the others of the station stay as they are") {
  ErasingStation s;
  const Joined one = s.join(1), other = s.join(2, "欧阳小明");
  s.acknowledge_all();
  s.erase(one);
  REQUIRE(s.store->run_maintenance());
  CHECK(s.store->find_application(other.application)->has_value());
  CHECK(s.payloads().size() == 4);
  CHECK(contents_of(s.folder).find("欧阳*") != std::string::npos);
}

TEST_CASE("a card that another station made: its visits count on and are nobody's, two days no longer one card's") {
  ErasingStation s;
  const CardNumber card = {9, 8, 7, 6, 5, 4, 3, 2};
  s.visit(card);
  s.visit(card);
  s.clock.pass(kDayMs);
  s.visit(card);
  Rider by_card;
  by_card.card = card;
  const Uuid booking = s.want(by_card, 3);
  const auto before = visits_today(*s.store).value();
  REQUIRE(before.scanned_people == 1);
  s.acknowledge_all();
  const std::uint64_t at = s.position;
  wire::FeedPage page = s.next();
  ErasingStation::erased(page, card, at);
  s.take(page);
  const auto after = visits_today(*s.store).value();
  CHECK(after.scanned_people == 1);
  CHECK(after.scanned_times == before.scanned_times);
  CHECK(s.counted("SELECT count(DISTINCT card) FROM visit") == 2);
  CHECK_FALSE(find_booking(*s.store, booking));
  CHECK(s.payloads().empty());
  REQUIRE(s.store->run_maintenance());
  CHECK(contents_of(s.folder).find(string_of(card)) == std::string::npos);
}

TEST_CASE("bookings and cases without a card go with their tombstones, also in a full checkpoint") {
  const bool full = GENERATE(false, true);
  ErasingStation s;
  Rider by_number;
  by_number.name = "龘小明";
  by_number.document_number = "11010519491231002X";
  const Uuid booking = s.want(by_number, 3), help = s.ask_for_help(4), staying = s.ask_for_help(5);
  s.acknowledge_all();
  const std::uint64_t at = s.position;
  wire::FeedPage page = s.next(full);
  if (full) page.set_incarnation(12);
  ErasingStation::tombstone(page, "booking/" + to_hex(booking.bytes()), at);
  ErasingStation::tombstone(page, "case/" + to_hex(help.bytes()), at);
  s.take(page);
  CHECK_FALSE(find_booking(*s.store, booking));
  CHECK_FALSE(find_case(*s.store, help));
  CHECK(find_case(*s.store, staying));
  CHECK(s.payloads().size() == 1);
}

TEST_CASE("a hand-off's masked name leaves the mirror and the file") {
  ErasingStation s;
  const Uuid handoff = make_handoff(*s.store)->handoff.id;
  const std::string key = "handoff/" + to_hex(handoff.bytes());
  wire::FeedPage filled = s.next();
  wire::FeedValue value;
  value.mutable_handoff()->set_masked_name("龘*");
  Station::change(filled, key, value, s.position - 1);
  s.take(filled);
  REQUIRE(handoff_progress(*s.store, handoff)->masked_name == "龘*");
  wire::FeedPage gone = s.next();
  ErasingStation::tombstone(gone, key, s.position - 1);
  s.take(gone);
  REQUIRE(s.store->run_maintenance());
  CHECK(contents_of(s.folder).find("龘") == std::string::npos);
}

TEST_CASE("what the centre has not acknowledged is kept until it has, and goes then") {
  ErasingStation s;
  const Joined one = s.join(1);
  const auto sealed = s.payloads();
  s.erase(one);
  REQUIRE(s.store->run_maintenance());
  CHECK(s.payloads() == sealed);
  REQUIRE(s.store->open_new_epoch("test"));  // carried under its own id
  CHECK(s.payloads().size() == sealed.size() + 1);
  s.acknowledge_all();
  REQUIRE(s.store->run_maintenance());
  CHECK(found_in(contents_of(s.folder), sealed) == 0);
}

TEST_CASE(
    "a station that ends between the act and the rewriting goes on with it, and a reader holds it up only so long") {
  ErasingStation s;
  std::vector<Joined> riders;
  for (std::uint8_t n = 0; n < 10; ++n) riders.push_back(s.join(n));
  const auto sealed = s.payloads();
  s.acknowledge_all();
  for (const Joined& one : riders) s.erase(one);
  s.reopen();
  {
    auto reader = sqlite::Database::open(s.database().string()).value();
    REQUIRE(reader.run("BEGIN; SELECT count(*) FROM station"));
    REQUIRE(s.store->run_maintenance());
    CHECK(s.counted("SELECT rewriting FROM station") == 2);
    REQUIRE(reader.run("COMMIT"));
  }
  REQUIRE(s.store->run_maintenance());
  CHECK(s.counted("SELECT rewriting FROM station") == 0);
  CHECK(found_in(contents_of(s.folder), sealed) == 0);
}
