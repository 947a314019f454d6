#include "core/member/review.h"

#include <array>

namespace warmheart {
namespace {

using enum ApplicationState;

constexpr std::array kStates = {submitted, received,  awaiting_review, returned,  rejected, approved,
                                active,    withdrawn, transferring,    suspended, left};

}  // namespace

const char* wire_name(ApplicationState state) {
  switch (state) {
    case submitted: return "submitted";
    case received: return "received";
    case awaiting_review: return "awaiting-review";
    case returned: return "returned";
    case rejected: return "rejected";
    case approved: return "approved";
    case active: return "active";
    case withdrawn: return "withdrawn";
    case transferring: return "transferring";
    case suspended: return "suspended";
    case left: return "left";
  }
  return "";
}

std::optional<ApplicationState> application_state_from(std::string_view name) {
  for (const ApplicationState state : kStates) {
    if (name == wire_name(state)) return state;
  }
  return std::nullopt;
}

bool may_move(ApplicationState from, ApplicationState to) {
  switch (from) {
    case submitted: return to == received || to == withdrawn;
    case received: return to == awaiting_review || to == withdrawn;
    // Forwarding to another union keeps the state: it waits there.
    case awaiting_review:
      return to == awaiting_review || to == returned || to == rejected || to == approved || to == withdrawn;
    case returned: return to == awaiting_review || to == rejected || to == withdrawn;
    case approved: return to == active || to == left;
    case active: return to == transferring || to == suspended || to == left;
    case transferring: return to == active || to == left;
    case suspended: return to == active || to == left;
    case rejected:
    case withdrawn:
    case left: return false;
  }
  return false;
}

bool may_withdraw(ApplicationState state) { return may_move(state, withdrawn); }

}  // namespace warmheart
