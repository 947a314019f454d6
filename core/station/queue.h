// Numbers for services that are full (core/service/DOMAIN.md "Queue numbers"). The line moves on with every act that
// frees a unit and with end_visits_that_are_over (visits.h), and stands on disk, so that a start changes nothing. One
// function, one transaction; store thread. Errors: those of the store (station_store.h), and those named below. A
// number is nobody's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/service/visit.h"
#include "core/station/states.h"
#include "core/station/station_store.h"

namespace warmheart {

struct QueueNumber {
  Uuid id;
  std::string service;
  std::uint32_t number = 0;
  std::int64_t taken_ms = 0;
  std::int64_t called_ms = 0;  // 0: it waits
  std::int64_t until_ms = 0;   // called: its unit is held until then, by the best idea of the time
  std::uint32_t ahead = 0;     // waits: how many of the same service come first
  QueueStage stage = QueueStage::open;
};

// The same id twice is one number. not_found: the service is not offered here, or has no limited units; limit: the line
// is full.
Result<QueueNumber> take_number(StationStore& store, const Uuid& id, std::string_view service);
// Those that wait or were called, in their order.
Result<std::vector<QueueNumber>> queue_line(StationStore& store);
// not_found: no such number here.
Result<QueueNumber> find_number(StationStore& store, const Uuid& id);

// The rider does not wait any longer; what is over changes nothing. not_found.
Result<void> leave_queue(StationStore& store, const Uuid& id);
// Staff: "again" calls a number that was called once more, for as long as at first; "skip" passes it over.
// invalid_argument: another word; conflict: it does not stand there any more; not_found.
Result<void> answer_number(StationStore& store, const Uuid& id, std::string_view how, const BadgeId& staff);

}  // namespace warmheart
