// What stands of a rider at the centre, as the rider may see it.
#pragma once

#include <cstdint>
#include <string>

#include "core/base/id.h"
#include "warmheart.pb.h"

namespace warmheart {

struct RiderBooking {
  Uuid id;
  wire::Session session;
  std::string state, reason;
  std::uint32_t slot = 0;
};
struct RiderCase {
  Uuid id;
  std::string kind, state, union_name, answer;
  std::int64_t opened_ms = 0, due_ms = 0;
};
struct RiderRequestLine {
  Uuid id;
  std::string ask, state, reason;
  std::int64_t asked_ms = 0, effective_ms = 0;
};

}  // namespace warmheart
