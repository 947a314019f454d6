// What riders report as broken, empty or dirty at this station (core/service/DOMAIN.md "Faults"). One function, one
// transaction; store thread. Errors: those of the store (station_store.h), and those named below. About nobody.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/service/visit.h"
#include "core/station/states.h"
#include "core/station/station_store.h"

namespace warmheart {

struct Fault {
  Uuid id;           // made before the first touch
  std::string item;  // a code of the catalogue, or kOtherItem (core/service/fault.h)
  std::string what;  // of kFaultKinds
  std::int64_t reported_ms = 0;
};

// The same fault of the same thing is one while it is open. invalid_argument: not a fault of the list; not_found: the
// thing is not one of this station.
Result<void> report_fault(StationStore& store, const Fault& fault);
// Open ones, the oldest first.
Result<std::vector<Fault>> open_faults(StationStore& store);
// "done" or "not-found". One that is over changes nothing. invalid_argument: another word.
Result<void> end_fault(StationStore& store, const Uuid& id, std::string_view how, const BadgeId& staff);

}  // namespace warmheart
