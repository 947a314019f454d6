// QML singleton `Visit`: rest services. A service, an occupation, done: no name, no number, no phone. GUI thread; acts
// run on the store thread. Also the strip of requests that staff acknowledge by badge over any page, and calling staff.
#pragma once

#include <QObject>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

#include <optional>
#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "app/kiosk/backend/rows.h"
#include "app/kiosk/service/visit_service.h"

class QQmlEngine;
class QJSEngine;

namespace warmheart {

struct BackendContext;
struct CardCheck;
class StationController;

class VisitController final : public QObject, public PersonalData, public Translated {
  Q_OBJECT
  QML_NAMED_ELEMENT(Visit)
  QML_SINGLETON

  Q_PROPERTY(warmheart::RowList* services READ services CONSTANT)
  Q_PROPERTY(warmheart::RowList* quick READ quick CONSTANT)  // the first of them, for Home
  Q_PROPERTY(warmheart::RowList* occupations READ occupations CONSTANT)
  Q_PROPERTY(
      warmheart::RowList* unitsInUse READ unitsInUse CONSTANT)  // code "REST/3", name "3 号座位", detail "到 12:10"
  Q_PROPERTY(QString freeText READ freeText NOTIFY occupancyChanged)  // 空座 6; "": no seats here
  Q_PROPERTY(bool anyOut READ anyOut NOTIFY occupancyChanged)         // something lent is not back yet

  Q_PROPERTY(QString chosenCode READ chosenCode NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenName READ chosenName NOTIFY chosenChanged)
  Q_PROPERTY(QString chosenState READ chosenState NOTIFY chosenChanged)
  Q_PROPERTY(QString wayText READ wayText NOTIFY chosenChanged)            // where it is here: 进门左手第二扇门
  Q_PROPERTY(int people READ people WRITE setPeople NOTIFY chosenChanged)  // 1 to 200
  Q_PROPERTY(QString cardSentence READ cardSentence NOTIFY visitChanged)   // what is with a card that was scanned here

  Q_PROPERTY(State state READ state NOTIFY visitChanged)
  Q_PROPERTY(QString sentence READ sentence NOTIFY visitChanged)    // Full, Failed: what to do
  Q_PROPERTY(bool stands READ stands NOTIFY visitChanged)           // Failed: taking back did, the visit counts
  Q_PROPERTY(QString unitText READ unitText NOTIFY visitChanged)    // 3 号座位; "": no number
  Q_PROPERTY(QString untilText READ untilText NOTIFY visitChanged)  // 到 12:10
  Q_PROPERTY(bool calledStaff READ calledStaff NOTIFY visitChanged)
  Q_PROPERTY(QString loanNumber READ loanNumber NOTIFY visitChanged)  // 4821, of what was lent; "": nothing was
  Q_PROPERTY(QString nearest READ nearest NOTIFY visitChanged)  // Full: another station that has it; "": none known
  Q_PROPERTY(bool canQueue READ canQueue NOTIFY visitChanged)   // Full: a number may be taken for it
  Q_PROPERTY(int delivery READ delivery NOTIFY visitChanged)    // Sync.Delivery
  Q_PROPERTY(QString deliveryText READ deliveryText NOTIFY visitChanged)
  Q_PROPERTY(int undoSeconds READ undoSeconds NOTIFY undoChanged)  // 0: no longer
  Q_PROPERTY(QString leftText READ leftText NOTIFY leftChanged)    // 已归还 3 号座位, or what went wrong
  Q_PROPERTY(QString loanTyped READ loanTyped WRITE setLoanTyped NOTIFY loanChanged)  // by which a loan comes back
  Q_PROPERTY(QString loanError READ loanError NOTIFY loanChanged)
  Q_PROPERTY(bool canRate READ canRate NOTIFY ratingChanged)           // a service was used, and has no face yet
  Q_PROPERTY(QString ratingText READ ratingText NOTIFY ratingChanged)  // thanks, or what went wrong; "": not rated

  Q_PROPERTY(int requestCount READ requestCount NOTIFY requestsChanged)
  Q_PROPERTY(QString requestText READ requestText NOTIFY requestsChanged)        // 有人需要热饭 · 11:40
  Q_PROPERTY(QString requestRefusal READ requestRefusal NOTIFY requestsChanged)  // the badge was not one of here

  Q_PROPERTY(Call call READ call NOTIFY callChanged)
  Q_PROPERTY(QString callText READ callText NOTIFY callChanged)  // 已经叫了，11:40; NotCalled: what to do

 public:
  enum class State { Choosing, Saving, Done, Full, Undone, Failed, Returned };
  Q_ENUM(State)
  enum class Call { Silent, Calling, Called, NotCalled };
  Q_ENUM(Call)

  VisitController(BackendRegistry& registry, const BackendContext& context, const StationController& station);
  ~VisitController() override;
  static VisitController* create(QQmlEngine*, QJSEngine*);

  Q_INVOKABLE void choose(const QString& code);  // begins a new visit
  // For a queue number that was called: `number` is its code in Queue.called.
  Q_INVOKABLE void chooseCalled(const QString& service, const QString& number);
  Q_INVOKABLE void take(const QString& occupation);  // "": would not say; a second call while saving does nothing
  Q_INVOKABLE void takeByCard(const QString& scanned);
  Q_INVOKABLE void undo();
  Q_INVOKABLE void giveBack(const QString& code);  // of unitsInUse
  Q_INVOKABLE void returnLoan();                   // what loanTyped stands for: Returned, or loanError
  Q_INVOKABLE void rate(const QString& face);      // "good", "fair", "poor"; once a visit
  Q_INVOKABLE void refresh();
  Q_INVOKABLE bool takesBadge(const QString& scanned) const;  // a badge, while a request waits
  Q_INVOKABLE void acknowledge(const QString& badge);
  // Somebody wants staff: what is open of before counts as called.
  Q_INVOKABLE void beginCall(bool emergency);
  Q_INVOKABLE void callStaff(bool emergency);  // a second call while the first is being saved does nothing
  Q_INVOKABLE void wipe() override;
  void retranslate() override;

  RowList* services() { return &m_services; }
  RowList* quick() { return &m_quick; }
  RowList* occupations() { return &m_occupations; }
  RowList* unitsInUse() { return &m_unitsInUse; }
  QString freeText() const;
  QString chosenCode() const { return m_code; }
  QString chosenName() const;
  QString chosenState() const;
  QString wayText() const;
  int people() const { return m_people; }
  void setPeople(int people);
  QString cardSentence() const;
  State state() const { return m_state; }
  QString sentence() const;
  bool stands() const { return m_state == State::Failed && m_visit.has_value(); }
  QString unitText() const;
  QString untilText() const;
  bool calledStaff() const { return m_visit && m_visit->request.has_value(); }
  int delivery() const;
  QString deliveryText() const;
  int undoSeconds() const;
  QString leftText() const;
  bool anyOut() const;
  QString loanNumber() const { return m_visit ? QString::fromStdString(m_visit->loan) : QString(); }
  QString nearest() const;
  bool canQueue() const;
  QString loanTyped() const { return m_loan_typed; }
  void setLoanTyped(const QString& typed);
  QString loanError() const;
  bool canRate() const { return !m_rated_code.empty() && m_rating_said.isEmpty(); }
  QString ratingText() const;
  QString serviceName(const QString& service) const;
  QString requestWords(const QString& service, qint64 asked_ms) const;  // 有人需要热饭 · 11:40
  Call call() const { return m_call; }
  QString callText() const;
  int requestCount() const { return static_cast<int>(m_requests.size()); }
  QString requestText() const;
  QString requestRefusal() const;

 Q_SIGNALS:
  void occupancyChanged();
  void chosenChanged();
  void visitChanged();
  void undoChanged();
  void leftChanged();
  void loanChanged();
  void ratingChanged();
  void requestsChanged();
  void requestArrived(const QString& service, qint64 asked_ms);  // once for each
  void callChanged();

 private:
  void show();
  void nameOccupations();
  void save(std::optional<CardNumber> card, const std::string& occupation);
  void finishSave(const Result<VisitOutcome>& result);
  void finishCheck(const Result<CardCheck>& result);
  void finishReturn(const Result<RegisteredVisit>& result);
  void askForFace(const std::string& service);  // "": not, or not any longer
  void lookAtDelivery();
  const ServiceOccupancy* view(const QString& code) const;
  QString nameOf(const ServiceOccupancy& service) const;
  QString stateOf(const ServiceOccupancy& service) const;
  QString unitName(const std::string& service, const QString& numbers) const;

  const BackendContext& m_context;
  const StationController& m_station;
  std::vector<ServiceOccupancy> m_occupancy;
  std::vector<ServiceRequest> m_requests;
  bool m_looked = false;  // what was there at the start is not new
  Rows<OccupancyRow> m_services, m_quick;
  Rows<Choice> m_occupations, m_unitsInUse;
  QTimer m_pollTimer;  // what is free now, and requests
  QTimer m_seconds;    // the undo window

  // One visit, from the choice of the service to the end of its page.
  QString m_code;
  int m_people = 1;
  Uuid m_id;
  State m_state = State::Choosing;
  QByteArray m_error;                       // sentence key
  std::optional<std::int64_t> m_next_free;  // Full
  QByteArray m_card_error;
  std::optional<RegisteredVisit> m_visit;
  std::int64_t m_saved_at = 0;  // boot time
  Delivery m_delivery = Delivery::saved;
  QString m_left;
  QByteArray m_left_error;
  std::optional<Uuid> m_queue;  // the number that was called for it
  QString m_loan_typed;
  QByteArray m_loan_error;
  std::string m_rated_code;  // the service that a face is asked for
  Uuid m_rating;
  QByteArray m_rating_said;
  bool m_badge_refused = false;
  Call m_call = Call::Silent;
  Uuid m_call_id;
  std::int64_t m_called_ms = 0;
  QByteArray m_call_error;
  std::uint64_t m_generation = 0;  // an answer to somebody who has left is dropped
};

}  // namespace warmheart
