// The port to visits: values in, values out. Every call returns at once; the answer is posted to the GUI thread.
// Implemented by LocalVisitService over the store thread; tests and pictures have a fake. Errors as
// core/station/visits.h, queue.h, loans.h, ratings.h and faults.h have them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "core/station/faults.h"
#include "core/station/queue.h"
#include "core/station/visits.h"

namespace warmheart {

class VisitService {
 public:
  virtual ~VisitService() = default;
  virtual void occupancy(Callback<Result<std::vector<ServiceOccupancy>>> then) = 0;
  virtual void register_visit(NewVisit visit, Callback<Result<VisitOutcome>> then) = 0;
  virtual void undo_visit(const Uuid& visit, Callback<Result<void>> then) = 0;
  virtual void give_back(const std::string& service, std::uint32_t unit, Callback<Result<void>> then) = 0;
  virtual void delivery_of(const Uuid& visit, Callback<Result<Delivery>> then) = 0;
  virtual void open_requests(Callback<Result<std::vector<ServiceRequest>>> then) = 0;
  // `why`: kCallStaff or kCallEmergency. What comes back may be a call that was open before.
  virtual void call_staff(const Uuid& id, std::string why, Callback<Result<ServiceRequest>> then) = 0;
  // By a badge that was held to the scanner. forbidden: nobody's here.
  virtual void take_up(const Uuid& request, std::string badge, Callback<Result<void>> then) = 0;

  // What is lent comes back by its four digits: the visit as it was.
  virtual void return_loan(std::string number, Callback<Result<RegisteredVisit>> then) = 0;
  // Numbers that wait or were called.
  virtual void queue_line(Callback<Result<std::vector<QueueNumber>>> then) = 0;
  virtual void take_number(const Uuid& id, std::string service, Callback<Result<QueueNumber>> then) = 0;
  virtual void leave_queue(const Uuid& id, Callback<Result<void>> then) = 0;
  virtual void rate(const Uuid& id, std::string service, std::string face, Callback<Result<void>> then) = 0;
  virtual void report_fault(Fault fault, Callback<Result<void>> then) = 0;
};

}  // namespace warmheart
