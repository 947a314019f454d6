#include <catch2/catch.hpp>

#include <QSignalSpy>
#include <QWindow>
#include <QtTest/QTest>

#include <QKeyEvent>

#include "tests/unit/app/kiosk/kiosk_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

// What a focused field would have got.
struct FieldWindow : QWindow {
  QString typed;
  FieldWindow() {
    resize(100, 100);
    show();
    requestActivate();
  }
  void keyPressEvent(QKeyEvent* event) override { typed += event->text(); }
};

struct ScanFixture : KioskFixture {
  FieldWindow window;
  QSignalSpy scans{&backend->scanner, &Scanner::scanned};

  void burst(const QString& text) {
    for (const QChar c : text) QTest::keyClick(&window, c.toLatin1());
  }
};

const QString kCard = QStringLiteral("WH1:6BF%+8K/PHQGE0.V0W-L3K1$ABC123");

}  // namespace

TEST_CASE("a scan with Enter is one scan and nothing of it reaches the focused field") {
  ScanFixture fixture;
  fixture.burst(kCard);
  QTest::keyClick(&fixture.window, Qt::Key_Return);
  QTest::qWait(150);
  REQUIRE(fixture.scans.count() == 1);
  CHECK(fixture.scans[0][0].toString() == kCard);
  CHECK(fixture.window.typed.isEmpty());
}

TEST_CASE("a scan without Enter is a scan once the keys have stopped") {
  ScanFixture fixture;
  fixture.burst(kCard);
  CHECK(fixture.scans.count() == 0);
  QTest::qWait(200);
  REQUIRE(fixture.scans.count() == 1);
  CHECK(fixture.scans[0][0].toString() == kCard);
  CHECK(fixture.window.typed.isEmpty());
}

TEST_CASE("two scans one after the other are two") {
  ScanFixture fixture;
  for (int i = 0; i < 2; ++i) {
    fixture.burst(kCard);
    QTest::keyClick(&fixture.window, Qt::Key_Return);
  }
  QTest::qWait(150);
  CHECK(fixture.scans.count() == 2);
}

TEST_CASE("typing by hand reaches the field, every letter, in order, also a quick pair") {
  ScanFixture fixture;
  for (const char c : std::string("zhangwei12")) {
    QTest::keyClick(&fixture.window, c);
    QTest::qWait(90);
  }
  QTest::keyClick(&fixture.window, 'a');
  QTest::keyClick(&fixture.window, 'b');
  QTest::qWait(200);
  CHECK(fixture.window.typed == u"zhangwei12ab");
  CHECK(fixture.scans.count() == 0);
}

TEST_CASE("Enter after a few quick letters belongs to the field") {
  ScanFixture fixture;
  fixture.burst(QStringLiteral("ok"));
  QTest::keyClick(&fixture.window, Qt::Key_Return);
  QTest::qWait(150);
  CHECK(fixture.window.typed == u"ok\r");
  CHECK(fixture.scans.count() == 0);
}

TEST_CASE("keys that steer are not held back") {
  ScanFixture fixture;
  QTest::keyClick(&fixture.window, Qt::Key_Return);
  CHECK(fixture.window.typed == u"\r");
}

TEST_CASE("what is held back is gone after a wipe") {
  ScanFixture fixture;
  fixture.burst(QStringLiteral("abc"));
  fixture.backend->idle.wipeNow();
  QTest::qWait(200);
  CHECK(fixture.window.typed.isEmpty());
}
