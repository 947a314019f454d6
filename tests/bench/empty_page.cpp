#include "tests/bench/empty_page.h"

#include <QQuickWindow>

#include "app/kiosk/keyboard/prepare.h"

namespace warmheart {

QQuickWindow* EmptyPage::open() {
  register_keyboard_modules();
  m_engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
  m_engine.load(QUrl(QStringLiteral("qrc:/bench/EmptyPage.qml")));
  if (m_engine.rootObjects().isEmpty()) return nullptr;
  auto* const window = qobject_cast<QQuickWindow*>(m_engine.rootObjects().constFirst());
  if (window) window->requestActivate();
  return window;
}

}  // namespace warmheart
