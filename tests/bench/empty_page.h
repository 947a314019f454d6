// A window with an empty page, a field and the kiosk's keyboard: what the kiosk's figures are held against. GUI thread.
#pragma once

#include <QQmlApplicationEngine>

class QQuickWindow;

namespace warmheart {

class EmptyPage {
 public:
  // Null: it could not be loaded, and the reasons are on stderr.
  QQuickWindow* open();

 private:
  QQmlApplicationEngine m_engine;
};

}  // namespace warmheart
