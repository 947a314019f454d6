// Frames of the real pages with Qt's software renderer at 1080×1920: while pages slide, and while digits and letters
// are touched on the screen. Beside them a page of plain rectangles and words that slides in the same run. Times are of
// one frame, from the beginning of its synchronisation to its swap, in the GUI thread: what a finger waits for. Usage:
// bench_frames
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QQmlComponent>
#include <QQuickItem>
#include <QtTest/QTest>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "tests/shots/page_harness.h"

namespace {

using namespace warmheart;

constexpr int kRounds = 5;
constexpr int kSlideMs = 320;
constexpr double kNothingPaintedMs = 0.1;  // such frames would flatter the figures

const char* const kMockPage = R"(
import QtQuick
Window {
    id: mock
    width: 1080; height: 1920; visible: true
    property alias page: page
    Rectangle {
        id: page
        width: 1080; height: 1920; color: "#fbf8f3"
        Column {
            spacing: 24; x: 60; y: 60
            Repeater {
                model: 12
                Rectangle {
                    required property int index
                    width: 960; height: 120; radius: 18; color: "white"; border.color: "#806b5c"
                    Text { anchors.centerIn: parent; text: "要用哪一样？ " + parent.index; font.pixelSize: 48 }
                }
            }
        }
        XAnimator on x { id: slide; from: 1080; to: 0; duration: 300; loops: Animation.Infinite }
    }
})";

class Frames {
 public:
  explicit Frames(QQuickWindow* window) {
    QObject::connect(
        window, &QQuickWindow::beforeSynchronizing, &m_here, [this] { m_since.start(); }, Qt::DirectConnection);
    QObject::connect(
        window, &QQuickWindow::frameSwapped, &m_here,
        [this] {
          const double taken = static_cast<double>(m_since.nsecsElapsed()) / 1e6;
          if (m_counting && taken > kNothingPaintedMs) m_taken.push_back(taken);
        },
        Qt::DirectConnection);
  }
  void count(bool on) { m_counting = on; }
  void print(const char* name) {
    std::ranges::sort(m_taken);
    if (m_taken.empty()) return (void)std::printf("%-22s no frame\n", name);
    const auto at = [this](double share) {
      return m_taken[static_cast<std::size_t>(share * static_cast<double>(m_taken.size() - 1))];
    };
    std::printf("%-22s median %5.1f ms   p99 %5.1f ms   worst %5.1f ms   %zu frames   goal p99 ≤ 10 ms\n", name,
                at(0.5), at(0.99), m_taken.back(), m_taken.size());
    m_taken.clear();
  }

 private:
  QObject m_here;
  QElapsedTimer m_since;
  bool m_counting = false;
  std::vector<double> m_taken;
};

QQuickItem* visible_item(QQuickItem* below, const QString& name) {
  if (!below->isVisible()) return nullptr;
  if (below->objectName() == name) return below;
  for (QQuickItem* child : below->childItems()) {
    if (QQuickItem* found = visible_item(child, name)) return found;
  }
  return nullptr;
}

void touch(PageHarness& harness, const QString& name) {
  QQuickItem* item = visible_item(harness.window()->contentItem(), name);
  if (!item) return (void)std::fprintf(stderr, "%s is not there\n", qPrintable(name));
  QTest::mouseClick(harness.window(), Qt::LeftButton, {},
                    item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint());
  harness.settle(40);
}

void bench_pages(PageHarness& harness) {
  Frames frames(harness.window());
  harness.backend().appearance.setReducedMotion(false);
  for (int round = 0; round <= kRounds; ++round) {
    frames.count(round > 0);  // the first time fonts and pages are loaded
    for (const char* page : {"visit", "joinStart", "joinConsent", "joinIdentity", "joinWork", "joinPlace", "joinUnion",
                             "myCard", "check", "help", "emergency", "finder"}) {
      harness.run(QStringLiteral("page.go(Routes.%1)").arg(QLatin1String(page)));
      harness.settle(kSlideMs);
      harness.run(QStringLiteral("page.back()"));
      harness.settle(kSlideMs);
    }
  }
  frames.print("pages slide");
}

void bench_typing(PageHarness& harness) {
  harness.backend().appearance.setReducedMotion(true);
  harness.backend().join.begin();
  harness.run(QStringLiteral("page.go(Routes.joinIdentity)"));
  Frames frames(harness.window());
  touch(harness, QStringLiteral("documentNumberInput"));
  harness.settle(400);
  for (int round = 0; round <= kRounds; ++round) {
    frames.count(round > 0);
    for (const char digit : std::string("110105199003071")) touch(harness, QStringLiteral("pad_") + QLatin1Char(digit));
    harness.backend().join.identity()->setDocumentNumber({});
  }
  frames.print("digits are touched");
  touch(harness, QStringLiteral("nameInput"));
  harness.settle(400);
  for (int round = 0; round <= kRounds; ++round) {
    frames.count(round > 0);
    for (const char letter : std::string("zhangwei")) touch(harness, QStringLiteral("key_") + QLatin1Char(letter));
    harness.backend().join.identity()->setName({});
    for (int i = 0; i < 8; ++i) QTest::keyClick(harness.window(), Qt::Key_Backspace);
  }
  frames.print("Pinyin is touched");
}

void bench_mock() {
  QQmlEngine engine;
  QQmlComponent component(&engine);
  component.setData(kMockPage, QUrl());
  const std::unique_ptr<QObject> made(component.create());
  auto* window = qobject_cast<QQuickWindow*>(made.get());
  if (!window) return (void)std::fprintf(stderr, "%s\n", qPrintable(component.errorString()));
  QTest::qWait(500);
  Frames frames(window);
  frames.count(true);
  QTest::qWait(5'000);
  frames.print("a mock page slides");
}

}  // namespace

int main(int argc, char** argv) {
  warmheart::prepare_page_harness();
  QGuiApplication application(argc, argv);
  bench_mock();
  warmheart::PageHarness harness(WARMHEART_SOURCE_DIR, warmheart::kPortrait, "zh", "warm");
  if (!harness.open()) return 1;
  bench_pages(harness);
  bench_typing(harness);
  return 0;
}
