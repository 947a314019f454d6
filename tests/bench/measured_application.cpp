#include "tests/bench/measured_application.h"

#include <QElapsedTimer>
#include <QQuickWindow>
#include <QThread>

#include <utility>

namespace warmheart {

namespace {

constexpr double kNothingPaintedMs = 0.1;  // such frames would flatter the figures
constexpr double kKeptMs = 1;

double ms_of(const QElapsedTimer& since) { return static_cast<double>(since.nsecsElapsed()) / 1e6; }

}  // namespace

void MeasuredApplication::watch(QQuickWindow& window) {
  m_window = &window;
  m_frames.clear();
  QObject::connect(
      &window, &QQuickWindow::frameSwapped, this, [this] { m_painted = true; }, Qt::DirectConnection);
}

std::vector<double> MeasuredApplication::take_frames() { return std::exchange(m_frames, {}); }

bool MeasuredApplication::notify(QObject* receiver, QEvent* event) {
  // Threads of Qt's own hand their events on here, too.
  if (m_during.isEmpty() || QThread::currentThread() != thread()) return QGuiApplication::notify(receiver, event);
  if (event->type() == QEvent::UpdateRequest && receiver == m_window.data()) return notify_frame(receiver, event);
  return m_depth > 0 ? QGuiApplication::notify(receiver, event) : notify_step(receiver, event);
}

// Comes alone, or inside the timer of the window that asks for it.
bool MeasuredApplication::notify_frame(QObject* receiver, QEvent* event) {
  m_painted = false;
  QElapsedTimer since;
  ++m_depth;
  since.start();
  const bool taken = QGuiApplication::notify(receiver, event);
  const double ms = ms_of(since);
  --m_depth;
  m_frames_inside_ms += ms;
  if (m_painted && ms > kNothingPaintedMs) m_frames.push_back(ms);
  return taken;
}

bool MeasuredApplication::notify_step(QObject* receiver, QEvent* event) {
  const QEvent::Type type = event->type();
  const QByteArray name(receiver->metaObject()->className());  // it may not outlive its event
  const QString during = m_during;
  m_frames_inside_ms = 0;
  QElapsedTimer since;
  ++m_depth;
  since.start();
  const bool taken = QGuiApplication::notify(receiver, event);
  const double ms = ms_of(since) - m_frames_inside_ms;
  --m_depth;
  ++m_step_count;
  if (ms >= kKeptMs) m_steps.push_back({ms, type, name, during});
  return taken;
}

}  // namespace warmheart
