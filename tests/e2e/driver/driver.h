// Commands on stdin, one a line; each is answered on stdout by one line, `ok …` or `error …`. README.md lists them.
// GUI thread; the next command waits until the one before is answered.
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <deque>
#include <map>
#include <string>

#include "app/kiosk/backend/backend.h"
#include "tests/e2e/driver/moved_clock.h"
#include "tests/e2e/driver/touch_input.h"

namespace warmheart {

class Driver final : public QObject {
  Q_OBJECT

 public:
  Driver(QQuickWindow& window, Backend& backend, MovedClock& clock);

 private:
  struct Answer {
    bool good = true;
    QString text;
  };
  using Words = QStringList;
  using Command = Answer (Driver::*)(const Words& words);

  static const std::map<QString, Command>& commands();
  void read();
  void work();
  Answer obey(const QString& line);

  Answer tap(const Words& words);
  Answer tap_text(const Words& words);
  Answer type(const Words& words);
  Answer key(const Words& words);
  Answer scan(const Words& words);
  Answer scan_bare(const Words& words);
  Answer draw(const Words& words);
  Answer shot(const Words& words);
  Answer wait(const Words& words);
  Answer get(const Words& words);
  Answer names(const Words& words);
  Answer size(const Words& words);
  Answer clock(const Words& words);
  Answer quit(const Words& words);

  QQuickWindow& m_window;
  Backend& m_backend;
  MovedClock& m_clock;
  TouchInput m_touch;
  QSocketNotifier m_input;
  QByteArray m_read;
  std::deque<QString> m_lines;
  bool m_working = false;
};

}  // namespace warmheart
