// What riders do beside visits, as the centre counts it: loans, queue numbers, faces, faults.
#include "centre_fixture.h"
#include "core/central/visits/figures.h"
#include "core/central/visits/visits.h"
#include "core/service/visit.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

constexpr std::int64_t kMinuteMs = 60'000;

Uuid lend(Device& device, Centre& centre, const std::string& number, std::int64_t due_in_ms) {
  const Uuid id = device.new_id();
  wire::Payload payload;
  wire::VisitRegistered& body = *payload.mutable_visit_registered();
  body.set_visit_id(string_of(id.bytes()));
  body.set_service("LEND");
  body.set_people(1);
  body.set_unit(1);
  body.set_loan_number(number);
  body.set_ends_ms(centre.clock.wall_ms + due_in_ms);
  return device.write(wire::VISIT_REGISTERED, payload, id);
}
void end(Device& device, const Uuid& id, const char* how) {
  wire::Payload payload;
  payload.mutable_visit_ended()->set_visit_id(string_of(id.bytes()));
  payload.mutable_visit_ended()->set_how(how);
  device.write(wire::VISIT_ENDED, payload);
}
void queue(Device& device, Centre& centre, const char* how, std::int64_t waited_ms) {
  wire::Payload payload;
  wire::QueueEnded& body = *payload.mutable_queue_ended();
  body.set_queue_id(string_of(device.new_id().bytes()));
  body.set_service("CHARGE");
  body.set_how(how);
  body.set_taken_ms(centre.clock.wall_ms);
  body.set_called_ms(centre.clock.wall_ms + waited_ms);
  device.write(wire::QUEUE_ENDED, payload);
}
void rate(Device& device, const char* about, const char* code, const char* face) {
  wire::Payload payload;
  payload.mutable_rating_given()->set_about(about);
  payload.mutable_rating_given()->set_code(code);
  payload.mutable_rating_given()->set_face(face);
  device.write(wire::RATING_GIVEN, payload);
}
Uuid report(Device& device, const char* item, const char* what) {
  const Uuid id = device.new_id();
  wire::Payload payload;
  payload.mutable_fault_reported()->set_fault_id(string_of(id.bytes()));
  payload.mutable_fault_reported()->set_item(item);
  payload.mutable_fault_reported()->set_what(what);
  return device.write(wire::FAULT_REPORTED, payload, id);
}
void end_fault(Device& device, const Uuid& id, const char* how) {
  wire::Payload payload;
  payload.mutable_fault_ended()->set_fault_id(string_of(id.bytes()));
  payload.mutable_fault_ended()->set_how(how);
  device.write(wire::FAULT_ENDED, payload);
}

}  // namespace

TEST_CASE("of what was lent the centre knows what came back, was lost, is out, and is overdue") {
  Centre centre;
  Device device = centre.enrol();
  const std::int64_t today = china_day(centre.clock.wall_ms);
  const Uuid returned = lend(device, centre, "4821", kMinuteMs), lost = lend(device, centre, "4822", kMinuteMs);
  lend(device, centre, "4823", -kMinuteMs);
  lend(device, centre, "4824", 60 * kMinuteMs);
  void_visit(device, lend(device, centre, "4825", kMinuteMs));
  end(device, returned, "returned");
  end(device, lost, "lost");
  centre.take(device);
  const auto rows = must(loan_figures(centre.store, today, today));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].lent == 4);
  CHECK(rows[0].returned == 1);
  CHECK(rows[0].lost == 1);
  CHECK(rows[0].out == 2);
  CHECK(rows[0].overdue == 1);
  CHECK(must(loan_figures(centre.store, today + 1, today + 2)).empty());
}

TEST_CASE("a loan's number that is none, or a loan without a unit, is parked") {
  Centre centre;
  Device device = centre.enrol();
  lend(device, centre, "0821", kMinuteMs);
  lend(device, centre, "48215", kMinuteMs);
  centre.take(device);
  CHECK(must(list_parked(centre.store, 10)).size() == 2);
}

TEST_CASE("queue numbers count as served, lapsed or given up, with how long the served have waited") {
  Centre centre;
  Device device = centre.enrol();
  const std::int64_t today = china_day(centre.clock.wall_ms);
  queue(device, centre, "served", 4 * kMinuteMs);
  queue(device, centre, "served", 8 * kMinuteMs);
  queue(device, centre, "lapsed", 90 * kMinuteMs);
  queue(device, centre, "left", 0);
  queue(device, centre, "eaten", 0);
  centre.take(device);
  const auto rows = must(queue_figures(centre.store, today, today));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].served == 2);
  CHECK(rows[0].lapsed == 1);
  CHECK(rows[0].given_up == 1);
  CHECK(rows[0].taken() == 4);
  CHECK(rows[0].waited_ms == 12 * kMinuteMs);
  CHECK(must(list_parked(centre.store, 10)).size() == 1);
}

TEST_CASE("faces are counted per station, service and kind of case; what is no face is parked") {
  Centre centre;
  centre.add_station("jinsong");
  Device first = centre.enrol(), second = centre.enrol("jinsong");
  const std::int64_t today = china_day(centre.clock.wall_ms);
  rate(first, "service", "WATER", "good");
  rate(first, "service", "WATER", "good");
  rate(first, "service", "WATER", "poor");
  rate(first, "case", "legal-advice", "fair");
  rate(first, "weather", "WATER", "good");
  rate(first, "service", "WATER", "superb");
  rate(second, "service", "WATER", "fair");
  centre.take(first);
  centre.take(second);
  const auto rows = must(rating_figures(centre.store, today, today));
  REQUIRE(rows.size() == 3);
  std::uint64_t good = 0, all = 0;
  for (const RatingFigures& row : rows) {
    good += row.good;
    all += row.all();
  }
  CHECK(good == 2);
  CHECK(all == 5);
  CHECK(must(list_parked(centre.store, 10)).size() == 2);
}

TEST_CASE("a fault is open until its end arrives, also where the end came first") {
  Centre centre;
  Device told_late = centre.enrol(), told_first = centre.enrol();
  const Uuid water = report(told_late, "WATER", "empty");
  const Uuid other = told_late.new_id();
  end_fault(told_first, other, "not-found");
  centre.take(told_first);
  wire::Payload payload;
  payload.mutable_fault_reported()->set_fault_id(string_of(other.bytes()));
  payload.mutable_fault_reported()->set_item("OTHER");
  payload.mutable_fault_reported()->set_what("broken");
  told_late.write(wire::FAULT_REPORTED, payload, other);
  centre.take(told_late);
  auto faults = must(open_faults(centre.store));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].item == "WATER");
  CHECK(faults[0].what == "empty");
  CHECK(faults[0].station == "暖心驿站wangjing");
  end_fault(told_late, water, "done");
  centre.take(told_late);
  CHECK(must(open_faults(centre.store)).empty());
}
