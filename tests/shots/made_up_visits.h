// Rest services of a station that does not exist: places that fill and empty in memory. For pictures and tests of pages.
// Owner: the test program. Thread: GUI; answers come at once, on the next turn of the loop.
#pragma once

#include <QObject>

#include "app/kiosk/service/visit_service.h"

namespace warmheart {

class MadeUpVisits final : public QObject, public VisitService {
  Q_OBJECT
  Q_PROPERTY(int visits READ visits NOTIFY visitsChanged)
  Q_PROPERTY(QString lastOccupation READ lastOccupation NOTIFY visitsChanged)

 public:
  MadeUpVisits();

  // How many register_visit() calls were saved: what a double tap must not raise above one.
  int visits() const { return m_visits; }
  QString lastOccupation() const { return m_last_occupation; }
  Q_INVOKABLE void fill(const QString& service);  // nothing of it is left
  Q_INVOKABLE void ask(const QString& service);   // somebody waits for staff

  void occupancy(Callback<Result<std::vector<ServiceOccupancyView>>> then) override { then(m_services); }
  void register_visit(NewVisit visit, Callback<Result<VisitOutcomeView>> then) override;
  void undo_visit(const Uuid&, Callback<Result<void>> then) override { then({}); }
  void give_back(const std::string& service, std::uint32_t place, Callback<Result<void>> then) override;
  void delivery_of(const Uuid&, Callback<Result<DeliveryView>> then) override { then(DeliveryView::saved_here); }
  void open_requests(Callback<Result<std::vector<RequestView>>> then) override { then(m_requests); }
  void take_up(const Uuid&, std::string badge, Callback<Result<void>> then) override;

 Q_SIGNALS:
  void visitsChanged();

 private:
  std::vector<ServiceOccupancyView> m_services;
  std::vector<RequestView> m_requests;
  int m_asked = 0;
  int m_visits = 0;
  QString m_last_occupation;
};

}  // namespace warmheart
