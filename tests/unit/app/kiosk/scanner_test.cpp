#include <catch2/catch.hpp>

#include <QSignalSpy>
#include <QWindow>
#include <QtTest/QTest>

#include <QKeyEvent>

#include "tests/unit/app/kiosk/kiosk_bench.h"

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

struct ScanBench : KioskBench {
  FieldWindow window;
  QSignalSpy scans{&backend->scanner, &Scanner::scanned};

  void burst(const QString& text) {
    for (const QChar c : text) QTest::keyClick(&window, c.toLatin1());
  }
};

const QString kCard = QStringLiteral("WH1:6BF%+8K/PHQGE0.V0W-L3K1$ABC123");

}  // namespace

TEST_CASE("a scan with Enter is one scan and nothing of it reaches the focused field") {
  ScanBench bench;
  bench.burst(kCard);
  QTest::keyClick(&bench.window, Qt::Key_Return);
  QTest::qWait(150);
  REQUIRE(bench.scans.count() == 1);
  CHECK(bench.scans[0][0].toString() == kCard);
  CHECK(bench.window.typed.isEmpty());
}

TEST_CASE("a scan without Enter is a scan once the keys have stopped") {
  ScanBench bench;
  bench.burst(kCard);
  CHECK(bench.scans.count() == 0);
  QTest::qWait(200);
  REQUIRE(bench.scans.count() == 1);
  CHECK(bench.scans[0][0].toString() == kCard);
  CHECK(bench.window.typed.isEmpty());
}

TEST_CASE("two scans one after the other are two") {
  ScanBench bench;
  for (int i = 0; i < 2; ++i) {
    bench.burst(kCard);
    QTest::keyClick(&bench.window, Qt::Key_Return);
  }
  QTest::qWait(150);
  CHECK(bench.scans.count() == 2);
}

TEST_CASE("typing by hand reaches the field, every letter, in order, also a quick pair") {
  ScanBench bench;
  for (const char c : std::string("zhangwei12")) {
    QTest::keyClick(&bench.window, c);
    QTest::qWait(90);
  }
  QTest::keyClick(&bench.window, 'a');
  QTest::keyClick(&bench.window, 'b');
  QTest::qWait(200);
  CHECK(bench.window.typed == u"zhangwei12ab");
  CHECK(bench.scans.count() == 0);
}

TEST_CASE("Enter after a few quick letters belongs to the field") {
  ScanBench bench;
  bench.burst(QStringLiteral("ok"));
  QTest::keyClick(&bench.window, Qt::Key_Return);
  QTest::qWait(150);
  CHECK(bench.window.typed == u"ok\r");
  CHECK(bench.scans.count() == 0);
}

TEST_CASE("keys that steer are not held back") {
  ScanBench bench;
  QTest::keyClick(&bench.window, Qt::Key_Return);
  CHECK(bench.window.typed == u"\r");
}

TEST_CASE("what is held back is gone after a wipe") {
  ScanBench bench;
  bench.burst(QStringLiteral("abc"));
  bench.backend->idle.wipeNow();
  QTest::qWait(200);
  CHECK(bench.window.typed.isEmpty());
}
