#include "app/kiosk/backend/staff_controller.h"

#include "app/kiosk/backend/idle_guard.h"
#include "core/member/card.h"
#include "core/service/badge.h"

namespace warmheart {

namespace {

constexpr int kStaffPollMs = 5'000;

}  // namespace

StaffController::StaffController(BackendRegistry& registry, const BackendContext& context,
                                 const StationController& station, const IdleGuard& idle)
    : PersonalData(registry.personal, Keeps::until_home),
      m_login(registry, context),
      m_overview(registry, context, station, m_session),
      m_counter(registry, context, station, m_session, m_overview),
      m_events(registry, context, m_session, m_overview),
      m_found(registry, context, m_session),
      m_queries(registry, context, station, m_session) {
  m_lock.setSingleShot(true);
  m_lock.setInterval(kLockMs);
  connect(&m_lock, &QTimer::timeout, this, &StaffController::lock);
  m_pollTimer.setInterval(kStaffPollMs);
  connect(&m_pollTimer, &QTimer::timeout, this, [this] {
    m_overview.refresh();
    Q_EMIT m_counter.visitChanged();
  });
  connect(&m_login, &StaffLogin::unlocked, this, &StaffController::unlock);
  connect(&m_login, &StaffLogin::helpWanted, &m_overview, &StaffOverview::readDevice);
  connect(&idle, &IdleGuard::touched, this, [this] {
    if (m_login.state() != StaffLogin::State::Locked) m_lock.start();
  });
}

bool StaffController::takes(const QString& scanned) const { return looks_like_badge(scanned.toStdString()); }

void StaffController::present(const QString& badge) {
  wipe();
  m_login.present(badge);
  m_lock.start();
}

void StaffController::unlock(const wire::StaffMember& staff) {
  m_session.open = true;
  m_session.badge = eight_bytes(view_of(staff.badge_id())).value_or(BadgeId{});
  m_name = QString::fromStdString(staff.name());
  m_pollTimer.start();
  m_lock.start();
  m_overview.refresh();
  Q_EMIT nameChanged();
  Q_EMIT opened();
}

void StaffController::lock() {
  if (m_login.state() == StaffLogin::State::Locked) return;
  wipe();
  Q_EMIT locked();
}

void StaffController::wipe() {
  m_lock.stop();
  m_pollTimer.stop();
  m_session = {false, {}, m_session.generation + 1};
  m_name.clear();
  m_login.wipe();
  m_overview.wipe();
  m_counter.wipe();
  m_events.wipe();
  m_found.wipe();
  m_queries.wipe();
  Q_EMIT nameChanged();
}

}  // namespace warmheart
