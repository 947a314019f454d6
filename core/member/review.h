// States of an application and of the membership after it (domain.md "Joining"). Pure functions.
#pragma once

#include <optional>
#include <string_view>

namespace warmheart {

enum class ApplicationState {
  submitted,        // saved at a kiosk
  received,         // durably at the centre
  awaiting_review,
  returned,         // with fields to fill anew
  rejected,         // with a reason
  approved,         // membership counts from this date
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

// A person may send fields anew while pending or returned; once approved, not again.
bool may_correct(ApplicationState state);
bool may_withdraw(ApplicationState state);
// Nothing follows but another application.
bool is_final(ApplicationState state);

}  // namespace warmheart
