#include "core/station/visits.h"

#include <algorithm>

#include "core/member/occupation.h"
#include "core/station/event_rows.h"
#include "core/station/feed_mirror.h"
#include "core/station/visit_rows.h"

namespace warmheart {

using namespace station;

namespace {

std::string bytes16(const Uuid& id) { return string_of(id.bytes()); }

Result<void> check(const NewVisit& visit) {
  if (visit.people < 1 || visit.people > kMaxGroup) return fail(ErrorCode::invalid_argument, "a group has 1 to 200 heads");
  if (!visit.occupation.empty() && !is_occupation(visit.occupation)) return fail(ErrorCode::invalid_argument, "no such occupation group");
  if (visit.card && visit.people != 1) return fail(ErrorCode::invalid_argument, "a card stands for one person");
  return {};
}

Result<void> set_state(sqlite::Database& db, const Uuid& visit, std::string_view state) {
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE visit SET state=? WHERE id=?"));
  WARMHEART_TRY(update.bind(state, visit.bytes()).run());
  WARMHEART_TRY_ASSIGN(auto free, db.prepare("DELETE FROM visit_place WHERE visit=?"));
  return free.bind(visit.bytes()).run();
}

Result<void> end_visit(StationStore::State& state, sqlite::Database& db, const Uuid& visit, const char* how) {
  WARMHEART_TRY(set_state(db, visit, "ended"));
  wire::Payload payload;
  payload.mutable_visit_ended()->set_visit_id(bytes16(visit));
  payload.mutable_visit_ended()->set_how(how);
  return state.write_record(db, Uuid::make(state.clock, state.random), wire::VISIT_ENDED, payload);
}

// Inside the caller's transaction: what is over ends before anybody counts what is free.
Result<std::size_t> end_over(StationStore::State& state, sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(const std::int64_t now, best_now(state, db));
  std::vector<Uuid> over;
  {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT id,ends_ms,registered_ms,boot_id,boottime_ms FROM visit WHERE state='live'"));
    for (;;) {
      WARMHEART_TRY_ASSIGN(const bool more, query.step());
      if (!more) break;
      BootId boot{};
      if (const ByteView id = query.bytes(3); id.size() == boot.size()) std::ranges::copy(id, boot.begin());
      if (ends_now_ms(query.integer(1), query.integer(2), boot, query.integer(4), state.clock.now(), now) > now) continue;
      WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_bytes(query.bytes(0)));
      over.push_back(id);
    }
  }
  for (const Uuid& visit : over) WARMHEART_TRY(end_visit(state, db, visit, "time-over"));
  return over.size();
}

Result<void> insert(StationStore::State& state, sqlite::Database& db, const NewVisit& visit, const RegisteredVisit& made) {
  const ClockReading now = state.clock.now();
  WARMHEART_TRY_ASSIGN(const auto event, present_event(db));
  WARMHEART_TRY_ASSIGN(auto row, db.prepare(
      "INSERT INTO visit(id,day,service,occupation,people,card,staff,registered_ms,boot_id,boottime_ms,ends_ms,state,event) "
      "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"));
  WARMHEART_TRY(row.bind(visit.id.bytes(), china_day(made.registered_ms), visit.service, visit.occupation, visit.people, visit.card,
                         visit.staff, made.registered_ms, now.boot_id, now.boottime_ms, made.ends_ms,
                         made.places.empty() ? "counted" : "live", event ? std::optional<ByteView>(event->bytes()) : std::nullopt)
                    .run());
  WARMHEART_TRY_ASSIGN(auto place, db.prepare("INSERT INTO visit_place(service,place,visit) VALUES(?,?,?)"));
  for (const std::uint32_t number : made.places) WARMHEART_TRY(place.bind(visit.service, number, visit.id.bytes()).run());
  return {};
}

Result<void> write_visit(StationStore::State& state, sqlite::Database& db, const NewVisit& visit, const RegisteredVisit& made) {
  wire::Payload payload;
  wire::VisitRegistered& body = *payload.mutable_visit_registered();
  body.set_visit_id(bytes16(visit.id));
  body.set_service(visit.service);
  body.set_occupation(visit.occupation);
  body.set_people(visit.people);
  if (visit.card) body.set_card_number(string_of(*visit.card));
  if (!made.places.empty()) body.set_place(made.places.front());
  body.set_ends_ms(made.ends_ms);
  WARMHEART_TRY_ASSIGN(const auto event, present_event(db));
  if (event) body.set_event_id(bytes16(*event));
  if (visit.staff) body.set_staff(string_of(*visit.staff));
  return state.write_record(db, visit.id, wire::VISIT_REGISTERED, payload);
}

// Staff are called: in the same transaction, so that nobody waits for a meal that no one was told of.
Result<Uuid> call_staff(StationStore::State& state, sqlite::Database& db, const NewVisit& visit, std::int64_t now) {
  const Uuid id = Uuid::make(state.clock, state.random);
  WARMHEART_TRY_ASSIGN(auto row, db.prepare("INSERT INTO service_request(id,service,visit,asked_ms,state) VALUES(?,?,?,?,'open')"));
  WARMHEART_TRY(row.bind(id.bytes(), visit.service, visit.id.bytes(), now).run());
  wire::Payload payload;
  payload.mutable_service_requested()->set_request_id(bytes16(id));
  payload.mutable_service_requested()->set_service(visit.service);
  payload.mutable_service_requested()->set_visit_id(bytes16(visit.id));
  WARMHEART_TRY(state.write_record(db, id, wire::SERVICE_REQUESTED, payload));
  return id;
}

std::int64_t end_of_place(const wire::ServiceOffered& service, std::int64_t now) {
  return now + (service.minutes() > 0 ? service.minutes() * 60'000LL : kLongestStayMs);
}

Result<void> write_void(StationStore::State& state, sqlite::Database& db, const Uuid& visit, std::string_view reason,
                        const std::optional<BadgeId>& staff) {
  WARMHEART_TRY(set_state(db, visit, "voided"));
  WARMHEART_TRY_ASSIGN(auto requests, db.prepare("UPDATE service_request SET state='voided' WHERE visit=? AND state='open'"));
  WARMHEART_TRY(requests.bind(visit.bytes()).run());
  wire::Payload payload;
  payload.mutable_visit_voided()->set_visit_id(bytes16(visit));
  payload.mutable_visit_voided()->set_reason(std::string(reason));
  if (staff) payload.mutable_visit_voided()->set_staff(string_of(*staff));
  return state.write_record(db, Uuid::make(state.clock, state.random), wire::VISIT_VOIDED, payload);
}

Result<VisitRow> known_visit(sqlite::Database& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, visit_row(db, id));
  if (!row) return fail(ErrorCode::not_found, "no such visit on this device");
  return std::move(*row);
}

}  // namespace

Result<VisitOutcome> register_visit(StationStore& store, const NewVisit& visit) {
  StationStore::State& state = store.inside();
  WARMHEART_TRY(check(visit));
  return state.transact([&](sqlite::Database& db) -> Result<VisitOutcome> {
    WARMHEART_TRY_ASSIGN(auto known, visit_row(db, visit.id));
    if (known) return VisitOutcome{std::move(known->visit), 0, 0};
    WARMHEART_TRY_ASSIGN(const auto service, offered(db, visit.service));
    if (!service) return fail(ErrorCode::not_found, "this service is not offered here");
    WARMHEART_TRY(end_over(state, db));
    WARMHEART_TRY_ASSIGN(const std::int64_t now, best_now(state, db));

    RegisteredVisit made{visit.id, visit.service, visit.people, {}, now, 0, std::nullopt, false};
    VisitOutcome outcome;
    if (service->places() > 0) {
      WARMHEART_TRY_ASSIGN(const auto in_use, places_in_use(state, db, visit.service));
      outcome.free = service->places() - std::min<std::uint32_t>(service->places(), static_cast<std::uint32_t>(in_use.size()));
      outcome.next_free_ms = next_free_ms(in_use, service->places(), visit.people);
      made.places = free_places(in_use, service->places(), visit.people);
      if (made.places.empty()) return outcome;
      made.ends_ms = end_of_place(*service, now);
    }
    WARMHEART_TRY(insert(state, db, visit, made));
    WARMHEART_TRY(write_visit(state, db, visit, made));
    if (service->by_hand()) {
      WARMHEART_TRY_ASSIGN(made.request, call_staff(state, db, visit, now));
    }
    outcome.visit = std::move(made);
    return outcome;
  });
}

Result<void> check_out(StationStore& store, const Uuid& visit) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const VisitRow row, known_visit(db, visit));
    if (row.state != "live") return {};
    return end_visit(state, db, visit, "checked-out");
  });
}

Result<Uuid> visit_at_place(StationStore& store, std::string_view service, std::uint32_t place) {
  return store.inside().guarded([&](sqlite::Database& db) -> Result<Uuid> {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT visit FROM visit_place WHERE service=? AND place=?"));
    WARMHEART_TRY_ASSIGN(const bool there, query.bind(service, place).step());
    if (!there) return fail(ErrorCode::not_found, "nobody holds this place");
    return Uuid::from_bytes(query.bytes(0));
  });
}

Result<void> undo_visit(StationStore& store, const Uuid& visit) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const VisitRow row, known_visit(db, visit));
    if (row.state == "voided") return {};
    const ClockReading now = state.clock.now();
    if (row.boot_id != now.boot_id || now.boottime_ms - row.boottime_ms > kUndoVisitMs) {
      return fail(ErrorCode::conflict, "the time to take it back is over: staff void it with a reason");
    }
    return write_void(state, db, visit, "mistake", std::nullopt);
  });
}

Result<void> void_visit(StationStore& store, const Uuid& visit, std::string_view reason, const BadgeId& staff) {
  StationStore::State& state = store.inside();
  if (!is_void_reason(reason)) return fail(ErrorCode::invalid_argument, "a visit is voided with a reason of the list");
  return state.transact([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const VisitRow row, known_visit(db, visit));
    if (row.state == "voided") return {};
    return write_void(state, db, visit, reason, staff);
  });
}

Result<std::size_t> end_visits_that_are_over(StationStore& store) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) { return end_over(state, db); });
}

Result<void> take_up_request(StationStore& store, const Uuid& request, std::string_view how, const BadgeId& staff) {
  StationStore::State& state = store.inside();
  if (how != "done" && how != "not-possible") return fail(ErrorCode::invalid_argument, "a request is done or not possible");
  return state.transact([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE service_request SET state=?,staff=? WHERE id=? AND state='open'"));
    WARMHEART_TRY(update.bind(how, staff, request.bytes()).run());
    if (db.changes() == 0) return {};
    wire::Payload payload;
    payload.mutable_service_taken_up()->set_request_id(bytes16(request));
    payload.mutable_service_taken_up()->set_staff(string_of(staff));
    payload.mutable_service_taken_up()->set_how(std::string(how));
    return state.write_record(db, Uuid::make(state.clock, state.random), wire::SERVICE_TAKEN_UP, payload);
  });
}

}  // namespace warmheart
