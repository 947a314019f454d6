// Erasure erases: after "done" nothing of a person stands in any file of the centre, readable with every key or not,
// and a crash, a reader or a backup changes nothing about that.
#include <sqlite3.h>
#include <sys/wait.h>

#include <algorithm>
#include <unordered_set>

#include "centre_fixture.h"
#include "core/central/cases/cases.h"
#include "core/central/members/erased_list.h"
#include "core/central/members/finish_erasures.h"
#include "core/central/members/people.h"
#include "core/central/members/requests.h"
#include "core/central/phone/handoff_table.h"
#include "core/central/phone/phone.h"
#include "core/central/slots/slots.h"
#include "core/central/visits/visits.h"
#include "core/member/card.h"
#include "core/service/visit.h"
#include "tests/failing_vfs.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

// What must not stand in a file any more: sealed values, of which a part can be read by whoever has the keys, and what
// is readable without.
struct Remains {
  std::vector<std::string> sealed;
  std::vector<std::string> readable;

  void add(Remains&& more) {
    std::ranges::move(more.sealed, std::back_inserter(sealed));
    std::ranges::move(more.readable, std::back_inserter(readable));
  }
};

// Pieces of them in `text`: every part of a sealed value that is longer than 31 bytes covers one of its windows.
std::size_t found_in(const std::string& text, const Remains& remains) {
  constexpr std::size_t kWindow = 16;
  std::unordered_set<std::string_view> windows;
  for (const std::string_view sealed : remains.sealed) {
    for (std::size_t at = 0; at + kWindow <= sealed.size(); ++at) windows.insert(sealed.substr(at, kWindow));
  }
  std::size_t found = 0;
  for (std::size_t at = 0; at + kWindow <= text.size(); at += kWindow)
    found += windows.contains(std::string_view(text).substr(at, kWindow)) ? 1 : 0;
  for (const std::string& readable : remains.readable) found += text.find(readable) != std::string::npos ? 1 : 0;
  return found;
}

wire::RiderIdentity identity_of(const Person& person) {
  wire::RiderIdentity rider;
  rider.set_name(person.name);
  rider.set_document_kind("resident-id");
  rider.set_document_number(person.number);
  rider.set_mobile(person.mobile);
  return rider;
}

struct Joined {
  Person person;
  Uuid application, named_case, contact_case, booking, visit, correction;
  std::string card;
};

// A centre at which riders do all that leaves something behind.
struct ErasingCentre : Centre {
  Device device = enrol();
  Uuid session;
  ErasureFinisher finisher;

  ErasingCentre() {
    wire::Session value;
    value.set_kind("health-check");
    value.set_title("免费体检");
    value.set_place("望京");
    value.set_starts_ms(clock.wall_ms + 240 * 3'600'000LL);
    value.set_ends_ms(clock.wall_ms + 244 * 3'600'000LL);
    value.set_capacity(500);
    session = must(publish_session(store, "110105", value));
  }

  Uuid visit_by(const std::string& card) {
    const Uuid id = device.new_id();
    wire::Payload payload;
    wire::VisitRegistered& body = *payload.mutable_visit_registered();
    body.set_visit_id(string_of(id.bytes()));
    body.set_service("WATER");
    body.set_people(1);
    body.set_card_number(card);
    return device.write(wire::VISIT_REGISTERED, payload, id);
  }
  Uuid open_case(const wire::RiderIdentity& rider, std::uint64_t number) {
    const Uuid id = device.new_id();
    wire::Payload payload;
    wire::CaseOpened& body = *payload.mutable_case_opened();
    body.set_case_id(string_of(id.bytes()));
    body.set_number(with_check_digit(number));
    body.set_kind("labour-dispute");
    body.set_wish("三个月没发工钱");
    *body.mutable_rider() = rider;
    return device.write(wire::CASE_OPENED, payload, id);
  }
  Uuid want_slot(const wire::RiderIdentity& rider, const Uuid& of) {
    const Uuid id = device.new_id();
    wire::Payload payload;
    wire::SlotWanted& body = *payload.mutable_slot_wanted();
    body.set_want_id(string_of(id.bytes()));
    body.set_session_id(string_of(of.bytes()));
    *body.mutable_rider() = rider;
    body.set_waiting_list(true);
    return device.write(wire::SLOT_WANTED, payload, id);
  }
  Uuid ask_correction(const Uuid& application) {
    wire::Payload payload;
    payload.mutable_correction_asked()->set_application_id(string_of(application.bytes()));
    payload.mutable_correction_asked()->mutable_fields()->set_employer("望京众包站点九");
    payload.mutable_correction_asked()->add_corrected("employer");
    return device.write(wire::CORRECTION_ASKED, payload);
  }

  // All that the device has written and the centre does not hold.
  void take() {
    while (m_sent < device.head()) m_sent = send(device.batch(m_sent + 1, kMaxBatchRecords)).acked_seq;
    apply();
  }
  static std::string han(std::uint64_t n) {
    const auto code = static_cast<unsigned>(0x4E00 + n % 2000);
    return {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
            static_cast<char>(0x80 | (code & 0x3F))};
  }

  Joined join(std::uint64_t n, const std::string& surname) {
    Joined one;
    one.person.name = surname + han(n) + han(n * 7 + 3);
    one.person.number = "11010519900307" + std::to_string(1000 + n);
    one.person.mobile = std::to_string(13800000000 + n);
    one.application = device.join(one.person);
    return one;
  }
  void live(Joined& one, std::uint64_t n) {
    one.card = string_of(application(one.application)->card_number);
    one.visit = visit_by(one.card);
    wire::RiderIdentity by_contact;
    by_contact.set_name(one.person.name);
    by_contact.set_mobile(one.person.mobile);
    one.named_case = open_case(identity_of(one.person), 10'000'000 + n);
    one.contact_case = open_case(by_contact, 20'000'000 + n);
    one.booking = want_slot(identity_of(one.person), session);
    one.correction = ask_correction(one.application);
  }
  std::vector<Joined> riders(std::uint64_t count, std::uint64_t from = 0, const std::string& surname = "龘") {
    std::vector<Joined> all;
    for (std::uint64_t n = from; n < from + count; ++n) all.push_back(join(n, surname));
    take();
    for (std::uint64_t n = 0; n < count; ++n) live(all[n], from + n);
    take();
    REQUIRE(must(list_parked(store, 10)).empty());
    return all;
  }

  Uuid ask_erasure(const Uuid& application) {
    wire::Payload payload;
    payload.mutable_erasure_asked()->set_application_id(string_of(application.bytes()));
    const Uuid id = device.write(wire::ERASURE_ASKED, payload);
    take();
    return id;
  }
  Uuid agree_to_erase(const Uuid& application) {
    const Uuid id = ask_erasure(application);
    REQUIRE(must(agree_request(store, id, "li")) == Agreement::noted);
    REQUIRE(must(agree_request(store, id, "wang")) == Agreement::erasing);
    return id;
  }
  std::string state_of(const Uuid& request) {
    for (const RequestLine& line : must(list_requests(store))) {
      if (line.id == request) return line.state;
    }
    return "";
  }

  std::vector<Bytes> sealed_of(std::string_view text, const Uuid& id) {
    return must(store.read([&](Snapshot& in) { return sql::rows<Bytes>(in, text, id.bytes()); }));
  }
  // Of this rider as it stands now.
  Remains remains_of(const Joined& one) {
    Remains out;
    out.readable.push_back(one.card);
    const auto add = [&](std::string_view text, const Uuid& id) {
      const auto found = sealed_of(text, id);
      REQUIRE_FALSE(found.empty());
      for (const Bytes& sealed : found) out.sealed.push_back(string_of(sealed));
    };
    for (const Uuid& id : {one.application, one.named_case, one.contact_case, one.booking, one.visit, one.correction})
      add("SELECT payload AS remains FROM raw_record WHERE id = ?", id);
    add("SELECT sealed AS remains FROM application WHERE id = ?", one.application);
    add("SELECT sealed AS remains FROM booking WHERE id = ?", one.booking);
    add("SELECT sealed AS remains FROM rider_request WHERE id = ?", one.correction);
    for (const Uuid& id : {one.named_case, one.contact_case})
      add("SELECT sealed AS remains FROM help_case WHERE id = ?", id);
    const Uuid person = application(one.application)->person;
    const Bytes wrapped = must(store.read([&](Snapshot& in) {
      return sql::value<Bytes>(in.people(), "SELECT wrapped AS remains FROM person_key WHERE person = ?",
                               person.bytes());
    }));
    out.sealed.push_back(string_of(wrapped));
    return out;
  }

 private:
  std::uint64_t m_sent = 0;
};

Remains remains_of_all(ErasingCentre& centre, const std::vector<Joined>& riders) {
  Remains all;
  for (const Joined& one : riders) all.add(centre.remains_of(one));
  return all;
}

}  // namespace

TEST_CASE("a hundred erased riders are in no file of the centre, whatever keys one has, and the others are",
          "[sqlite]") {
  ErasingCentre centre;
  const auto riders = centre.riders(100);
  const auto staying = centre.riders(3, 500, "鑫");
  for (int i = 0; i < 5; ++i) centre.decide_now(riders[static_cast<std::size_t>(i)].application, Centre::approval());
  const auto remains = remains_of_all(centre, riders), kept = remains_of_all(centre, staying);
  REQUIRE(remains.sealed.size() >= riders.size() * 12);
  const std::string before = everything_in(centre.folder.path);
  CHECK(found_in(before, remains) > riders.size());
  CHECK(before.find("龘") != std::string::npos);
  std::vector<Uuid> requests;
  for (const Joined& one : riders) requests.push_back(centre.agree_to_erase(one.application));
  CHECK(found_in(everything_in(centre.folder.path), remains) > 0);  // in the logs: an act alone does not erase
  for (const Uuid& id : requests) CHECK(centre.state_of(id) == "erasing");
  CHECK(must(centre.finisher.run(centre.store)) == riders.size());
  for (const Uuid& id : requests) CHECK(centre.state_of(id) == "done");
  const std::string files = everything_in(centre.folder.path);
  CHECK(found_in(files, remains) == 0);
  CHECK(files.find("龘") == std::string::npos);
  CHECK(found_in(files, kept) > staying.size());  // the scan does see what is there
  CHECK(files.find("鑫") != std::string::npos);
  CHECK(must(verify_raw_chains(centre.store)).faults.empty());
  CHECK(must(verify_audit(centre.store)).faults.empty());
}

TEST_CASE("everything that points to an erased rider is masked, unlinked or a stub, and the figures stay") {
  ErasingCentre centre;
  Joined one = centre.riders(1).front();
  const std::int64_t day = china_day(centre.clock.wall_ms);
  const VisitReport before = must(visit_report(centre.store, day, day));
  CHECK(before.scanned_people == 1);
  must(answer_case(centre.store, one.named_case, "已与龘先生的站点联系", "li"));
  centre.decide_now(one.application, Centre::give_back({"mobile"}));
  centre.agree_to_erase(one.application);

  const auto row = centre.application(one.application);
  CHECK(row->state == ApplicationState::left);
  CHECK(row->masked_name == "*");
  CHECK(row->occupation.empty());
  CHECK(row->reason.empty());
  CHECK(string_of(row->card_number) != one.card);
  CHECK(centre.counted("SELECT count(*) AS remains FROM application_history WHERE reason <> ''") == 0);
  CHECK(centre.counted("SELECT count(*) AS remains FROM help_case WHERE answer <> '' OR person IS NOT NULL OR "
                       "length(sealed) > 0") == 0);
  CHECK(centre.counted("SELECT count(*) AS remains FROM booking WHERE person IS NOT NULL OR card IS NOT NULL OR "
                       "length(sealed) > 0") == 0);
  CHECK(centre.counted("SELECT count(*) AS remains FROM rider_request WHERE length(sealed) > 0 OR state = "
                       "'under-review'") == 0);
  CHECK(centre.counted("SELECT count(*) AS remains FROM raw_record WHERE payload IS NOT NULL") == 0);

  const VisitReport after = must(visit_report(centre.store, day, day));
  CHECK(after.all.scanned_times == before.all.scanned_times);
  CHECK(after.scanned_people == 1);
  for (const FeedEntry& entry : must(feed_entries(centre.store, station_scope(centre.station_id())))) {
    CAPTURE(entry.key);
    CHECK_FALSE(entry.value.has_decision());
    CHECK_FALSE(entry.value.has_booking());
    CHECK_FALSE(entry.value.has_case_state());
    CHECK_FALSE(entry.value.has_rider_request());
  }
  const CardHash hash = card_hash(must(eight_bytes(view_of(one.card))));
  const auto revoked = centre.feed_value(scope_all(), "revoked/" + to_hex(hash));
  REQUIRE(revoked);
  CHECK(revoked->revoked_card().erased());
}

TEST_CASE("two days of an erased rider's visits are no longer one card's") {
  ErasingCentre centre;
  Joined one = centre.riders(1).front();
  centre.clock.wall_ms += 86'400'000;
  centre.visit_by(one.card);
  centre.visit_by(one.card);
  centre.take();
  CHECK(centre.counted("SELECT count(DISTINCT card) AS remains FROM visit") == 1);
  centre.agree_to_erase(one.application);
  CHECK(centre.counted("SELECT count(DISTINCT card) AS remains FROM visit") == 2);
  CHECK(centre.counted("SELECT count(*) AS remains FROM visit WHERE card IS NULL") == 0);
  const std::int64_t today = china_day(centre.clock.wall_ms);
  CHECK(must(visit_report(centre.store, today, today)).scanned_people == 1);
}

TEST_CASE("a hand-off that an erased rider filled names nobody, at the centre or at the kiosk") {
  ErasingCentre centre;
  Handoff handoff;
  handoff.id = centre.device.new_id();
  handoff.device = centre.device.id();
  handoff.expires_ms = centre.clock.wall_ms + kHandoffForMs;
  const std::string token = must(sign_handoff(handoff, centre.device.card_secret()));
  const Uuid phone = centre.device.new_id(), chosen = centre.device.new_id();
  const Application form = phone_form("龘伟");
  must(open_form(centre.store, token, phone));
  must(submit_from_phone(centre.store, token, phone, chosen, form));
  const auto ids =
      must(centre.store.read([](Snapshot& in) { return sql::rows<Uuid>(in, "SELECT id AS every FROM application"); }));
  REQUIRE(ids.size() == 1);
  const std::string scope = station_scope(centre.station_id()), key = "handoff/" + to_hex(handoff.id.bytes());
  const auto named = centre.feed_value(scope, key);
  REQUIRE(named);
  REQUIRE(named->handoff().masked_name() == "龘*");
  centre.agree_to_erase(ids.front());
  CHECK_FALSE(centre.feed_value(scope, key));
  const auto row = must(centre.store.read([&](Snapshot& in) { return internal::find_handoff(in, handoff.id); }));
  CHECK(row->masked_name.empty());
}

TEST_CASE("records that were never applied and name an erased rider are stubs, too, and those of others stay") {
  ErasingCentre centre;
  Joined one = centre.riders(1).front();
  const Uuid unknown_session = centre.device.new_id();
  centre.want_slot(identity_of(one.person), unknown_session);  // waits for its session
  wire::Payload broken;
  *broken.mutable_case_opened()->mutable_rider() = identity_of(one.person);
  centre.device.write(wire::CASE_OPENED, broken);  // parked: no kind, no number
  *broken.mutable_case_opened()->mutable_rider() = identity_of({"李芳", "110105199003073373", "13800000002"});
  centre.device.write(wire::CASE_OPENED, broken);
  centre.take();
  REQUIRE(must(list_parked(centre.store, 10)).size() == 2);
  centre.agree_to_erase(one.application);
  CHECK(centre.counted("SELECT count(*) AS remains FROM raw_record WHERE payload IS NOT NULL") == 1);
  CHECK(centre.counted("SELECT count(*) AS remains FROM waiting_record") == 0);
  CHECK(must(verify_raw_chains(centre.store)).faults.empty());
}

TEST_CASE("what comes late about an erased rider is not kept: a visit counts without the card, a booking is none") {
  ErasingCentre centre;
  Joined one = centre.riders(1).front();
  centre.agree_to_erase(one.application);
  REQUIRE(must(centre.finisher.run(centre.store)) == 1);
  const Uuid visit = centre.visit_by(one.card);
  wire::RiderIdentity by_card;
  by_card.set_card_number(one.card);
  const Uuid booking = centre.want_slot(by_card, centre.session);
  centre.ask_correction(one.application);
  centre.take();
  CHECK(must(list_parked(centre.store, 10)).empty());
  CHECK(centre.counted("SELECT count(*) AS remains FROM visit WHERE card IS NULL") == 1);
  CHECK(centre.sealed_of("SELECT sealed AS remains FROM booking WHERE id = ?", booking).empty());
  CHECK(centre.counted("SELECT count(*) AS remains FROM raw_record WHERE payload IS NOT NULL") == 0);
  CHECK(must(erasures_unfinished(centre.store)));
  centre.clock.wall_ms += ErasureFinisher::kBetweenRewritesMs;
  must(centre.finisher.run(centre.store));
  CHECK_FALSE(must(erasures_unfinished(centre.store)));
  CHECK(everything_in(centre.folder.path).find(one.card) == std::string::npos);
  CHECK_FALSE(visit.empty());
}

TEST_CASE("nothing is called done while somebody reads what the log holds, and nothing is written anew meanwhile",
          "[sqlite]") {
  ErasingCentre centre;
  const auto riders = centre.riders(5);
  const auto remains = remains_of_all(centre, riders);
  auto reader = must(sqlite::Database::open(centre.folder.path + "/central.db"));
  must(reader.run("BEGIN; SELECT count(*) FROM meta"));
  std::vector<Uuid> requests;
  for (const Joined& one : riders) requests.push_back(centre.agree_to_erase(one.application));
  CHECK(must(centre.finisher.run(centre.store)) == 0);
  for (const Uuid& id : requests) CHECK(centre.state_of(id) == "erasing");
  CHECK(must(centre.finisher.run(centre.store)) == 0);
  must(reader.run("COMMIT"));
  CHECK(must(centre.finisher.run(centre.store)) == 5);  // at once: only the log was left
  CHECK(centre.state_of(requests.front()) == "done");
  CHECK(found_in(everything_in(centre.folder.path), remains) == 0);
}

TEST_CASE("one pass is for all who are erasing, and the next is not before five minutes") {
  ErasingCentre centre;
  const auto riders = centre.riders(3);
  const Uuid first = centre.agree_to_erase(riders[0].application);
  CHECK(must(centre.finisher.run(centre.store)) == 1);
  const Uuid second = centre.agree_to_erase(riders[1].application);
  const Uuid third = centre.agree_to_erase(riders[2].application);
  CHECK(must(centre.finisher.run(centre.store)) == 0);
  centre.clock.wall_ms += ErasureFinisher::kBetweenRewritesMs - 1;
  CHECK(must(centre.finisher.run(centre.store)) == 0);
  CHECK(centre.state_of(second) == "erasing");
  centre.clock.wall_ms += 1;
  CHECK(must(centre.finisher.run(centre.store)) == 2);
  for (const Uuid& id : {first, second, third}) CHECK(centre.state_of(id) == "done");
}

TEST_CASE("an erasure that waits longer than an hour is an alarm that says what to do, and it goes when all are done",
          "[sqlite]") {
  ErasingCentre centre;
  const auto riders = centre.riders(2);
  const auto alarms = [&] {
    must(watch_erasures(centre.store));
    auto all = must(list_alarms(centre.store, 100));
    std::erase_if(all, [](const Alarm& alarm) { return alarm.code != kErasureAlarm; });
    return all;
  };
  auto reader = must(sqlite::Database::open(centre.folder.path + "/central.db"));
  must(reader.run("BEGIN; SELECT count(*) FROM meta"));
  centre.agree_to_erase(riders[0].application);
  CHECK(must(centre.finisher.run(centre.store)) == 0);
  centre.clock.wall_ms += kErasureTooLongMs;
  CHECK(alarms().empty());
  centre.clock.wall_ms += 1;
  REQUIRE(alarms().size() == 1);
  centre.clock.wall_ms += 3 * kErasureTooLongMs;
  REQUIRE(alarms().size() == 1);
  CHECK(alarms()[0].detail.find("the oldest for 4 hours") != std::string::npos);
  CHECK(alarms()[0].detail.find("make room on the disk") != std::string::npos);
  must(reader.run("COMMIT"));
  CHECK(must(centre.finisher.run(centre.store)) == 1);
  CHECK(alarms().empty());
}

namespace {

CentralStore open_with(ErasingCentre& centre, const std::string& folder, const std::string& vfs) {
  CentralOptions options;
  options.vfs = vfs;
  return must(CentralStore::open(folder, centre.keys, centre.clock, centre.random, centre.log, options));
}

}  // namespace

TEST_CASE("a disk that fails while the files are written anew: not done, nothing lost, done when it works again",
          "[sqlite]") {
  test::FailingVfs vfs("failing-erasure");
  ErasingCentre centre;
  const auto riders = centre.riders(5);
  const auto remains = remains_of_all(centre, riders);
  const Uuid id = centre.agree_to_erase(riders[0].application);
  for (std::size_t i = 1; i < riders.size(); ++i) centre.agree_to_erase(riders[i].application);
  {
    CentralStore store = open_with(centre, centre.folder.path, "failing-erasure");
    ErasureFinisher finisher;
    vfs.fail_from_now(SQLITE_IOERR_WRITE);
    CHECK_FALSE(finisher.run(store));
    CHECK(vfs.has_failed());
    vfs.heal();
    CHECK(centre.state_of(id) == "erasing");
    CHECK(must(finisher.run(store)) == 0);  // a disk that is full is not filled every second
    centre.clock.wall_ms += ErasureFinisher::kBetweenRewritesMs;
    CHECK(must(finisher.run(store)) == riders.size());
  }
  CHECK(centre.state_of(id) == "done");
  CHECK(found_in(everything_in(centre.folder.path), remains) == 0);
}

TEST_CASE("a process that is killed between the act and the end of the pass: the next one goes on from the start",
          "[sqlite]") {
  ErasingCentre centre;
  const auto riders = centre.riders(4);
  const auto remains = remains_of_all(centre, riders);
  for (const Joined& one : riders) centre.agree_to_erase(one.application);
  TemporaryFolder copies;
  bool survived = false;
  int killed = 0;
  for (int nth = 1; !survived; nth += 60) {
    const std::string folder = copies.path + "/" + std::to_string(nth);
    std::filesystem::copy(centre.folder.path, folder);
    std::filesystem::remove(folder + "/central.db-shm");
    std::filesystem::remove(folder + "/person-keys.db-shm");
    test::FailingVfs vfs("killing-erasure");
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      CentralStore store = open_with(centre, folder, "killing-erasure");
      ErasureFinisher finisher;
      vfs.kill_at(nth);
      const bool done = finisher.run(store).has_value();
      vfs.kill_at(0);
      ::_exit(done ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    survived = !WIFSIGNALED(status);
    killed += survived ? 0 : 1;
    CentralStore store = open_with(centre, folder, "");
    if (!survived) CHECK(must(erasures_unfinished(store)));
    must(ErasureFinisher().run(store));
    CHECK_FALSE(must(erasures_unfinished(store)));
    CHECK(must(verify_raw_chains(store)).faults.empty());
    CHECK(found_in(everything_in(folder), remains) == 0);
    std::filesystem::remove_all(folder);
  }
  CHECK(killed > 3);
}

TEST_CASE("a backup from before an erasure that is put back is erased again, also of what devices send again",
          "[sqlite]") {
  ErasingCentre centre;
  const auto riders = centre.riders(3);
  TemporaryFolder backup;
  for (const char* name : {"central.db", "person-keys.db"}) {
    auto db = must(sqlite::Database::open(centre.folder.path + "/" + name));
    must(db.run("VACUUM INTO '" + backup.path + "/" + name + "'"));
  }
  const Joined late = centre.riders(1, 900).front();  // the backup does not know of this one
  const auto remains = remains_of_all(centre, {riders[0], riders[1], late});
  for (const Joined* one : {&riders[0], &riders[1], &late}) centre.agree_to_erase(one->application);
  REQUIRE(must(centre.finisher.run(centre.store)) == 3);
  REQUIRE(must(read_erased_list(centre.folder.path)).size() > 3);
  std::filesystem::copy_file(erased_list_file(centre.folder.path), erased_list_file(backup.path));

  CentralStore restored = open_with(centre, backup.path, "");
  must(restored.begin_new_incarnation());
  const auto row_of = [&](const Uuid& id) {
    return must(restored.read([&](Snapshot& in) { return internal::find_application(in, id); }));
  };
  CHECK(row_of(riders[0].application)->masked_name != "*");
  CHECK(must(erase_again(restored)) == 2);
  CHECK(row_of(riders[0].application)->masked_name == "*");
  CHECK(row_of(riders[2].application)->masked_name != "*");
  must(ErasureFinisher().run(restored));
  CHECK_FALSE(must(erasures_unfinished(restored)));
  const DeviceBatch again = centre.device.batch(1, kMaxBatchRecords);
  const auto head = must(store_batches(restored, std::span(&again, 1))).at(0);
  static_cast<void>(head);
  must(apply_next(restored, 10'000));
  CHECK_FALSE(row_of(late.application));
  must(ErasureFinisher().run(restored));
  CHECK(found_in(everything_in(backup.path), remains) == 0);
}

TEST_CASE("the list of what was erased grows by what it has not, survives a torn line, and names nobody") {
  TemporaryFolder folder;
  CHECK(must(read_erased_list(folder.path)).empty());
  const Digest one = erased_digest(view_of("one")), two = erased_digest(view_of("two"));
  must(extend_erased_list(folder.path, {one}));
  must(extend_erased_list(folder.path, {one}));
  CHECK(must(read_erased_list(folder.path)) == std::vector<Digest>{one});
  const std::string path = erased_list_file(folder.path);
  CHECK(std::filesystem::status(path).permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  std::ofstream(path, std::ios::app) << to_hex(two).substr(0, 20);
  CHECK(must(read_erased_list(folder.path)) == std::vector<Digest>{one});
  must(extend_erased_list(folder.path, {one, two}));
  CHECK(must(read_erased_list(folder.path)) == std::vector<Digest>{one, two});
}

TEST_CASE("a request that is erasing is decided: it can be neither refused nor agreed to again") {
  ErasingCentre centre;
  const Joined one = centre.riders(1).front();
  const Uuid id = centre.agree_to_erase(one.application);
  CHECK(refuse_request(centre.store, id, "本人已撤销", "li").error().code == ErrorCode::conflict);
  CHECK(agree_request(centre.store, id, "zhao").error().code == ErrorCode::conflict);
}
