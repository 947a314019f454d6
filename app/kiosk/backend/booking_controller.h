// QML singleton `Booking`: health checks, trainings and meetings with numbered places. What is said before the last step, the
// booking itself, and a booking found again. GUI thread; acts run on the store thread through BookingService. The id of a booking is
// made when its session is chosen, so that a retry is the same booking.
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

#include "app/kiosk/backend/models.h"
#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/backend/session_model.h"
#include "app/kiosk/service/booking_service.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class JoinController;
class StationController;
class SyncController;

class BookingController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Booking)
  QML_SINGLETON

  Q_PROPERTY(warmheart::SessionModel* sessions READ sessions CONSTANT)        // of the group that is shown
  Q_PROPERTY(int healthChecks READ healthChecks NOTIFY sessionsChanged)
  Q_PROPERTY(int meetings READ meetings NOTIFY sessionsChanged)               // trainings and meetings
  Q_PROPERTY(QString leftToday READ leftToday NOTIFY sessionsChanged)         // 余 12 个名额; "": none
  Q_PROPERTY(bool healthGroup READ healthGroup NOTIFY sessionsChanged)

  Q_PROPERTY(QString title READ title NOTIFY chosenChanged)
  Q_PROPERTY(QString when READ when NOTIFY chosenChanged)
  Q_PROPERTY(QString place READ place NOTIFY chosenChanged)
  Q_PROPERTY(QString included READ included NOTIFY chosenChanged)
  Q_PROPERTY(QString prepare READ prepare NOTIFY chosenChanged)
  Q_PROPERTY(QString provider READ provider NOTIFY chosenChanged)
  Q_PROPERTY(QStringList rules READ rules NOTIFY chosenChanged)
  Q_PROPERTY(QString left READ left NOTIFY chosenChanged)
  Q_PROPERTY(bool atOnce READ atOnce NOTIFY chosenChanged)
  Q_PROPERTY(bool bookable READ bookable NOTIFY chosenChanged)                // still open
  Q_PROPERTY(QString notice READ notice NOTIFY chosenChanged)                 // why it is cancelled or changed
  Q_PROPERTY(bool needsCard READ needsCard NOTIFY chosenChanged)
  Q_PROPERTY(bool asksOccupation READ asksOccupation NOTIFY chosenChanged)
  Q_PROPERTY(bool offline READ offline NOTIFY chosenChanged)

  Q_PROPERTY(bool identified READ identified NOTIFY riderChanged)
  Q_PROPERTY(QString maskedName READ maskedName NOTIFY riderChanged)
  Q_PROPERTY(QString refusal READ refusal NOTIFY riderChanged)                // why this person cannot come, or what is with the card
  Q_PROPERTY(warmheart::ConsentModel* consents READ consents CONSTANT)
  Q_PROPERTY(QString consentsError READ consentsError NOTIFY riderChanged)

  Q_PROPERTY(State state READ state NOTIFY bookingChanged)
  Q_PROPERTY(QString sentence READ sentence NOTIFY bookingChanged)            // Failed: what to do
  Q_PROPERTY(QString stateText READ stateText NOTIFY bookingChanged)          // 预约成功, 已登记候补, …
  Q_PROPERTY(QString explained READ explained NOTIFY bookingChanged)
  Q_PROPERTY(bool confirmed READ confirmed NOTIFY bookingChanged)
  Q_PROPERTY(bool cancellable READ cancellable NOTIFY bookingChanged)
  Q_PROPERTY(QString ticketText READ ticketText NOTIFY bookingChanged)        // for QrCode; "" unless confirmed
  Q_PROPERTY(QString numberText READ numberText NOTIFY bookingChanged)        // 第 3 号
  Q_PROPERTY(QString codeShown READ codeShown NOTIFY bookingChanged)          // 741 926 038; "" when found again
  Q_PROPERTY(QString bookedName READ bookedName NOTIFY bookingChanged)
  Q_PROPERTY(QString bookedTitle READ bookedTitle NOTIFY bookingChanged)
  Q_PROPERTY(QString bookedWhen READ bookedWhen NOTIFY bookingChanged)
  Q_PROPERTY(QString bookedPlace READ bookedPlace NOTIFY bookingChanged)
  Q_PROPERTY(QString bookedPrepare READ bookedPrepare NOTIFY bookingChanged)
  Q_PROPERTY(int delivery READ delivery NOTIFY bookingChanged)                // Sync.Delivery
  Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY bookingChanged)

  Q_PROPERTY(QString shortCode READ shortCode WRITE setShortCode NOTIFY findChanged)
  Q_PROPERTY(QString shortCodeShown READ shortCodeShown NOTIFY findChanged)
  Q_PROPERTY(QString lastFour READ lastFour WRITE setLastFour NOTIFY findChanged)
  Q_PROPERTY(QString findSentence READ findSentence NOTIFY findChanged)
  Q_PROPERTY(bool looking READ looking NOTIFY findChanged)
  Q_PROPERTY(warmheart::SessionModel* found READ found CONSTANT)              // bookings of the card that was scanned

 public:
  enum class State { Choosing, Saving, Asking, Booked, Failed };
  Q_ENUM(State)

  BookingController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                    const SyncController& sync, JoinController& join);
  ~BookingController() override;
  static BookingController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void browse(bool healthChecks);           // which group `sessions` shows
  Q_INVOKABLE void choose(const QString& code);         // begins a new booking
  Q_INVOKABLE void beginIdentity();                     // Join asks who it is
  Q_INVOKABLE bool takeIdentity();                      // true: go on
  Q_INVOKABLE void takeCard(const QString& scanned);    // who it is, or on the look-up page whose bookings
  Q_INVOKABLE void book();                              // a second call while saving does nothing
  Q_INVOKABLE void cancel();
  Q_INVOKABLE void find();                              // by shortCode and lastFour
  Q_INVOKABLE void findScanned(const QString& scanned); // a ticket, or a card
  Q_INVOKABLE void open(const QString& code);           // of `found`
  Q_INVOKABLE void wipe() override;
  void refresh();
  void retranslate() override;

  SessionModel* sessions() { return &m_rows; }
  int healthChecks() const { return count(true); }
  int meetings() const { return count(false); }
  QString leftToday() const;
  bool healthGroup() const { return m_health; }
  QString title() const;
  QString when() const;
  QString place() const;
  QString included() const;
  QString prepare() const;
  QString provider() const;
  QStringList rules() const;
  QString left() const;
  bool atOnce() const;
  bool bookable() const;
  QString notice() const;
  bool needsCard() const;
  bool asksOccupation() const;
  bool offline() const;
  bool identified() const { return !m_rider.empty(); }
  QString maskedName() const { return m_masked.get(); }
  QString refusal() const;
  ConsentModel* consents() { return &m_consents; }
  QString consentsError() const;
  State state() const { return m_state; }
  QString sentence() const;
  QString stateText() const;
  QString explained() const;
  bool confirmed() const { return m_booking && m_booking->state == BookingState::confirmed; }
  bool cancellable() const;
  QString ticketText() const;
  QString numberText() const;
  QString codeShown() const;
  QString bookedName() const;
  QString bookedTitle() const;
  QString bookedWhen() const;
  QString bookedPlace() const;
  QString bookedPrepare() const;
  int delivery() const;
  QString deliveryText() const;
  QString shortCode() const { return m_short_code.get(); }
  void setShortCode(const QString& value);
  QString shortCodeShown() const;
  QString lastFour() const { return m_last_four.get(); }
  void setLastFour(const QString& value);
  QString findSentence() const;
  bool looking() const { return m_looking; }
  SessionModel* found() { return &m_found_rows; }

 Q_SIGNALS:
  void sessionsChanged();
  void chosenChanged();
  void riderChanged();
  void bookingChanged();
  void findChanged();
  void foundOne();   // a booking is shown: go to its page
  void foundMany();  // `found` has rows

 private:
  int count(bool healthChecks) const;
  void show();
  void fillConsents(bool sameAgreements);
  void finishCard(const Result<CardCheck>& result);
  void finishBook(const Result<Booking>& result);
  void take(Booking booking);
  void poll();
  void endFind(const char* sentence);
  void forgetRider();
  const SessionHere* chosen() const;

  const BackendContext& m_context;
  const StationController& m_station;
  const SyncController& m_sync;
  JoinController& m_join;
  std::vector<SessionHere> m_here;
  SessionModel m_rows, m_found_rows;
  ConsentModel m_consents;
  QTimer m_pollTimer;
  bool m_health = true;

  // One booking, from the choice of its session to the end of its page.
  Uuid m_session, m_id;
  Rider m_rider;
  SecretQString m_masked;
  QByteArray m_card_error;
  std::vector<NotEligible> m_reasons;
  bool m_consents_missing = false;
  State m_state = State::Choosing;
  QByteArray m_error;
  std::optional<Booking> m_booking;
  SecretQString m_code;                 // of the ticket, as it was given out
  std::int64_t m_asked_at = 0;         // boot time: how long the centre has been asked

  SecretQString m_short_code, m_last_four;
  QByteArray m_find_error;
  bool m_looking = false;
  std::vector<Booking> m_found;
  std::uint64_t m_generation = 0;           // an answer to somebody who has left is dropped
};

}  // namespace warmheart
