#include "app/kiosk/service/local_staff_service.h"

#include "core/station/cases.h"
#include "core/station/events.h"
#include "core/station/slots.h"
#include "core/station/staff.h"
#include "core/station/visits.h"

namespace warmheart {

namespace {

constexpr std::size_t kNewest = 30;

// Whom the centre has named with a badge that is none does not get in.
Result<UnlockOutcome> checked(Result<UnlockOutcome> outcome) {
  if (outcome && outcome->result == Unlock::unlocked) WARMHEART_TRY(eight_bytes(view_of(outcome->staff.badge_id())));
  return outcome;
}

Result<StaffBoard> read_board(StationStore& store) {
  StaffBoard board;
  WARMHEART_TRY_ASSIGN(board.today, visits_today(store));
  WARMHEART_TRY_ASSIGN(board.newest, newest_visits(store, kNewest));
  WARMHEART_TRY_ASSIGN(board.returned, returned_applications(store));
  WARMHEART_TRY_ASSIGN(board.calls, cases_to_call(store));
  WARMHEART_TRY_ASSIGN(board.requests, open_requests(store));
  WARMHEART_TRY_ASSIGN(board.faults, open_faults(store));
  WARMHEART_TRY_ASSIGN(board.loans, loans_out(store));
  WARMHEART_TRY_ASSIGN(board.line, queue_line(store));
  WARMHEART_TRY_ASSIGN(board.event, event_now(store));
  WARMHEART_TRY_ASSIGN(board.queue, store.queue_state());
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

void LocalStaffService::unlock(std::string badge, std::string pin, Callback<Result<UnlockOutcome>> then) {
  m_store.write<UnlockOutcome>(
      [held = hold(std::move(badge), std::move(pin))](StationStore& store) -> Result<UnlockOutcome> {
        const auto parsed = parse_badge(held->badge.view());
        return parsed ? checked(unlock_staff(store, *parsed, held->text.view()))
                      : Result<UnlockOutcome>(UnlockOutcome{});
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

void LocalStaffService::unlock_with_help(std::string badge, std::string answer, Callback<Result<UnlockOutcome>> then) {
  m_store.write<UnlockOutcome>(
      [held = hold(std::move(badge), std::move(answer))](StationStore& store) -> Result<UnlockOutcome> {
        const auto parsed = parse_badge(held->badge.view());
        return parsed ? checked(warmheart::unlock_with_help(store, *parsed, held->text.view()))
                      : Result<UnlockOutcome>(UnlockOutcome{});
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

void LocalStaffService::void_visit(const Uuid& visit, std::string reason, const BadgeId& staff,
                                   Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return warmheart::void_visit(store, visit, reason, staff); },
                      std::move(then));
}

void LocalStaffService::take_up(const Uuid& request, std::string how, const BadgeId& staff,
                                Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return take_up_request(store, request, how, staff); },
                      std::move(then));
}

void LocalStaffService::called_back(const Uuid& help_case, std::string outcome, const BadgeId& staff,
                                    Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return record_call_back(store, help_case, outcome, staff); },
                      std::move(then));
}

void LocalStaffService::end_loan(const Uuid& visit, std::string how, const BadgeId& staff,
                                 Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return warmheart::end_loan(store, visit, how, staff); },
                      std::move(then));
}

void LocalStaffService::answer_number(const Uuid& number, std::string how, const BadgeId& staff,
                                      Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return warmheart::answer_number(store, number, how, staff); },
                      std::move(then));
}

void LocalStaffService::end_fault(const Uuid& fault, std::string how, const BadgeId& staff,
                                  Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return warmheart::end_fault(store, fault, how, staff); },
                      std::move(then));
}

void LocalStaffService::attended(const Uuid& booking, bool attended, const BadgeId& staff,
                                 Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return record_attendance(store, booking, attended, staff); },
                      std::move(then));
}

void LocalStaffService::start_event(NewEvent event, const BadgeId& staff, Callback<Result<void>> then) {
  m_store.write<void>(
      [event = std::move(event), staff](StationStore& store) { return warmheart::start_event(store, event, staff); },
      std::move(then));
}

void LocalStaffService::found_items(Callback<Result<std::vector<FoundItem>>> then) {
  m_store.read<std::vector<FoundItem>>([](StationStore& store) { return found_items_here(store); }, std::move(then));
}

void LocalStaffService::register_found(NewFoundItem item, const BadgeId& staff, Callback<Result<FoundItem>> then) {
  m_store.write<FoundItem>(
      [item = std::move(item), staff](StationStore& store) { return register_found_item(store, item, staff); },
      std::move(then));
}

void LocalStaffService::close_found(const Uuid& item, std::string how, const BadgeId& staff,
                                    Callback<Result<void>> then) {
  m_store.write<void>([=](StationStore& store) { return close_found_item(store, item, how, staff); }, std::move(then));
}

void LocalStaffService::end_event(unsigned people, const BadgeId& staff, Callback<Result<EventNow>> then) {
  m_store.write<EventNow>([people, staff](StationStore& store) { return warmheart::end_event(store, people, staff); },
                          std::move(then));
}

}  // namespace warmheart
