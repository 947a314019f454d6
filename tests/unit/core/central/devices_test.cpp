#include <algorithm>

#include "centre_fixture.h"
#include "core/central/stations/device_days.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

EnrolmentAsk ask_with(Centre& centre, const EnrolmentCode& code) {
  EnrolmentAsk ask;
  ask.code = bytes_of(code.code.view());
  ask.card_public_key.resize(32);
  centre.random.fill(ask.card_public_key);
  centre.random.fill(ask.csr_key_digest);
  ask.machine = "kiosk-1";
  return ask;
}

}  // namespace

TEST_CASE("a code enrols one device at its station, and its card key goes to the district's feed") {
  Centre centre;
  const EnrolmentCode code = must(make_enrolment_code(centre.store, "wangjing", Serves::at_once));
  const EnrolmentAsk ask = ask_with(centre, code);
  const EnrolmentGrant grant = must(enrol_device(centre.store, ask));
  must(admit_device(centre.store, grant.device));
  const auto key = centre.feed_value("district/110105", "card-key/" + to_hex(grant.card_key_id));
  REQUIRE(key);
  CHECK(key->card_key().public_key() == string_of(ask.card_public_key));
  CHECK_FALSE(key->card_key().final_role());
  wire::EnrolAnswer answer;
  fill_enrol_answer(centre.store, grant, answer);
  CHECK(answer.station().name() == "暖心驿站wangjing");
  CHECK(answer.sealing_key().root_signature().size() == 64);
  must(store_certificate(centre.store, grant.device, "abcd", 5));
  CHECK(must(list_devices(centre.store)).at(0).certificate_fingerprint == "abcd");
}

TEST_CASE("the same machine that asks again, because the answer was lost, gets the same device") {
  Centre centre;
  const EnrolmentAsk ask = ask_with(centre, must(make_enrolment_code(centre.store, "wangjing", Serves::at_once)));
  const Uuid first = must(enrol_device(centre.store, ask)).device;
  const EnrolmentGrant again = must(enrol_device(centre.store, ask));
  CHECK(again.device == first);
  CHECK(again.again);
  CHECK(must(list_devices(centre.store)).size() == 1);
}

TEST_CASE("a code used by a second machine holds both, raises an alarm, and an operator can release the first") {
  Centre centre;
  const EnrolmentCode code = must(make_enrolment_code(centre.store, "wangjing", Serves::at_once));
  const Uuid first = must(enrol_device(centre.store, ask_with(centre, code))).device;
  const auto second = enrol_device(centre.store, ask_with(centre, code));
  REQUIRE_FALSE(second);
  CHECK(second.error().code == ErrorCode::forbidden);
  CHECK(admit_device(centre.store, first).error().code == ErrorCode::forbidden);
  CHECK(must(list_alarms(centre.store, 10)).at(0).code == "code-used-twice");
  must(release_device(centre.store, first, "admin"));
  must(admit_device(centre.store, first));
}

TEST_CASE("a used code that is shown again after its day holds nobody") {
  Centre centre;
  const EnrolmentCode code = must(make_enrolment_code(centre.store, "wangjing", Serves::at_once));
  const Uuid first = must(enrol_device(centre.store, ask_with(centre, code))).device;
  centre.clock.wall_ms += kEnrolmentCodeLifeMs;
  CHECK(enrol_device(centre.store, ask_with(centre, code)).error().code == ErrorCode::unauthenticated);
  must(admit_device(centre.store, first));
  CHECK(must(list_alarms(centre.store, 10)).empty());
}

TEST_CASE("a new device serves, and its cards count, once an operator has compared its fingerprint") {
  Centre centre;
  const EnrolmentAsk ask = ask_with(centre, must(make_enrolment_code(centre.store, "wangjing")));
  const EnrolmentGrant grant = must(enrol_device(centre.store, ask));
  must(store_certificate(centre.store, grant.device, "0123456789abcdef0123456789abcdef", 5));
  CHECK(must(enrol_device(centre.store, ask)).again);  // its first answer was lost
  const auto vouched = [&] { return centre.feed_value("district/110105", "card-key/" + to_hex(grant.card_key_id)); };
  CHECK(admit_device(centre.store, grant.device).error().code == ErrorCode::forbidden);
  CHECK_FALSE(vouched());
  const auto approve = [&](const char* fingerprint) {
    return approve_device(centre.store, grant.device, fingerprint, "admin");
  };
  CHECK(approve("0123").error().code == ErrorCode::invalid_argument);
  CHECK(approve("0123 4567 89ab cdee").error().code == ErrorCode::forbidden);
  CHECK(admit_device(centre.store, grant.device).error().code == ErrorCode::forbidden);
  must(approve("0123 4567 89AB cdef"));
  must(admit_device(centre.store, grant.device));
  CHECK(vouched());
  CHECK(approve("0123 4567 89AB cdef").error().code == ErrorCode::conflict);
}

TEST_CASE("an unknown code and one older than a day are refused") {
  Centre centre;
  const EnrolmentCode code = must(make_enrolment_code(centre.store, "wangjing", Serves::at_once));
  EnrolmentAsk ask = ask_with(centre, code);
  EnrolmentAsk wrong = ask;
  wrong.code[0] ^= 1;
  CHECK(enrol_device(centre.store, wrong).error().code == ErrorCode::unauthenticated);
  centre.clock.wall_ms += kEnrolmentCodeLifeMs;
  CHECK(enrol_device(centre.store, ask).error().code == ErrorCode::unauthenticated);
  CHECK(must(list_devices(centre.store)).empty());
}

TEST_CASE("a revoked device is refused at once, by every connection, for ever; its card key leaves the feed") {
  Centre centre;
  CentralStore running = centre.open_again();
  Device device = centre.enrol();
  must(admit_device(running, device.id()));
  must(revoke_device(centre.store, device.id(), "admin", "stolen"));
  CHECK(admit_device(running, device.id()).error().code == ErrorCode::forbidden);
  CHECK_FALSE(release_device(centre.store, device.id(), "admin"));
  must(revoke_device(centre.store, device.id(), "admin", "again"));  // idempotent
  const auto rows = must(list_devices(centre.store));
  CHECK(rows.at(0).state == DeviceState::revoked);
  CHECK(rows.at(0).revoked_reason == "stolen");
  for (const FeedEntry& entry : must(feed_entries(centre.store, "district/110105")))
    CHECK_FALSE(entry.value.has_card_key());
  CHECK(revoke_device(centre.store, device.new_id(), "admin", "x").error().code == ErrorCode::not_found);
}

TEST_CASE("an unknown station is answered with what to do") {
  Centre centre;
  const auto code = make_enrolment_code(centre.store, "nowhere");
  REQUIRE_FALSE(code);
  CHECK(code.error().code == ErrorCode::not_found);
  CHECK(code.error().what.find("warmheart-admin stations") != std::string::npos);
}

TEST_CASE("a station put again keeps its id, and only its change moves the feed") {
  Centre centre;
  const Uuid before = centre.station_id();
  const auto clock = must(feed_clock(centre.store));
  CHECK(centre.add_station("wangjing") == before);
  CHECK(must(feed_clock(centre.store)) == clock);
}

TEST_CASE("figures of the first page and the list of stations") {
  Centre centre;
  centre.add_station("jinsong");
  Device device = centre.enrol();
  device.join({});
  centre.take(device);
  const Overview figures = must(overview(centre.store, centre.reviewer()));
  CHECK(figures.stations_total == 2);
  CHECK(figures.stations_synced_today == 1);
  CHECK(figures.joins_today == 1);
  CHECK(figures.awaiting == 1);
  CHECK(must(overview(centre.store, centre.reviewer("CY02"))).awaiting == 0);
  CHECK(must(overview(centre.store, centre.reviewer("CY02"))).joins_today == 0);
  const Reviewer city{"wang", "王市总", Role::city, ""};
  CHECK(must(overview(centre.store, city)).awaiting == 1);
  CHECK(must(overview(centre.store, city)).joins_today == 1);
  const auto stations = must(list_stations(centre.store));
  REQUIRE(stations.size() == 2);
  CHECK(stations[0].state == "no-device");
  CHECK(stations[1].state == "in-contact");
  CHECK(stations[1].devices == 1);
}

TEST_CASE("what devices have spent of a day is kept, one row a device, and read back whole") {
  Centre centre;
  const DeviceDay one{centre.enrol().id(), 20'000, 7, 3, 4096, {1, 1ull << 63, 77}}, two{centre.enrol().id(), 20'000};
  must(keep_device_days(centre.store, std::vector{one, two}));
  DeviceDay next = one;
  next.day = 20'001;
  next.requests = 1;
  next.epochs = {77};
  must(keep_device_days(centre.store, std::vector{next}));
  auto kept = must(device_days(centre.store));
  REQUIRE(kept.size() == 2);
  if (kept[0].device != one.device) std::swap(kept[0], kept[1]);
  CHECK(kept[0].day == 20'001);
  CHECK(kept[0].requests == 1);
  CHECK(kept[0].records == 3);
  CHECK(kept[0].bytes == 4096);
  CHECK(kept[0].epochs == std::set<std::uint64_t>{77});
  CHECK(kept[1].epochs.empty());
  must(keep_device_days(centre.store, std::vector{one}));
  kept = must(device_days(centre.store));
  CHECK(std::ranges::any_of(kept, [&](const DeviceDay& day) { return day.epochs == one.epochs; }));
}
