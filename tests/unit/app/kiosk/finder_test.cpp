#include <catch2/catch.hpp>

#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/station_map.h"
#include "kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

constexpr int kHereLatitude = 39'996'000, kHereLongitude = 116'470'000;

struct FinderFixture : KioskFixture {
  FinderController& page = backend->finder;

  // This station among the listings, with a place or without.
  explicit FinderFixture(bool placed = true) {
    add("here", "望京西园暖心驿站", "110105026", 0, 0);
    if (placed) *mirror().station.mutable_place()->mutable_point() = mirror().listings[0].place().point();
  }
  MirrorView& mirror() { return service.station.mirror; }
  wire::StationListing& add(const char* code, const char* name, const char* street, int north_e6, int east_e6) {
    wire::StationListing& made = mirror().listings.emplace_back();
    made.set_code(code);
    made.set_name(name);
    made.set_street_code(street);
    made.set_hours("08:00-20:00");
    made.mutable_place()->mutable_point()->set_latitude_e6(kHereLatitude + north_e6);
    made.mutable_place()->mutable_point()->set_longitude_e6(kHereLongitude + east_e6);
    return made;
  }
  QString value(int row, const char* role) const {
    const QAbstractListModel& rows = *page.stations();
    const int id = rows.roleNames().key(role);
    return rows.data(rows.index(row), id).toString();
  }
};

}  // namespace

TEST_CASE("the nearest come first, each with its number, distance and direction; this station is none of them") {
  FinderFixture fixture;
  fixture.add("far", "远", "110105001", 0, 50'000);
  fixture.add("near", "近", "110105001", -7'200, 0);
  fixture.service.mirror();
  CHECK(fixture.page.located());
  REQUIRE(fixture.page.stations()->count() == 2);
  CHECK(fixture.value(0, "code") == u"near");
  CHECK(fixture.value(0, "number") == u"1");
  CHECK(fixture.value(0, "where") == u"南边，约 800 米");
  CHECK(fixture.value(1, "where") == u"东边，约 4.3 公里");
  CHECK(fixture.page.sentence().isEmpty());
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(fixture.value(0, "where") == u"About 800 m to the south");
}

TEST_CASE("a door opens and closes while somebody looks, and no hours are no open door") {
  FinderFixture fixture;
  fixture.add("b", "乙", "110105001", 1'000, 0).set_hours("08:00-11:43");
  fixture.add("c", "丙", "110105001", 2'000, 0).set_hours("");
  fixture.add("d", "丁", "110105001", 3'000, 0).set_hours("00:00-24:00");
  fixture.service.mirror();
  CHECK(fixture.value(0, "open") == u"true");
  CHECK(fixture.value(0, "hoursText") == fixture.sentences.text("finder.open-until").arg("11:43"));
  CHECK(fixture.value(1, "open") == u"false");
  CHECK(fixture.value(1, "hoursText").isEmpty());
  CHECK(fixture.value(2, "hoursText") == fixture.sentences.text("finder.always"));
  fixture.clock.pass(kMinute);
  Q_EMIT fixture.backend->station.timeChanged();
  CHECK(fixture.value(0, "open") == u"false");
  CHECK(fixture.value(0, "hoursText") == fixture.sentences.text("finder.opens-at").arg("08:00"));
}

TEST_CASE("of three hundred the nearest have numbers and the others are dots, and it is said how many") {
  FinderFixture fixture;
  for (int i = 1; i <= 300; ++i) fixture.add(("s" + std::to_string(i)).c_str(), "站", "110105001", 300 * i, -200 * i);
  fixture.service.mirror();
  CHECK(fixture.page.stations()->count() == static_cast<int>(FinderController::kNumbered));
  CHECK(fixture.page.marks().size() == 300);
  CHECK(fixture.page.marks()[7].number == 8);
  CHECK(fixture.page.marks()[8].number == 0);
  CHECK(fixture.page.sentence() == fixture.sentences.text("finder.dots").arg(292));
}

TEST_CASE("a station without a place is in the list and not on the map, and the page says so") {
  FinderFixture fixture;
  fixture.add("b", "乙", "110105001", 1'000, 0);
  fixture.add("c", "丙", "110105001", 0, 0).clear_place();
  fixture.service.mirror();
  CHECK(fixture.page.located());
  CHECK(fixture.page.marks().size() == 1);
  REQUIRE(fixture.page.stations()->count() == 2);
  CHECK(fixture.value(1, "code") == u"c");
  CHECK(fixture.value(1, "number") == u"0");
  CHECK(fixture.page.sentence() == fixture.sentences.text("finder.unplaced").arg(1));
}

TEST_CASE("without this station's place there is no map: the own street comes first, the rest as published") {
  FinderFixture fixture(false);
  fixture.add("b", "乙", "110105001", 1'000, 0).set_host("银行");
  fixture.add("c", "丙", "110105026", 9'000, 0);
  fixture.service.mirror();
  CHECK_FALSE(fixture.page.located());
  CHECK(fixture.page.marks().empty());
  REQUIRE(fixture.page.stations()->count() == 2);
  CHECK(fixture.value(0, "code") == u"c");
  CHECK(fixture.value(0, "number") == u"0");
  CHECK(fixture.value(0, "sameStreet") == u"true");
  CHECK(fixture.value(1, "where") == u"建外街道 · 银行");
  CHECK(fixture.page.sentence() == fixture.sentences.text("finder.no-map"));
  for (int i = 0; i < 50; ++i) fixture.add(("s" + std::to_string(i)).c_str(), "站", "110105001", 0, 0);
  fixture.service.mirror();
  CHECK(fixture.page.stations()->count() == static_cast<int>(FinderController::kListed));
  CHECK(fixture.page.sentence() == fixture.sentences.text("finder.unlisted").arg(12));
}

TEST_CASE("with no other station there is neither map nor list, and that is said") {
  FinderFixture fixture;
  fixture.service.mirror();
  CHECK_FALSE(fixture.page.located());
  CHECK(fixture.page.stations()->count() == 0);
  CHECK(fixture.page.sentence() == fixture.sentences.text("help.finder.none"));
}

TEST_CASE("the station that was chosen is shown whole, in the language shown, and forgotten with its person") {
  FinderFixture fixture;
  wire::StationListing& station = fixture.add("b", "乙站", "110105001", 1'000, 0);
  station.mutable_place()->set_name_en("Station B");
  station.mutable_place()->set_address("光华路 1 号");
  station.mutable_place()->set_address_en("1 Guanghua Road");
  station.mutable_place()->set_phone("010-1");
  station.add_services("SWAP");
  station.add_services("WC");
  fixture.service.mirror();
  fixture.page.choose("nowhere");
  CHECK(fixture.page.chosen().isEmpty());
  fixture.page.choose("b");
  CHECK(fixture.page.chosenName() == u"乙站");
  CHECK(fixture.page.chosenAddress() == u"光华路 1 号");
  CHECK(fixture.page.chosenServices() == u"电动车换电、卫生间");
  CHECK(fixture.page.chosenLink().contains(u"position=116.470000,39.997000"));
  CHECK(fixture.page.chosenLink().contains(u"coordinate=wgs84"));
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(fixture.page.chosenName() == u"Station B");
  CHECK(fixture.page.chosenAddress() == u"1 Guanghua Road");
  CHECK(fixture.page.chosenServices() == u"Battery swap, Toilet");
  fixture.backend->idle.wipeNow();
  CHECK(fixture.page.chosen().isEmpty());
  CHECK(fixture.page.chosenLink().isEmpty());
}

TEST_CASE("a finger on the map finds the mark under it, north above and east to the right") {
  FinderFixture fixture;
  fixture.add("north", "北", "110105001", 9'000, 0);
  fixture.add("east", "东", "110105001", 0, 9'000);
  fixture.service.mirror();
  StationMap map;
  map.setSize(QSizeF(400, 400));
  map.setProperty("fontPixels", 20);
  CHECK(map.stationAt(200, 40).isEmpty());  // nobody's stations
  map.setFinder(&fixture.page);
  const double reach = 200 - 32;  // to an edge, less two marks
  CHECK(map.stationAt(200, 200 - reach) == u"north");
  CHECK(map.stationAt(200 + reach * 0.766, 200) == u"east");
  CHECK(map.stationAt(200, 200 + reach).isEmpty());
  CHECK(map.stationAt(200, 200).isEmpty());
}

TEST_CASE("the station's own address, way and network are in the language shown; what is missing is empty") {
  KioskFixture fixture;
  StationController& station = fixture.backend->station;
  CHECK(station.address().isEmpty());
  CHECK(station.wifiCode().isEmpty());
  wire::StationAssignment& here = fixture.service.station.mirror.station;
  here.mutable_place()->set_address("阜通西大街 1 号");
  here.mutable_place()->set_address_en("1 Futong West Street");
  here.mutable_place()->set_name_en("Wangjing Xiyuan Station");
  here.set_wifi_network("a;b");
  here.set_wifi_password("12345678");
  fixture.service.mirror();
  CHECK(station.address() == u"阜通西大街 1 号");
  CHECK(station.otherAddress() == u"1 Futong West Street");
  CHECK(station.wifiCode() == u"WIFI:T:WPA;S:a\\;b;P:12345678;;");
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(station.name() == u"Wangjing Xiyuan Station");
  CHECK(station.address() == u"1 Futong West Street");
  CHECK(station.otherAddress() == u"阜通西大街 1 号");
  CHECK(station.areaName("110105026") == u"Wangjing Subdistrict");
  CHECK(station.districtName() == u"Chaoyang District");
  CHECK(wifi_code("n", "") == u"WIFI:T:nopass;S:n;;");
}
