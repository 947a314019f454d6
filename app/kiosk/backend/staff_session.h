// Who of the staff has unlocked this kiosk: what the parts of Staff share. Owned by StaffController; GUI thread.
#pragma once

#include <cstdint>

#include "core/service/visit.h"

namespace warmheart {

struct StaffSession {
  bool open = false;
  BadgeId badge{};
  std::uint64_t generation = 0;  // another one with each locking: an answer to somebody who has left is dropped
};

}  // namespace warmheart
