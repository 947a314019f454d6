// QML singleton `Staff`: staff mode. Badge and PIN open it, offline too; it locks 60 s after the last touch. Visits by one scan and one
// touch, undo and void, what is to be done, today's figures, street pop-ups, the device. GUI thread; acts run on the store thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <optional>

#include "app/kiosk/backend/models.h"
#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/secret_qstring.h"
#include "app/kiosk/service/booking_service.h"
#include "app/kiosk/service/staff_service.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
class IdleGuard;
class StationController;

class StaffController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Staff)
  QML_SINGLETON

  Q_PROPERTY(State state READ state NOTIFY stateChanged)
  Q_PROPERTY(int typed READ typed NOTIFY stateChanged)              // digits of the PIN or the answer so far
  Q_PROPERTY(int wanted READ wanted NOTIFY stateChanged)            // how many there are
  Q_PROPERTY(QString sentence READ sentence NOTIFY stateChanged)    // what was wrong with badge or PIN
  Q_PROPERTY(QString challenge READ challenge NOTIFY stateChanged)  // 741 926 038, to read out; "": not asked for
  Q_PROPERTY(QString device READ device NOTIFY boardChanged)        // its id, to read out with it
  Q_PROPERTY(QString name READ name NOTIFY stateChanged)

  Q_PROPERTY(QString todayText READ todayText NOTIFY boardChanged)  // 今天 34 人次 · 刷卡 6 人次、5 人
  Q_PROPERTY(QString syncText READ syncText NOTIFY boardChanged)
  Q_PROPERTY(int todoCount READ todoCount NOTIFY boardChanged)
  Q_PROPERTY(warmheart::ChoiceModel* todo READ todo CONSTANT)       // code "call/…", "request/…", "returned/…"
  Q_PROPERTY(warmheart::ChoiceModel* visits READ visits CONSTANT)   // the newest that count
  Q_PROPERTY(warmheart::ChoiceModel* day READ day CONSTANT)         // services of today with their figures
  Q_PROPERTY(warmheart::ChoiceModel* deviceRows READ deviceRows CONSTANT)
  Q_PROPERTY(QString dayText READ dayText NOTIFY boardChanged)      // 2026-11-25

  Q_PROPERTY(QString cardName READ cardName NOTIFY visitChanged)    // a card that was scanned for the next touch
  Q_PROPERTY(int people READ people WRITE setPeople NOTIFY visitChanged)
  Q_PROPERTY(QString visitText READ visitText NOTIFY visitChanged)  // what was just registered, or what went wrong
  Q_PROPERTY(bool visitBad READ visitBad NOTIFY visitChanged)
  Q_PROPERTY(int undoSeconds READ undoSeconds NOTIFY visitChanged)

  Q_PROPERTY(QString ticketTitle READ ticketTitle NOTIFY ticketChanged)  // of a ticket that was scanned; "": none
  Q_PROPERTY(QString ticketDetail READ ticketDetail NOTIFY ticketChanged)
  Q_PROPERTY(bool ticketOpen READ ticketOpen NOTIFY ticketChanged)       // attendance can be noted

  Q_PROPERTY(bool eventOn READ eventOn NOTIFY boardChanged)
  Q_PROPERTY(QString eventText READ eventText NOTIFY boardChanged)       // 自 10:05 起 · 入会 3 · 服务 12 人次
  Q_PROPERTY(QString eventTitle READ eventTitle NOTIFY boardChanged)
  Q_PROPERTY(QString eventDone READ eventDone NOTIFY boardChanged)       // the tally of the one that was just ended
  Q_PROPERTY(QString callCode READ callCode NOTIFY callChanged)          // of the line whose number was asked for; "": none
  Q_PROPERTY(QString callText READ callText NOTIFY callChanged)          // 138 0000 0007, or why it is not told
  Q_PROPERTY(QString numberShown READ numberShown NOTIFY numberChanged)  // a document number that is looked up, in groups
  Q_PROPERTY(QString numberText READ numberText NOTIFY numberChanged)    // what came of it, or what to do; "": nothing asked
  Q_PROPERTY(bool asking READ asking NOTIFY numberChanged)
  Q_PROPERTY(warmheart::ChoiceModel* known READ known CONSTANT)          // applications under it, masked
  Q_PROPERTY(QString note READ note NOTIFY boardChanged)                 // an act failed, and what to do

 public:
  enum class State { Locked, Pin, Help, Checking, Open };
  Q_ENUM(State)
  static constexpr int kLockMs = 60'000;

  StaffController(BackendRegistry& registry, const BackendContext& context, const StationController& station,
                  const IdleGuard& idle);
  ~StaffController() override;
  static StaffController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE bool takes(const QString& scanned) const;   // a badge
  Q_INVOKABLE void present(const QString& badge);         // asks its PIN
  Q_INVOKABLE void type(const QString& digit);            // the last one checks by itself
  Q_INVOKABLE void erase();
  Q_INVOKABLE void forgotten();                           // the centre helps over the phone
  Q_INVOKABLE void lock();
  Q_INVOKABLE void wipe() override;

  Q_INVOKABLE void scan(const QString& scanned);          // a card for the next touch, or a ticket
  Q_INVOKABLE void dropCard();
  Q_INVOKABLE void registerVisit(const QString& service); // one touch
  Q_INVOKABLE void undo();
  Q_INVOKABLE void voidVisit(const QString& code, const QString& reason);
  Q_INVOKABLE void noteAttendance(bool attended);
  Q_INVOKABLE void takeUp(const QString& code, bool done);
  Q_INVOKABLE void setNumber(const QString& typed);
  Q_INVOKABLE void lookUpNumber();      // whether somebody has applied with it: the centre alone knows
  Q_INVOKABLE void forgetNumber();
  Q_INVOKABLE void askNumber(const QString& code);  // of who is to be called: the centre alone knows it
  Q_INVOKABLE void calledBack(const QString& code, const QString& outcome);
  Q_INVOKABLE void startEvent(const QString& kind, const QString& title, const QString& place);
  Q_INVOKABLE void endEvent(int people);
  // "none", "ready", "offline", "no-paper": lines of the device page, told by who drives them.
  struct DeviceStates {
    std::string reader = "none", scanner = "none", printer = "none", sound = "none";
  };
  void setDevices(DeviceStates states) { m_devices = std::move(states); }
  const DeviceStates& devices() const { return m_devices; }
  void refresh();
  void retranslate() override;
  void setLockAfter(int ms) { m_lock.setInterval(ms); }  // for tests: kLockMs otherwise

  State state() const { return m_state; }
  int typed() const { return static_cast<int>(m_typed.get().size()); }
  int wanted() const { return m_state == State::Help ? 9 : kPinDigits; }
  QString sentence() const { return m_sentence; }
  QString challenge() const;
  QString device() const { return QString::fromStdString(m_board.device.device); }
  QString name() const { return QString::fromStdString(m_staff.name()); }
  QString todayText() const;
  QString syncText() const;
  int todoCount() const { return m_todo.count(); }
  QString numberShown() const;
  QString numberText() const { return m_number_text; }
  bool asking() const { return m_asking_number; }
  ChoiceModel* known() { return &m_known; }
  QString callCode() const { return m_call_code; }
  QString callText() const { return m_call_text.get(); }
  ChoiceModel* todo() { return &m_todo; }
  ChoiceModel* visits() { return &m_visits; }
  ChoiceModel* day() { return &m_day; }
  ChoiceModel* deviceRows() { return &m_device_rows; }
  QString dayText() const;
  std::vector<std::pair<QString, QString>> dayLines() const;  // service, figures
  QString cardName() const { return m_card_name.get(); }
  int people() const { return m_people; }
  void setPeople(int people);
  QString visitText() const;
  bool visitBad() const { return !m_visit_error.isEmpty(); }
  int undoSeconds() const;
  QString ticketTitle() const;
  QString ticketDetail() const;
  bool ticketOpen() const { return m_ticket && m_ticket->state == BookingState::confirmed; }
  bool eventOn() const { return m_board.event.has_value(); }
  QString eventText() const;
  QString eventTitle() const;
  QString eventDone() const;
  QString note() const;

 Q_SIGNALS:
  void stateChanged();
  void boardChanged();
  void callChanged();
  void numberChanged();
  void visitChanged();
  void ticketChanged();
  void opened();
  void locked();

 private:
  static Uuid idAfter(const QString& code);  // "call/…": the id behind the stroke; empty: none
  void check();
  void finishCheck(const Result<UnlockOutcome>& result);
  void show();
  std::vector<Choice> todoRows() const;
  std::vector<Choice> deviceLines() const;
  QString serviceName(const std::string& code) const;
  void finishAct(const Result<void>& result);
  void touched();

  const BackendContext& m_context;
  const StationController& m_station;
  QTimer m_lock, m_pollTimer;

  State m_state = State::Locked;
  SecretQString m_badge, m_typed;
  QString m_sentence;
  std::string m_challenge;
  wire::StaffMember m_staff;
  BadgeId m_badge_id{};

  StaffBoard m_board;
  DeviceStates m_devices;
  ChoiceModel m_todo, m_visits, m_day, m_device_rows;
  QByteArray m_note;
  QString m_call_code, m_number_text;
  SecretQString m_number;
  bool m_asking_number = false;
  std::uint64_t m_number_generation = 0;  // a late answer to an earlier number is dropped
  ChoiceModel m_known;
  SecretQString m_call_text;
  std::optional<EventNow> m_ended;
  unsigned m_ended_people = 0;

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
  std::uint64_t m_generation = 0;    // an answer to somebody who has left is dropped
};

}  // namespace warmheart
