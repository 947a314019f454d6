// Rest services at this station (core/service/DOMAIN.md "Visits"): visits, the units they hold, and requests that
// staff bring to the rider. One public function is one transaction over the opened StationStore, with
// synchronous=FULL. Store thread. Errors: those of the store (station_store.h), and those named below.
//
// Readable on disk: service, occupation group, times, a card's random number. Nothing of a person is asked, so
// nothing is there. A day is China's, by the best idea of the time; a unit ends by CLOCK_BOOTTIME while the machine
// has not booted since.
#pragma once

#include <optional>
#include <vector>

#include "core/service/visit.h"
#include "core/station/states.h"
#include "core/station/station_store.h"

namespace warmheart {

struct RegisteredVisit {
  Uuid id;
  std::string service;
  unsigned people = 1;
  std::vector<std::uint32_t> units;  // numbers it holds; none: the service has no limited units
  std::int64_t registered_ms = 0;
  std::int64_t ends_ms = 0;     // 0: no time
  std::optional<Uuid> request;  // a service that is brought by hand: staff were called
  bool voided = false;
  std::string loan = {};  // four digits, while what was lent is out; empty: nothing is
};

// Either a visit, or the honest word that there is no room now.
struct VisitOutcome {
  std::optional<RegisteredVisit> visit;
  std::uint32_t free = 0;  // units free now
  std::optional<std::int64_t>
      next_free_ms;  // when as many as wanted are likely to be free; none: there are not so many
};

// Registers a visit, with the lowest free units where the service has limited ones, and with a request where it is
// brought by hand. The same id twice is one visit and the same answer. not_found: the service is no longer offered
// here; invalid_argument: heads, occupation or card beyond their bounds.
Result<VisitOutcome> register_visit(StationStore& store, const NewVisit& visit);

// The rider leaves; its units are free at once, and a loan is returned. Ending twice changes nothing. not_found: no
// such visit here.
Result<void> check_out(StationStore& store, const Uuid& visit);
// The visit that holds this number now; not_found when nobody does.
Result<Uuid> visit_at_unit(StationStore& store, std::string_view service, std::uint32_t unit);

// Takes a visit back within kUndoVisitMs; conflict: that is over, and staff void it with a reason.
Result<void> undo_visit(StationStore& store, const Uuid& visit);
// Never deleted: it stays, and counts no more. invalid_argument: not a reason of void_reasons().
Result<void> void_visit(StationStore& store, const Uuid& visit, std::string_view reason, const BadgeId& staff);

// Ends what is over, each written once as "time-over", but for loans, which are out until they are returned; and moves
// the queue on (queue.h). register_visit and occupancy do it first; call it every minute, too. Returns how many ended.
Result<std::size_t> end_visits_that_are_over(StationStore& store);

struct ServiceOccupancy {
  wire::ServiceOffered service;
  std::uint32_t free = 0;         // with limited units; what is held for a queue number is not
  std::int64_t next_free_ms = 0;  // 0: now
  std::vector<UnitInUse> in_use;
};
// What riders may take here, in the catalogue's order. Hidden services are left out.
Result<std::vector<ServiceOccupancy>> occupancy(StationStore& store);

struct ServiceRequest {
  Uuid id;
  std::string service;
  std::int64_t asked_ms = 0;
};
// Open ones: emergencies first, then the oldest.
Result<std::vector<ServiceRequest>> open_requests(StationStore& store);
// Somebody at the screen calls staff: a request without a visit, on the path of all others; nothing of a person. While
// one of the same kind is open it is the same call, and so is the same id. invalid_argument: `why` is neither
// kCallStaff nor kCallEmergency.
Result<ServiceRequest> call_staff(StationStore& store, const Uuid& id, std::string_view why);
// "done" or "not-possible". Twice changes nothing.
Result<void> take_up_request(StationStore& store, const Uuid& request, std::string_view how, const BadgeId& staff);

// 人次 for all, 人 for cards only (core/service/DOMAIN.md "Visits").
struct ServiceDay {
  std::string service;
  std::uint64_t person_times = 0;   // 人次
  std::uint64_t scanned_times = 0;  // 其中刷卡人次
};
struct VisitDay {
  std::int64_t day = 0;
  std::vector<ServiceDay> services;
  std::uint64_t person_times = 0;
  std::uint64_t scanned_times = 0;
  std::uint64_t scanned_people = 0;  // 其中刷卡人数: distinct cards
  std::uint64_t voided = 0;
};
Result<VisitDay> visit_day(StationStore& store, std::int64_t day);
Result<VisitDay> visits_today(StationStore& store);

struct VisitLine {
  RegisteredVisit visit;
  std::string occupation;
  bool scanned = false;
  VisitState state = VisitState::counted;
  Delivery delivery = Delivery::saved;
};
// The newest of today, for staff: at most `max`.
Result<std::vector<VisitLine>> newest_visits(StationStore& store, std::size_t max);
Result<VisitLine> find_visit(StationStore& store, const Uuid& visit);

}  // namespace warmheart
