// Visits at the counter: a service is one touch, a member one scan before it; and who comes with a ticket. A part of
// Staff; GUI thread. Personal.
#pragma once

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <optional>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/backend/staff_session.h"
#include "app/kiosk/service/booking_service.h"
#include "app/kiosk/service/visit_service.h"

namespace warmheart {

struct BackendContext;
class StaffOverview;
class StationController;

class StaffCounter final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the backend")
  Q_PROPERTY(QString cardName READ cardName NOTIFY visitChanged)  // of the card for the next touch; "": none
  Q_PROPERTY(int people READ people WRITE setPeople NOTIFY visitChanged)
  Q_PROPERTY(QString visitText READ visitText NOTIFY visitChanged)  // what was just registered, or what went wrong
  Q_PROPERTY(bool visitBad READ visitBad NOTIFY visitChanged)
  Q_PROPERTY(int undoSeconds READ undoSeconds NOTIFY visitChanged)
  Q_PROPERTY(QString ticketTitle READ ticketTitle NOTIFY ticketChanged)  // of a ticket that was scanned; "": none
  Q_PROPERTY(QString ticketDetail READ ticketDetail NOTIFY ticketChanged)
  Q_PROPERTY(bool ticketOpen READ ticketOpen NOTIFY ticketChanged)  // attendance can be noted

 public:
  StaffCounter(BackendRegistry& registry, const BackendContext& context, const StationController& station,
               const StaffSession& session, StaffOverview& overview);
  ~StaffCounter() override = default;

  Q_INVOKABLE void scan(const QString& scanned);  // a card for the next touch, or a ticket
  Q_INVOKABLE void dropCard();
  Q_INVOKABLE void registerVisit(const QString& service);  // one touch
  Q_INVOKABLE void undo();
  Q_INVOKABLE void noteAttendance(bool attended);
  void wipe() override;
  void retranslate() override;

  QString cardName() const { return m_card_name.get(); }
  int people() const { return m_people; }
  void setPeople(int people);
  QString visitText() const;
  bool visitBad() const { return !m_visit_error.isEmpty(); }
  int undoSeconds() const;
  QString ticketTitle() const;
  QString ticketDetail() const;
  bool ticketOpen() const { return m_ticket && m_ticket->state == BookingState::confirmed; }

 Q_SIGNALS:
  void visitChanged();
  void ticketChanged();

 private:
  void takeCard(const Result<CardCheck>& result);

  const BackendContext& m_context;
  const StationController& m_station;
  const StaffSession& m_session;
  StaffOverview& m_overview;
  std::optional<CardNumber> m_card;
  SecretQString m_card_name;
  std::string m_card_occupation;
  int m_people = 1;
  bool m_saving = false;
  std::optional<RegisteredVisit> m_visit;
  std::int64_t m_saved_at = 0;  // boot time
  QByteArray m_visit_error;
  std::optional<Booking> m_ticket;
  QByteArray m_ticket_error;
};

}  // namespace warmheart
