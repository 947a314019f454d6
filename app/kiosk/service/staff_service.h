// The port to staff mode: values in, values out. Every call returns at once; the answer is posted to the GUI thread.
// Implemented by LocalStaffService over the store thread; tests and pictures have fakes of their own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/views.h"
#include "app/kiosk/service/visit_service.h"
#include "core/service/staff.h"

namespace warmheart {

struct StaffView {
  BadgeId badge{};
  std::string name;
  bool lead = false;
};
struct UnlockView {
  Unlock result = Unlock::not_staff;
  StaffView staff;
  int tries_left = 0;
  std::int64_t locked_for_ms = 0;
};

struct ServiceDayView {
  std::string service;
  std::uint64_t person_times = 0, scanned_times = 0;
};
struct DayView {
  std::int64_t day = 0;  // in China, from 1970-01-01
  std::vector<ServiceDayView> services;
  std::uint64_t person_times = 0, scanned_times = 0, scanned_people = 0, voided = 0;
};
struct VisitLineView {
  Uuid id;
  std::string service;
  unsigned people = 1;
  std::vector<std::uint32_t> places;
  std::int64_t registered_ms = 0;
  bool scanned = false, voided = false;
  DeliveryView delivery = DeliveryView::saved_here;
};
struct ReturnedView {
  std::string masked_name;
  std::int64_t decided_ms = 0;
};
struct CallView {
  Uuid id;
  std::string kind;
  std::string masked_name;
  std::int64_t due_ms = 0;
};
struct EventView {
  std::string kind, title, place;
  std::int64_t started_ms = 0;
  std::uint64_t joins = 0, visits = 0;
};
struct DeviceFactsView {
  std::string version;
  std::string device;  // its id, to read out
  std::int64_t certificate_ends_ms = 0;
  std::uint64_t disk_free_mib = 0;
};
struct StaffBoard {
  DayView today;
  std::vector<VisitLineView> newest;
  std::vector<ReturnedView> returned;
  std::vector<CallView> calls;
  std::vector<RequestView> requests;
  std::optional<EventView> event;
  std::uint64_t waiting = 0, parked = 0;
  std::int64_t last_contact_ms = 0, oldest_waiting_ms = -1;
  bool clock_unproven = false;
  DeviceFactsView device;
};

struct EventRequest {
  Uuid id;  // made before the first touch
  std::string kind, title, place;
};

class StaffService {
 public:
  virtual ~StaffService() = default;
  virtual void unlock(std::string badge, std::string pin, Callback<Result<UnlockView>> then) = 0;
  // For a forgotten PIN: nine digits to read out. forbidden: nobody's badge here.
  virtual void challenge(std::string badge, Callback<Result<std::string>> then) = 0;
  virtual void unlock_with_help(std::string badge, std::string answer, Callback<Result<UnlockView>> then) = 0;

  virtual void board(Callback<Result<StaffBoard>> then) = 0;
  virtual void void_visit(const Uuid& visit, std::string reason, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void take_up(const Uuid& request, std::string how, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void called_back(const Uuid& help_case, std::string outcome, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void attended(const Uuid& booking, bool attended, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void start_event(EventRequest event, const BadgeId& staff, Callback<Result<void>> then) = 0;
  virtual void end_event(unsigned people, const BadgeId& staff, Callback<Result<EventView>> then) = 0;
};

}  // namespace warmheart
