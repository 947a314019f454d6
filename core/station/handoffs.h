// Forms that go on on the rider's phone (core/service/DOMAIN.md "A form on the rider's own phone"), as this device
// shows and follows them. One function, one transaction; store thread. Errors: those of the store (station_store.h).
#pragma once

#include "core/service/handoff.h"
#include "core/station/station_store.h"

namespace warmheart {

struct HandoffCode {
  Handoff handoff;
  std::string token;  // signed by this device's card key
};
// For six phones while an event is on, one otherwise. A phone is let in by the signature alone, so nothing is written
// of a code that nobody may ever look at.
Result<HandoffCode> make_handoff(StationStore& store);
// Somebody has taken this code, or a phone has opened it. Written as HANDOFF_OPENED; once for each is the caller's
// part, and the centre takes a second one for the first.
Result<void> open_handoff(StationStore& store, const Handoff& handoff);

struct HandoffProgress {
  std::uint32_t opened = 0;  // phones that opened it
  std::uint32_t filled = 0;  // applications that came of it
  std::string masked_name;   // of the last one
  bool ended = false;
};
// What the centre says of it; nothing yet is all zero.
Result<HandoffProgress> handoff_progress(StationStore& store, const Uuid& id);

}  // namespace warmheart
