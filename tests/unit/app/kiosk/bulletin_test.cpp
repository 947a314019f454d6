#include <catch2/catch.hpp>

#include "kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct BulletinFixture : KioskFixture {
  BulletinController& page = backend->bulletin;

  void pass(std::int64_t ms) {
    clock.pass(ms);
    page.refresh();
  }
};

}  // namespace

TEST_CASE("an alert is shown with its level by name and number, and ends at its time without a network") {
  BulletinFixture fixture;
  CHECK(fixture.page.alertLevel() == 0);
  fixture.service.setAlert(QStringLiteral("heat"), QStringLiteral("orange"));
  CHECK(fixture.page.alertKind() == u"heat");
  CHECK(fixture.page.alertLevel() == 3);
  CHECK(fixture.page.alertTitle() == u"高温橙色预警");
  CHECK(fixture.page.alertAdvice() == fixture.sentences.text("weather.advice.heat"));
  CHECK(fixture.page.alertUntil() == u"到 12:42");
  fixture.pass(kHour - 1);
  CHECK(fixture.page.alertLevel() == 3);
  fixture.pass(1);
  CHECK(fixture.page.alertLevel() == 0);
  CHECK(fixture.page.alertTitle().isEmpty());
}

TEST_CASE("a kiosk whose clock is behind goes by what the centre has said of the time") {
  BulletinFixture fixture;
  fixture.service.station.clock_behind_ms = 2 * kHour;
  fixture.service.setAlert(QStringLiteral("cold"), QStringLiteral("blue"));
  CHECK(fixture.page.alertLevel() == 0);  // over by the better clock
}

TEST_CASE("the issuer's own advice goes before the kiosk's, in the language shown") {
  BulletinFixture fixture;
  fixture.service.setAlert(QStringLiteral("cold"), QStringLiteral("red"));
  fixture.service.station.mirror.alerts.front().set_advice("别出门");
  fixture.service.station.mirror.alerts.front().set_advice_en("Stay inside");
  fixture.service.mirror();
  CHECK(fixture.page.alertAdvice() == u"别出门");
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  CHECK(fixture.page.alertAdvice() == u"Stay inside");
  CHECK(fixture.page.alertTitle() == u"Cold warning: red");
}

TEST_CASE("the scene follows the weather while it is known, and the time of day always") {
  BulletinFixture fixture;
  CHECK(fixture.page.scene() == u"sun");  // 11:42
  CHECK(fixture.page.weatherText().isEmpty());
  fixture.service.setWeather(QStringLiteral("rain"), 3, 9);
  CHECK(fixture.page.scene() == u"rain");
  CHECK(fixture.page.weatherText() == u"有雨 3–9 ℃");
  fixture.pass(2 * kHour);
  CHECK(fixture.page.scene() == u"sun");
  CHECK(fixture.page.weatherText().isEmpty());
  fixture.pass(4 * kHour);  // 17:42
  CHECK(fixture.page.scene() == u"dusk");
  fixture.pass(4 * kHour);
  CHECK(fixture.page.scene() == u"night");
}

TEST_CASE(
    "benefits are listed while they can be used, and an amount of heat allowance is said only where it is known") {
  BulletinFixture fixture;
  CHECK(fixture.page.heatAllowance().isEmpty());
  wire::Benefit& benefit = fixture.service.station.mirror.benefits.emplace_back();
  benefit.set_kind("film");
  benefit.set_title("观影");
  benefit.set_how("到柜台领票");
  benefit.set_from_ms(kNow - kHour);
  benefit.set_until_ms(kNow + kHour);
  fixture.service.station.mirror.heat_allowance.emplace().set_outdoor_yuan(180);
  fixture.service.mirror();
  CHECK(fixture.page.benefits()->count() == 1);
  CHECK(fixture.page.heatAllowance().contains(QStringLiteral("180")));
  fixture.pass(kHour);
  CHECK(fixture.page.benefits()->count() == 0);
}
