// States of an application and of the membership after it (README.md "Joining"). Pure functions.
#pragma once

#include <optional>
#include <string_view>

namespace warmheart {

enum class ApplicationState {
  submitted,  // saved at a kiosk
  received,   // durably at the centre
  awaiting_review,
  returned,  // with fields to fill anew
  rejected,  // with a reason
  approved,  // membership counts from this date
  active,
  withdrawn,
  transferring,
  suspended,
  left,
};

// "submitted", "received", "awaiting-review", …: as in ApplicationDecision.state.
const char* wire_name(ApplicationState state);
std::optional<ApplicationState> application_state_from(std::string_view wire_name);

bool may_move(ApplicationState from, ApplicationState to);

bool may_withdraw(ApplicationState state);

}  // namespace warmheart
