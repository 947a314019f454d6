// Many records under one commit: what fails is parked by its own key, and no device keeps others waiting.
#include "centre_fixture.h"
#include "core/central/visits/visits.h"
#include "core/service/visit.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

constexpr unsigned kPoison = 7;  // a visit of so many people cannot be written while the trigger stands

Uuid visit(Device& device, unsigned people) {
  const Uuid id = device.new_id();
  wire::Payload payload;
  wire::VisitRegistered& body = *payload.mutable_visit_registered();
  body.set_visit_id(string_of(id.bytes()));
  body.set_service("WATER");
  body.set_people(people);
  return device.write(wire::VISIT_REGISTERED, payload, id);
}
void take_back(Device& device, const Uuid& id) {
  wire::Payload payload;
  payload.mutable_visit_voided()->set_visit_id(string_of(id.bytes()));
  payload.mutable_visit_voided()->set_reason("mistake");
  device.write(wire::VISIT_VOIDED, payload);
}
void in_database(Centre& centre, std::string_view sql) {
  auto db = must(sqlite::Database::open(centre.folder.path + "/central.db"));
  must(db.run(sql));
}
void poison(Centre& centre) {
  in_database(centre,
              "CREATE TRIGGER poison BEFORE INSERT ON visit WHEN NEW.people = 7 "
              "BEGIN SELECT RAISE(ABORT, 'poison'); END");
}
std::int64_t persons(Centre& centre) {
  const std::int64_t day = china_day(centre.clock.wall_ms);
  return must(visit_report(centre.store, day, day)).all.person_times;
}

}  // namespace

TEST_CASE("of a chunk the one record that fails is parked, by its own key, and every other is applied once") {
  Centre centre;
  poison(centre);
  Device device = centre.enrol();
  for (int i = 0; i < 10; ++i) visit(device, i == 4 ? kPoison : 1);
  centre.send_all(device);
  const ApplyProgress progress = centre.apply();
  CHECK(progress.applied == 9);
  CHECK(progress.parked == 1);
  CHECK(persons(centre) == 9);
  const auto parked = must(list_parked(centre.store, 10));
  REQUIRE(parked.size() == 1);
  CHECK(parked[0].seq == 5);
  CHECK(parked[0].code == kParkFailed);
  in_database(centre, "DROP TRIGGER poison");
  must(unpark(centre.store, device.id(), device.epoch(), 5));
  CHECK(centre.apply().applied == 1);
  CHECK(persons(centre) == 9 + kPoison);
}

TEST_CASE("two appliers and a poisoned record: only that one is parked") {
  Centre centre;
  poison(centre);
  CentralStore other = centre.open_again();
  Device device = centre.enrol();
  for (int i = 0; i < 6; ++i) visit(device, i == 2 ? kPoison : 1);
  centre.send_all(device);
  for (int i = 0; i < 6; ++i) must(apply_next(i % 2 == 0 ? other : centre.store, 1));
  const auto parked = must(list_parked(centre.store, 10));
  REQUIRE(parked.size() == 1);
  CHECK(parked[0].seq == 3);
  centre.apply();
  CHECK(persons(centre) == 5);
}

TEST_CASE("a poisoned record that waited is parked, and the subject that it waited for is applied") {
  Centre centre;
  in_database(centre, "CREATE TRIGGER poison BEFORE UPDATE ON visit BEGIN SELECT RAISE(ABORT, 'poison'); END");
  Device first = centre.enrol();
  Device second = centre.enrol();
  const Uuid id = visit(second, 1);
  take_back(first, id);
  centre.take(first);
  centre.take(second);
  const auto parked = must(list_parked(centre.store, 10));
  REQUIRE(parked.size() == 1);
  CHECK(parked[0].kind == wire::VISIT_VOIDED);
  CHECK(parked[0].code == kParkFailed);
  CHECK(persons(centre) == 1);
}

TEST_CASE("a device that floods does not keep one waiting that has a single record") {
  Centre centre;
  Device a = centre.enrol();
  Device b = centre.enrol();
  Device& flood = a.id() < b.id() ? a : b;
  Device& quiet = a.id() < b.id() ? b : a;
  for (int i = 0; i < 100; ++i) visit(flood, 1);
  visit(quiet, 5);
  centre.send_all(flood);
  centre.send_all(quiet);
  CHECK(must(apply_next(centre.store, 2)).applied == 2);
  CHECK(persons(centre) == 6);
  CHECK(centre.apply().applied == 99);
}

TEST_CASE("the same figures by chunks and one by one") {
  std::int64_t figures[2] = {};
  for (const std::size_t at_once : {std::size_t{1}, std::size_t{1'000}}) {
    Centre centre;
    Device device = centre.enrol();
    for (int i = 0; i < 150; ++i) {
      const Uuid id = visit(device, 1 + static_cast<unsigned>(i % 3));
      if (i % 5 == 0) take_back(device, id);
    }
    centre.send_all(device);
    while (must(apply_next(centre.store, at_once)).more) {}
    figures[at_once == 1 ? 0 : 1] = persons(centre);
  }
  CHECK(figures[0] > 0);
  CHECK(figures[0] == figures[1]);
}
