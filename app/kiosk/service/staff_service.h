// The port to staff mode: values in, values out. Every call returns at once; the answer is posted to the GUI thread.
// Implemented by LocalStaffService over the store thread; tests and pictures have a fake.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "core/station/cases.h"
#include "core/station/events.h"
#include "core/station/faults.h"
#include "core/station/loans.h"
#include "core/station/queue.h"
#include "core/station/found_items.h"
#include "core/station/staff.h"
#include "core/station/visits.h"

namespace warmheart {

struct DeviceFacts {
  std::string version;
  std::string device;  // its id, to read out
  std::int64_t certificate_ends_ms = 0;
  std::uint64_t disk_free_mib = 0;
};
// What staff see of this station, read at one moment.
struct StaffBoard {
  VisitDay today;
  std::vector<VisitLine> newest;
  std::vector<ApplicationSummary> returned;
  std::vector<HelpCase> calls;
  std::vector<ServiceRequest> requests;
  std::vector<Fault> faults;
  std::vector<Loan> loans;        // all that is out, the first due first
  std::vector<QueueNumber> line;  // numbers that wait or were called
  std::optional<EventNow> event;
  QueueState queue;
  DeviceFacts device;
};

class StaffService {
 public:
  virtual ~StaffService() = default;
  virtual void unlock(std::string badge, std::string pin, Callback<Result<UnlockOutcome>> then) = 0;
  // For a forgotten PIN: nine digits to read out. forbidden: nobody's badge here.
  virtual void challenge(std::string badge, Callback<Result<std::string>> then) = 0;
  virtual void unlock_with_help(std::string badge, std::string answer, Callback<Result<UnlockOutcome>> then) = 0;

  virtual void board(Callback<Result<StaffBoard>> then) = 0;
  virtual void void_visit(const Uuid& visit, std::string reason, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void take_up(const Uuid& request, std::string how, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void called_back(const Uuid& help_case, std::string outcome, const BadgeId& staff,
                           Callback<Result<void>> then) = 0;
  virtual void end_loan(const Uuid& visit, std::string how, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void answer_number(const Uuid& number, std::string how, const BadgeId& staff,
                             Callback<Result<void>> then) = 0;
  virtual void end_fault(const Uuid& fault, std::string how, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void attended(const Uuid& booking, bool attended, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void start_event(NewEvent event, const BadgeId& staff, Callback<Result<void>> then) = 0;
  // What lies here: riders see it, too.
  virtual void found_items(Callback<Result<std::vector<FoundItem>>> then) = 0;
  virtual void register_found(NewFoundItem item, const BadgeId& staff, Callback<Result<FoundItem>> then) = 0;
  virtual void close_found(const Uuid& item, std::string how, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void end_event(unsigned people, const BadgeId& staff, Callback<Result<EventNow>> then) = 0;
};

}  // namespace warmheart
