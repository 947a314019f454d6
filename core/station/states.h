// States and reasons that rows and records of this room name: each an enum with one table to its names (states.cpp).
// The names are stored in databases and travel in records; they never change. Pure functions; an unknown name is
// nullopt.
#pragma once

#include <optional>
#include <string_view>

namespace warmheart {

enum class VisitState {
  counted,  // holds no unit
  live,     // holds units
  ended,
  voided,
};
const char* wire_name(VisitState state);
std::optional<VisitState> visit_state_from(std::string_view name);

enum class VisitEnd { checked_out, time_over, returned, lost };  // VisitEnded.how; the last two are of loans
const char* wire_name(VisitEnd how);
std::optional<VisitEnd> visit_end_from(std::string_view name);

enum class QueueStage {
  open,    // it waits, or was called
  served,  // QueueEnded.how, from here on
  lapsed,
  left,
};
const char* wire_name(QueueStage stage);
std::optional<QueueStage> queue_stage_from(std::string_view name);

enum class FaultState {
  open,
  done,  // FaultEnded.how, from here on
  not_found,
};
const char* wire_name(FaultState state);
std::optional<FaultState> fault_state_from(std::string_view name);

enum class ServiceRequestState { open, done, not_possible, voided };
const char* wire_name(ServiceRequestState state);
std::optional<ServiceRequestState> service_request_state_from(std::string_view name);

// Of a lease as the feed tells it and as it is kept here (core/service/SLOTS.md).
enum class LeaseState {
  open,
  frozen,    // nothing of it is sold
  recalled,  // told by the centre; closed here at once
  closed,
};
const char* wire_name(LeaseState state);
std::optional<LeaseState> lease_state_from(std::string_view name);

enum class LeaseEnd { recalled, expired, session_past, not_needed, forgotten, epoch_over };  // LeaseClosed.reason
const char* wire_name(LeaseEnd reason);

enum class LeasedSlotState {
  unspent,
  spent,
  burnt,  // named by the counter and never committed: sold to nobody
  returned,
};
const char* wire_name(LeasedSlotState state);
std::optional<LeasedSlotState> leased_slot_state_from(std::string_view name);

enum class EventKind { pop_up, worker_meeting, enterprise_meeting };
const char* wire_name(EventKind kind);
std::optional<EventKind> event_kind_from(std::string_view name);

// Of what a rider asked about their own data: `saved` and `received` are known here, the others the feed tells.
enum class RequestState { saved, received, under_review, done, refused, taken_back };
const char* wire_name(RequestState state);
std::optional<RequestState> request_state_from(std::string_view name);

enum class HandoffStage { opened, filled, ended };  // HandoffState.state
std::optional<HandoffStage> handoff_stage_from(std::string_view name);

enum class StaffProof { pin, help };  // StaffUnlocked.how
const char* wire_name(StaffProof how);

}  // namespace warmheart
