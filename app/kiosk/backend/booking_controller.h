// QML singleton `Booking`: health checks, trainings and meetings with numbered slots. What is said before the last
// step, the booking itself, and a booking found again. GUI thread; acts run on the store thread through BookingService.
// The id of a booking is made when its session is chosen, so that a retry is the same booking.
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/booking_slip.h"
#include "app/kiosk/backend/consents.h"
#include "app/kiosk/backend/identity_form.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/backend/session_details.h"
#include "app/kiosk/backend/work_form.h"
#include "app/kiosk/service/booking_service.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

class SyncController;

class BookingController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Booking)
  QML_SINGLETON

  Q_PROPERTY(warmheart::RowList* sessions READ sessions CONSTANT)  // of the group that is shown
  Q_PROPERTY(int healthChecks READ healthChecks NOTIFY sessionsChanged)
  Q_PROPERTY(int meetings READ meetings NOTIFY sessionsChanged)        // trainings and meetings
  Q_PROPERTY(QString leftToday READ leftToday NOTIFY sessionsChanged)  // 余 12 个名额; "": none
  // The next health check that still has slots, for who stands before the machine; each "" where there is none.
  Q_PROPERTY(QString nextCheckTitle READ nextCheckTitle NOTIFY sessionsChanged)
  Q_PROPERTY(QString nextCheckWhen READ nextCheckWhen NOTIFY sessionsChanged)
  Q_PROPERTY(QString nextCheckPlace READ nextCheckPlace NOTIFY sessionsChanged)
  Q_PROPERTY(QString nextCheckLeft READ nextCheckLeft NOTIFY sessionsChanged)
  Q_PROPERTY(bool healthGroup READ healthGroup NOTIFY sessionsChanged)
  Q_PROPERTY(warmheart::SessionDetails* chosen READ chosen CONSTANT)
  Q_PROPERTY(bool offline READ offline NOTIFY offlineChanged)

  Q_PROPERTY(warmheart::IdentityForm* identity READ identity CONSTANT)  // who comes, without a card
  Q_PROPERTY(warmheart::WorkForm* work READ work CONSTANT)              // the occupation, where the session asks it
  Q_PROPERTY(bool hasInput READ hasInput NOTIFY riderChanged)
  Q_PROPERTY(bool identified READ identified NOTIFY riderChanged)
  Q_PROPERTY(QString maskedName READ maskedName NOTIFY riderChanged)
  Q_PROPERTY(QString refusal READ refusal NOTIFY riderChanged)  // why this person cannot come, or what is with the card
  Q_PROPERTY(warmheart::Consents* consents READ consents CONSTANT)

  Q_PROPERTY(State state READ state NOTIFY stateChanged)
  Q_PROPERTY(QString sentence READ sentence NOTIFY stateChanged)  // Failed: what to do
  Q_PROPERTY(warmheart::BookingSlip* slip READ slip CONSTANT)
  Q_PROPERTY(warmheart::RowList* found READ found CONSTANT)  // bookings of the card that was held here

 public:
  enum class State { Choosing, Saving, Asking, Booked, Failed };
  Q_ENUM(State)

  BookingController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                    const SyncController& sync);
  ~BookingController() override;
  static BookingController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void browse(bool healthChecks);         // which group `sessions` shows
  Q_INVOKABLE void choose(const QString& code);       // begins a new booking
  Q_INVOKABLE void beginIdentity();                   // `identity` and `work` ask who it is
  Q_INVOKABLE bool takeIdentity();                    // true: go on
  Q_INVOKABLE void takeCard(const QString& scanned);  // who it is
  Q_INVOKABLE void book();                            // a second call while saving does nothing
  Q_INVOKABLE void cancel();
  Q_INVOKABLE void open(const QString& code);  // of `found`
  Q_INVOKABLE void wipe() override;
  void refresh();
  void retranslate() override;
  void showFound(Booking booking, const QString& code);  // `code`: by which it was found; "": by ticket or card
  void listOf(const CardNumber& card);                   // fills `found`

  RowList* sessions() { return &m_rows; }
  int healthChecks() const { return count(true); }
  int meetings() const { return count(false); }
  QString leftToday() const;
  QString nextCheckTitle() const;
  QString nextCheckWhen() const;
  QString nextCheckPlace() const;
  QString nextCheckLeft() const;
  bool healthGroup() const { return m_health; }
  SessionDetails* chosen() { return &m_chosen; }
  bool offline() const;
  IdentityForm* identity() { return &m_identity; }
  WorkForm* work() { return &m_work; }
  bool hasInput() const { return m_identity.hasInput() || m_work.hasInput(); }
  bool identified() const { return !m_rider.empty(); }
  QString maskedName() const { return m_masked.get(); }
  QString refusal() const;
  Consents* consents() { return &m_consents; }
  State state() const { return m_state; }
  QString sentence() const;
  BookingSlip* slip() { return &m_slip; }
  const BookingSlip& slip() const { return m_slip; }
  RowList* found() { return &m_found_rows; }

 Q_SIGNALS:
  void sessionsChanged();
  void offlineChanged();
  void riderChanged();
  void stateChanged();

 private:
  int count(bool healthChecks) const;
  const SessionHere* nextCheck() const;  // null: there is none
  void show();
  void showConsents(bool sameAgreements);
  void setState(State state, const char* error = "");
  void finishCard(const QString& scanned, const Result<CardCheck>& result);
  void finishBook(const Result<Booking>& result);
  void take(Booking booking);
  void poll();
  void forgetRider();

  const BackendContext& m_context;
  const StationController& m_station;
  const SyncController& m_sync;
  std::vector<SessionHere> m_here;
  Rows<SessionRow> m_rows, m_found_rows;
  QTimer m_pollTimer;
  bool m_health = true;

  // One booking, from the choice of its session to the end of its page.
  SessionDetails m_chosen;
  IdentityForm m_identity;
  WorkForm m_work;
  Consents m_consents;
  BookingSlip m_slip;
  Uuid m_session, m_id;
  Rider m_rider;
  SecretQString m_masked;
  QByteArray m_card_error;
  std::vector<NotEligible> m_reasons;
  State m_state = State::Choosing;
  QByteArray m_error;
  std::int64_t m_asked_at = 0;  // boot time: how long the centre has been asked
  std::vector<Booking> m_found;
  std::uint64_t m_generation = 0;  // an answer to somebody who has left is dropped
};

}  // namespace warmheart
