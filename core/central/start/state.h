// The centre in figures, for who watches over it, and whether its database takes an act now. Nobody is named. Thread:
// the store's. Errors: the database's.
#pragma once

#include <cstdint>

#include "core/central/store/store.h"

namespace warmheart {

struct CentreState {
  std::uint64_t behind = 0;         // records that are stored, and that apply has not come to
  std::int64_t apply_lag_ms = 0;    // how long the oldest of them has been here; 0: there is none
  std::uint64_t parked = 0;         // records, until somebody decides
  std::uint64_t waiting = 0;        // records whose subject has not come
  std::uint64_t alarms = 0;         // that stand
  std::uint64_t sessions = 0;       // people who are signed in
  std::uint64_t feed_position = 0;  // rises with every change of any scope
};
Result<CentreState> centre_state(CentralStore& store);

// An act that changes nothing: busy, io, unavailable and the like where none could be done now.
Result<void> try_act(CentralStore& store);

}  // namespace warmheart
