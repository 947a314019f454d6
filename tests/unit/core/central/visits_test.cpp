#include "centre_fixture.h"
#include "core/central/visits/visits.h"
#include "core/service/visit.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

struct FakeVisit {
  std::string service = "WATER";
  unsigned people = 1;
  std::string card = {};
  unsigned unit = 0;
};

Uuid visit(Device& device, const FakeVisit& made, Uuid id = Uuid()) {
  if (id.empty()) id = device.new_id();
  wire::Payload payload;
  wire::VisitRegistered& body = *payload.mutable_visit_registered();
  body.set_visit_id(string_of(id.bytes()));
  body.set_service(made.service);
  body.set_occupation("courier");
  body.set_people(made.people);
  body.set_card_number(made.card);
  body.set_unit(made.unit);
  return device.write(wire::VISIT_REGISTERED, payload, id);
}
void end(Device& device, const Uuid& id) {
  wire::Payload payload;
  payload.mutable_visit_ended()->set_visit_id(string_of(id.bytes()));
  payload.mutable_visit_ended()->set_how("checked-out");
  device.write(wire::VISIT_ENDED, payload);
}
VisitReport today(Centre& centre) {
  const std::int64_t day = china_day(centre.clock.wall_ms);
  return must(visit_report(centre.store, day, day));
}

}  // namespace

TEST_CASE("figures of visits: person-times for all, persons for cards alone, over two stations") {
  Centre centre;
  centre.add_station("jinsong");
  Device first = centre.enrol();
  Device second = centre.enrol("jinsong");
  visit(first, {"WATER", 3});
  visit(first, {"REST", 1, "12345678", 2});
  visit(second, {"REST", 1, "12345678", 1});
  centre.take(first);
  centre.take(second);
  const VisitReport report = today(centre);
  CHECK(report.all.person_times == 5);
  CHECK(report.all.scanned_times == 2);
  CHECK(report.scanned_people == 1);
  CHECK(report.rows.size() == 3);
  const auto in_use = must(units_in_use(centre.store));
  REQUIRE(in_use.size() == 2);
  CHECK(in_use[0].in_use == 1);
}

TEST_CASE("a voided visit counts no more, however often the void arrives, and its card is no person") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = visit(device, {"REST", 1, "12345678", 1});
  void_visit(device, id);
  void_visit(device, id);
  centre.take(device);
  CHECK(today(centre).all.person_times == 0);
  CHECK(today(centre).scanned_people == 0);
  CHECK(must(units_in_use(centre.store)).empty());
}

TEST_CASE("an end or a void that arrives before its visit waits for it") {
  Centre centre;
  Device told_late = centre.enrol();
  Device told_first = centre.enrol();
  const Uuid ended = told_late.new_id(), voided = told_late.new_id();
  end(told_first, ended);
  void_visit(told_first, voided);
  centre.take(told_first);
  visit(told_late, {"REST", 1, "", 1}, ended);
  visit(told_late, {"REST", 1, "", 2}, voided);
  centre.take(told_late);
  CHECK(must(units_in_use(centre.store)).empty());
  CHECK(today(centre).all.person_times == 1);
}

TEST_CASE("a call for staff is kept without a visit; any other request needs one") {
  Centre centre;
  Device device = centre.enrol();
  const auto ask = [&](const char* service) {
    const Uuid id = device.new_id();
    wire::Payload payload;
    payload.mutable_service_requested()->set_request_id(string_of(id.bytes()));
    payload.mutable_service_requested()->set_service(service);
    device.write(wire::SERVICE_REQUESTED, payload, id);
  };
  ask("STAFF");
  ask("EMERGENCY");
  ask("HEAT");
  centre.take(device);
  CHECK(centre.counted("SELECT count(*) FROM service_request WHERE length(visit) = 0") == 2);
  CHECK(must(list_parked(centre.store, 10)).size() == 1);
}

TEST_CASE("a visit that nobody can understand is parked and stands in nobody's way") {
  Centre centre;
  Device device = centre.enrol();
  visit(device, {"WATER", 0});
  visit(device, {"WATER", kMaxGroup + 1});
  visit(device, {"WATER", 1, "short"});
  visit(device, {"WATER", 2});
  centre.take(device);
  CHECK(must(list_parked(centre.store, 10)).size() == 3);
  CHECK(today(centre).all.person_times == 2);
}
