#include "core/station/visits.h"

#include <algorithm>

#include "core/member/occupation.h"
#include "core/service/loan.h"
#include "core/station/event_table.h"
#include "core/station/feed_mirror.h"
#include "core/station/columns.h"
#include "core/station/queue_table.h"
#include "core/station/visit_table.h"

namespace warmheart {

using namespace station;

namespace {

constexpr int kTriesForNumber = 200;
constexpr std::string_view kUndone = "mistake";  // of void_reasons()

std::string bytes16(const Uuid& id) { return string_of(id.bytes()); }

Result<void> check(const NewVisit& visit) {
  if (visit.people < 1 || visit.people > kMaxGroup)
    return fail(ErrorCode::invalid_argument, "a group has 1 to 200 heads");
  if (!visit.occupation.empty() && !is_occupation(visit.occupation))
    return fail(ErrorCode::invalid_argument, "no such occupation group");
  if (visit.card && visit.people != 1) return fail(ErrorCode::invalid_argument, "a card stands for one person");
  return {};
}

Result<void> set_state(sql::Connection& db, const Uuid& visit, VisitState state) {
  WARMHEART_TRY(sql::execute(db, "UPDATE visit SET state=? WHERE id=?", wire_name(state), visit.bytes()));
  WARMHEART_TRY(sql::execute(db, "DELETE FROM visit_unit WHERE visit=?", visit.bytes()));
  WARMHEART_TRY(sql::execute(db, "DELETE FROM loan WHERE visit=?", visit.bytes()));
  return {};
}

// Inside the caller's transaction: what is over ends before anybody counts what is free.
Result<std::size_t> end_over(const Act& act) {
  struct Live {
    Uuid id;
    HeldUntil held;
  };
  const auto read = [](sql::Columns& row) { return Live{row.id(), read_held_until(row)}; };
  WARMHEART_TRY_ASSIGN(const std::int64_t trusted_now, act.trusted_now_ms());
  const ClockReading now = act.clock().now();
  WARMHEART_TRY_ASSIGN(
      const auto live,
      sql::rows<Live>(act.db,
                      "SELECT id,ends_ms,registered_ms,boot_id,boottime_ms FROM visit WHERE state='live' AND NOT "
                      "EXISTS(SELECT 1 FROM loan WHERE loan.visit=visit.id)",
                      read));
  std::size_t ended = 0;
  for (const Live& visit : live) {
    if (visit.held.by(now, trusted_now) > trusted_now) continue;
    WARMHEART_TRY(end_visit(act, visit.id, VisitEnd::time_over));
    ++ended;
  }
  WARMHEART_TRY(advance_queue(act));
  return ended;
}

// Of those that are out no two have the same. limit: there are hardly any left.
Result<std::string> new_loan_number(const Act& act) {
  for (int tries = 0; tries < kTriesForNumber; ++tries) {
    std::string number = std::to_string(kFirstLoanNumber + act.random().below(kLoanNumbers));
    WARMHEART_TRY_ASSIGN(const bool taken,
                         sql::value<bool>(act.db, "SELECT EXISTS(SELECT 1 FROM loan WHERE number=?)", number));
    if (!taken) return number;
  }
  return fail(ErrorCode::limit, "too many things are out");
}

Result<void> insert(const Act& act, const NewVisit& visit, const RegisteredVisit& made) {
  const ClockReading now = act.clock().now();
  WARMHEART_TRY_ASSIGN(const auto event, active_event(act.db));
  WARMHEART_TRY(sql::execute(
      act.db,
      "INSERT INTO "
      "visit(id,day,service,occupation,people,card,staff,registered_ms,boot_id,boottime_ms,ends_ms,state,event) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)",
      visit.id.bytes(), china_day(made.registered_ms), visit.service, visit.occupation, visit.people, visit.card,
      visit.staff, made.registered_ms, now.boot_id, now.boottime_ms, made.ends_ms,
      wire_name(made.units.empty() ? VisitState::counted : VisitState::live), bytes_or_null(event)));
  for (const std::uint32_t number : made.units) {
    WARMHEART_TRY(sql::execute(act.db, "INSERT INTO visit_unit(service,unit,visit) VALUES(?,?,?)", visit.service,
                               number, visit.id.bytes()));
  }
  if (made.loan.empty()) return {};
  WARMHEART_TRY(sql::execute(act.db, "INSERT INTO loan(visit,number) VALUES(?,?)", visit.id.bytes(), made.loan));
  return {};
}

Result<void> write_visit(const Act& act, const NewVisit& visit, const RegisteredVisit& made) {
  wire::Payload payload;
  wire::VisitRegistered& body = *payload.mutable_visit_registered();
  body.set_visit_id(bytes16(visit.id));
  body.set_service(visit.service);
  body.set_occupation(visit.occupation);
  body.set_people(visit.people);
  if (visit.card) body.set_card_number(string_of(*visit.card));
  if (!made.units.empty()) body.set_unit(made.units.front());
  body.set_ends_ms(made.ends_ms);
  WARMHEART_TRY_ASSIGN(const auto event, active_event(act.db));
  if (event) body.set_event_id(bytes16(*event));
  if (visit.staff) body.set_staff(string_of(*visit.staff));
  body.set_loan_number(made.loan);
  return act.write_record(visit.id, wire::VISIT_REGISTERED, payload);
}

// `visit` empty: it belongs to none.
Result<void> write_service_request(const Act& act, const ServiceRequest& request, ByteView visit) {
  WARMHEART_TRY(sql::execute(act.db, "INSERT INTO service_request(id,service,visit,asked_ms,state) VALUES(?,?,?,?,?)",
                             request.id.bytes(), request.service, visit, request.asked_ms,
                             wire_name(ServiceRequestState::open)));
  wire::Payload payload;
  payload.mutable_service_requested()->set_request_id(bytes16(request.id));
  payload.mutable_service_requested()->set_service(request.service);
  payload.mutable_service_requested()->set_visit_id(string_of(visit));
  return act.write_record(request.id, wire::SERVICE_REQUESTED, payload);
}

// In the visit's transaction, so that nobody waits for a meal that no one was told of.
Result<Uuid> request_by_hand(const Act& act, const NewVisit& visit, std::int64_t now) {
  const ServiceRequest request{act.fresh_id(), visit.service, now};
  WARMHEART_TRY(write_service_request(act, request, visit.id.bytes()));
  return request.id;
}

std::int64_t end_of_unit(const wire::ServiceOffered& service, std::int64_t now) {
  const std::int64_t without_minutes = is_lent(service) ? kLoanMs : kLongestStayMs;
  return now + (service.minutes() > 0 ? service.minutes() * 60'000LL : without_minutes);
}

Result<void> write_void(const Act& act, const Uuid& visit, std::string_view reason,
                        const std::optional<BadgeId>& staff) {
  WARMHEART_TRY(set_state(act.db, visit, VisitState::voided));
  WARMHEART_TRY(sql::execute(act.db, "UPDATE service_request SET state=? WHERE visit=? AND state=?",
                             wire_name(ServiceRequestState::voided), visit.bytes(),
                             wire_name(ServiceRequestState::open)));
  wire::Payload payload;
  payload.mutable_visit_voided()->set_visit_id(bytes16(visit));
  payload.mutable_visit_voided()->set_reason(std::string(reason));
  if (staff) payload.mutable_visit_voided()->set_staff(string_of(*staff));
  return act.write_record(act.fresh_id(), wire::VISIT_VOIDED, payload);
}

Result<VisitRow> known_visit(sql::Connection& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, visit_row(db, id));
  if (!row) return fail(ErrorCode::not_found, "no such visit on this device");
  return std::move(*row);
}

}  // namespace

namespace station {

Result<void> end_visit(const Act& act, const Uuid& visit, VisitEnd how, const std::optional<BadgeId>& staff) {
  WARMHEART_TRY(set_state(act.db, visit, VisitState::ended));
  wire::Payload payload;
  payload.mutable_visit_ended()->set_visit_id(bytes16(visit));
  payload.mutable_visit_ended()->set_how(wire_name(how));
  if (staff) payload.mutable_visit_ended()->set_staff(string_of(*staff));
  return act.write_record(act.fresh_id(), wire::VISIT_ENDED, payload);
}

}  // namespace station

Result<VisitOutcome> register_visit(StationStore& store, const NewVisit& visit) {
  WARMHEART_TRY(check(visit));
  return store.transact([&](const Act& act) -> Result<VisitOutcome> {
    WARMHEART_TRY_ASSIGN(auto known, visit_row(act.db, visit.id));
    if (known) return VisitOutcome{std::move(known->visit), 0, 0};
    WARMHEART_TRY_ASSIGN(const auto service, offered(act.db, visit.service));
    if (!service) return fail(ErrorCode::not_found, "this service is not offered here");
    WARMHEART_TRY(end_over(act));
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());

    RegisteredVisit made{visit.id, visit.service, visit.people, {}, now, 0, std::nullopt, false};
    VisitOutcome outcome;
    if (service->units() > 0) {
      WARMHEART_TRY_ASSIGN(const auto in_use, units_in_use(act, visit.service));
      WARMHEART_TRY_ASSIGN(auto taken, held_for_others(act, visit.service, visit.queue));
      taken.insert(taken.end(), in_use.begin(), in_use.end());
      outcome.free =
          service->units() - std::min<std::uint32_t>(service->units(), static_cast<std::uint32_t>(taken.size()));
      outcome.next_free_ms = next_free_ms(taken, service->units(), visit.people);
      if (taken.size() + visit.people > service->units()) return outcome;
      made.units = free_units(in_use, service->units(), visit.people);
      made.ends_ms = end_of_unit(*service, now);
      if (is_lent(*service)) { WARMHEART_TRY_ASSIGN(made.loan, new_loan_number(act)); }
    }
    WARMHEART_TRY(insert(act, visit, made));
    WARMHEART_TRY(write_visit(act, visit, made));
    if (visit.queue) WARMHEART_TRY(serve_number(act, *visit.queue));
    if (service->by_hand()) { WARMHEART_TRY_ASSIGN(made.request, request_by_hand(act, visit, now)); }
    outcome.visit = std::move(made);
    return outcome;
  });
}

Result<void> check_out(StationStore& store, const Uuid& visit) {
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const VisitRow row, known_visit(act.db, visit));
    if (row.state != VisitState::live) return {};
    WARMHEART_TRY(end_visit(act, visit, row.visit.loan.empty() ? VisitEnd::checked_out : VisitEnd::returned));
    return advance_queue(act);
  });
}

Result<Uuid> visit_at_unit(StationStore& store, std::string_view service, std::uint32_t unit) {
  return store.read([&](const Act& act) -> Result<Uuid> {
    WARMHEART_TRY_ASSIGN(
        const auto visit,
        sql::row<Uuid>(act.db, "SELECT visit FROM visit_unit WHERE service=? AND unit=?", service, unit));
    if (!visit) return fail(ErrorCode::not_found, "nobody holds this unit");
    return *visit;
  });
}

Result<void> undo_visit(StationStore& store, const Uuid& visit) {
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const VisitRow row, known_visit(act.db, visit));
    if (row.state == VisitState::voided) return {};
    const ClockReading now = act.clock().now();
    if (row.boot_id != now.boot_id || now.boottime_ms - row.boottime_ms > kUndoVisitMs) {
      return fail(ErrorCode::conflict, "the time to take it back is over: staff void it with a reason");
    }
    WARMHEART_TRY(write_void(act, visit, kUndone, std::nullopt));
    return advance_queue(act);
  });
}

Result<void> void_visit(StationStore& store, const Uuid& visit, std::string_view reason, const BadgeId& staff) {
  if (!is_void_reason(reason)) return fail(ErrorCode::invalid_argument, "a visit is voided with a reason of the list");
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const VisitRow row, known_visit(act.db, visit));
    if (row.state == VisitState::voided) return {};
    WARMHEART_TRY(write_void(act, visit, reason, staff));
    return advance_queue(act);
  });
}

Result<std::size_t> end_visits_that_are_over(StationStore& store) {
  return store.transact([&](const Act& act) { return end_over(act); });
}

Result<ServiceRequest> call_staff(StationStore& store, const Uuid& id, std::string_view why) {
  if (!is_staff_call(why)) return fail(ErrorCode::invalid_argument, "staff are called, or called to an emergency");
  return store.transact([&](const Act& act) -> Result<ServiceRequest> {
    WARMHEART_TRY_ASSIGN(const auto same,
                         sql::row<ServiceRequest>(act.db, "SELECT id,service,asked_ms FROM service_request WHERE id=?",
                                                  read_service_request, id.bytes()));
    if (same) return *same;
    WARMHEART_TRY_ASSIGN(
        const auto open,
        sql::row<ServiceRequest>(act.db,
                                 "SELECT id,service,asked_ms FROM service_request WHERE state='open' AND service=? "
                                 "ORDER BY asked_ms LIMIT 1",
                                 read_service_request, why));
    if (open) return *open;
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    ServiceRequest request{id, std::string(why), now};
    WARMHEART_TRY(write_service_request(act, request, ByteView()));
    return request;
  });
}

Result<void> take_up_request(StationStore& store, const Uuid& request, std::string_view how, const BadgeId& staff) {
  const auto to = service_request_state_from(how);
  if (to != ServiceRequestState::done && to != ServiceRequestState::not_possible)
    return fail(ErrorCode::invalid_argument, "a request is done or not possible");
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const std::int64_t taken,
                         sql::execute(act.db, "UPDATE service_request SET state=?,staff=? WHERE id=? AND state=?",
                                      wire_name(*to), staff, request.bytes(), wire_name(ServiceRequestState::open)));
    if (taken == 0) return {};
    wire::Payload payload;
    payload.mutable_service_taken_up()->set_request_id(bytes16(request));
    payload.mutable_service_taken_up()->set_staff(string_of(staff));
    payload.mutable_service_taken_up()->set_how(wire_name(*to));
    return act.write_record(act.fresh_id(), wire::SERVICE_TAKEN_UP, payload);
  });
}

}  // namespace warmheart
