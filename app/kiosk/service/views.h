// What crosses between the threads of the kiosk and has no shape in core yet: plain values, copied, no behaviour.
// UTF-8. Only what screens need; the personal part of a record is not readable on the device (core/record/KEYS.md).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "core/member/application.h"
#include "core/member/card.h"
#include "core/member/review.h"
#include "core/person/areas.h"
#include "core/station/cases.h"
#include "core/station/slots.h"
#include "core/station/types.h"

namespace warmheart {

// The mirror of the feed, and what the store thread knows beside it.
struct StationView {
  MirrorView mirror;
  std::shared_ptr<const Areas> areas;  // read at the start, never changed after
  std::int64_t clock_behind_ms = 0;    // what to add to a wall clock that is years off; 0: it is believed
  std::string problem_key;             // a sentence key when the store cannot be used; "": it can
};

// What is known of an application: what this device has of it, and the decision, in one.
struct ApplicationView {
  Uuid id;
  std::string masked_name, occupation, union_code, union_name;
  std::int64_t submitted_ms = 0;
  std::int64_t decided_ms = 0;
  std::int64_t expires_ms = 0;      // of the card shown
  bool correction_waiting = false;  // saved here, not yet at the centre
  bool corrected = false;           // what was returned has been answered from here
  Delivery delivery = Delivery::saved;
  ApplicationState state = ApplicationState::submitted;
  std::vector<Field> returned;
  std::string reason;
  std::string card_text;   // the provisional card
  std::string final_card;  // "": none yet
};

// What a query code opens; at most one is there.
struct FoundView {
  std::optional<ApplicationView> application;
  std::optional<Booking> booking;
  std::optional<HelpCase> help_case;

  bool empty() const { return !application && !booking && !help_case; }
};

}  // namespace warmheart
