#include "tests/bench/finger.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTimer>
#include <QtTest/QTest>

#include <cstdio>

namespace warmheart {

namespace {

constexpr int kPatienceMs = 500;
constexpr int kHeldMs = 40;  // a quick finger

QPointingDevice* touch_screen() {
  static QPointingDevice* const device = QTest::createTouchDevice();
  return device;
}

QQuickItem* seen_below(QQuickItem* item, const QString& name) {
  if (!item->isVisible()) return nullptr;
  if (item->objectName() == name) return item;
  for (QQuickItem* child : item->childItems()) {
    if (QQuickItem* found = seen_below(child, name)) return found;
  }
  return nullptr;
}

}  // namespace

void let_pass(int ms) {
  QEventLoop loop;
  QTimer::singleShot(ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
  loop.exec();
}

std::optional<double> to_next_frame(QQuickWindow& window, const std::function<void()>& act) {
  QEventLoop loop;
  QElapsedTimer since;
  std::optional<double> taken;
  QObject::connect(
      &window, &QQuickWindow::frameSwapped, &loop,
      [&] {
        if (!taken) taken = static_cast<double>(since.nsecsElapsed()) / 1e6;
        loop.quit();
      },
      Qt::DirectConnection);
  QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
  since.start();
  act();
  if (!taken) loop.exec();
  return taken;
}

QQuickItem* shown_item_of(QQuickWindow& window, const QString& name) {
  QQuickItem* const item = seen_below(window.contentItem(), name);
  if (!item) std::fprintf(stderr, "%s is not there\n", qPrintable(name));
  return item;
}

std::optional<double> tap(QQuickWindow& window, const QString& name) {
  const QQuickItem* const item = shown_item_of(window, name);
  if (!item) return {};
  const QPoint middle = item->mapToScene(QPointF(item->width() / 2, item->height() / 2)).toPoint();
  QTest::touchEvent(&window, touch_screen()).press(0, middle, &window);
  let_pass(kHeldMs);
  const auto taken =
      to_next_frame(window, [&] { QTest::touchEvent(&window, touch_screen()).release(0, middle, &window); });
  let_pass(kHeldMs);
  return taken;
}

}  // namespace warmheart
