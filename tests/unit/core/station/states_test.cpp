// The names that databases and records hold for states: fixed, and each read back as what it names.
#include <catch2/catch.hpp>

#include "core/station/states.h"

using namespace warmheart;

TEST_CASE("stored names are those of released databases, and are read back") {
  const auto both = [](auto from, auto state, std::string_view name) {
    CHECK(wire_name(state) == name);
    CHECK(from(name) == state);
    CHECK_FALSE(from(std::string(name) + "s"));
  };
  both(visit_state_from, VisitState::counted, "counted");
  both(visit_state_from, VisitState::live, "live");
  both(visit_state_from, VisitState::ended, "ended");
  both(visit_state_from, VisitState::voided, "voided");
  both(service_request_state_from, ServiceRequestState::open, "open");
  both(service_request_state_from, ServiceRequestState::done, "done");
  both(service_request_state_from, ServiceRequestState::not_possible, "not-possible");
  both(service_request_state_from, ServiceRequestState::voided, "voided");
  both(lease_state_from, LeaseState::open, "open");
  both(lease_state_from, LeaseState::frozen, "frozen");
  both(lease_state_from, LeaseState::recalled, "recalled");
  both(lease_state_from, LeaseState::closed, "closed");
  both(leased_slot_state_from, LeasedSlotState::unspent, "unspent");
  both(leased_slot_state_from, LeasedSlotState::spent, "spent");
  both(leased_slot_state_from, LeasedSlotState::burnt, "burnt");
  both(leased_slot_state_from, LeasedSlotState::returned, "returned");
  both(event_kind_from, EventKind::pop_up, "pop-up");
  both(event_kind_from, EventKind::worker_meeting, "worker-meeting");
  both(event_kind_from, EventKind::enterprise_meeting, "enterprise-meeting");
  both(request_state_from, RequestState::saved, "saved");
  both(request_state_from, RequestState::received, "received");
  both(request_state_from, RequestState::under_review, "under-review");
  both(request_state_from, RequestState::done, "done");
  both(request_state_from, RequestState::refused, "refused");
  both(request_state_from, RequestState::taken_back, "taken-back");
  both(visit_end_from, VisitEnd::returned, "returned");
  both(visit_end_from, VisitEnd::lost, "lost");
  both(queue_stage_from, QueueStage::open, "open");
  both(queue_stage_from, QueueStage::served, "served");
  both(queue_stage_from, QueueStage::lapsed, "lapsed");
  both(queue_stage_from, QueueStage::left, "left");
  both(fault_state_from, FaultState::open, "open");
  both(fault_state_from, FaultState::done, "done");
  both(fault_state_from, FaultState::not_found, "not-found");
  CHECK(wire_name(VisitEnd::checked_out) == std::string_view("checked-out"));
  CHECK(wire_name(VisitEnd::time_over) == std::string_view("time-over"));
  CHECK(wire_name(LeaseEnd::recalled) == std::string_view("recalled"));
  CHECK(wire_name(LeaseEnd::expired) == std::string_view("expired"));
  CHECK(wire_name(LeaseEnd::session_past) == std::string_view("session-past"));
  CHECK(wire_name(LeaseEnd::not_needed) == std::string_view("not-needed"));
  CHECK(wire_name(LeaseEnd::forgotten) == std::string_view("forgotten"));
  CHECK(wire_name(LeaseEnd::epoch_over) == std::string_view("epoch-over"));
  CHECK(wire_name(StaffProof::pin) == std::string_view("pin"));
  CHECK(wire_name(StaffProof::help) == std::string_view("help"));
  CHECK(handoff_stage_from("ended") == HandoffStage::ended);
}
