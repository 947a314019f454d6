// What riders do beside visits: things that come back, numbers for what is full, faces, faults.
#include <catch2/catch.hpp>

#include "core/service/fault.h"
#include "core/service/loan.h"
#include "core/service/queue.h"
#include "core/station/faults.h"
#include "core/station/loans.h"
#include "core/station/queue.h"
#include "core/station/ratings.h"
#include "core/storage/sql.h"
#include "core/storage/sqlite.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

constexpr BadgeId kKeeper = {1, 2, 3, 4, 5, 6, 7, 8};

struct RiderStation : Station {
  std::optional<StationStore> opened_store;
  StationStore& store() { return *opened_store; }

  RiderStation() {
    opened_store.emplace(open());
    wire::FeedPage first = page(1);
    offer(first, "WATER", 0, 0);
    offer(first, "CHARGE", 1, 60);
    offer(first, "LEND", 2, 24 * 60, true);
    (void)store().store_answer(with_page(store(), first)).value();
  }
  static void offer(wire::FeedPage& out, const std::string& code, unsigned units, unsigned minutes, bool lent = false) {
    wire::FeedValue value;
    value.mutable_service()->set_code(code);
    value.mutable_service()->set_name(code);
    value.mutable_service()->set_units(units);
    value.mutable_service()->set_minutes(minutes);
    value.mutable_service()->set_lent(lent);
    change(out, "service/" + code, value, 1);
  }
  void restart() {
    opened_store.reset();
    opened_store.emplace(open());
  }
  VisitOutcome take(const std::string& service, std::optional<Uuid> queue = std::nullopt) {
    NewVisit visit;
    visit.id = id();
    visit.service = service;
    visit.queue = queue;
    return register_visit(store(), visit).value();
  }
  QueueNumber number(const std::string& service) { return take_number(store(), id(), service).value(); }
  std::uint32_t free_of(const std::string& service) {
    const auto all = occupancy(store()).value();
    for (const ServiceOccupancy& one : all) {
      if (one.service.code() == service) return one.free;
    }
    return 999;
  }
  std::vector<wire::Payload> payloads() {
    std::vector<wire::Payload> out;
    const Batch batch = store().load_batch(1, 200, kMaxBatchBytes).value();
    for (const wire::Record& record : batch.records) out.push_back(opened(record));
    return out;
  }
};

}  // namespace

TEST_CASE("what is lent has a number of four digits, is out until it is returned by it, and nobody is named") {
  RiderStation s;
  const VisitOutcome lent = s.take("LEND");
  REQUIRE(lent.visit);
  CHECK(is_loan_number(lent.visit->loan));
  CHECK(lent.visit->units == std::vector<std::uint32_t>{1});
  CHECK(s.free_of("LEND") == 1);
  s.clock.pass(3 * kDayMs);
  CHECK(end_visits_that_are_over(s.store()).value() == 0);
  CHECK(s.free_of("LEND") == 1);
  CHECK(return_loan(s.store(), "0000").error().code == ErrorCode::not_found);
  CHECK(return_loan(s.store(), lent.visit->loan).value().units == lent.visit->units);
  CHECK(return_loan(s.store(), lent.visit->loan).error().code == ErrorCode::not_found);
  CHECK(s.free_of("LEND") == 2);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 2);
  CHECK(payloads[0].visit_registered().loan_number() == lent.visit->loan);
  CHECK(payloads[0].visit_registered().card_number().empty());
  CHECK(payloads[1].visit_ended().how() == "returned");
}

TEST_CASE("the same loan twice is one number, and one that is undone is out no more") {
  RiderStation s;
  NewVisit visit;
  visit.id = s.id();
  visit.service = "LEND";
  const auto first = register_visit(s.store(), visit).value();
  CHECK(register_visit(s.store(), visit).value().visit->loan == first.visit->loan);
  REQUIRE(undo_visit(s.store(), visit.id));
  CHECK(loans_out(s.store())->empty());
  CHECK(s.free_of("LEND") == 2);
}

TEST_CASE("no two things that are out have the same number") {
  RiderStation s;
  {
    auto db = sqlite::Database::open(s.database().string()).value();
    REQUIRE(sql::execute(db,
                         "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i+1 FROM n WHERE i<5499) "
                         "INSERT INTO loan(visit,number) SELECT randomblob(16),CAST(i AS TEXT) FROM n"));
  }
  for (int times = 0; times < 20; ++times) {  // each would meet one of the half that is out
    const VisitOutcome lent = s.take("LEND");
    REQUIRE(lent.visit);
    CHECK(lent.visit->loan >= "5500");
    REQUIRE(return_loan(s.store(), lent.visit->loan));
  }
}

TEST_CASE("staff see what is out, the first due first, what is overdue, and end it as returned or lost") {
  RiderStation s;
  const auto first = s.take("LEND");
  s.clock.pass(kDayMs - kMinuteMs);
  const auto second = s.take("LEND");
  auto out = loans_out(s.store()).value();
  REQUIRE(out.size() == 2);
  CHECK(out[0].visit == first.visit->id);
  CHECK_FALSE(out[0].overdue);
  s.clock.pass(kMinuteMs);
  out = loans_out(s.store()).value();
  CHECK(out[0].overdue);
  CHECK_FALSE(out[1].overdue);
  CHECK(end_loan(s.store(), out[0].visit, "eaten", kKeeper).error().code == ErrorCode::invalid_argument);
  REQUIRE(end_loan(s.store(), out[0].visit, "lost", kKeeper));
  REQUIRE(end_loan(s.store(), out[0].visit, "lost", kKeeper));
  CHECK(loans_out(s.store())->size() == 1);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 3);
  CHECK(payloads[2].visit_ended().how() == "lost");
  CHECK(payloads[2].visit_ended().staff() == string_of(kKeeper));
}

TEST_CASE("what is out is out still after a restart, and after a damaged file was replaced") {
  RiderStation s;
  const auto lent = s.take("LEND");
  REQUIRE(report_fault(s.store(), {s.id(), "WATER", "empty", 0}));
  s.restart();
  CHECK(loans_out(s.store())->size() == 1);
  s.opened_store.reset();
  std::filesystem::rename(s.folder / "journal", s.folder / "journal-damaged-0001-20270101-000000");
  s.opened_store.emplace(s.open());
  REQUIRE(loans_out(s.store())->size() == 1);
  CHECK(s.free_of("LEND") == 1);
  CHECK(open_faults(s.store())->size() == 1);
  CHECK(return_loan(s.store(), lent.visit->loan));
}

TEST_CASE("numbers count from one each day; a unit that is free is held for the first of its line alone") {
  RiderStation s;
  const auto charging = s.take("CHARGE");
  const QueueNumber first = s.number("CHARGE"), second = s.number("CHARGE");
  CHECK(first.number == 1);
  CHECK(first.ahead == 0);
  CHECK(second.number == 2);
  CHECK(second.ahead == 1);
  CHECK(first.called_ms == 0);
  REQUIRE(check_out(s.store(), charging.visit->id));
  CHECK(find_number(s.store(), first.id)->called_ms > 0);
  CHECK(find_number(s.store(), second.id)->called_ms == 0);
  CHECK(s.free_of("CHARGE") == 0);
  CHECK_FALSE(s.take("CHARGE").visit);
  CHECK_FALSE(s.take("CHARGE", second.id).visit);
  CHECK(s.take("CHARGE", first.id).visit);
  CHECK(find_number(s.store(), first.id)->stage == QueueStage::served);
  s.clock.pass(kDayMs);
  s.take("CHARGE");
  CHECK(s.number("CHARGE").number == 1);
}

TEST_CASE("who is called and does not come is passed over after three minutes, and the next is called") {
  RiderStation s;
  const auto charging = s.take("CHARGE");
  const QueueNumber first = s.number("CHARGE"), second = s.number("CHARGE");
  REQUIRE(check_out(s.store(), charging.visit->id));
  s.clock.pass(kCallMs - 1);
  (void)occupancy(s.store());
  CHECK(find_number(s.store(), first.id)->stage == QueueStage::open);
  s.restart();
  s.clock.pass(1);
  (void)occupancy(s.store());
  CHECK(find_number(s.store(), first.id)->stage == QueueStage::lapsed);
  CHECK(find_number(s.store(), second.id)->called_ms > 0);
  const auto payloads = s.payloads();
  CHECK(payloads.back().queue_ended().how() == "lapsed");
  CHECK(payloads.back().queue_ended().service() == "CHARGE");
}

TEST_CASE("a unit whose time is over calls the next; staff call again and pass over; who leaves makes room") {
  RiderStation s;
  s.take("CHARGE");
  const QueueNumber first = s.number("CHARGE"), second = s.number("CHARGE"), third = s.number("CHARGE");
  CHECK(answer_number(s.store(), first.id, "again", kKeeper).error().code == ErrorCode::conflict);
  s.clock.pass(60 * kMinuteMs);
  CHECK(end_visits_that_are_over(s.store()).value() == 1);
  CHECK(find_number(s.store(), first.id)->called_ms > 0);
  s.clock.pass(2 * kMinuteMs);
  REQUIRE(answer_number(s.store(), first.id, "again", kKeeper));
  s.clock.pass(2 * kMinuteMs);
  (void)occupancy(s.store());
  CHECK(find_number(s.store(), first.id)->stage == QueueStage::open);
  REQUIRE(answer_number(s.store(), first.id, "skip", kKeeper));
  CHECK(find_number(s.store(), second.id)->called_ms > 0);
  REQUIRE(leave_queue(s.store(), second.id));
  REQUIRE(leave_queue(s.store(), second.id));
  CHECK(find_number(s.store(), second.id)->stage == QueueStage::left);
  CHECK(find_number(s.store(), third.id)->called_ms > 0);
}

TEST_CASE("a line has its end, a service without units none at all, and the same id is one number") {
  RiderStation s;
  s.take("CHARGE");
  CHECK(take_number(s.store(), s.id(), "WATER").error().code == ErrorCode::not_found);
  const Uuid mine = s.id();
  CHECK(take_number(s.store(), mine, "CHARGE")->number == 1);
  CHECK(take_number(s.store(), mine, "CHARGE")->number == 1);
  for (std::size_t n = 1; n < kMaxInLine; ++n) s.number("CHARGE");
  CHECK(take_number(s.store(), s.id(), "CHARGE").error().code == ErrorCode::limit);
  CHECK(queue_line(s.store())->size() == kMaxInLine);
}

TEST_CASE("numbers that were never called lapse with their day") {
  RiderStation s;
  const auto lent = s.take("LEND");
  s.take("LEND");
  const QueueNumber waits = s.number("LEND");
  s.clock.pass(kDayMs);
  (void)occupancy(s.store());
  CHECK(find_number(s.store(), waits.id)->stage == QueueStage::lapsed);
  REQUIRE(return_loan(s.store(), lent.visit->loan));
  CHECK(queue_line(s.store())->empty());
}

TEST_CASE("a face is one record that names neither a visit nor anybody; the same touch twice is one") {
  RiderStation s;
  s.take("WATER");
  const Uuid touch = s.id();
  REQUIRE(rate_service(s.store(), touch, "WATER", "good"));
  REQUIRE(rate_service(s.store(), touch, "WATER", "poor"));
  CHECK(rate_service(s.store(), s.id(), "WATER", "superb").error().code == ErrorCode::invalid_argument);
  CHECK(rate_service(s.store(), s.id(), "SAUNA", "good").error().code == ErrorCode::not_found);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 2);
  CHECK(payloads[1].rating_given().about() == "service");
  CHECK(payloads[1].rating_given().code() == "WATER");
  CHECK(payloads[1].rating_given().face() == "good");
}

TEST_CASE("a fault is one while it is open, staff end it once, and then it may be reported anew") {
  RiderStation s;
  const Uuid id = s.id();
  REQUIRE(report_fault(s.store(), {id, "WATER", "empty", 0}));
  REQUIRE(report_fault(s.store(), {id, "WATER", "empty", 0}));
  REQUIRE(report_fault(s.store(), {s.id(), "WATER", "empty", 0}));
  s.clock.pass(kMinuteMs);
  REQUIRE(report_fault(s.store(), {s.id(), std::string(kOtherItem), "broken", 0}));
  CHECK(report_fault(s.store(), {s.id(), "SAUNA", "broken", 0}).error().code == ErrorCode::not_found);
  CHECK(report_fault(s.store(), {s.id(), "WATER", "stolen", 0}).error().code == ErrorCode::invalid_argument);
  REQUIRE(open_faults(s.store())->size() == 2);
  CHECK(open_faults(s.store())->at(0).id == id);
  CHECK(end_fault(s.store(), id, "open", kKeeper).error().code == ErrorCode::invalid_argument);
  REQUIRE(end_fault(s.store(), id, "done", kKeeper));
  REQUIRE(end_fault(s.store(), id, "done", kKeeper));
  CHECK(open_faults(s.store())->size() == 1);
  const auto payloads = s.payloads();
  REQUIRE(payloads.size() == 3);
  CHECK(payloads[0].fault_reported().item() == "WATER");
  CHECK(payloads[2].fault_ended().how() == "done");
  REQUIRE(report_fault(s.store(), {s.id(), "WATER", "empty", 0}));
  CHECK(open_faults(s.store())->size() == 2);
}
