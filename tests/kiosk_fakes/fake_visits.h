// Fake of VisitService: units that fill and empty in memory. GUI thread.
#pragma once

#include <QObject>

#include "app/kiosk/service/visit_service.h"

namespace warmheart::test {

// A service with so many units, all but `free` of them in use.
ServiceOccupancy offered_service(const char* code, const char* name, const char* name_en, std::uint32_t units,
                                 std::uint32_t free, bool by_hand = false);

class FakeVisits final : public QObject, public VisitService {
  Q_OBJECT
  Q_PROPERTY(int visits READ saved NOTIFY visitsChanged)
  Q_PROPERTY(QString lastOccupation READ lastOccupation NOTIFY visitsChanged)
  Q_PROPERTY(int ratings READ ratings NOTIFY visitsChanged)
  Q_PROPERTY(QString lastRating READ lastRating NOTIFY visitsChanged)  // "WATER good"
  Q_PROPERTY(int faults READ faults NOTIFY visitsChanged)
  Q_PROPERTY(QString lastFault READ lastFault NOTIFY visitsChanged)  // "WATER broken"
  Q_PROPERTY(int openRequests READ openRequests NOTIFY visitsChanged)

 public:
  FakeVisits();

  std::vector<ServiceOccupancy> services;
  std::vector<ServiceRequest> requests;
  std::vector<NewVisit> registered;  // every call
  std::vector<std::string> badges;
  std::vector<std::pair<std::string, std::uint32_t>> given_back;
  std::vector<QueueNumber> line;
  std::vector<std::string> rated, reported;
  Delivery delivery = Delivery::saved;
  bool by_hand = false;
  Callback<Result<VisitOutcome>> answer_visit;
  Callback<Result<void>> answer_undo;
  Callback<Result<void>> answer_badge;
  std::vector<std::pair<Uuid, std::string>> calls;  // of staff: every one
  Callback<Result<ServiceRequest>> answer_call;

  // How many register_visit() calls were saved: what a double tap must not raise above one.
  int saved() const { return m_saved; }
  QString lastOccupation() const { return m_last_occupation; }
  int openRequests() const { return static_cast<int>(requests.size()); }
  Q_INVOKABLE void fill(const QString& service);  // nothing of it is left
  Q_INVOKABLE void ask(const QString& service);   // somebody waits for staff
  Q_INVOKABLE void call();                        // who is first in the line
  Q_INVOKABLE void clearLine() { line.clear(); }
  int ratings() const { return static_cast<int>(rated.size()); }
  QString lastRating() const { return rated.empty() ? QString() : QString::fromStdString(rated.back()); }
  int faults() const { return static_cast<int>(reported.size()); }
  QString lastFault() const { return reported.empty() ? QString() : QString::fromStdString(reported.back()); }
  Q_INVOKABLE void clearRequests();
  Q_INVOKABLE void refuseUndo(bool on) { m_refuses_undo = on; }  // it is too late

  void occupancy(Callback<Result<std::vector<ServiceOccupancy>>> then) override { then(services); }
  void register_visit(NewVisit visit, Callback<Result<VisitOutcome>> then) override;
  void undo_visit(const Uuid& visit, Callback<Result<void>> then) override;
  void give_back(const std::string& service, std::uint32_t unit, Callback<Result<void>> then) override;
  void delivery_of(const Uuid&, Callback<Result<Delivery>> then) override { then(delivery); }
  void open_requests(Callback<Result<std::vector<ServiceRequest>>> then) override { then(requests); }
  void call_staff(const Uuid& id, std::string why, Callback<Result<ServiceRequest>> then) override;
  void take_up(const Uuid& request, std::string badge, Callback<Result<void>> then) override;
  void return_loan(std::string number, Callback<Result<RegisteredVisit>> then) override;
  void queue_line(Callback<Result<std::vector<QueueNumber>>> then) override { then(line); }
  void take_number(const Uuid& id, std::string service, Callback<Result<QueueNumber>> then) override;
  void leave_queue(const Uuid& id, Callback<Result<void>> then) override;
  void rate(const Uuid& id, std::string service, std::string face, Callback<Result<void>> then) override;
  void report_fault(Fault fault, Callback<Result<void>> then) override;

 Q_SIGNALS:
  void visitsChanged();

 private:
  VisitOutcome outcome_of(const NewVisit& visit);

  int m_asked = 0;
  int m_saved = 0;
  bool m_refuses_undo = false;
  QString m_last_occupation;
};

}  // namespace warmheart::test
