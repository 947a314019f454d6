// A session in words: the one that is chosen, or the one that is booked. A part of Booking; GUI thread. Nothing
// personal.
#pragma once

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <optional>

#include "app/kiosk/backend/backend_registry.h"
#include "core/station/slots.h"

namespace warmheart {

struct BackendContext;
class StationController;

class SessionDetails final : public QObject, public Translated {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString when READ when NOTIFY changed)
  Q_PROPERTY(QString place READ place NOTIFY changed)
  Q_PROPERTY(QString included READ included NOTIFY changed)
  Q_PROPERTY(QString prepare READ prepare NOTIFY changed)
  Q_PROPERTY(QString provider READ provider NOTIFY changed)
  Q_PROPERTY(QStringList rules READ rules NOTIFY changed)  // who may come, a sentence each
  Q_PROPERTY(QString left READ left NOTIFY changed)
  Q_PROPERTY(bool atOnce READ atOnce NOTIFY changed)      // this station holds a slot
  Q_PROPERTY(bool bookable READ bookable NOTIFY changed)  // still open
  Q_PROPERTY(QString notice READ notice NOTIFY changed)   // why it is cancelled or changed
  Q_PROPERTY(bool needsCard READ needsCard NOTIFY changed)
  Q_PROPERTY(bool asksOccupation READ asksOccupation NOTIFY changed)

 public:
  SessionDetails(BackendRegistry& registry, const BackendContext& context, const StationController& station);

  void show(std::optional<SessionHere> here);  // none: nothing is chosen, or it is gone
  const wire::Session* session() const { return m_here ? &m_here->session : nullptr; }
  bool isHealthCheck() const;
  void retranslate() override { Q_EMIT changed(); }

  QString title() const;
  QString when() const;
  QString place() const;
  QString included() const;
  QString prepare() const;
  QString provider() const;
  QStringList rules() const;
  QString left() const;
  bool atOnce() const { return m_here && m_here->confirmable > 0; }
  bool bookable() const;
  QString notice() const;
  bool needsCard() const;
  bool asksOccupation() const;

 Q_SIGNALS:
  void changed();

 private:
  const BackendContext& m_context;
  const StationController& m_station;
  std::optional<SessionHere> m_here;
};

}  // namespace warmheart
