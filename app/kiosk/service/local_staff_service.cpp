#include "app/kiosk/service/local_staff_service.h"

#include "core/station/cases.h"
#include "core/station/events.h"
#include "core/station/places.h"
#include "core/station/staff.h"
#include "core/station/visits.h"

namespace warmheart {

namespace {

constexpr std::size_t kNewest = 30;

DayView view_of(const VisitDay& day) {
  DayView view{day.day, {}, day.person_times, day.scanned_times, day.scanned_people, day.voided};
  for (const ServiceDay& one : day.services) view.services.push_back({one.service, one.person_times, one.scanned_times});
  return view;
}

VisitLineView view_of(const VisitLine& line) {
  return {line.visit.id,      line.visit.service, line.visit.people,      line.visit.places, line.visit.registered_ms,
          line.scanned,       line.state == "voided", line.delivery == Delivery::received ? DeliveryView::received : DeliveryView::saved_here};
}

EventView view_of(const EventNow& event) { return {event.kind, event.title, event.place, event.started_ms, event.joins, event.visits}; }

Result<UnlockView> view_of(const Result<UnlockOutcome>& outcome) {
  if (!outcome) return fail(outcome.error());
  UnlockView view{outcome->result, {}, outcome->tries_left, outcome->locked_for_ms};
  if (outcome->result != Unlock::unlocked) return view;
  WARMHEART_TRY_ASSIGN(view.staff.badge, eight_bytes(warmheart::view_of(outcome->staff.badge_id())));
  view.staff.name = outcome->staff.name();
  view.staff.lead = outcome->staff.role() == "lead";
  return view;
}

Result<StaffBoard> read_board(StationStore& store) {
  StaffBoard board;
  WARMHEART_TRY_ASSIGN(const VisitDay today, visits_today(store));
  board.today = view_of(today);
  WARMHEART_TRY_ASSIGN(const auto newest, newest_visits(store, kNewest));
  for (const VisitLine& line : newest) board.newest.push_back(view_of(line));
  WARMHEART_TRY_ASSIGN(const auto returned, returned_applications(store));
  for (const ApplicationSummary& one : returned) board.returned.push_back({one.masked_name, one.decision ? one.decision->decided_at_ms() : 0});
  WARMHEART_TRY_ASSIGN(const auto calls, cases_to_call(store));
  for (const HelpCase& one : calls) board.calls.push_back({one.id, one.kind, one.masked_name, one.due_ms});
  WARMHEART_TRY_ASSIGN(const auto requests, open_requests(store));
  for (const ServiceRequest& one : requests) board.requests.push_back({one.id, one.service, one.asked_ms});
  WARMHEART_TRY_ASSIGN(const auto event, event_now(store));
  if (event) board.event = view_of(*event);
  WARMHEART_TRY_ASSIGN(const QueueState queue, store.queue_state());
  board.waiting = queue.waiting;
  board.parked = queue.parked;
  board.last_contact_ms = queue.last_contact_ms;
  board.oldest_waiting_ms = queue.oldest_waiting_ms;
  board.clock_unproven = queue.clock_unproven;
  return board;
}

// A badge and what was typed with it, overwritten when the last copy of the task goes.
struct Typed {
  SecretString badge, text;
};
std::shared_ptr<const Typed> hold(std::string badge, std::string text) {
  return std::make_shared<const Typed>(Typed{SecretString(std::move(badge)), SecretString(std::move(text))});
}

}  // namespace

void LocalStaffService::unlock(std::string badge, std::string pin, Callback<Result<UnlockView>> then) {
  m_store.write<UnlockView>(
      [held = hold(std::move(badge), std::move(pin))](StationStore& store) -> Result<UnlockView> {
        const auto parsed = parse_badge(held->badge.view());
        return parsed ? view_of(unlock_staff(store, *parsed, held->text.view())) : Result<UnlockView>(UnlockView{});
      },
      std::move(then));
}

void LocalStaffService::challenge(std::string badge, Callback<Result<std::string>> then) {
  m_store.read<std::string>(
      [held = hold(std::move(badge), {})](StationStore& store) -> Result<std::string> {
        const auto parsed = parse_badge(held->badge.view());
        if (!parsed) return fail(ErrorCode::forbidden, "not a badge");
        return help_challenge(store, *parsed);
      },
      std::move(then));
}

void LocalStaffService::unlock_with_help(std::string badge, std::string answer, Callback<Result<UnlockView>> then) {
  m_store.write<UnlockView>(
      [held = hold(std::move(badge), std::move(answer))](StationStore& store) -> Result<UnlockView> {
        const auto parsed = parse_badge(held->badge.view());
        return parsed ? view_of(warmheart::unlock_with_help(store, *parsed, held->text.view())) : Result<UnlockView>(UnlockView{});
      },
      std::move(then));
}

void LocalStaffService::board(Callback<Result<StaffBoard>> then) {
  m_store.read<StaffBoard>(
      [this](StationStore& store) -> Result<StaffBoard> {
        WARMHEART_TRY_ASSIGN(StaffBoard board, read_board(store));
        board.device = m_facts();
        return board;
      },
      std::move(then));
}

void LocalStaffService::void_visit(const Uuid& visit, std::string reason, const BadgeId& staff, Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return warmheart::void_visit(store, visit, reason, staff); }, std::move(then));
}

void LocalStaffService::take_up(const Uuid& request, std::string how, const BadgeId& staff, Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return take_up_request(store, request, how, staff); }, std::move(then));
}

void LocalStaffService::called_back(const Uuid& help_case, std::string outcome, const BadgeId& staff, Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return note_call_back(store, help_case, outcome, staff); }, std::move(then));
}

void LocalStaffService::attended(const Uuid& booking, bool attended, const BadgeId& staff, Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return note_attendance(store, booking, attended, staff); }, std::move(then));
}

void LocalStaffService::start_event(EventRequest event, const BadgeId& staff, Callback<Result<void>> then) {
  m_store.write<void>([event = std::move(event), staff](StationStore& store) { return warmheart::start_event(store, {event.id, event.kind, event.title, event.place}, staff); },
                   std::move(then));
}

void LocalStaffService::end_event(unsigned people, const BadgeId& staff, Callback<Result<EventView>> then) {
  m_store.write<EventView>(
      [people, staff](StationStore& store) -> Result<EventView> {
        WARMHEART_TRY_ASSIGN(const EventNow event, warmheart::end_event(store, people, staff));
        return view_of(event);
      },
      std::move(then));
}

}  // namespace warmheart
