#include "tests/shots/pages.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QQuickItem>

#include "tests/shots/stage.h"

namespace warmheart {

void go(Stage& stage, const char* route) { stage.run(QStringLiteral("page.go(Routes.%1)").arg(QString::fromUtf8(route))); }

void strike(Stage& stage, int key) {
  QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
  QCoreApplication::sendEvent(stage.window(), &press);
  QKeyEvent release(QEvent::KeyRelease, key, Qt::NoModifier);
  QCoreApplication::sendEvent(stage.window(), &release);
  stage.settle(20);
}

void focus(Stage& stage, const char* field) {
  stage.window()->requestActivate();
  if (auto* item = stage.window()->findChild<QQuickItem*>(QString::fromUtf8(field))) item->forceActiveFocus(Qt::MouseFocusReason);
  stage.settle(250);
}

const std::vector<PageShot>& page_shots() {
  static const std::vector<PageShot> shots = [] {
    std::vector<PageShot> all = {
        {"home", [](Stage&) {}},
        {"access", [](Stage& s) { s.run(QStringLiteral("page.panelAsked()")); }},
        {"access-voice", [](Stage& s) {
           s.voice().plug(true);
           s.backend().voice.setOn(true);
           s.run(QStringLiteral("page.panelAsked()"));
         }},
    };
    for (const auto& journey : {visit_shots(), join_shots(), card_shots(), check_shots(), help_shots(), staff_shots(), phone_shots()}) all.insert(all.end(), journey.begin(), journey.end());
    return all;
  }();
  return shots;
}

}  // namespace warmheart
