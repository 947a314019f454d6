// States by name: one table to each enum, the stored and told name beside the enumerator; name_of() and state_from()
// read it. Here stand the states of the centre's own rows; what is shared with stations has its table there
// (core/member/review.h, core/service/session.h, help_case.h, rider_request.h).
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace warmheart {

template <class State>
struct StateName {
  State state;
  std::string_view name;
};

// A table is `constexpr std::span<const StateName<State>> names_of(State)` beside the enum.
template <class State>
requires requires(State state) { names_of(state); }
constexpr std::string_view name_of(State state) {
  for (const StateName<State>& one : names_of(state)) {
    if (one.state == state) return one.name;
  }
  return {};
}

template <class State>
constexpr std::optional<State> state_from(std::string_view name) {
  for (const StateName<State>& one : names_of(State())) {
    if (one.name == name) return one.state;
  }
  return std::nullopt;
}

namespace internal {

// Stored are open and cancelled; past is what the session's end and the time make of either.
enum class SessionState { open, cancelled, past };
inline constexpr StateName<SessionState> kSessionStates[] = {
    {SessionState::open, "open"}, {SessionState::cancelled, "cancelled"}, {SessionState::past, "past"}};
constexpr std::span<const StateName<SessionState>> names_of(SessionState) { return kSessionStates; }

// Each slot is in exactly one: I1 counts them.
enum class SlotState { pool, leased, booked, retired };
inline constexpr StateName<SlotState> kSlotStates[] = {{SlotState::pool, "pool"},
                                                       {SlotState::leased, "leased"},
                                                       {SlotState::booked, "booked"},
                                                       {SlotState::retired, "retired"}};
constexpr std::span<const StateName<SlotState>> names_of(SlotState) { return kSlotStates; }

enum class LeaseState { open, recalled, frozen, closed, retired };
inline constexpr StateName<LeaseState> kLeaseStates[] = {{LeaseState::open, "open"},
                                                         {LeaseState::recalled, "recalled"},
                                                         {LeaseState::frozen, "frozen"},
                                                         {LeaseState::closed, "closed"},
                                                         {LeaseState::retired, "retired"}};
constexpr std::span<const StateName<LeaseState>> names_of(LeaseState) { return kLeaseStates; }
// It gives nothing back and leaves the feed.
constexpr bool is_over(LeaseState state) { return state == LeaseState::closed || state == LeaseState::retired; }

// Of a rider's request. Erasing: agreed by two and carried out in the rows; done once it is out of the files, too.
enum class RequestState { under_review, erasing, done, refused, taken_back };
inline constexpr StateName<RequestState> kRequestStates[] = {{RequestState::under_review, "under-review"},
                                                             {RequestState::erasing, "erasing"},
                                                             {RequestState::done, "done"},
                                                             {RequestState::refused, "refused"},
                                                             {RequestState::taken_back, "taken-back"}};
constexpr std::span<const StateName<RequestState>> names_of(RequestState) { return kRequestStates; }

enum class VisitState { counted, live, ended, voided };
inline constexpr StateName<VisitState> kVisitStates[] = {{VisitState::counted, "counted"},
                                                         {VisitState::live, "live"},
                                                         {VisitState::ended, "ended"},
                                                         {VisitState::voided, "voided"}};
constexpr std::span<const StateName<VisitState>> names_of(VisitState) { return kVisitStates; }

// Of a raw record: what store made of it, then apply. A pointer is a copy of a record held at another position.
enum class RecordState { fresh, applied, parked, waiting, pointer };
inline constexpr StateName<RecordState> kRecordStates[] = {{RecordState::fresh, "new"},
                                                           {RecordState::applied, "applied"},
                                                           {RecordState::parked, "parked"},
                                                           {RecordState::waiting, "waiting"},
                                                           {RecordState::pointer, "pointer"}};
constexpr std::span<const StateName<RecordState>> names_of(RecordState) { return kRecordStates; }

}  // namespace internal
}  // namespace warmheart
