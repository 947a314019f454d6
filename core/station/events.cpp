#include "core/station/events.h"

#include "core/station/event_rows.h"
#include "core/station/station_state.h"
#include "core/station/trusted_time.h"

namespace warmheart {

using namespace station;

namespace {

bool is_event_kind(std::string_view kind) { return kind == "pop-up" || kind == "worker-meeting" || kind == "enterprise-meeting"; }

Result<std::uint64_t> sum(sqlite::Database& db, const char* sql, const Uuid& event) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare(sql));
  WARMHEART_TRY(query.bind(event.bytes()).step());
  return static_cast<std::uint64_t>(query.integer(0));
}

Result<std::optional<EventNow>> read_event(sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT id,kind,title,place,started_ms FROM event WHERE ended_ms=0"));
  WARMHEART_TRY_ASSIGN(const bool there, query.step());
  if (!there) return std::optional<EventNow>();
  EventNow event;
  WARMHEART_TRY_ASSIGN(event.id, Uuid::from_bytes(query.bytes(0)));
  event.kind = query.text(1);
  event.title = query.text(2);
  event.place = query.text(3);
  event.started_ms = query.integer(4);
  query.reset();
  WARMHEART_TRY_ASSIGN(event.joins, sum(db, "SELECT count(*) FROM application WHERE event=?", event.id));
  WARMHEART_TRY_ASSIGN(event.visits, sum(db, "SELECT coalesce(sum(people),0) FROM visit WHERE event=? AND state<>'voided'", event.id));
  return std::optional<EventNow>(std::move(event));
}

}  // namespace

namespace station {

Result<std::optional<Uuid>> present_event(sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT id FROM event WHERE ended_ms=0"));
  WARMHEART_TRY_ASSIGN(const bool there, query.step());
  if (!there) return std::optional<Uuid>();
  WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_bytes(query.bytes(0)));
  return std::optional<Uuid>(id);
}

}  // namespace station

Result<void> start_event(StationStore& store, const NewEvent& event, const BadgeId& staff) {
  StationStore::State& state = store.inside();
  if (!is_event_kind(event.kind) || event.id.empty()) return fail(ErrorCode::invalid_argument, "no such kind of event");
  return state.transact([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto present, present_event(db));
    if (present && *present == event.id) return {};
    if (present) return fail(ErrorCode::conflict, "another event is on: end it first");
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
    WARMHEART_TRY_ASSIGN(auto insert, db.prepare("INSERT INTO event(id,kind,title,place,started_ms,ended_ms) VALUES(?,?,?,?,?,0)"));
    WARMHEART_TRY(insert.bind(event.id.bytes(), event.kind, event.title, event.place, best_now_ms(trusted, state.clock.now())).run());
    wire::Payload payload;
    wire::EventStarted& body = *payload.mutable_event_started();
    body.set_event_id(string_of(event.id.bytes()));
    body.set_kind(event.kind);
    body.set_title(event.title);
    body.set_place(event.place);
    body.set_staff(string_of(staff));
    return state.write_record(db, event.id, wire::EVENT_STARTED, payload);
  });
}

Result<std::optional<EventNow>> event_now(StationStore& store) {
  return store.inside().guarded([](sqlite::Database& db) { return read_event(db); });
}

Result<EventNow> end_event(StationStore& store, unsigned people, const BadgeId& staff) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<EventNow> {
    WARMHEART_TRY_ASSIGN(auto event, read_event(db));
    if (!event) return fail(ErrorCode::not_found, "no event is on");
    WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
    WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE event SET ended_ms=? WHERE id=?"));
    WARMHEART_TRY(update.bind(best_now_ms(trusted, state.clock.now()), event->id.bytes()).run());
    wire::Payload payload;
    wire::EventEnded& body = *payload.mutable_event_ended();
    body.set_event_id(string_of(event->id.bytes()));
    body.set_joins(static_cast<std::uint32_t>(event->joins));
    body.set_visits(static_cast<std::uint32_t>(event->visits));
    body.set_people(people);
    body.set_staff(string_of(staff));
    WARMHEART_TRY(state.write_record(db, Uuid::make(state.clock, state.random), wire::EVENT_ENDED, payload));
    return std::move(*event);
  });
}

}  // namespace warmheart
