// What pages leave behind when they are gone: strings that only the QML engine's collector frees, the text that a
// regular expression saw last, dead frames of the GUI thread's stack, and the memory that all of it has taken. Swept
// whenever Home is shown again. Owner: the engine. GUI thread.
#pragma once

#include <QObject>
#include <QTimer>

class QQmlEngine;

namespace warmheart {

class IdleGuard;

class EngineSweeper final : public QObject {
  Q_OBJECT

 public:
  EngineSweeper(QQmlEngine& engine, IdleGuard& idle);

 private:
  void sweep();
  void release();

  QQmlEngine& m_engine;
  IdleGuard& m_idle;
  QTimer m_soon;
};

}  // namespace warmheart
