// A street pop-up or a meeting at this device: one touch starts it, every sign-up and visit carries it until it ends. A
// part of Staff; GUI thread.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <optional>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/staff_session.h"
#include "app/kiosk/service/staff_service.h"

namespace warmheart {

struct BackendContext;
class StaffOverview;

class StaffEvents final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(bool on READ on NOTIFY changed)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString since READ since NOTIFY changed)  // 自 10:05 起
  Q_PROPERTY(int joins READ joins NOTIFY changed)
  Q_PROPERTY(int visits READ visits NOTIFY changed)
  Q_PROPERTY(QString done READ done NOTIFY changed)  // the tally of the one that was just ended

 public:
  StaffEvents(BackendRegistry& registry, const BackendContext& context, const StaffSession& session,
              StaffOverview& overview);
  ~StaffEvents() override = default;

  Q_INVOKABLE void start(const QString& kind, const QString& title, const QString& place);
  Q_INVOKABLE void end(int people);
  void wipe() override;
  void retranslate() override { Q_EMIT changed(); }

  bool on() const;
  QString title() const;
  QString since() const;
  int joins() const;
  int visits() const;
  QString done() const;

 Q_SIGNALS:
  void changed();

 private:
  const BackendContext& m_context;
  const StaffSession& m_session;
  StaffOverview& m_overview;
  std::optional<EventNow> m_ended;
  unsigned m_ended_people = 0;
};

}  // namespace warmheart
