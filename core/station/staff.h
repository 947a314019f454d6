// Staff access at this station (core/service/DOMAIN.md "Station staff"): badge and PIN, checked offline. Wrong ones
// are counted in the database before they are checked, so that neither a power cut, a restart nor a clock gives a
// free one; rights end when the centre was not heard for too long. Store thread; unlocking costs an Argon2id outside
// the transaction. Errors: those of the store (station_store.h), and those named below.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/service/staff.h"
#include "core/station/station_store.h"

namespace warmheart {

struct UnlockOutcome {
  Unlock result = Unlock::not_staff;
  wire::StaffMember staff;         // unlocked
  int tries_left = 0;              // wrong_pin
  std::int64_t locked_for_ms = 0;  // locked: of this machine's uptime
};
// Writes STAFF_UNLOCKED, or STAFF_LOCKED_OUT when the door closes.
Result<UnlockOutcome> unlock_staff(StationStore& store, const Badge& badge, std::string_view pin);

// For a forgotten PIN: nine digits to read out to the centre, good until the next one or the end of the process.
// forbidden: not a badge of here.
Result<std::string> help_challenge(StationStore& store, const Badge& badge);
// What the centre has answered over the phone; a wrong one counts as a wrong PIN. A challenge opens once.
Result<UnlockOutcome> unlock_with_help(StationStore& store, const Badge& badge, std::string_view answer);

// Applications made here that were returned and wait for their rider, the longest first.
Result<std::vector<ApplicationSummary>> returned_applications(StationStore& store);

}  // namespace warmheart
