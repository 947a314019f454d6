// QML singleton `Staff`: staff mode, from a badge at the scanner to its lock a minute after the last touch. Its parts
// hold what is done there; here is who has unlocked it. GUI thread; acts run on the store thread through StaffService.
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/staff_counter.h"
#include "app/kiosk/backend/staff_events.h"
#include "app/kiosk/backend/staff_found.h"
#include "app/kiosk/backend/staff_login.h"
#include "app/kiosk/backend/staff_overview.h"
#include "app/kiosk/backend/staff_queries.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

class IdleGuard;

class StaffController final : public QObject, public PersonalData {
  Q_OBJECT
  QML_NAMED_ELEMENT(Staff)
  QML_SINGLETON

  Q_PROPERTY(QString name READ name NOTIFY nameChanged)  // of who has unlocked
  Q_PROPERTY(warmheart::StaffLogin* login READ login CONSTANT)
  Q_PROPERTY(warmheart::StaffOverview* board READ board CONSTANT)
  Q_PROPERTY(warmheart::StaffCounter* counter READ counter CONSTANT)
  Q_PROPERTY(warmheart::StaffEvents* event READ event CONSTANT)
  Q_PROPERTY(warmheart::StaffFound* found READ found CONSTANT)
  Q_PROPERTY(warmheart::StaffQueries* queries READ queries CONSTANT)

 public:
  static constexpr int kLockMs = 60'000;

  StaffController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                  const IdleGuard& idle);
  ~StaffController() override = default;
  static StaffController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE bool takes(const QString& scanned) const;  // a badge
  Q_INVOKABLE void present(const QString& badge);        // asks its PIN
  Q_INVOKABLE void lock();
  Q_INVOKABLE void wipe() override;
  void setLockAfter(int ms) { m_lock.setInterval(ms); }  // for tests: kLockMs otherwise

  QString name() const { return m_name; }
  StaffLogin* login() { return &m_login; }
  StaffOverview* board() { return &m_overview; }
  const StaffOverview& board() const { return m_overview; }
  StaffCounter* counter() { return &m_counter; }
  StaffEvents* event() { return &m_events; }
  StaffFound* found() { return &m_found; }
  StaffQueries* queries() { return &m_queries; }

 Q_SIGNALS:
  void nameChanged();
  void opened();
  void locked();

 private:
  void unlock(const wire::StaffMember& staff);

  QTimer m_lock, m_pollTimer;
  StaffSession m_session;
  QString m_name;
  StaffLogin m_login;
  StaffOverview m_overview;
  StaffCounter m_counter;
  StaffEvents m_events;
  StaffFound m_found;
  StaffQueries m_queries;
};

}  // namespace warmheart
