// Street pop-ups and meetings at this device: one at a time. While one is on, every sign-up and visit made here
// carries it. One function, one transaction; store thread. Errors: those of the store (station_store.h), and those
// named below.
#pragma once

#include <optional>
#include <string>

#include "core/service/visit.h"
#include "core/station/station_store.h"

namespace warmheart {

struct NewEvent {
  Uuid id;           // made before the first touch
  std::string kind;  // "pop-up", "worker-meeting", "enterprise-meeting"
  std::string title;
  std::string place;
};
struct EventNow {
  Uuid id;
  std::string kind, title, place;
  std::int64_t started_ms = 0;
  std::uint64_t joins = 0;   // sign-ups that carry it
  std::uint64_t visits = 0;  // person-times
};
// conflict: another one is on. The same id twice is one event.
Result<void> start_event(StationStore& store, const NewEvent& event, const BadgeId& staff);
Result<std::optional<EventNow>> event_now(StationStore& store);
// `people` counted by hand; 0: not counted. The tally that was told. not_found: none is on.
Result<EventNow> end_event(StationStore& store, unsigned people, const BadgeId& staff);

}  // namespace warmheart
