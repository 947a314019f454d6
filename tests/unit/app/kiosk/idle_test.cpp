#include <catch2/catch.hpp>

#include <QClipboard>
#include <QGuiApplication>
#include <QPointingDevice>
#include <QSignalSpy>
#include <QWindow>
#include <QtTest/QTest>

#include "app/kiosk/backend/secret_qstring.h"
#include "tests/unit/app/kiosk/kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct IdleFixture : KioskFixture {
  IdleGuard& idle = backend->idle;
  QSignalSpy wiped{&idle, &IdleGuard::wiped};
  void pass(std::int64_t ms) {
    clock.pass(ms);
    idle.countSecond();
  }
};

}  // namespace

TEST_CASE("45 s without touch bring the bar, 20 s more wipe everything") {
  IdleFixture fixture;
  fixture.idle.setAtHome(false);
  fixture.idle.touch();
  fixture.pass(44'000);
  CHECK_FALSE(fixture.idle.warning());
  fixture.pass(1'000);
  CHECK(fixture.idle.warning());
  CHECK(fixture.idle.secondsLeft() == 20);
  fixture.pass(19'000);
  CHECK(fixture.idle.secondsLeft() == 1);
  CHECK(fixture.wiped.count() == 0);
  fixture.pass(1'000);
  CHECK(fixture.wiped.count() == 1);
  CHECK_FALSE(fixture.idle.warning());
  fixture.pass(600'000);
  CHECK(fixture.wiped.count() == 1);
}

TEST_CASE("who listens is there, but once the bar counts only a hand stops it") {
  IdleFixture fixture;
  fixture.idle.setAtHome(false);
  fixture.idle.touch();
  fixture.pass(40'000);
  Q_EMIT fixture.backend->voice.spoke();
  fixture.pass(40'000);
  CHECK_FALSE(fixture.idle.warning());
  fixture.pass(5'000);
  REQUIRE(fixture.idle.warning());
  Q_EMIT fixture.backend->voice.spoke();
  fixture.pass(20'000);
  CHECK(fixture.wiped.count() == 1);
}

TEST_CASE("I am still here extends ten times, and a hand that goes on gets them back") {
  IdleFixture fixture;
  fixture.idle.setAtHome(false);
  fixture.idle.touch();
  for (int i = 0; i < 10; ++i) {
    fixture.pass(50'000);
    REQUIRE(fixture.idle.warning());
    fixture.idle.extend();
    REQUIRE_FALSE(fixture.idle.warning());
  }
  CHECK(fixture.idle.extensionsLeft() == 0);
  fixture.pass(10'000);
  fixture.idle.touch();
  CHECK(fixture.idle.extensionsLeft() == 10);
}

TEST_CASE("a key that says one is still there presses nothing on the page") {
  IdleFixture fixture;
  QWindow window;
  fixture.idle.setAtHome(false);
  for (const int key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape}) {
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
    CHECK_FALSE(fixture.idle.eventFilter(&window, &press));
    fixture.pass(50'000);
    REQUIRE(fixture.idle.warning());
    CHECK(fixture.idle.eventFilter(&window, &press));
    CHECK_FALSE(fixture.idle.warning());
  }
}

TEST_CASE("looks other than the configured ones are somebody's, until they go back") {
  IdleFixture fixture;
  AppearanceController& looks = fixture.backend->appearance;
  QSignalSpy told(&looks, &AppearanceController::chosenChanged);
  CHECK_FALSE(looks.chosen());
  looks.setLanguage(QStringLiteral("en"));
  CHECK(looks.chosen());
  CHECK(told.count() == 1);
  looks.setLanguage(QStringLiteral("zh"));
  CHECK_FALSE(looks.chosen());
  looks.setTheme(QStringLiteral("contrast"));
  CHECK(looks.chosen());
  looks.setLoweredControls(true);
  looks.setLargeType(true);
  fixture.idle.wipeNow();
  CHECK_FALSE(looks.chosen());
}

TEST_CASE("at home there is nothing to warn about: what was changed goes back by itself") {
  IdleFixture fixture;
  fixture.idle.touch();
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  fixture.backend->appearance.setLargeType(true);
  fixture.pass(45'000);
  CHECK(fixture.wiped.count() == 1);
  CHECK(fixture.backend->appearance.language() == u"zh");
  CHECK_FALSE(fixture.backend->appearance.largeType());
}

TEST_CASE("person A walks away half-way: B sees nothing of A") {
  IdleFixture fixture;
  fixture.fill();
  JoinController& join = fixture.join();
  join.signing()->setDeclined(false);
  join.signing()->strokes()->beginStroke({0.1, 0.1});
  fixture.card().search()->setCode(QStringLiteral("123"));
  fixture.card().search()->setLastFour(QStringLiteral("0001"));
  QGuiApplication::clipboard()->setText(QStringLiteral("欧阳小明"));
  const QString read_by_a_page = join.identity()->name();  // shares the buffer, as the QML engine does
  REQUIRE(read_by_a_page == u"欧阳小明");

  fixture.idle.wipeNow();

  CHECK(join.identity()->name().isEmpty());
  CHECK(join.identity()->documentNumber().isEmpty());
  CHECK(join.identity()->mobile().isEmpty());
  CHECK(join.work()->employer().isEmpty());
  CHECK(join.work()->occupation().isEmpty());
  CHECK(join.work()->streetCode().isEmpty());
  CHECK(join.signing()->strokes()->empty());
  CHECK_FALSE(join.hasInput());
  CHECK(join.identity()->nameError().isEmpty());
  CHECK(fixture.card().search()->code().isEmpty());
  CHECK(fixture.card().search()->lastFour().isEmpty());
  CHECK(QGuiApplication::clipboard()->text().isEmpty());
  CHECK(fixture.service.forgotten > 0);
  // Overwritten, not only released.
  CHECK_FALSE(read_by_a_page.contains(u'欧'));
  CHECK_FALSE(read_by_a_page.contains(u'明'));
}

TEST_CASE("wiping a text overwrites it and leaves the giver's own string alone") {
  const QString given = QStringLiteral("张") + QStringLiteral("伟");
  SecretQString text;
  CHECK(text.set(given));
  CHECK_FALSE(text.set(given));
  const QString copy = text.get();
  text.wipe();
  CHECK(text.isEmpty());
  CHECK_FALSE(copy.contains(u'张'));
  CHECK(given == u"张伟");
}

TEST_CASE("a stuck touch and a stuck key keep nobody's form open") {
  IdleFixture fixture;
  QWindow window;
  window.resize(400, 400);
  window.show();
  fixture.idle.setAtHome(false);
  QPointingDevice* screen = QTest::createTouchDevice();
  QTest::touchEvent(&window, screen).press(0, QPoint(50, 50), &window);
  QTest::keyPress(&window, Qt::Key_A);
  QTest::qWait(200);  // the scanner gives back what was no scan
  for (int second = 0; second < 65; ++second) {
    QTest::touchEvent(&window, screen).move(0, QPoint(50 + second % 2, 50), &window);
    QKeyEvent again(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier, QStringLiteral("a"), true);
    QCoreApplication::sendEvent(&window, &again);
    fixture.pass(1'000);
  }
  CHECK(fixture.wiped.count() == 1);
}

TEST_CASE("Home that nobody touches for a minute rests, until a touch; elsewhere nothing rests") {
  IdleFixture fixture;
  fixture.pass(59'000);
  CHECK_FALSE(fixture.idle.resting());
  fixture.pass(1'000);
  CHECK(fixture.idle.resting());
  fixture.idle.touch();
  CHECK_FALSE(fixture.idle.resting());
  fixture.pass(45'000);  // the wipe of who has left is no touch
  fixture.pass(15'000);
  CHECK(fixture.idle.resting());
  fixture.idle.setAtHome(false);
  CHECK_FALSE(fixture.idle.resting());
  fixture.pass(600'000);
  CHECK_FALSE(fixture.idle.resting());
}

TEST_CASE("a station that wants no attract screen has none") {
  IdleFixture fixture;
  fixture.config.attract_seconds = 0;
  fixture.pass(600'000);
  CHECK_FALSE(fixture.idle.resting());
}
