#include "app/kiosk/backend/idle_guard.h"

#include <QKeyEvent>
#include <QTouchEvent>
#include <QWindow>

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/personal_data.h"
#include "app/kiosk/program/config.h"
#include "core/base/clock.h"

namespace warmheart {

namespace {

// A press, not a touch or a key that lasts: a drop of water that never lets go is nobody.
bool is_press(const QEvent& event) {
  switch (event.type()) {
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin: return true;
    case QEvent::KeyPress: return !static_cast<const QKeyEvent&>(event).isAutoRepeat();
    case QEvent::TouchUpdate: {
      const auto& points = static_cast<const QTouchEvent&>(event).points();
      return std::ranges::any_of(points,
                                 [](const QEventPoint& point) { return point.state() == QEventPoint::Pressed; });
    }
    default: return false;
  }
}

// ✓ and ↩ of a keypad act on whatever the page has under the keys.
bool acts_on_the_page(const QEvent& event) {
  if (event.type() != QEvent::KeyPress) return false;
  const int key = static_cast<const QKeyEvent&>(event).key();
  return key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape;
}

}  // namespace

IdleGuard::IdleGuard(PersonalRegistry& personal, const BackendContext& context)
    : m_personal(personal),
      m_context(context),
      m_lastTouchMs(context.clock.now().boottime_ms),
      m_quietSinceMs(m_lastTouchMs) {
  connect(&m_timer, &QTimer::timeout, this, &IdleGuard::countSecond);
  m_timer.start(1000);
}

void IdleGuard::setAtHome(bool atHome) {
  if (m_atHome == atHome) return;
  m_atHome = atHome;
  m_quietSinceMs = m_context.clock.now().boottime_ms;
  setResting(false);
  Q_EMIT atHomeChanged();
}

bool IdleGuard::eventFilter(QObject* watched, QEvent* event) {
  if (!watched->isWindowType() || !is_press(*event)) return false;
  if (!warning()) {
    touch();
    return false;
  }
  // A hand anywhere means the same as the button, and nothing else.
  const bool stays = m_extensionsLeft > 0;
  extend();
  return stays && acts_on_the_page(*event);
}

void IdleGuard::touch() {
  const std::int64_t now = m_context.clock.now().boottime_ms;
  m_clean = false;
  m_quietSinceMs = now;
  setResting(false);
  Q_EMIT touched();
  // The same press may arrive twice (touch, and the mouse made of it): it must not fill up what it has just used.
  const bool anew = now - m_lastTouchMs > 500;
  m_lastTouchMs = now;
  if (!anew || warning() || m_extensionsLeft == kExtensions) return;
  m_extensionsLeft = kExtensions;
  Q_EMIT changed();
}

void IdleGuard::extend() {
  if (!warning() || m_extensionsLeft == 0) return;
  --m_extensionsLeft;
  m_secondsLeft = 0;
  m_lastTouchMs = m_context.clock.now().boottime_ms;
  Q_EMIT changed();
}

void IdleGuard::setResting(bool resting) {
  if (m_resting == resting) return;
  m_resting = resting;
  Q_EMIT restingChanged();
}

void IdleGuard::countSecond() {
  const std::int64_t rest_ms = m_context.config.attract_seconds * std::int64_t{1000};
  if (rest_ms > 0 && m_atHome) setResting(m_context.clock.now().boottime_ms - m_quietSinceMs >= rest_ms);
  if (m_clean) return;
  const std::int64_t quiet = m_context.clock.now().boottime_ms - m_lastTouchMs;
  if (quiet < kQuietMs) return;
  const std::int64_t left = kQuietMs + kWarningMs - quiet;
  if (m_atHome || left <= 0) return wipeNow();
  const int seconds = static_cast<int>((left + 999) / 1000);
  if (seconds == m_secondsLeft) return;
  m_secondsLeft = seconds;
  Q_EMIT changed();
}

void IdleGuard::wipeNow() {
  m_clean = true;
  m_secondsLeft = 0;
  m_extensionsLeft = kExtensions;
  m_lastTouchMs = m_context.clock.now().boottime_ms;
  Q_EMIT wiping();
  m_personal.wipe_all();
  Q_EMIT changed();
  Q_EMIT wiped();
}

void IdleGuard::wipeTyped() { m_personal.wipe_typed(); }

}  // namespace warmheart
