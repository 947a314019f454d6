#include <algorithm>

#include "centre_fixture.h"
#include "core/central/stations/device_days.h"
#include "core/central/stations/station_table.h"
#include "core/central/store/schema.h"

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

Station placed() {
  Station station;
  station.code = "futong";
  station.name = "阜通暖心驿站";
  station.district_code = "110105";
  station.controller_name_en = "Chaoyang Federation";
  station.place.set_name_en("Futong Warmheart Station");
  station.place.set_host_en("Postal Bank");
  station.place.set_address("阜通西大街 11 号");
  station.place.set_address_en("11 Futong West Street");
  station.place.set_phone("010-0808 2010");
  station.place.set_landmark("红色门头");
  station.place.set_landmark_en("Red shopfront");
  station.place.set_defibrillator("大厅右手");
  station.place.set_defibrillator_en("Right of the entrance");
  station.place.mutable_point()->set_latitude_e6(39'992'100);
  station.place.mutable_point()->set_longitude_e6(116'464'800);
  station.wifi_network = "Warmheart";
  station.wifi_password = "nuanxin2026";
  return station;
}

}  // namespace

TEST_CASE("where a station is goes into the table, into its feed and into what an enrolment brings") {
  Centre centre;
  const Station put = placed();
  const Uuid id = must(put_station(centre.store, put));
  const Station read = must(find_station(centre.store, "futong"));
  CHECK(read.place.SerializeAsString() == put.place.SerializeAsString());
  CHECK(read.wifi_network == put.wifi_network);
  CHECK(read.wifi_password == put.wifi_password);
  CHECK(read.controller_name_en == put.controller_name_en);
  const auto fed = centre.feed_value(station_scope(id), "station");
  REQUIRE(fed);
  CHECK(fed->station().place().SerializeAsString() == put.place.SerializeAsString());
  CHECK(fed->station().wifi_password() == "nuanxin2026");
  const EnrolmentCode code = must(make_enrolment_code(centre.store, "futong", Serves::at_once));
  wire::EnrolAnswer answer;
  fill_enrol_answer(centre.store, must(enrol_device(centre.store, ask_with(centre, code))), answer);
  CHECK(answer.station().place().point().latitude_e6() == 39'992'100);
  CHECK(answer.station().controller_name_en() == "Chaoyang Federation");
  Station moved = put;
  moved.place.clear_point();
  must(put_station(centre.store, moved));
  CHECK_FALSE(must(find_station(centre.store, "futong")).place.has_point());
}

TEST_CASE("a place that is none and a network that no phone could join are refused, and change nothing") {
  Centre centre;
  const auto refused = [&](auto&& spoil) {
    Station station = placed();
    spoil(station);
    const auto result = put_station(centre.store, station);
    return !result && result.error().code == ErrorCode::invalid_argument;
  };
  CHECK(refused([](Station& one) { one.place.mutable_point()->set_latitude_e6(116'464'800); }));
  CHECK(refused([](Station& one) { one.place.mutable_point()->set_longitude_e6(180'000'001); }));
  CHECK(refused([](Station& one) { one.place.mutable_point()->Clear(); }));
  CHECK(refused([](Station& one) { one.wifi_network = std::string(33, 'n'); }));
  CHECK(refused([](Station& one) { one.wifi_network.clear(); }));
  CHECK(refused([](Station& one) { one.wifi_password = "1234567"; }));
  CHECK(refused([](Station& one) { one.wifi_password = std::string(64, 'p'); }));
  CHECK_FALSE(find_station(centre.store, "futong"));
  Station open = placed();
  open.wifi_password.clear();
  must(put_station(centre.store, open));
}

TEST_CASE("stations of before have no place yet, and lose nothing", "[sqlite]") {
  Centre centre;
  const auto steps = internal::central_migrations();
  auto db = must(sqlite::Database::open(centre.folder.path + "/before.db"));
  const auto step = std::ranges::find_if(steps, [](const sqlite::Migration& one) {
    return std::string_view(one.sql).find("ADD COLUMN wifi_network") != std::string_view::npos;
  });
  REQUIRE(step != steps.end());
  must(db.migrate(steps.first(static_cast<std::size_t>(step - steps.begin()))));
  const Uuid id = centre.store.make_id();
  must(sql::execute(db,
                    "INSERT INTO station(id, code, name, host, district_code, street_code, opening_hours, union_code, "
                    "controller_name, controller_phone) VALUES(?, 'old', '旧驿站', '银行', '110105', '110105026', "
                    "'08:00-20:00', 'CY01', '区总工会', '010-1')",
                    id.bytes()));
  must(db.migrate(steps));
  const auto read =
      must(sql::row<Station>(db, std::string("SELECT ") + internal::kStationColumns + " FROM station s WHERE s.id = ?",
                             internal::read_station, id.bytes()));
  REQUIRE(read);
  CHECK(read->name == "旧驿站");
  CHECK(read->controller_phone == "010-1");
  CHECK(read->place.address().empty());
  CHECK_FALSE(read->place.has_point());
  CHECK(read->wifi_network.empty());
}

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
