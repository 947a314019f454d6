#include "centre_fixture.h"
#include "core/central/found/found.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

Uuid find_thing(Device& device, const char* kind = "gloves") {
  const Uuid item = device.new_id();
  wire::Payload payload;
  payload.mutable_found_item_registered()->set_item_id(string_of(item.bytes()));
  payload.mutable_found_item_registered()->set_kind(kind);
  payload.mutable_found_item_registered()->set_place("seat");
  payload.mutable_found_item_registered()->set_number(1);
  device.write(wire::FOUND_ITEM_REGISTERED, payload, item);
  return item;
}

void end_thing(Device& device, const Uuid& item, const char* how) {
  wire::Payload payload;
  payload.mutable_found_item_closed()->set_item_id(string_of(item.bytes()));
  payload.mutable_found_item_closed()->set_how(how);
  device.write(wire::FOUND_ITEM_CLOSED, payload);
}

}  // namespace

TEST_CASE("what stations found, handed over and sent on is counted; a mistake is not") {
  Centre centre;
  Device device = centre.enrol();
  end_thing(device, find_thing(device), "handed-over");
  end_thing(device, find_thing(device), "sent-on");
  end_thing(device, find_thing(device), "mistake");
  const Uuid last = find_thing(device);
  REQUIRE(centre.send_all(device).verdict == wire::SYNC_OK);
  CHECK(centre.apply().applied == 7);
  const std::int64_t since = centre.store.now_ms() - kDayMs;
  const auto figures = must(found_figures(centre.store, since));
  REQUIRE(figures.size() == 1);
  CHECK(figures[0].found == 3);
  CHECK(figures[0].handed_over == 1);
  CHECK(figures[0].sent_on == 1);
  CHECK(figures[0].here == 1);
  end_thing(device, last, "handed-over");
  end_thing(device, last, "sent-on");  // the first end stands
  REQUIRE(centre.send_all(device).verdict == wire::SYNC_OK);
  CHECK(centre.apply().applied == 2);
  CHECK(must(found_figures(centre.store, since))[0].handed_over == 2);
  CHECK(must(found_figures(centre.store, centre.store.now_ms() + kDayMs)).empty());
}

TEST_CASE("an end waits for its thing, and what is no thing of the list is parked") {
  Centre centre;
  Device device = centre.enrol();
  end_thing(device, device.new_id(), "handed-over");
  find_thing(device, "a wallet of Zhang Wei");
  REQUIRE(centre.send_all(device).verdict == wire::SYNC_OK);
  const ApplyProgress progress = centre.apply();
  CHECK(progress.waiting == 1);
  CHECK(progress.parked == 1);
  CHECK(must(found_figures(centre.store, 0)).empty());
}
