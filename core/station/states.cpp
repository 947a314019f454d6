#include "core/station/states.h"

#include <cstddef>

namespace warmheart {
namespace {

template <class State>
struct Named {
  State state;
  const char* name;
};

constexpr Named<VisitState> kVisitStates[] = {
    {VisitState::counted, "counted"},
    {VisitState::live, "live"},
    {VisitState::ended, "ended"},
    {VisitState::voided, "voided"},
};
constexpr Named<VisitEnd> kVisitEnds[] = {
    {VisitEnd::checked_out, "checked-out"},
    {VisitEnd::time_over, "time-over"},
    {VisitEnd::returned, "returned"},
    {VisitEnd::lost, "lost"},
};
constexpr Named<QueueStage> kQueueStages[] = {
    {QueueStage::open, "open"},
    {QueueStage::served, "served"},
    {QueueStage::lapsed, "lapsed"},
    {QueueStage::left, "left"},
};
constexpr Named<FaultState> kFaultStates[] = {
    {FaultState::open, "open"},
    {FaultState::done, "done"},
    {FaultState::not_found, "not-found"},
};
constexpr Named<ServiceRequestState> kServiceRequestStates[] = {
    {ServiceRequestState::open, "open"},
    {ServiceRequestState::done, "done"},
    {ServiceRequestState::not_possible, "not-possible"},
    {ServiceRequestState::voided, "voided"},
};
constexpr Named<LeaseState> kLeaseStates[] = {
    {LeaseState::open, "open"},
    {LeaseState::frozen, "frozen"},
    {LeaseState::recalled, "recalled"},
    {LeaseState::closed, "closed"},
};
constexpr Named<LeaseEnd> kLeaseEnds[] = {
    {LeaseEnd::recalled, "recalled"},     {LeaseEnd::expired, "expired"},     {LeaseEnd::session_past, "session-past"},
    {LeaseEnd::not_needed, "not-needed"}, {LeaseEnd::forgotten, "forgotten"}, {LeaseEnd::epoch_over, "epoch-over"},
};
constexpr Named<LeasedSlotState> kLeasedSlotStates[] = {
    {LeasedSlotState::unspent, "unspent"},
    {LeasedSlotState::spent, "spent"},
    {LeasedSlotState::burnt, "burnt"},
    {LeasedSlotState::returned, "returned"},
};
constexpr Named<EventKind> kEventKinds[] = {
    {EventKind::pop_up, "pop-up"},
    {EventKind::worker_meeting, "worker-meeting"},
    {EventKind::enterprise_meeting, "enterprise-meeting"},
};
constexpr Named<RequestState> kRequestStates[] = {
    {RequestState::saved, "saved"}, {RequestState::received, "received"}, {RequestState::under_review, "under-review"},
    {RequestState::done, "done"},   {RequestState::refused, "refused"},   {RequestState::taken_back, "taken-back"},
};
constexpr Named<HandoffStage> kHandoffStages[] = {
    {HandoffStage::opened, "opened"},
    {HandoffStage::filled, "filled"},
    {HandoffStage::ended, "ended"},
};
constexpr Named<StaffProof> kStaffProofs[] = {
    {StaffProof::pin, "pin"},
    {StaffProof::help, "help"},
};

template <class State, std::size_t N>
constexpr const char* name_in(const Named<State> (&table)[N], State state) {
  for (const Named<State>& one : table) {
    if (one.state == state) return one.name;
  }
  return "";
}

template <class State, std::size_t N>
std::optional<State> state_in(const Named<State> (&table)[N], std::string_view name) {
  for (const Named<State>& one : table) {
    if (name == one.name) return one.state;
  }
  return std::nullopt;
}

}  // namespace

const char* wire_name(VisitState state) { return name_in(kVisitStates, state); }
std::optional<VisitState> visit_state_from(std::string_view name) { return state_in(kVisitStates, name); }

const char* wire_name(VisitEnd how) { return name_in(kVisitEnds, how); }
std::optional<VisitEnd> visit_end_from(std::string_view name) { return state_in(kVisitEnds, name); }

const char* wire_name(QueueStage stage) { return name_in(kQueueStages, stage); }
std::optional<QueueStage> queue_stage_from(std::string_view name) { return state_in(kQueueStages, name); }

const char* wire_name(FaultState state) { return name_in(kFaultStates, state); }
std::optional<FaultState> fault_state_from(std::string_view name) { return state_in(kFaultStates, name); }

const char* wire_name(ServiceRequestState state) { return name_in(kServiceRequestStates, state); }
std::optional<ServiceRequestState> service_request_state_from(std::string_view name) {
  return state_in(kServiceRequestStates, name);
}

const char* wire_name(LeaseState state) { return name_in(kLeaseStates, state); }
std::optional<LeaseState> lease_state_from(std::string_view name) { return state_in(kLeaseStates, name); }

const char* wire_name(LeaseEnd reason) { return name_in(kLeaseEnds, reason); }

const char* wire_name(LeasedSlotState state) { return name_in(kLeasedSlotStates, state); }
std::optional<LeasedSlotState> leased_slot_state_from(std::string_view name) {
  return state_in(kLeasedSlotStates, name);
}

const char* wire_name(EventKind kind) { return name_in(kEventKinds, kind); }
std::optional<EventKind> event_kind_from(std::string_view name) { return state_in(kEventKinds, name); }

const char* wire_name(RequestState state) { return name_in(kRequestStates, state); }
std::optional<RequestState> request_state_from(std::string_view name) { return state_in(kRequestStates, name); }

std::optional<HandoffStage> handoff_stage_from(std::string_view name) { return state_in(kHandoffStages, name); }

const char* wire_name(StaffProof how) { return name_in(kStaffProofs, how); }

}  // namespace warmheart
