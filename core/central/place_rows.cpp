#include "core/central/place_rows.h"

#include <algorithm>

#include "core/central/inside.h"
#include "core/central/places.h"
#include "core/record/record.h"

namespace warmheart::inside {
namespace {

std::optional<ByteView> nullable(const Uuid& id) { return id.empty() ? std::nullopt : std::optional<ByteView>(id.bytes()); }
std::optional<ByteView> nullable(const Bytes& bytes) { return bytes.empty() ? std::nullopt : std::optional<ByteView>(bytes); }

constexpr const char* kStanding = "('waiting','wanted','confirmed','attended')";

PlaceRow place_from(const sqlite::Statement& query) {
  return {static_cast<std::uint32_t>(query.integer(0)), query.text(1), uuid_at(query, 2), uuid_at(query, 3)};
}

}  // namespace

Result<std::optional<SessionRow>> find_session_row(CentralStore& store, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT scope, state, body, held_incarnation, held_settling FROM session WHERE id = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(id.bytes()).step());
  if (!found) return std::optional<SessionRow>();
  SessionRow row{id, query.text(0), query.text(1), {}, static_cast<std::uint64_t>(query.integer(3)), query.integer(4) != 0};
  if (!parse(query.bytes(2), row.value)) return fail(ErrorCode::corrupt, "a session is damaged");
  return std::optional<SessionRow>(std::move(row));
}

Result<void> set_session(CentralStore& store, const SessionRow& row) {
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare("UPDATE session SET state = ?, capacity = ?, starts_ms = ?, ends_ms = ?, body = ?, held_incarnation = ? WHERE id = ?"));
  return update.bind(row.state, row.value.capacity(), row.value.starts_ms(), row.value.ends_ms(), serialise(row.value), row.held_incarnation, row.id.bytes()).run();
}

bool is_held(const CentralStore& store, const SessionRow& row) { return row.held_incarnation != 0 && row.held_incarnation == store.incarnation(); }

Result<void> publish_session_row(CentralStore& store, const SessionRow& row) {
  wire::FeedValue value;
  *value.mutable_session() = row.value;
  value.mutable_session()->set_state(row.state);
  WARMHEART_TRY_ASSIGN(const std::uint64_t pool, count_places(store, row.id, "pool"));
  // In steps, so that the feed does not move with every place.
  value.mutable_session()->set_pool_left(static_cast<std::uint32_t>(pool <= 10 ? pool : pool / 10 * 10));
  const std::string key = "session/" + to_hex(row.id.bytes());
  return row.state == "past" ? write_tombstone(store, row.scope, key) : write_feed(store, row.scope, key, value);
}

Result<std::optional<BookingRow>> find_booking_row(CentralStore& store, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT session, kind, period, state, reason, place, person, card, masked_name, sealed, device, scope, made_ms FROM booking WHERE id = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(id.bytes()).step());
  if (!found) return std::optional<BookingRow>();
  BookingRow row;
  row.id = id;
  row.session = uuid_at(query, 0);
  row.kind = query.text(1);
  row.period = query.text(2);
  row.state = query.text(3);
  row.reason = query.text(4);
  row.place = static_cast<std::uint32_t>(query.integer(5));
  row.person = uuid_at(query, 6);
  row.card = bytes_of(query.bytes(7));
  row.masked_name = query.text(8);
  row.sealed = bytes_of(query.bytes(9));
  row.device = uuid_at(query, 10);
  row.scope = query.text(11);
  row.made_ms = query.integer(12);
  return std::optional<BookingRow>(std::move(row));
}

Result<void> tell_booking(CentralStore& store, const BookingRow& row) {
  wire::FeedValue value;
  wire::BookingState& told = *value.mutable_booking();
  told.set_booking_id(string_of(row.id.bytes()));
  told.set_session_id(string_of(row.session.bytes()));
  told.set_state(row.state);
  told.set_reason(row.reason);
  return write_feed(store, row.scope, "booking/" + to_hex(row.id.bytes()), value);
}

Result<void> insert_booking(CentralStore& store, const BookingRow& row) {
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare(
      "INSERT INTO booking(id, arrival, session, kind, period, state, reason, place, person, card, masked_name, sealed, device, scope, made_ms, changed_ms) "
      "VALUES(?, (SELECT coalesce(max(arrival), 0) + 1 FROM booking), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  WARMHEART_TRY(insert.bind(row.id.bytes(), row.session.bytes(), row.kind, row.period, row.state, row.reason, row.place, nullable(row.person),
                            nullable(row.card), row.masked_name, row.sealed, row.device.bytes(), row.scope, row.made_ms, store.now_ms())
                    .run());
  return tell_booking(store, row);
}

Result<void> update_booking(CentralStore& store, const BookingRow& row) {
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare("UPDATE booking SET state = ?, reason = ?, place = ?, changed_ms = ? WHERE id = ?"));
  WARMHEART_TRY(update.bind(row.state, row.reason, row.place, store.now_ms(), row.id.bytes()).run());
  return tell_booking(store, row);
}

Result<std::uint32_t> others_of_person(CentralStore& store, const BookingRow& row) {
  if (row.person.empty() && row.card.empty()) return 0u;
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(std::string(
      "SELECT count(*) FROM booking WHERE kind = ?1 AND period = ?2 AND id <> ?3 AND state IN ") + kStanding +
      " AND (person = ?4 OR card = ?5)"));
  WARMHEART_TRY(query.bind(row.kind, row.period, row.id.bytes(), nullable(row.person), nullable(row.card)).step());
  return static_cast<std::uint32_t>(query.integer(0));
}

Result<std::optional<PlaceRow>> find_place(CentralStore& store, const Uuid& session, std::uint32_t number) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT number, state, lease, booking FROM place WHERE session = ? AND number = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(session.bytes(), number).step());
  return found ? std::optional<PlaceRow>(place_from(query)) : std::optional<PlaceRow>();
}

Result<std::optional<PlaceRow>> first_in_pool(CentralStore& store, const Uuid& session) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT number, state, lease, booking FROM place WHERE session = ? AND state = 'pool' ORDER BY number LIMIT 1"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(session.bytes()).step());
  return found ? std::optional<PlaceRow>(place_from(query)) : std::optional<PlaceRow>();
}

Result<std::uint64_t> count_places(CentralStore& store, const Uuid& session, std::string_view state) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT count(*) FROM place WHERE session = ? AND state = ?"));
  WARMHEART_TRY(query.bind(session.bytes(), state).step());
  return static_cast<std::uint64_t>(query.integer(0));
}

Result<void> set_place(CentralStore& store, const Uuid& session, const PlaceRow& place) {
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare("UPDATE place SET state = ?, lease = ?, booking = ? WHERE session = ? AND number = ?"));
  return update.bind(place.state, nullable(place.lease), nullable(place.booking), session.bytes(), place.number).run();
}

Result<std::optional<LeaseRow>> find_lease(CentralStore& store, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT session, device, epoch, scope, state, want, body FROM lease WHERE id = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(id.bytes()).step());
  if (!found) return std::optional<LeaseRow>();
  LeaseRow row{id, uuid_at(query, 0), uuid_at(query, 1), static_cast<std::uint64_t>(query.integer(2)), query.text(3), query.text(4), uuid_at(query, 5), {}};
  if (!parse(query.bytes(6), row.value)) return fail(ErrorCode::corrupt, "a lease is damaged");
  return std::optional<LeaseRow>(std::move(row));
}

Result<void> tell_lease(CentralStore& store, const LeaseRow& lease) {
  const std::string key = "lease/" + to_hex(lease.id.bytes());
  if (lease.state == "closed" || lease.state == "retired") return write_tombstone(store, lease.scope, key);
  wire::FeedValue value;
  *value.mutable_lease() = lease.value;
  value.mutable_lease()->set_state(lease.state);
  return write_feed(store, lease.scope, key, value);
}

Result<std::optional<LeaseRow>> grant_lease(CentralStore& store, const SessionRow& session, const Uuid& device, std::uint64_t epoch,
                                            const std::string& scope, std::uint32_t count, const Uuid& want) {
  LeaseRow lease{store.make_id(), session.id, device, epoch, scope, "open", want, {}};
  lease.value.set_lease_id(string_of(lease.id.bytes()));
  lease.value.set_session_id(string_of(session.id.bytes()));
  lease.value.set_device(string_of(device.bytes()));
  lease.value.set_epoch(epoch);
  lease.value.set_sell_for_ms(kSellForMs);
  lease.value.set_hard_places(want.empty() ? 1 : 0);
  if (!want.empty()) lease.value.set_want_id(string_of(want.bytes()));
  for (std::uint32_t i = 0; i < count; ++i) {
    WARMHEART_TRY_ASSIGN(auto place, first_in_pool(store, session.id));
    if (!place) break;
    place->state = "leased";
    place->lease = lease.id;
    WARMHEART_TRY(set_place(store, session.id, *place));
    lease.value.add_places(place->number);
  }
  if (lease.value.places().empty()) return std::optional<LeaseRow>();
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare(
      "INSERT INTO lease(id, session, device, epoch, scope, state, granted_ms, want, body) VALUES(?, ?, ?, ?, ?, 'open', ?, ?, ?)"));
  WARMHEART_TRY(insert.bind(lease.id.bytes(), session.id.bytes(), device.bytes(), epoch, scope, store.now_ms(), nullable(want), serialise(lease.value)).run());
  WARMHEART_TRY(tell_lease(store, lease));
  return std::optional<LeaseRow>(std::move(lease));
}

Result<void> set_lease_state(CentralStore& store, LeaseRow& lease, std::string_view state) {
  lease.state = state;
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare("UPDATE lease SET state = ? WHERE id = ?"));
  WARMHEART_TRY(update.bind(state, lease.id.bytes()).run());
  return tell_lease(store, lease);
}

Result<std::size_t> move_waiting_list_up(CentralStore& store, const SessionRow& session) {
  std::size_t moved = 0;
  if (session.state != "open" || is_held(store, session)) return moved;
  for (;;) {
    WARMHEART_TRY_ASSIGN(auto place, first_in_pool(store, session.id));
    if (!place) return moved;
    WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT id FROM booking WHERE session = ? AND state = 'waiting' ORDER BY arrival LIMIT 1"));
    WARMHEART_TRY_ASSIGN(const bool found, query.bind(session.id.bytes()).step());
    if (!found) return moved;
    const Uuid first = uuid_at(query, 0);
    query.reset();
    WARMHEART_TRY_ASSIGN(auto booking, find_booking_row(store, first));
    if (!booking) return fail(ErrorCode::internal, "a waiting booking has vanished");
    place->state = "booked";
    place->booking = first;
    WARMHEART_TRY(set_place(store, session.id, *place));
    booking->state = "confirmed";
    booking->reason = "place-free";
    booking->place = place->number;
    WARMHEART_TRY(update_booking(store, *booking));
    ++moved;
  }
}

Result<void> give_back(CentralStore& store, const SessionRow& session, PlaceRow place) {
  place.state = "pool";
  place.booking = Uuid();
  place.lease = Uuid();
  WARMHEART_TRY(set_place(store, session.id, place));
  WARMHEART_TRY_ASSIGN(const std::size_t moved, move_waiting_list_up(store, session));
  static_cast<void>(moved);
  return publish_session_row(store, session);
}

Result<void> cancel_booking_row(CentralStore& store, BookingRow& row) {
  WARMHEART_TRY_ASSIGN(const auto session, find_session_row(store, row.session));
  WARMHEART_TRY_ASSIGN(const auto place, find_place(store, row.session, row.place));
  if (row.state != "needs-you") row.reason.clear();  // why it could not stand is kept
  row.state = "cancelled";
  row.place = 0;
  WARMHEART_TRY(update_booking(store, row));
  if (session && place && place->booking == row.id) WARMHEART_TRY(give_back(store, *session, *place));
  return {};
}

}  // namespace warmheart::inside
