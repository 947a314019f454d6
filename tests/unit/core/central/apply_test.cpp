#include "centre_fixture.h"
#include "core/central/members/people.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

wire::ApplicationFields fields_with_mobile(const std::string& mobile) {
  wire::ApplicationFields fields;
  fields.set_name("不该改的名字");
  fields.set_mobile(mobile);
  return fields;
}

std::string state_of(Centre& centre, const Uuid& id) {
  for (const auto& item : must(list_applications(centre.store, {"city", "city", Role::city, ""}, {})).items) {
    if (item.id == id) return item.state;
  }
  return "absent";
}

}  // namespace

TEST_CASE("an application arrives in its union's queue, and its station is told that it waits for review") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  REQUIRE(centre.send_all(device).acked_seq == 1);
  const ApplyProgress progress = centre.apply();
  CHECK(progress.applied == 1);
  CHECK(progress.queue_moved);
  CHECK_FALSE(progress.more);
  const auto list = must(list_applications(centre.store, centre.reviewer(), {}));
  REQUIRE(list.items.size() == 1);
  CHECK(list.items[0].id == id);
  CHECK(list.items[0].masked_name == "张*");
  CHECK(list.items[0].checks.at(0).code == "complete");
  REQUIRE(centre.published_decision(id));
  CHECK(centre.published_decision(id)->state() == "awaiting-review");
  CHECK(centre.apply().applied == 0);
}

TEST_CASE(
    "what a device sends against the rules of the form is kept, is not complete, and the reviewer sees what it is") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({"张伟", "11010519901332123X", "12345"});
  centre.take(device);
  const auto list = must(list_applications(centre.store, centre.reviewer(), {}));
  REQUIRE(list.items.size() == 1);
  REQUIRE(list.items[0].checks.size() == 1);
  CHECK(list.items[0].checks[0].code == "manual-review");
  const auto opened = must(open_application(centre.store, centre.reviewer(), id));
  CHECK(opened.broken_fields == std::vector<std::string>{"document", "mobile"});
  CHECK(opened.whole.fields().document_number() == "11010519901332123X");

  centre.decide_now(id, Centre::give_back({"document", "mobile"}));
  wire::ApplicationFields fields;
  fields.set_document_kind("resident-id");
  fields.set_document_number("11010519491231002X");
  fields.set_mobile("13800000001");
  device.correct(id, {"document", "mobile"}, fields);
  centre.take(device);
  CHECK(must(open_application(centre.store, centre.reviewer(), id)).broken_fields.empty());
  CHECK(must(list_applications(centre.store, centre.reviewer(), {})).items.at(0).checks.at(0).code == "complete");
}

TEST_CASE("applying stops at its bound and goes on where it stopped") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 5; ++i) device.join({});
  centre.send_all(device);
  ApplyProgress progress = must(apply_next(centre.store, 2));
  CHECK(progress.applied == 2);
  CHECK(progress.more);
  CentralStore after_restart = centre.open_again();
  progress = must(apply_next(after_restart, 100));
  CHECK(progress.applied == 3);
  CHECK_FALSE(progress.more);
}

TEST_CASE(
    "two offline kiosks register the same ID: one person, both applications, the duplicate visible to the reviewer") {
  Centre centre;
  centre.add_station("jinsong");
  Device first = centre.enrol();
  Device second = centre.enrol("jinsong");
  const Uuid a = first.join({});
  const Uuid b = second.join({"张伟", "11010519491231002X", "13900000009"});
  centre.take(first);
  centre.take(second);
  const auto list = must(list_applications(centre.store, centre.reviewer(), {}));
  REQUIRE(list.items.size() == 2);
  CHECK(list.items[0].checks.at(0).code == "duplicate");
  const auto opened = must(open_application(centre.store, centre.reviewer(), a));
  REQUIRE(opened.duplicates.size() == 1);
  CHECK(opened.duplicates[0].id == b);
  CHECK(opened.duplicates[0].station == "暖心驿站jinsong");
}

TEST_CASE("a correction takes over the returned fields only and brings the application back to the queue") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  centre.take(device);
  centre.decide_now(id, Centre::give_back({"mobile"}));
  CHECK(centre.published_decision(id)->state() == "returned");
  CHECK(centre.published_decision(id)->fields(0) == "mobile");

  device.correct(id, {"mobile", "name"}, fields_with_mobile("13700000007"));
  centre.take(device);
  CHECK(state_of(centre, id) == "awaiting-review");
  const auto opened = must(open_application(centre.store, centre.reviewer(), id));
  CHECK(opened.whole.fields().mobile() == "13700000007");
  CHECK(opened.whole.fields().name() == "张伟");
  CHECK(centre.published_decision(id)->state() == "awaiting-review");
  CHECK(centre.published_decision(id)->fields_size() == 0);
}

TEST_CASE("a corrected number moves the application to the person of that number") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  device.join({"欧阳小明", "440524188001010014", "13800000002"});
  centre.take(device);
  centre.decide_now(id, Centre::give_back({"document"}));
  wire::ApplicationFields fields;
  fields.set_document_kind("resident-id");
  fields.set_document_number("440524188001010014");
  device.correct(id, {"document"}, fields);
  centre.take(device);
  CHECK(must(open_application(centre.store, centre.reviewer(), id)).duplicates.size() == 1);
}

TEST_CASE("a correction that nobody asked for is parked and changes nothing") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  device.correct(id, {"mobile"}, fields_with_mobile("13700000007"));
  centre.take(device);
  CHECK(must(list_parked(centre.store, 10)).at(0).code == kParkNotExpected);
  CHECK(must(open_application(centre.store, centre.reviewer(), id)).whole.fields().mobile() == "13800000001");
}

TEST_CASE("a withdrawal that arrives before its application waits for it") {
  Centre centre;
  Device first = centre.enrol();
  Device second = centre.enrol();
  const Uuid id = first.join({});
  second.withdraw(id);
  centre.take(second);
  CHECK(must(held_records(centre.store, second.id())).at(0).state == "waiting");
  centre.take(first);
  CHECK(must(held_records(centre.store, second.id())).at(0).state == "applied");
  CHECK(state_of(centre, id) == "withdrawn");
  CHECK(centre.published_decision(id)->state() == "withdrawn");
}

TEST_CASE("what waits for its subject for sixty days is shown to people") {
  Centre centre;
  Device device = centre.enrol();
  device.withdraw(device.new_id());
  centre.take(device);
  CHECK(must(park_expired(centre.store)) == 0);
  centre.clock.wall_ms += 61ll * 86'400'000;
  CHECK(must(park_expired(centre.store)) == 1);
  CHECK(must(list_parked(centre.store, 10)).at(0).code == kParkNoSubject);
}

TEST_CASE("a withdrawal cancels a decision that can still be undone") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  centre.take(device);
  must(open_application(centre.store, centre.reviewer(), id));
  must(decide(centre.store, centre.reviewer(), id, Centre::approval()));
  device.withdraw(id);
  centre.take(device);
  centre.clock.wall_ms += kUndoMs;
  CHECK(must(settle_due(centre.store)) == 0);
  CHECK(state_of(centre, id) == "withdrawn");
}

TEST_CASE("a parked record is taken up again when an operator says so") {
  Centre centre;
  Device device = centre.enrol();
  device.write(wire::DEVICE_EVENT, bytes_of("\xff"));
  const Uuid later = device.join({});
  centre.take(device);
  const auto parked = must(list_parked(centre.store, 10));
  REQUIRE(parked.size() == 1);
  must(unpark(centre.store, parked[0].device, parked[0].epoch, parked[0].seq));
  CHECK(must(list_parked(centre.store, 10)).empty());
  const ApplyProgress progress = centre.apply();
  CHECK(progress.parked == 1);
  CHECK(progress.applied == 0);
  CHECK(state_of(centre, later) == "awaiting-review");
}

TEST_CASE("an application whose own id is not the record's is parked") {
  Centre centre;
  Device device = centre.enrol();
  wire::Payload payload;
  payload.mutable_application_submitted()->set_application_id(std::string(16, 'z'));
  device.write(wire::APPLICATION_SUBMITTED, payload);
  centre.take(device);
  CHECK(must(list_parked(centre.store, 10)).at(0).code == kParkBrokenPayload);
}

TEST_CASE("a kiosk that was sent more than it takes is an alarm that says what to do") {
  Centre centre;
  Device device = centre.enrol();
  wire::Payload payload;
  payload.mutable_device_event()->set_what("feed-too-large");
  device.write(wire::DEVICE_EVENT, payload);
  centre.take(device);
  const auto alarms = must(list_alarms(centre.store, 10));
  REQUIRE(alarms.size() == 1);
  CHECK(alarms[0].code == "feed-too-large");
  CHECK(alarms[0].device == device.id());
  CHECK(alarms[0].detail.find("show feed") != std::string::npos);
}
