#include <catch2/catch.hpp>

#include "core/station/badges.h"
#include "core/station/visits.h"
#include "tests/failing_vfs.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct RestStation : Station {
  StationStore store = open();

  RestStation() {
    wire::FeedPage first = page(1);
    offer(first, "WATER", 0, 0);
    offer(first, "REST", 3, 30);
    offer(first, "CHARGE", 1, 60);
    offer(first, "HEAT", 0, 0, true);
    (void)store.store_answer(with_page(store, first)).value();
  }
  static void offer(wire::FeedPage& out, const std::string& code, unsigned units, unsigned minutes,
                    bool by_hand = false) {
    wire::FeedValue value;
    value.mutable_service()->set_code(code);
    value.mutable_service()->set_name(code);
    value.mutable_service()->set_units(units);
    value.mutable_service()->set_minutes(minutes);
    value.mutable_service()->set_by_hand(by_hand);
    change(out, "service/" + code, value, 1);
  }
  NewVisit request(const std::string& service, unsigned people = 1) {
    NewVisit visit;
    visit.id = id();
    visit.service = service;
    visit.occupation = "courier";
    visit.people = people;
    return visit;
  }
  VisitOutcome take(const std::string& service, unsigned people = 1) {
    return register_visit(store, request(service, people)).value();
  }
  std::vector<wire::Payload> payloads() {
    std::vector<wire::Payload> out;
    const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
    for (const wire::Record& record : batch.records) out.push_back(opened(record));
    return out;
  }
  std::uint32_t free_of(const std::string& service) {
    const auto all = occupancy(store).value();
    for (const ServiceOccupancy& one : all) {
      if (one.service.code() == service) return one.free;
    }
    return 999;
  }
};

}  // namespace

TEST_CASE("a rest visit asks nothing: a service and an occupation are one record, and no person stands in it") {
  RestStation s;
  const VisitOutcome outcome = s.take("WATER");
  REQUIRE(outcome.visit);
  CHECK(outcome.visit->units.empty());
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 1);
  CHECK(payloads[0].visit_registered().service() == "WATER");
  CHECK(payloads[0].visit_registered().occupation() == "courier");
  CHECK(payloads[0].visit_registered().people() == 1);
  CHECK(payloads[0].visit_registered().card_number().empty());
}

TEST_CASE("rest is never refused because someone will not say what they do") {
  RestStation s;
  NewVisit visit = s.request("REST");
  visit.occupation.clear();
  CHECK(register_visit(s.store, visit)->visit);
}

TEST_CASE("the same visit twice is one visit, one record and the same unit") {
  RestStation s;
  const NewVisit visit = s.request("REST");
  const auto first = register_visit(s.store, visit).value();
  const auto again = register_visit(s.store, visit).value();
  CHECK(first.visit->units == again.visit->units);
  CHECK(s.payloads().size() == 1);
  CHECK(visits_today(s.store)->person_times == 1);
}

TEST_CASE(
    "a limited service gives the lowest free number with a time; when full it says when the next is likely free") {
  RestStation s;
  const auto first = s.take("REST");
  CHECK(first.visit->units == std::vector<std::uint32_t>{1});
  CHECK(first.visit->ends_ms == s.clock.reading.wall_ms + 30 * 60'000);
  s.clock.pass(10 * 60'000);
  CHECK(s.take("REST").visit->units == std::vector<std::uint32_t>{2});
  CHECK(s.take("REST").visit->units == std::vector<std::uint32_t>{3});
  const auto full = s.take("REST");
  CHECK_FALSE(full.visit);
  CHECK(full.free == 0);
  CHECK(full.next_free_ms == first.visit->ends_ms);
  CHECK(s.payloads().size() == 3);
}

TEST_CASE("a group holds as many units as it has heads, or is told honestly that there are not so many") {
  RestStation s;
  CHECK(s.take("REST", 2).visit->units == std::vector<std::uint32_t>{1, 2});
  const auto full = s.take("REST", 2);
  CHECK_FALSE(full.visit);
  CHECK(full.free == 1);
  CHECK_FALSE(s.take("REST", 4).next_free_ms);
  CHECK(visits_today(s.store)->person_times == 2);
  CHECK(register_visit(s.store, s.request("WATER", kMaxGroup + 1)).error().code == ErrorCode::invalid_argument);
}

TEST_CASE("who leaves gives the unit back at once, and only once") {
  RestStation s;
  const auto visit = s.take("CHARGE");
  CHECK(s.free_of("CHARGE") == 0);
  CHECK(visit_at_unit(s.store, "CHARGE", 1).value() == visit.visit->id);
  REQUIRE(check_out(s.store, visit.visit->id));
  REQUIRE(check_out(s.store, visit.visit->id));
  CHECK(s.free_of("CHARGE") == 1);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 2);
  CHECK(payloads[1].visit_ended().how() == "checked-out");
}

TEST_CASE("a unit ends by itself when its time is over, written once") {
  RestStation s;
  s.take("CHARGE");
  s.clock.pass(60 * 60'000 - 1);
  CHECK(s.free_of("CHARGE") == 0);
  s.clock.pass(1);
  CHECK(s.free_of("CHARGE") == 1);
  CHECK(end_visits_that_are_over(s.store).value() == 0);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 2);
  CHECK(payloads[1].visit_ended().how() == "time-over");
}

TEST_CASE("a clock set back two days holds no unit for two days, and one set ten years on frees none early") {
  RestStation s;
  s.take("CHARGE");
  s.clock.reading.wall_ms -= 2 * 86'400'000LL;
  s.clock.reading.boottime_ms += 30 * 60'000;
  CHECK(s.free_of("CHARGE") == 0);
  s.clock.reading.wall_ms += 3650LL * 86'400'000;
  CHECK(s.free_of("CHARGE") == 0);
  s.clock.reading.boottime_ms += 30 * 60'000;
  CHECK(s.free_of("CHARGE") == 1);
}

TEST_CASE(
    "whoever registered it takes it back within a minute; later staff void it with a reason, and nothing is deleted") {
  RestStation s;
  const auto mistaken = s.take("CHARGE").visit->id;
  s.clock.pass(kUndoVisitMs);
  REQUIRE(undo_visit(s.store, mistaken));
  CHECK(s.free_of("CHARGE") == 1);
  const auto late = s.take("WATER").visit->id;
  s.clock.pass(kUndoVisitMs + 1);
  CHECK(undo_visit(s.store, late).error().code == ErrorCode::conflict);
  CHECK(void_visit(s.store, late, "he was rude", BadgeId{}).error().code == ErrorCode::invalid_argument);
  REQUIRE(void_visit(s.store, late, "twice", BadgeId{1}));
  REQUIRE(void_visit(s.store, late, "twice", BadgeId{1}));
  const VisitDay day = visits_today(s.store).value();
  CHECK(day.person_times == 0);
  CHECK(day.voided == 2);
  CHECK(newest_visits(s.store, 10)->size() == 2);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 4);
  CHECK(payloads[1].visit_voided().staff().empty());
  CHECK(payloads[3].visit_voided().reason() == "twice");
}

TEST_CASE("a service brought by hand calls staff in the same transaction, and is taken up once") {
  RestStation s;
  const auto visit = s.take("HEAT").visit.value();
  REQUIRE(visit.request);
  REQUIRE(open_requests(s.store)->size() == 1);
  REQUIRE(take_up_request(s.store, *visit.request, "done", BadgeId{7}));
  REQUIRE(take_up_request(s.store, *visit.request, "not-possible", BadgeId{8}));
  CHECK(open_requests(s.store)->empty());
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 3);
  CHECK(payloads[1].service_requested().visit_id() == string_of(visit.id.bytes()));
  CHECK(payloads[2].service_taken_up().how() == "done");
}

TEST_CASE("staff are called by one request a kind while it is open, without a visit, an emergency before all others") {
  RestStation s;
  const auto meal = s.take("HEAT").visit.value();
  s.clock.pass(1'000);
  const Uuid first = s.id(), second = s.id(), third = s.id();
  const auto called = call_staff(s.store, first, kCallStaff);
  REQUIRE(called);
  CHECK(called->id == first);
  s.clock.pass(1'000);
  CHECK(call_staff(s.store, second, kCallStaff)->id == first);
  CHECK(call_staff(s.store, third, kCallEmergency)->id == third);
  CHECK(call_staff(s.store, s.id(), "HEAT").error().code == ErrorCode::invalid_argument);
  const auto waiting = open_requests(s.store).value();
  REQUIRE(waiting.size() == 3);
  CHECK(waiting[0].id == third);
  CHECK(waiting[1].id == *meal.request);
  CHECK(waiting[2].id == first);
  REQUIRE(take_up_request(s.store, first, "done", BadgeId{7}));
  CHECK(call_staff(s.store, first, kCallStaff)->id == first);  // the answer was lost: it is no new call
  CHECK(open_requests(s.store)->size() == 2);
  CHECK(call_staff(s.store, second, kCallStaff)->id == second);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 6);
  CHECK(payloads[2].service_requested().service() == "STAFF");
  CHECK(payloads[2].service_requested().visit_id().empty());
  CHECK(visits_today(s.store)->person_times == 1);
}

TEST_CASE("person-times count all, persons only cards that were shown") {
  RestStation s;
  s.take("WATER", 5);
  NewVisit scanned = s.request("WATER");
  scanned.card = CardNumber{1, 2, 3, 4, 5, 6, 7, 8};
  REQUIRE(register_visit(s.store, scanned));
  scanned.id = s.id();
  REQUIRE(register_visit(s.store, scanned));
  const VisitDay day = visits_today(s.store).value();
  CHECK(day.person_times == 7);
  CHECK(day.scanned_times == 2);
  CHECK(day.scanned_people == 1);
}

TEST_CASE("a service that has left the catalogue is refused with not_found, and nothing is written") {
  RestStation s;
  CHECK(register_visit(s.store, s.request("SWAP")).error().code == ErrorCode::not_found);
  CHECK(s.payloads().empty());
}

TEST_CASE("a visit that could not be saved is not reported, for every write that may fail") {
  for (int n = 1; n < 60; ++n) {
    CAPTURE(n);
    RestStation s;
    const NewVisit visit = s.request("REST");
    FailingVfs vfs("failing-visits");
    StationStore failing = s.open("failing-visits");
    vfs.fail_at(n, SQLITE_FULL);
    const auto outcome = register_visit(failing, visit);
    const bool failed = vfs.has_failed();
    vfs.heal();
    StationStore after = s.open();
    if (outcome) CHECK(find_visit(after, visit.id));
    if (!failed) return;
    CHECK(register_visit(after, visit)->visit->units == std::vector<std::uint32_t>{1});
    CHECK(visits_today(after)->person_times == 1);
  }
  FAIL("the act never came through");
}

TEST_CASE("a badge is known by its secret, and only while its holder works here") {
  RestStation s;
  Badge badge{BadgeId{9, 9}, SecretBytes(Bytes(16, 5))};
  wire::FeedPage page = s.page(2, false);
  wire::FeedValue value;
  value.mutable_staff()->set_badge_id(string_of(badge.id));
  value.mutable_staff()->set_name("李站长");
  value.mutable_staff()->set_active(true);
  value.mutable_staff()->set_badge_digest(string_of(badge_digest(badge)));
  s.change(page, "staff/" + to_hex(badge.id), value, 2);
  (void)s.store.store_answer(s.with_page(s.store, page)).value();
  CHECK(staff_with_badge(s.store, *parse_badge(badge_text(badge)))->value().name() == "李站长");
  CHECK_FALSE(staff_with_badge(s.store, {badge.id, SecretBytes(Bytes(16, 6))}).value());
  wire::FeedPage dismissed = s.page(3, false);
  value.mutable_staff()->set_active(false);
  s.change(dismissed, "staff/" + to_hex(badge.id), value, 3);
  (void)s.store.store_answer(s.with_page(s.store, dismissed)).value();
  CHECK_FALSE(staff_with_badge(s.store, badge).value());
  CHECK_FALSE(parse_badge("WB1:NOT A BADGE"));
  CHECK_FALSE(parse_badge("https://example.org/"));
}
