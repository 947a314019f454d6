#include "core/station/events.h"

#include "core/station/event_table.h"
#include "core/station/states.h"
#include "core/station/station_state.h"

namespace warmheart {

using namespace station;

namespace {

EventNow read_event(sql::Columns& row) { return {row.id(), row.text(), row.text(), row.text(), row.integer(), 0, 0}; }

Result<std::optional<EventNow>> event_that_is_on(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(
      auto event,
      sql::row<EventNow>(db, "SELECT id,kind,title,place,started_ms FROM event WHERE ended_ms=0", read_event));
  if (!event) return event;
  WARMHEART_TRY_ASSIGN(
      event->joins, sql::value<std::uint64_t>(db, "SELECT count(*) FROM application WHERE event=?", event->id.bytes()));
  WARMHEART_TRY_ASSIGN(event->visits, sql::value<std::uint64_t>(
                                          db, "SELECT coalesce(sum(people),0) FROM visit WHERE event=? AND state<>?",
                                          event->id.bytes(), wire_name(VisitState::voided)));
  return event;
}

}  // namespace

namespace station {

Result<std::optional<Uuid>> active_event(sql::Connection& db) {
  return sql::row<Uuid>(db, "SELECT id FROM event WHERE ended_ms=0");
}

}  // namespace station

Result<void> start_event(StationStore& store, const NewEvent& event, const BadgeId& staff) {
  const auto kind = event_kind_from(event.kind);
  if (!kind || event.id.empty()) return fail(ErrorCode::invalid_argument, "no such kind of event");
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto present, active_event(act.db));
    if (present && *present == event.id) return {};
    if (present) return fail(ErrorCode::conflict, "another event is on: end it first");
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    WARMHEART_TRY(sql::execute(act.db, "INSERT INTO event(id,kind,title,place,started_ms,ended_ms) VALUES(?,?,?,?,?,0)",
                               event.id.bytes(), wire_name(*kind), event.title, event.place, now));
    wire::Payload payload;
    wire::EventStarted& body = *payload.mutable_event_started();
    body.set_event_id(string_of(event.id.bytes()));
    body.set_kind(wire_name(*kind));
    body.set_title(event.title);
    body.set_place(event.place);
    body.set_staff(string_of(staff));
    return act.write_record(event.id, wire::EVENT_STARTED, payload);
  });
}

Result<std::optional<EventNow>> event_now(StationStore& store) {
  return store.read([](const Act& act) { return event_that_is_on(act.db); });
}

Result<EventNow> end_event(StationStore& store, unsigned people, const BadgeId& staff) {
  return store.transact([&](const Act& act) -> Result<EventNow> {
    WARMHEART_TRY_ASSIGN(auto event, event_that_is_on(act.db));
    if (!event) return fail(ErrorCode::not_found, "no event is on");
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    WARMHEART_TRY(sql::execute(act.db, "UPDATE event SET ended_ms=? WHERE id=?", now, event->id.bytes()));
    wire::Payload payload;
    wire::EventEnded& body = *payload.mutable_event_ended();
    body.set_event_id(string_of(event->id.bytes()));
    body.set_joins(static_cast<std::uint32_t>(event->joins));
    body.set_visits(static_cast<std::uint32_t>(event->visits));
    body.set_people(people);
    body.set_staff(string_of(staff));
    WARMHEART_TRY(act.write_record(act.fresh_id(), wire::EVENT_ENDED, payload));
    return std::move(*event);
  });
}

}  // namespace warmheart
