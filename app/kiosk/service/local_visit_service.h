// VisitService over the store thread. GUI thread.
#pragma once

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/store_client.h"
#include "app/kiosk/service/visit_service.h"

namespace warmheart {

class LocalVisitService final : public VisitService {
 public:
  explicit LocalVisitService(StoreClient& store) : m_store(store) {}

  void occupancy(Callback<Result<std::vector<ServiceOccupancy>>> then) override;
  void register_visit(NewVisit visit, Callback<Result<VisitOutcome>> then) override;
  void undo_visit(const Uuid& visit, Callback<Result<void>> then) override;
  void give_back(const std::string& service, std::uint32_t unit, Callback<Result<void>> then) override;
  void delivery_of(const Uuid& visit, Callback<Result<Delivery>> then) override;
  void open_requests(Callback<Result<std::vector<ServiceRequest>>> then) override;
  void call_staff(const Uuid& id, std::string why, Callback<Result<ServiceRequest>> then) override;
  void take_up(const Uuid& request, std::string badge, Callback<Result<void>> then) override;
  void return_loan(std::string number, Callback<Result<RegisteredVisit>> then) override;
  void queue_line(Callback<Result<std::vector<QueueNumber>>> then) override;
  void take_number(const Uuid& id, std::string service, Callback<Result<QueueNumber>> then) override;
  void leave_queue(const Uuid& id, Callback<Result<void>> then) override;
  void rate(const Uuid& id, std::string service, std::string face, Callback<Result<void>> then) override;
  void report_fault(Fault fault, Callback<Result<void>> then) override;

 private:
  StoreClient& m_store;
};

}  // namespace warmheart
