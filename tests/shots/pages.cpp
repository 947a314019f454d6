#include "tests/shots/pages.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QQuickItem>

#include "tests/shots/checks.h"
#include "tests/shots/page_harness.h"

namespace warmheart {

void go(PageHarness& harness, const char* route) {
  harness.run(QStringLiteral("page.go(Routes.%1)").arg(QString::fromUtf8(route)));
}

void strike(PageHarness& harness, int key) {
  QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
  QCoreApplication::sendEvent(harness.window(), &press);
  QKeyEvent release(QEvent::KeyRelease, key, Qt::NoModifier);
  QCoreApplication::sendEvent(harness.window(), &release);
  harness.settle();
}

void touch(PageHarness& harness, const char* name) {
  const QQuickItem* item = shown_item(harness.window()->contentItem(), QString::fromUtf8(name));
  if (!item) return;
  const QPointF at = item->mapToScene(QPointF(item->width() / 2, item->height() / 2));
  for (const QEvent::Type type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
    const Qt::MouseButtons down = type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton;
    QMouseEvent event(type, at, at, Qt::LeftButton, down, Qt::NoModifier);
    QCoreApplication::sendEvent(harness.window(), &event);
    harness.settle();
  }
}

void focus(PageHarness& harness, const char* field) {
  harness.window()->requestActivate();
  if (auto* item = harness.window()->findChild<QQuickItem*>(QString::fromUtf8(field)))
    item->forceActiveFocus(Qt::MouseFocusReason);
  harness.settle(250);
}

const std::vector<PageShot>& page_shots() {
  static const std::vector<PageShot> shots = [] {
    std::vector<PageShot> all = {
        {"home", [](PageHarness&) {}},
        {"access", [](PageHarness& s) { s.run(QStringLiteral("page.panelAsked()")); }},
        {"access-voice",
         [](PageHarness& s) {
           s.voice().plug(true);
           s.backend().voice.setOn(true);
           s.run(QStringLiteral("page.panelAsked()"));
         }},
    };
    for (const auto& journey : {visit_shots(), join_shots(), card_shots(), check_shots(), help_shots(), staff_shots(),
                                phone_shots(), notice_shots(), state_shots()})
      all.insert(all.end(), journey.begin(), journey.end());
    return all;
  }();
  return shots;
}

}  // namespace warmheart
