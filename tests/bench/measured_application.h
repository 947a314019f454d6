// A QGuiApplication that times its own event loop. Frames: what a window does when it is asked for one, from layout to
// the screen. Steps: every other event the loop hands on, without the frames inside it: as long as one takes, a finger
// waits. GUI thread.
#pragma once

#include <QByteArray>
#include <QEvent>
#include <QGuiApplication>
#include <QPointer>
#include <QString>

#include <vector>

class QQuickWindow;

namespace warmheart {

class MeasuredApplication final : public QGuiApplication {
 public:
  struct Step {
    double ms = 0;
    QEvent::Type type = QEvent::None;
    QByteArray receiver;  // its class
    QString during;
  };

  MeasuredApplication(int& argc, char** argv) : QGuiApplication(argc, argv) {}

  // Counts its frames from now on, and no other window's.
  void watch(QQuickWindow& window);
  // What is done from now on; "" while nothing is counted.
  void begin(const QString& during) { m_during = during; }

  std::vector<double> take_frames();
  const std::vector<Step>& steps() const { return m_steps; }  // of a millisecond and more
  std::size_t step_count() const { return m_step_count; }     // all of them

  bool notify(QObject* receiver, QEvent* event) override;

 private:
  bool notify_frame(QObject* receiver, QEvent* event);
  bool notify_step(QObject* receiver, QEvent* event);

  QPointer<QQuickWindow> m_window;
  QString m_during;
  int m_depth = 0;
  bool m_painted = false;
  double m_frames_inside_ms = 0;  // of the step that is under way
  std::vector<double> m_frames;
  std::vector<Step> m_steps;
  std::size_t m_step_count = 0;
};

}  // namespace warmheart
