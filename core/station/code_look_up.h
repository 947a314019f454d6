// What a query code opens at this station. Codes of applications, bookings and cases are drawn from the same nine
// digits and look alike, so that one look-up asks for all of them by one key. One function, one transaction; store
// thread. Errors: those of the store (station_store.h), and limit.
#pragma once

#include <optional>

#include "core/station/cases.h"
#include "core/station/slots.h"
#include "core/station/station_store.h"

namespace warmheart {

// At most one is there.
struct FoundByCode {
  std::optional<ApplicationSummary> application;
  std::optional<Booking> booking;
  std::optional<HelpCase> help_case;

  bool empty() const { return !application && !booking && !help_case; }
};

// By the key of code and last four (look_up_key_of). All three kinds are looked for, whichever has it, so that the time
// tells nothing; where one code was drawn twice for the same four digits, the newest is given. Nothing found is one
// wrong try; limit: there were too many (StationStore::kMaxWrongTries).
Result<FoundByCode> find_by_code(StationStore& store, const Digest& key);

}  // namespace warmheart
