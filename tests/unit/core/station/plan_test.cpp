// Every statement of this room has a plan: run against a filled database, explained, and none reads a whole table that
// grows.
#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "core/station/badges.h"
#include "core/station/cases.h"
#include "core/station/code_look_up.h"
#include "core/station/events.h"
#include "core/station/faults.h"
#include "core/station/feed_mirror.h"
#include "core/station/found_items.h"
#include "core/station/handoffs.h"
#include "core/station/loans.h"
#include "core/station/queue.h"
#include "core/station/ratings.h"
#include "core/station/slots.h"
#include "core/station/requests.h"
#include "core/station/monotonic_counter.h"
#include "core/station/staff.h"
#include "core/station/visits.h"
#include "core/storage/sqlite.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

constexpr KeyId kBadge = {1, 2, 3, 4, 5, 6, 7, 8};

// What a plan may say "SCAN" of, and why.
const std::map<std::string, std::string> kMayScan = {
    {"station", "one row"},
    {"uptime", "one row"},
    {"wrong_try", "one row"},
    {"trusted_key", "two rows"},
    {"epoch", "one row a journal that was opened"},
    {"feed_cursor", "one row a scope: three"},
    {"staged_cursor", "one row a scope: three"},
    {"staged_value", "what is staged is taken whole, and then gone"},
    {"parked", "counted; what the centre could not understand, which a person looks at"},
    {"lease USING INDEX lease_of_epoch", "the index holds those that are not closed"},
    {"visit USING INDEX visit_live", "the index holds those that are on"},
    {"found_item USING INDEX found_item_here", "the index holds what lies here now"},
    {"service_request USING INDEX service_request_open", "the index holds the open ones"},
    {"queue_number USING INDEX queue_number_open", "likewise"},
    {"fault USING INDEX fault_open", "likewise"},
    {"loan", "one row a thing that is out"},
    {"application USING INDEX sqlite_autoindex_application_2", "card numbers alone, when somebody was erased"},
    {"application USING INDEX application_findable", "those that a code finds, once, when the pepper comes"},
    {"booking USING INDEX booking_findable", "likewise"},
    {"help_case USING INDEX help_case_findable", "likewise"},
    {"erased_record", "records of erased riders that wait for their acknowledgement"},
};

// Statements that the scenario cannot reach, by how they begin.
const std::set<std::string> kNotReached = {
    "SELECT rowid,id,kind,header,payload,digest,stub FROM journal WHERE rowid>? ORDER BY rowid",  // recovery, which
                                                                                                  // reads
    "SELECT elsewhere,id FROM application WHERE elsewhere IS NOT NULL",                           // whole tables of a
    "SELECT good_ms,centre_incarnation,mirror_as_of_ms FROM station",                             // damaged file
    "UPDATE station SET good_ms=?,centre_incarnation=?,mirror_as_of_ms=?",
    "INSERT OR IGNORE INTO ",
    "SELECT look_up_form FROM station",
    "UPDATE station SET look_up_form=?",
};

void run(sqlite3* db, const std::string& script) {
  char* why = nullptr;
  const int code = sqlite3_exec(db, script.c_str(), nullptr, nullptr, &why);
  INFO(script << ": " << (why ? why : ""));
  REQUIRE(code == SQLITE_OK);
}

// Some months of a busy station.
void fill(const std::filesystem::path& file) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(file.c_str(), &db) == SQLITE_OK);
  const auto many = [](int count, const std::string& insert) {
    return "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n WHERE i<" + std::to_string(count) + ") " +
           insert + ";";
  };
  run(db, "BEGIN");
  run(db, many(6000,
               "INSERT INTO visit SELECT randomblob(16),20833-i/60,'REST','courier',1,CASE i%3 WHEN 0 THEN "
               "randomblob(8) END,"
               "NULL,i,x'',i,0,CASE i%50 WHEN 0 THEN 'voided' ELSE 'counted' END,NULL FROM n"));
  run(db, many(3000,
               "INSERT INTO booking SELECT randomblob(16),randomblob(16),'health-check','2026','cancelled',i,"
               "CASE i%2 WHEN 0 THEN randomblob(8) END,'张*',randomblob(32),randomblob(16),i FROM n"));
  run(db,
      many(3000,
           "INSERT INTO help_case SELECT randomblob(16),'legal-advice','',randomblob(32),i,i,0,randomblob(16) FROM n"));
  run(db, many(3000,
               "INSERT INTO application SELECT "
               "randomblob(16),randomblob(32),randomblob(8),'',i,'张*','courier','CY026','zh',"
               "i,NULL,NULL FROM n"));
  run(db, "INSERT INTO rider_request SELECT randomblob(16),id,'stop-texts',1 FROM application LIMIT 2000");
  run(db, "INSERT INTO correction SELECT randomblob(16),id,1 FROM application LIMIT 2000");
  run(db, many(2000, "INSERT INTO service_request SELECT randomblob(16),'HEAT',randomblob(16),i,'done',NULL FROM n"));
  run(db, many(2000, "INSERT INTO lease SELECT randomblob(16),randomblob(16),1,'closed',x'',0,0 FROM n"));
  run(db, "INSERT INTO lease_slot SELECT id,1,'returned',NULL FROM lease");
  run(db, many(3000, "INSERT INTO feed_value SELECT 'approved/'||i,'all',i,x'' FROM n"));
  run(db, many(3000, "INSERT INTO acknowledgement SELECT (1<<40)-i,9e15 FROM n"));
  run(db, many(1000, "INSERT INTO event SELECT randomblob(16),'pop-up','','',i,i+1 FROM n"));
  run(db, many(1000,
               "INSERT INTO queue_number(id,day,service,number,taken_ms,state) SELECT randomblob(16),i,'REST',1,i,"
               "'served' FROM n"));
  run(db, many(1000, "INSERT INTO fault SELECT randomblob(16),'REST','broken',i,'done',NULL FROM n"));
  run(db, many(1000, "INSERT INTO case_answer SELECT randomblob(16),i,0 FROM n"));
  run(db, many(1000, "INSERT INTO found_item SELECT randomblob(16),i,'cup','seat',i,'handed-over',i FROM n"));
  run(db, many(1000, "INSERT INTO staff_try SELECT randomblob(8),1,0 FROM n"));
  run(db, "COMMIT");
  sqlite3_close(db);
}

std::vector<std::string> plan_of(sqlite3* db, const std::string& text) {
  sqlite3_stmt* query = nullptr;
  const int code = sqlite3_prepare_v2(db, ("EXPLAIN QUERY PLAN " + text).c_str(), -1, &query, nullptr);
  INFO(text << ": " << sqlite3_errmsg(db));
  REQUIRE(code == SQLITE_OK);
  std::vector<std::string> lines;
  while (sqlite3_step(query) == SQLITE_ROW)
    lines.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(query, 3)));
  sqlite3_finalize(query);
  return lines;
}

// The table that a line of a plan reads whole, with the index that it reads instead; empty: it does not.
std::string scanned(const std::string& line) {
  std::smatch found;
  if (!std::regex_match(line, found,
                        std::regex("SCAN (?:TABLE )?(\\S+)(?: AS \\S+)?( USING (?:COVERING )?INDEX (\\S+))?.*")))
    return {};
  if (found[1] == "CONSTANT" || found[1] == "2-ROW") return {};
  // An index with all rows is no better than the table.
  const bool listed = found[3] == "lease_of_epoch" || found[3] == "visit_live" || found[3] == "service_request_open" ||
                      found[3] == "queue_number_open" || found[3] == "fault_open" || found[3] == "found_item_here" ||
                      found[3] == "sqlite_autoindex_application_2" || found[3].str().ends_with("_findable");
  return listed ? found[1].str() + " USING INDEX " + found[3].str() : found[1].str();
}

// Statements as they begin in this room's sources; what is compiled only with a planted defect is left out.
std::set<std::string> written() {
  std::set<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(WARMHEART_SOURCE_DIR) + "/core/station")) {
    if (entry.path().extension() != ".cpp" || entry.path().filename().string().starts_with("schema")) continue;
    std::ifstream file(entry.path());
    bool defect = false;
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("#ifdef WARMHEART_DEFECT")) defect = true;
      if (line.starts_with("#else") || line.starts_with("#endif")) defect = false;
      if (defect) continue;
      const std::regex literal("\"((?:SELECT|INSERT|UPDATE|DELETE|WITH|REPLACE) [^\"]*)\"");
      for (std::sregex_iterator found(line.begin(), line.end(), literal), end; found != end; ++found) {
        out.insert((*found)[1].str());
      }
    }
  }
  return out;
}

struct BusyStation : Station {
  std::set<std::string> seen;
  std::optional<StationStore> store;
  Uuid session = id(), other_session = id();
  Badge badge;
  std::uint64_t position = 1;

  BusyStation() {
    badge.id = kBadge;
    badge.secret = SecretBytes(Bytes(16, 9));
    sqlite::observe_statements([this](sqlite::Database&, std::string_view text) { seen.emplace(text); });
    { StationStore made = open(); }
    fill(database());
    identity.look_up_pepper = SecretBytes(Bytes(32, 7));
    reopen();
    catalogue();
  }
  ~BusyStation() { sqlite::observe_statements({}); }

  void reopen() {
    store.reset();
    store.emplace(StationStore::open({folder, {}, folder / "counter"}, identity, clock, random, log).value());
  }
  void take(wire::FeedPage page) {
    AnswerToStore answer = with_page(*store, page);
    answer.sent_boottime_ms = clock.reading.boottime_ms;
    REQUIRE(store->store_answer(answer)->feed == FeedOutcome::flipped);
  }
  wire::FeedPage next(bool full = false) { return page(position++, full); }

  void catalogue() {
    wire::FeedPage out = next(true);
    for (const auto& [code, units] : std::map<std::string, unsigned>{{"REST", 3}, {"HEAT", 0}, {"LEND", 1}}) {
      wire::FeedValue value;
      value.mutable_service()->set_code(code);
      value.mutable_service()->set_units(units);
      value.mutable_service()->set_minutes(30);
      value.mutable_service()->set_by_hand(code == "HEAT");
      value.mutable_service()->set_lent(code == "LEND");
      change(out, "service/" + code, value, 1);
    }
    wire::FeedValue value;
    value.mutable_case_kind()->set_code("legal-advice");
    value.mutable_case_kind()->add_topics("contract");
    value.mutable_case_kind()->set_due_hours(48);
    change(out, "case-kind/legal-advice", value, 1);
    value.Clear();
    wire::StaffMember& staff = *value.mutable_staff();
    staff.set_badge_id(string_of(badge.id));
    staff.set_verifier_salt(std::string(16, 's'));
    staff.set_verifier(string_of(staff_verifier(badge, "204816", view_of(staff.verifier_salt())).value()));
    staff.set_rights_for_ms(kRightsForMs);
    staff.set_active(true);
    staff.set_badge_digest(string_of(badge_digest(badge)));
    staff.set_help_key(std::string(32, 'h'));
    change(out, "staff/" + to_hex(badge.id), value, 1);
    for (const Uuid& one : {session, other_session}) {
      value.Clear();
      wire::Session& about = *value.mutable_session();
      about.set_session_id(string_of(one.bytes()));
      about.set_kind("health-check");
      about.set_starts_ms(clock.reading.wall_ms + 10 * kDayMs);
      about.set_state("open");
      about.mutable_eligibility()->set_per_person(5);
      about.mutable_eligibility()->set_period("year");
      change(out, "session/" + to_hex(one.bytes()), value, 1);
    }
    take(out);
  }
  wire::FeedValue lease(const Uuid& lease_id, const Uuid& of, std::uint32_t slot, const char* state = "open") {
    wire::FeedValue value;
    wire::Lease& out = *value.mutable_lease();
    out.set_lease_id(string_of(lease_id.bytes()));
    out.set_session_id(string_of(of.bytes()));
    out.set_device(string_of(identity.device.bytes()));
    out.set_epoch(store->journal_view()->epoch);
    out.add_slots(slot);
    out.set_sell_for_ms(72 * 3'600'000);
    out.set_hard_slots(1);
    out.set_state(state);
    return value;
  }
  NewBooking request(const Uuid& of, std::uint8_t person, bool shows_card) {
    NewBooking booking;
    booking.id = id();
    booking.session = of;
    if (shows_card)
      booking.rider.card = CardNumber{person};
    else
      booking.rider.document_number = "11010519491231002X";
    booking.masked_name = "张*";
    booking.prepared = prepared_of(person);
    return booking;
  }
};

void visits(BusyStation& s) {
  StationStore& store = *s.store;
  const auto take = [&](const char* service) {
    NewVisit visit;
    visit.id = s.id();
    visit.service = service;
    return register_visit(store, visit).value().visit.value();
  };
  const RegisteredVisit rest = take("REST"), meal = take("HEAT"), wrong = take("REST");
  REQUIRE(visit_at_unit(store, "REST", rest.units.front()));
  REQUIRE(undo_visit(store, wrong.id));
  REQUIRE(check_out(store, rest.id));
  REQUIRE(call_staff(store, s.id(), kCallStaff));
  REQUIRE(open_requests(store));
  REQUIRE(take_up_request(store, *meal.request, "done", kBadge));
  REQUIRE(void_visit(store, meal.id, "other", kBadge));
  REQUIRE(occupancy(store));
  REQUIRE(newest_visits(store, 20));
  REQUIRE(find_visit(store, rest.id));
  REQUIRE(visits_today(store));
}

void loans_and_numbers(BusyStation& s) {
  StationStore& store = *s.store;
  NewVisit visit;
  visit.id = s.id();
  visit.service = "LEND";
  const RegisteredVisit lent = register_visit(store, visit).value().visit.value();
  const QueueNumber first = take_number(store, s.id(), "LEND").value();
  const QueueNumber second = take_number(store, s.id(), "LEND").value();
  REQUIRE(loans_out(store)->size() == 1);
  REQUIRE(return_loan(store, lent.loan));
  REQUIRE(answer_number(store, first.id, "again", kBadge));
  visit.id = s.id();
  visit.queue = first.id;
  REQUIRE(register_visit(store, visit)->visit);
  REQUIRE(end_loan(store, visit.id, "lost", kBadge));
  REQUIRE(leave_queue(store, second.id));
  REQUIRE(queue_line(store)->empty());
  REQUIRE(find_number(store, second.id)->stage == QueueStage::left);
  REQUIRE(rate_service(store, s.id(), "LEND", "good"));
  const Uuid fault = s.id();
  REQUIRE(report_fault(store, {fault, "LEND", "broken", 0}));
  REQUIRE(open_faults(store)->size() == 1);
  REQUIRE(end_fault(store, fault, "done", kBadge));
}

void bookings(BusyStation& s) {
  const Uuid lease = s.id(), recalled = s.id(), frozen = s.id(), answered = s.id(), not_needed = s.id();
  wire::FeedPage page = s.next();
  BusyStation::change(page, "lease/1", s.lease(lease, s.session, 1), 2);
  BusyStation::change(page, "lease/2", s.lease(recalled, s.session, 2), 2);
  BusyStation::change(page, "lease/3", s.lease(frozen, s.session, 3), 2);
  s.take(page);
  StationStore& store = *s.store;
  REQUIRE(sessions_here(store));
  const NewBooking first = s.request(s.session, 1, true);
  REQUIRE(book_held_slot(store, first)->booking);
  REQUIRE(book_slot(store, first, WhenNoneHeld::ask_centre));
  const NewBooking nameless = s.request(s.session, 3, false);
  REQUIRE(book_slot(store, nameless, WhenNoneHeld::ask_centre)->state == BookingState::confirmed);
  REQUIRE(book_slot(store, s.request(s.session, 4, false), WhenNoneHeld::ask_centre));
  const NewBooking want = s.request(s.other_session, 2, true);
  REQUIRE(want_slot(store, want, false));
  REQUIRE(find_booking(store, first.id));
  REQUIRE(bookings_of_card(store, *first.rider.card));
  REQUIRE(find_by_code(store, first.prepared.look_up_key));
  page = s.next();
  wire::FeedValue for_want = s.lease(answered, s.other_session, 4);
  for_want.mutable_lease()->set_want_id(string_of(want.id.bytes()));
  wire::FeedValue for_nobody = s.lease(not_needed, s.other_session, 5);
  for_nobody.mutable_lease()->set_want_id(string_of(s.id().bytes()));
  BusyStation::change(page, "lease/2", s.lease(recalled, s.session, 2, "recalled"), 3);
  BusyStation::change(page, "lease/3", s.lease(frozen, s.session, 3, "frozen"), 3);
  BusyStation::change(page, "lease/4", for_want, 3);
  BusyStation::change(page, "lease/5", for_nobody, 3);
  s.take(page);
  REQUIRE(find_booking(store, want.id)->state == BookingState::confirmed);
  REQUIRE(record_attendance(store, first.id, true, kBadge));
  REQUIRE(cancel_booking(store, want.id, "rider"));
}

void applications(BusyStation& s) {
  StationStore& store = *s.store;
  const Uuid application = s.id();
  const SubmittedApplication made = store.submit_application(application_of(), application, prepared_of(9)).value();
  REQUIRE(find_by_code(store, prepared_of(9).look_up_key)->application);
  REQUIRE(find_by_code(store, Digest{99})->empty());
  REQUIRE(store.begin_try());
  REQUIRE(store.forgive_try());
  REQUIRE(store.find_by_card_number(made.card_number)->has_value());
  s.take(s.returned(application, s.position++));
  REQUIRE(returned_applications(store));
  Correction correction;
  correction.fields = {Field::mobile};
  correction.values.mobile = "13800000009";
  REQUIRE(store.correct_application(application, correction, s.id(), proof_of()));
  REQUIRE(store.find_application(application)->value().correction_waiting);
  REQUIRE(ask_request(store, s.id(), application, RiderAsk::withdraw, proof_of()));
  REQUIRE(requests_of(store, application));
  REQUIRE(store.card_trust());
  ApplicationSummary adopted = store.find_application(application)->value();
  adopted.application_id = s.id();
  adopted.card_number = CardNumber{77};
  REQUIRE(store.adopt_application(adopted));
  REQUIRE(store.adopt_application(adopted));
  REQUIRE(store.find_application(adopted.application_id)->has_value());
}

void cases_and_staff(BusyStation& s) {
  StationStore& store = *s.store;
  NewCase wanted;
  wanted.id = s.id();
  wanted.kind = "legal-advice";
  wanted.wish = "工钱三个月没发";
  wanted.call_back = true;
  wanted.prepared = prepared_of(7);
  REQUIRE(case_kinds(store));
  REQUIRE(open_case(store, wanted));
  REQUIRE(find_by_code(store, wanted.prepared.look_up_key));
  wire::FeedPage page = s.next();
  wire::FeedValue value;
  value.mutable_case_state()->set_case_id(string_of(wanted.id.bytes()));
  value.mutable_case_state()->set_state("handled");
  value.mutable_case_state()->set_call_back_due(true);
  value.mutable_case_state()->set_answered_ms(7);
  BusyStation::change(page, "case/" + to_hex(wanted.id.bytes()), value, 9);
  s.take(page);
  REQUIRE(cases_to_call(store)->size() == 1);
  REQUIRE(record_call_back(store, wanted.id, "satisfied", kBadge));
  REQUIRE(rate_case(store, wanted.id, "poor"));
  REQUIRE(reopen_case(store, wanted.id));
  REQUIRE(unlock_staff(store, s.badge, "204816")->result == Unlock::unlocked);
  REQUIRE(start_event(store, {s.id(), "pop-up", "", ""}, kBadge));
  REQUIRE(event_now(store));
  const auto code = make_handoff(store);
  REQUIRE(code);
  REQUIRE(open_handoff(store, code->handoff));
  REQUIRE(end_event(store, 3, kBadge));
  const Uuid found = s.id();
  REQUIRE(register_found_item(store, {found, "gloves", "seat"}, kBadge));
  REQUIRE(close_found_item(store, found, "handed-over", kBadge));
  REQUIRE(found_items_here(store)->empty());
}

void an_erasure(BusyStation& s) {
  StationStore& store = *s.store;
  const Uuid application = s.id();
  const SubmittedApplication made = store.submit_application(application_of(), application, prepared_of(31)).value();
  s.take(s.returned(application, s.position++));
  Correction correction;
  correction.fields = {Field::mobile};
  correction.values.mobile = "13800000009";
  REQUIRE(store.correct_application(application, correction, s.id(), proof_of()));
  const Uuid request = s.id();
  REQUIRE(ask_request(store, request, application, RiderAsk::erase, proof_of()));
  NewVisit visit;
  visit.id = s.id();
  visit.service = "HEAT";
  visit.card = made.card_number;
  REQUIRE(register_visit(store, visit)->visit);
  NewBooking booking = s.request(s.other_session, 32, true);
  booking.rider.card = made.card_number;
  REQUIRE(want_slot(store, booking, true));
  NewCase wanted;
  wanted.id = s.id();
  wanted.kind = "legal-advice";
  wanted.topic = "contract";
  wanted.prepared = prepared_of(33);
  REQUIRE(open_case(store, wanted));
  REQUIRE(store.store_answer(s.answer(store, store.journal_view()->head_seq)));
  const std::uint64_t at = s.position;
  wire::FeedPage page = s.next();
  wire::FeedValue value;
  value.mutable_revoked_card()->set_card_hash(string_of(card_hash(made.card_number)));
  value.mutable_revoked_card()->set_erased(true);
  BusyStation::change(page, "revoked/" + to_hex(card_hash(made.card_number)), value, at);
  for (const std::string& key : {"decision/" + application.text(), "request/" + to_hex(request.bytes()),
                                 "booking/" + to_hex(booking.id.bytes()), "case/" + to_hex(wanted.id.bytes())}) {
    BusyStation::change(page, key, {}, at);
    page.mutable_changes(page.changes_size() - 1)->set_tombstone(true);
  }
  s.take(page);
  REQUIRE_FALSE(store.find_application(application)->has_value());
  REQUIRE(store.run_maintenance());
}

void the_exchange(BusyStation& s) {
  StationStore& store = *s.store;
  const JournalView view = store.journal_view().value();
  REQUIRE(store.load_batch(1, 200, kMaxBatchBytes));
  AnswerToStore answer = s.answer(store, view.head_seq);
  answer.audit_head = std::string(32, 'a');
  answer.audit_signature =
      string_of(sign_audit_head({3, 1, digest_from(view_of(answer.audit_head)).value()}, s.feed.secret).value());
  answer.audit_seq = 3;
  answer.audit_at_ms = 1;
  const SignPair next_root;
  answer.roots = {sign_root_key(2, next_root.pub, s.root.secret).value()};
  wire::ParkedRecord parked;
  parked.set_seq(1);
  parked.set_code("kind");
  answer.parked.push_back(parked);
  REQUIRE(store.store_answer(answer)->ack == AckOutcome::taken);
  answer.incarnation = 12;  // it was restored, and has forgotten
  REQUIRE(store.store_answer(answer));
  answer = s.answer(store, 1);
  answer.gap = true;
  REQUIRE(store.store_answer(answer)->ack == AckOutcome::taken);
  REQUIRE(store.store_answer(s.answer(store, 5)));
  wire::FeedPage half = s.next(true);
  half.set_more(true);
  REQUIRE(store.store_answer(s.with_page(store, half))->feed == FeedOutcome::staged);
  {
    auto db = sqlite::Database::open(s.database().string()).value();
    REQUIRE(sql::execute(db, "UPDATE station SET staged_values=?", station::kMaxStagedValues));
  }
  wire::FeedPage too_much = s.next();
  BusyStation::change(too_much, "announcement/x", wire::FeedValue(), s.position);
  REQUIRE(store.store_answer(s.with_page(store, too_much))->feed == FeedOutcome::too_large);
  s.catalogue();
  REQUIRE(store.open_new_epoch("test"));
  REQUIRE(store.queue_state());
  REQUIRE(store.mirror());
  s.clock.pass(20 * kDayMs);
  REQUIRE(store.store_answer(s.answer(store, store.journal_view()->head_seq)));
  REQUIRE(store.run_maintenance());
  REQUIRE(StationStore::verify(s.database()));
  CHECK(StationStore::witnessed_head(s.database()).value()->head.seq == 3);
}

// As after a crash between naming a slot and its commit, with another boot.
void a_start_after_a_crash(BusyStation& s) {
  s.catalogue();  // with sessions that are still to come
  const Uuid lease = s.id();
  wire::FeedPage page = s.next();
  wire::FeedValue of_two = s.lease(lease, s.session, 9);
  of_two.mutable_lease()->add_slots(10);
  BusyStation::change(page, "lease/9", of_two, s.position);
  s.take(page);
  MonotonicCounter counter(s.folder / "counter");
  REQUIRE(counter.name({counter.last().value()->count + 1, lease, 9}));
  s.store.reset();
  ++s.clock.reading.boot_id[0];
  s.reopen();
  REQUIRE(book_held_slot(*s.store, s.request(s.session, 20, true))->booking.has_value());
}

}  // namespace

TEST_CASE("no statement of the station reads a whole table that grows") {
  BusyStation s;
  visits(s);
  loans_and_numbers(s);
  bookings(s);
  applications(s);
  cases_and_staff(s);
  an_erasure(s);
  the_exchange(s);
  a_start_after_a_crash(s);
  s.store.reset();

  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(s.database().c_str(), &db) == SQLITE_OK);
  std::set<std::string> scans;
  for (const std::string& text : s.seen) {
    if (text.starts_with("PRAGMA") || text.starts_with("BEGIN") || text.starts_with("COMMIT") ||
        text.starts_with("ROLLBACK"))
      continue;
    for (const std::string& line : plan_of(db, text)) {
      const std::string what = scanned(line);
      if (what.empty()) continue;
      scans.insert(what);
      INFO(text << "\n  " << line);
      CHECK(kMayScan.contains(what));
    }
  }
  sqlite3_close(db);
  for (const auto& [what, why] : kMayScan) {
    INFO(what << " is on the list and nothing scans it: " << why);
    CHECK(scans.contains(what));
  }
}

TEST_CASE("the scenario whose plans are looked at runs every statement of this room") {
  BusyStation s;
  visits(s);
  loans_and_numbers(s);
  bookings(s);
  applications(s);
  cases_and_staff(s);
  an_erasure(s);
  the_exchange(s);
  a_start_after_a_crash(s);
  for (const std::string& begin : written()) {
    if (kNotReached.contains(begin)) continue;
    INFO(begin);
    const auto found = s.seen.lower_bound(begin);
    CHECK((found != s.seen.end() && found->starts_with(begin)));
  }
}
