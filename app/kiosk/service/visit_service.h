// The port to rest services: values in, values out. Every call returns at once; the answer is posted to the GUI thread.
// Implemented by LocalVisitService over the store thread; tests and pictures have fakes of their own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/views.h"
#include "core/service/visit.h"

namespace warmheart {

struct UnitInUseView {
  std::uint32_t place = 0;
  std::int64_t ends_ms = 0;
};
struct ServiceOccupancyView {
  std::string code, name, name_en;
  std::uint32_t places = 0;  // 0: no limit
  std::uint32_t free = 0;
  std::int64_t next_free_ms = 0;
  bool by_hand = false;
  std::vector<UnitInUseView> in_use;
};

struct VisitView {
  Uuid id;
  std::string service;
  std::vector<std::uint32_t> places;
  std::int64_t ends_ms = 0;
  bool called_staff = false;
};
// No visit: there is no room, and next_free_ms says when it is likely (none: never so many at once).
struct VisitOutcomeView {
  std::optional<VisitView> visit;
  std::optional<std::int64_t> next_free_ms;
};

struct RequestView {
  Uuid id;
  std::string service;
  std::int64_t asked_ms = 0;
};

class VisitService {
 public:
  virtual ~VisitService() = default;
  virtual void occupancy(Callback<Result<std::vector<ServiceOccupancyView>>> then) = 0;
  virtual void register_visit(NewVisit visit, Callback<Result<VisitOutcomeView>> then) = 0;
  virtual void undo_visit(const Uuid& visit, Callback<Result<void>> then) = 0;
  virtual void give_back(const std::string& service, std::uint32_t place, Callback<Result<void>> then) = 0;
  virtual void delivery_of(const Uuid& visit, Callback<Result<DeliveryView>> then) = 0;
  virtual void open_requests(Callback<Result<std::vector<RequestView>>> then) = 0;
  // By a badge that was held to the scanner. forbidden: nobody's here.
  virtual void take_up(const Uuid& request, std::string badge, Callback<Result<void>> then) = 0;
};

}  // namespace warmheart
