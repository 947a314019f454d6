#include "core/station/places.h"

#include <algorithm>

#include "core/base/secret.h"
#include "core/member/application_wire.h"
#include "core/member/query_code.h"
#include "core/station/applications.h"
#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/lease_rows.h"
#include "core/station/trusted_time.h"
#include "core/station/want_rows.h"

namespace warmheart {

using namespace station;

namespace {

std::string session_key(const Uuid& session) { return "session/" + to_hex(session.bytes()); }

Result<std::int64_t> best_now(StationStore::State& state, sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
  return best_now_ms(trusted, state.clock.now());
}

Result<std::optional<wire::Session>> session_of(sqlite::Database& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(const auto value, value_at(db, session_key(id)));
  if (!value || !value->has_session()) return std::optional<wire::Session>();
  return std::optional<wire::Session>(value->session());
}

struct BookingRow {
  Booking booking;
  Uuid session;
  std::string state;  // as it stands here, without what the centre says
};

// What the centre says of a booking stands over what this device knew; a place that it moved comes with it.
Result<void> complete(sqlite::Database& db, BookingRow& row, const Uuid& record) {
  WARMHEART_TRY_ASSIGN(const auto session, session_of(db, row.session));
  if (session) row.booking.session = *session;
  else row.booking.session.set_session_id(string_of(row.session.bytes()));
  WARMHEART_TRY_ASSIGN(const bool received, is_received(db, record));
  WARMHEART_TRY_ASSIGN(const auto told, value_at(db, "booking/" + to_hex(row.booking.id.bytes())));
  row.booking.delivery = received ? Delivery::received : Delivery::saved;
  const bool ended_here = row.booking.state == BookingState::cancelled || row.booking.state == BookingState::attended || row.booking.state == BookingState::missed;
  if (!told || !told->has_booking() || ended_here) return {};
  if (const auto state = booking_state_from(told->booking().state())) row.booking.state = *state;
  row.booking.reason = told->booking().reason();
  row.booking.ahead = told->booking().ahead();
  return {};
}

Result<std::optional<BookingRow>> read_row(sqlite::Database& db, const char* where, ByteView value) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare(std::string("SELECT id,session,state,place,masked_name,made_ms,record FROM booking WHERE ") + where));
  WARMHEART_TRY_ASSIGN(const bool there, query.bind(value).step());
  if (!there) return std::optional<BookingRow>();
  BookingRow row;
  WARMHEART_TRY_ASSIGN(row.booking.id, Uuid::from_bytes(query.bytes(0)));
  WARMHEART_TRY_ASSIGN(row.session, Uuid::from_bytes(query.bytes(1)));
  row.state = query.text(2);
  row.booking.state = booking_state_from(row.state).value_or(BookingState::waiting);
  row.booking.place = static_cast<std::uint32_t>(query.integer(3));
  row.booking.masked_name = query.text(4);
  row.booking.made_ms = query.integer(5);
  WARMHEART_TRY_ASSIGN(const Uuid record, Uuid::from_bytes(query.bytes(6)));
  query.reset();
  WARMHEART_TRY(complete(db, row, record));
  return std::optional<BookingRow>(std::move(row));
}

Result<std::optional<BookingRow>> row_of(sqlite::Database& db, const Uuid& id) { return read_row(db, "id=?", id.bytes()); }

// A person without a card, recognised only while this process lives.
Digest person_key(StationStore::State& state, const Rider& rider) {
  if (state.person_key.empty()) {
    Bytes fresh(32);
    state.random.fill(fresh);
    state.person_key = SecretBytes(std::move(fresh));
  }
  return keyed_hash(state.person_key.view(), view_of(rider.document_number));
}

Result<std::uint32_t> booked_by(StationStore::State& state, sqlite::Database& db, const wire::Session& session, const Rider& rider) {
  const std::string period = limit_period(session);
  if (rider.card) {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT count(*) FROM booking WHERE card=? AND kind=? AND period=? AND state IN('wanted','confirmed','attended')"));
    WARMHEART_TRY(query.bind(*rider.card, session.kind(), period).step());
    return static_cast<std::uint32_t>(query.integer(0));
  }
  std::uint32_t count = 0;
  const auto [first, last] = state.booked_by.equal_range(person_key(state, rider));
  for (auto it = first; it != last; ++it) {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT count(*) FROM booking WHERE id=? AND kind=? AND period=? AND state IN('wanted','confirmed','attended')"));
    WARMHEART_TRY(query.bind(it->second.bytes(), session.kind(), period).step());
    count += static_cast<std::uint32_t>(query.integer(0));
  }
  return count;
}

Result<wire::Session> bookable(StationStore::State& state, sqlite::Database& db, const NewBooking& booking) {
  WARMHEART_TRY_ASSIGN(auto session, session_of(db, booking.session));
  if (!session) return fail(ErrorCode::not_found, "the session is no longer in the catalogue");
  WARMHEART_TRY_ASSIGN(const std::int64_t now, best_now(state, db));
  if (!takes_bookings(*session, now)) return fail(ErrorCode::conflict, "the session is cancelled or over");
  WARMHEART_TRY_ASSIGN(const std::uint32_t booked, booked_by(state, db, *session, booking.rider));
  if (is_over_limit(*session, booked)) return fail(ErrorCode::limit, "this person holds as many bookings as the rules allow");
  return std::move(*session);
}

Result<void> insert(StationStore::State& state, sqlite::Database& db, const NewBooking& booking, const wire::Session& session, BookingState as,
                    std::uint32_t place, const Uuid& record) {
  WARMHEART_TRY_ASSIGN(const std::int64_t now, best_now(state, db));
  WARMHEART_TRY_ASSIGN(auto row, db.prepare("INSERT INTO booking(id,session,kind,period,state,place,card,masked_name,look_up,record,made_ms) "
                                            "VALUES(?,?,?,?,?,?,?,?,?,?,?)"));
  WARMHEART_TRY(row.bind(booking.id.bytes(), booking.session.bytes(), session.kind(), limit_period(session), wire_name(as), place, booking.rider.card,
                         booking.masked_name, booking.prepared.look_up_key, record.bytes(), now)
                    .run());
  if (!booking.rider.card && !booking.rider.document_number.empty()) state.booked_by.emplace(person_key(state, booking.rider), booking.id);
  return {};
}

Result<Booking> booking_now(sqlite::Database& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, row_of(db, id));
  if (!row) return fail(ErrorCode::not_found, "no such booking on this device");
  return std::move(row->booking);
}

Result<void> write_booked(StationStore::State& state, sqlite::Database& db, const NewBooking& booking, const LeasePlace& place) {
  wire::Payload payload;
  wire::PlaceBooked& body = *payload.mutable_place_booked();
  body.set_booking_id(string_of(booking.id.bytes()));
  body.set_session_id(string_of(booking.session.bytes()));
  body.set_lease_id(string_of(place.lease.bytes()));
  body.set_place(place.place);
  *body.mutable_rider() = to_wire(booking.rider);
  body.set_short_code(std::string(booking.prepared.query_code.view()));
  for (const Consent& consent : booking.consents) *body.add_consents() = to_wire(consent);
  return state.write_record(db, booking.id, wire::PLACE_BOOKED, payload);
}

Result<void> write_wanted(StationStore::State& state, sqlite::Database& db, const NewBooking& booking, bool waiting_list) {
  wire::Payload payload;
  wire::PlaceWanted& body = *payload.mutable_place_wanted();
  body.set_want_id(string_of(booking.id.bytes()));
  body.set_session_id(string_of(booking.session.bytes()));
  *body.mutable_rider() = to_wire(booking.rider);
  body.set_short_code(std::string(booking.prepared.query_code.view()));
  body.set_waiting_list(waiting_list);
  for (const Consent& consent : booking.consents) *body.add_consents() = to_wire(consent);
  return state.write_record(db, booking.id, wire::PLACE_WANTED, payload);
}

Result<void> move_on(sqlite::Database& db, const Uuid& id, BookingState to, const Uuid& record) {
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE booking SET state=?,record=? WHERE id=?"));
  return update.bind(wire_name(to), record.bytes(), id.bytes()).run();
}

// The booking of an id that was stored before, with the short code that its record carries.
Result<std::optional<Booking>> known_booking(StationStore::State& state, sqlite::Database& db, const NewBooking& booking) {
  WARMHEART_TRY_ASSIGN(auto row, row_of(db, booking.id));
  if (!row) return std::optional<Booking>();
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT look_up FROM booking WHERE id=?"));
  WARMHEART_TRY(query.bind(booking.id.bytes()).step());
  WARMHEART_TRY_ASSIGN(const Digest stored_key, digest_from(query.bytes(0)));
  WARMHEART_TRY_ASSIGN(row->booking.short_code, state.stored_code(booking.id, stored_key, booking.prepared));
  return std::optional<Booking>(std::move(row->booking));
}

Result<Booking> made_now(StationStore::State& state, sqlite::Database& db, const NewBooking& booking) {
  WARMHEART_TRY_ASSIGN(Booking made, booking_now(db, booking.id));
  made.short_code = booking.prepared.query_code;
  state.issued_codes.remember(booking.id, made.short_code);
  return made;
}

// None: this device holds no slot that it may confirm.
Result<std::optional<Booking>> known_or_confirmed(StationStore::State& state, sqlite::Database& db, const NewBooking& booking) {
  WARMHEART_TRY_ASSIGN(auto known, known_booking(state, db, booking));
  if (known) return known;
  WARMHEART_TRY_ASSIGN(const wire::Session session, bookable(state, db, booking));
  WARMHEART_TRY_ASSIGN(const auto places, sellable_places(state, db, booking.session));
  if (places.empty()) return std::optional<Booking>();
  WARMHEART_TRY(spend(state, db, places.front(), booking.id));
  WARMHEART_TRY(insert(state, db, booking, session, BookingState::confirmed, places.front().place, booking.id));
  WARMHEART_TRY(write_booked(state, db, booking, places.front()));
  WARMHEART_TRY_ASSIGN(Booking made, made_now(state, db, booking));
  return std::optional<Booking>(std::move(made));
}

Result<Booking> insert_wanted(StationStore::State& state, sqlite::Database& db, const NewBooking& booking, bool waiting_list) {
  WARMHEART_TRY_ASSIGN(const wire::Session session, bookable(state, db, booking));
  WARMHEART_TRY(insert(state, db, booking, session, waiting_list ? BookingState::waiting : BookingState::wanted, 0, booking.id));
  WARMHEART_TRY(write_wanted(state, db, booking, waiting_list));
  return made_now(state, db, booking);
}

}  // namespace

namespace station {

Result<bool> spend_for_want(StationStore::State& state, sqlite::Database& db, const wire::Lease& lease, const Uuid& lease_id) {
  const auto want = Uuid::from_bytes(view_of(lease.want_id()));
  if (!want) return false;
  WARMHEART_TRY_ASSIGN(const auto row, row_of(db, *want));
  if (!row || row->state != "wanted" || string_of(row->session.bytes()) != lease.session_id()) return false;
  WARMHEART_TRY_ASSIGN(const auto places, sellable_places(state, db, row->session));
  const auto mine = std::ranges::find(places, lease_id, &LeasePlace::lease);
  if (mine == places.end()) return false;
  WARMHEART_TRY(spend(state, db, *mine, *want));
  const Uuid record = Uuid::make(state.clock, state.random);
  wire::Payload payload;  // who it is for stands in the want that the centre has
  wire::PlaceBooked& body = *payload.mutable_place_booked();
  body.set_booking_id(string_of(want->bytes()));
  body.set_session_id(lease.session_id());
  body.set_lease_id(lease.lease_id());
  body.set_place(mine->place);
  body.set_want_id(string_of(want->bytes()));
  WARMHEART_TRY(state.write_record(db, record, wire::PLACE_BOOKED, payload));
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE booking SET state='confirmed',place=?,record=? WHERE id=?"));
  WARMHEART_TRY(update.bind(mine->place, record.bytes(), want->bytes()).run());
  return true;
}

}  // namespace station

Result<std::vector<SessionHere>> sessions_here(StationStore& store) {
  StationStore::State& state = store.inside();
  return state.guarded([&](sqlite::Database& db) -> Result<std::vector<SessionHere>> {
    WARMHEART_TRY_ASSIGN(const std::int64_t now, best_now(state, db));
    std::vector<SessionHere> out;
    WARMHEART_TRY(for_each_value(db, "session/", [&](const wire::FeedValue& value) {
      if (value.has_session() && now < value.session().starts_ms()) out.push_back({value.session(), 0});
    }));
    std::ranges::stable_sort(out, [](const auto& a, const auto& b) { return a.session.starts_ms() < b.session.starts_ms(); });
    for (SessionHere& one : out) {
      const auto id = Uuid::from_bytes(view_of(one.session.session_id()));
      if (!id || one.session.state() != "open") continue;
      WARMHEART_TRY_ASSIGN(const auto places, sellable_places(state, db, *id));
      one.confirmable = static_cast<std::uint32_t>(places.size());
    }
    return out;
  });
}

Result<BookingOutcome> book_place(StationStore& store, const NewBooking& booking) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<BookingOutcome> {
    WARMHEART_TRY_ASSIGN(auto made, known_or_confirmed(state, db, booking));
    return BookingOutcome{std::move(made)};
  });
}

Result<Booking> want_place(StationStore& store, const NewBooking& booking, bool waiting_list) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<Booking> {
    WARMHEART_TRY_ASSIGN(auto known, known_booking(state, db, booking));
    if (known) return std::move(*known);
    return insert_wanted(state, db, booking, waiting_list);
  });
}

Result<Booking> book_slot(StationStore& store, const NewBooking& booking, WhenNoneHeld otherwise) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<Booking> {
    WARMHEART_TRY_ASSIGN(auto made, known_or_confirmed(state, db, booking));
    if (made) return std::move(*made);
    return insert_wanted(state, db, booking, otherwise == WhenNoneHeld::join_waiting_list);
  });
}

Result<Booking> find_booking(StationStore& store, const Uuid& id) {
  return store.inside().guarded([&](sqlite::Database& db) { return booking_now(db, id); });
}

Result<std::vector<Booking>> bookings_of_card(StationStore& store, const CardNumber& card) {
  return store.inside().guarded([&](sqlite::Database& db) -> Result<std::vector<Booking>> {
    std::vector<Uuid> ids;
    {
      WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT id FROM booking WHERE card=? ORDER BY made_ms DESC"));
      query.bind(card);
      for (;;) {
        WARMHEART_TRY_ASSIGN(const bool more, query.step());
        if (!more) break;
        WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_bytes(query.bytes(0)));
        ids.push_back(id);
      }
    }
    std::vector<Booking> out;
    for (const Uuid& id : ids) {
      WARMHEART_TRY_ASSIGN(Booking booking, booking_now(db, id));
      out.push_back(std::move(booking));
    }
    return out;
  });
}

Result<std::optional<Booking>> find_booking_by_look_up_key(StationStore& store, const Digest& key) {
  StationStore::State& state = store.inside();
  return state.guarded([&](sqlite::Database& db) -> Result<std::optional<Booking>> {
    WARMHEART_TRY_ASSIGN(const bool barred, look_up_is_barred(db, state.clock.now(), StationStore::kMaxWrongTries));
    if (barred) return fail(ErrorCode::limit, "too many wrong tries");
    WARMHEART_TRY_ASSIGN(auto row, read_row(db, "look_up=? ORDER BY made_ms DESC LIMIT 1", key));
    if (row) return std::optional<Booking>(std::move(row->booking));
    WARMHEART_TRY(count_look_up_failure(db, state.clock.now()));
    return std::optional<Booking>();
  });
}

Result<void> cancel_booking(StationStore& store, const Uuid& id, std::string_view by) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto row, row_of(db, id));
    if (!row) return fail(ErrorCode::not_found, "no such booking on this device");
    if (row->state == "cancelled") return {};
    if (row->state == "attended" || row->state == "missed") return fail(ErrorCode::conflict, "the session is over for this booking");
    const Uuid record = Uuid::make(state.clock, state.random);
    wire::Payload payload;
    payload.mutable_booking_cancelled()->set_booking_id(string_of(id.bytes()));
    payload.mutable_booking_cancelled()->set_by(std::string(by));
    WARMHEART_TRY(state.write_record(db, record, wire::BOOKING_CANCELLED, payload));
    return move_on(db, id, BookingState::cancelled, record);
  });
}

Result<void> note_attendance(StationStore& store, const Uuid& id, bool attended, const KeyId& staff) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto row, row_of(db, id));
    if (!row) return fail(ErrorCode::not_found, "no such booking on this device");
    const BookingState to = attended ? BookingState::attended : BookingState::missed;
    if (row->state == wire_name(to)) return {};
    if (row->booking.state != BookingState::confirmed) return fail(ErrorCode::conflict, "only a confirmed booking is attended");
    const Uuid record = Uuid::make(state.clock, state.random);
    wire::Payload payload;
    payload.mutable_place_attended()->set_booking_id(string_of(id.bytes()));
    payload.mutable_place_attended()->set_attended(attended);
    payload.mutable_place_attended()->set_staff(string_of(staff));
    WARMHEART_TRY(state.write_record(db, record, wire::PLACE_ATTENDED, payload));
    return move_on(db, id, to, record);
  });
}

Result<std::size_t> tend_leases(StationStore& store) {
  StationStore::State& state = store.inside();
  return state.transact([&](sqlite::Database& db) { return close_leases_that_are_over(state, db); });
}

}  // namespace warmheart
