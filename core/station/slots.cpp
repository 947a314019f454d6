#include "core/station/slots.h"

#include <algorithm>

#include "core/member/application_wire.h"
#include "core/member/query_code.h"
#include "core/station/code_table.h"
#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/lease_table.h"
#include "core/station/columns.h"
#include "core/station/look_ups.h"
#include "core/station/want_table.h"

namespace warmheart {

using namespace station;

namespace {

std::string session_key(const Uuid& session) { return "session/" + to_hex(session.bytes()); }

Result<std::optional<wire::Session>> session_of(sql::Connection& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(const auto value, value_at(db, session_key(id)));
  if (!value || !value->has_session()) return std::optional<wire::Session>();
  return std::optional<wire::Session>(value->session());
}

struct BookingRow {
  Booking booking;
  Uuid session;
  BookingState state = BookingState::waiting;  // as it stands here, without what the centre says
  Uuid record;                                 // the newest that speaks of it
  Digest look_up{};
};
// id,session,state,slot,masked_name,made_ms,record,look_up
BookingRow read_booking(sql::Columns& row) {
  BookingRow out;
  out.booking.id = row.id();
  out.session = row.id();
  out.state = row.named(booking_state_from);
  out.booking.state = out.state;
  out.booking.slot = read_number(row);
  out.booking.masked_name = row.text();
  out.booking.made_ms = row.integer();
  out.record = row.id();
  out.look_up = row.digest();
  return out;
}

// What the centre says of a booking stands over what this device knew; a slot that it moved comes with it.
Result<void> complete(sql::Connection& db, BookingRow& row) {
  Booking& booking = row.booking;
  WARMHEART_TRY_ASSIGN(const auto session, session_of(db, row.session));
  if (session)
    booking.session = *session;
  else
    booking.session.set_session_id(string_of(row.session.bytes()));
  WARMHEART_TRY_ASSIGN(booking.delivery, delivery_of(db, row.record));
  WARMHEART_TRY_ASSIGN(const auto published, value_at(db, "booking/" + to_hex(booking.id.bytes())));
  const bool ended_here =
      row.state == BookingState::cancelled || row.state == BookingState::attended || row.state == BookingState::missed;
  if (!published || !published->has_booking() || ended_here) return {};
  booking.delivery = Delivery::received;  // what the centre answers it has, also where this device has forgotten it
  if (const auto state = booking_state_from(published->booking().state())) booking.state = *state;
  booking.reason = published->booking().reason();
  booking.ahead = published->booking().ahead();
  return {};
}

constexpr std::string_view kBookings =
    "SELECT id,session,state,slot,masked_name,made_ms,record,look_up FROM booking WHERE ";

Result<std::optional<BookingRow>> find_booking_row(sql::Connection& db, std::string_view where, ByteView key) {
  WARMHEART_TRY_ASSIGN(auto row,
                       sql::row<BookingRow>(db, std::string(kBookings) + std::string(where), read_booking, key));
  if (row) WARMHEART_TRY(complete(db, *row));
  return row;
}
Result<std::optional<BookingRow>> booking_with(sql::Connection& db, const Uuid& id) {
  return find_booking_row(db, "id=?", id.bytes());
}

// A person without a card, recognised only while this process lives. None: there is a card, or nothing to recognise by.
std::optional<Digest> person_key(const StationStore::Memory& memory, const Rider& rider) {
  if (rider.card || rider.document_number.empty()) return std::nullopt;
  return keyed_hash(memory.person_key.view(), view_of(rider.document_number));
}

// Bookings of this kind and period that the rider holds, as far as this device knows.
Result<std::uint32_t> booked_by(const Act& act, const wire::Session& session, const Rider& rider) {
  constexpr std::string_view kHeld = "kind=? AND period=? AND state IN('wanted','confirmed','attended')";
  const std::string period = limit_period(session);
  if (rider.card) {
    return sql::value<std::uint32_t>(act.db, "SELECT count(*) FROM booking WHERE card=? AND " + std::string(kHeld),
                                     *rider.card, session.kind(), period);
  }
  std::uint32_t count = 0;
  const auto person = person_key(act.memory(), rider);
  if (!person) return count;
  const auto [first, last] = act.memory().booked_by.equal_range(*person);
  for (auto made = first; made != last; ++made) {
    WARMHEART_TRY_ASSIGN(
        const auto held,
        sql::value<std::uint32_t>(act.db, "SELECT count(*) FROM booking WHERE id=? AND " + std::string(kHeld),
                                  made->second.bytes(), session.kind(), period));
    count += held;
  }
  return count;
}

Result<wire::Session> bookable(const Act& act, const NewBooking& booking) {
  WARMHEART_TRY_ASSIGN(auto session, session_of(act.db, booking.session));
  if (!session) return fail(ErrorCode::not_found, "the session is no longer in the catalogue");
  WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
  if (!takes_bookings(*session, now)) return fail(ErrorCode::conflict, "the session is cancelled or over");
  WARMHEART_TRY_ASSIGN(const std::uint32_t booked, booked_by(act, *session, booking.rider));
  if (is_over_limit(*session, booked))
    return fail(ErrorCode::limit, "this person holds as many bookings as the rules allow");
  return std::move(*session);
}

Result<void> insert(const Act& act, const NewBooking& booking, const wire::Session& session, BookingState as,
                    std::uint32_t slot) {
  WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
  WARMHEART_TRY(
      sql::execute(act.db,
                   "INSERT INTO booking(id,session,kind,period,state,slot,card,masked_name,look_up,record,made_ms) "
                   "VALUES(?,?,?,?,?,?,?,?,?,?,?)",
                   booking.id.bytes(), booking.session.bytes(), session.kind(), limit_period(session), wire_name(as),
                   slot, booking.rider.card, booking.masked_name,
                   kept_look_up(act.identity(), booking.prepared.look_up_key), booking.id.bytes(), now));
  return {};
}

Result<Booking> booking_now(sql::Connection& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, booking_with(db, id));
  if (!row) return fail(ErrorCode::not_found, "no such booking on this device");
  return std::move(row->booking);
}

Result<void> write_booked(const Act& act, const NewBooking& booking, const LeasedSlot& slot) {
  wire::Payload payload;
  wire::SlotBooked& body = *payload.mutable_slot_booked();
  body.set_booking_id(string_of(booking.id.bytes()));
  body.set_session_id(string_of(booking.session.bytes()));
  body.set_lease_id(string_of(slot.lease.bytes()));
  body.set_slot(slot.number);
  *body.mutable_rider() = to_wire(booking.rider);
  body.set_short_code(std::string(booking.prepared.query_code.view()));
  for (const Consent& consent : booking.consents) *body.add_consents() = to_wire(consent);
  return act.write_record(booking.id, wire::SLOT_BOOKED, payload);
}

Result<void> write_wanted(const Act& act, const NewBooking& booking, bool waiting_list) {
  wire::Payload payload;
  wire::SlotWanted& body = *payload.mutable_slot_wanted();
  body.set_want_id(string_of(booking.id.bytes()));
  body.set_session_id(string_of(booking.session.bytes()));
  *body.mutable_rider() = to_wire(booking.rider);
  body.set_short_code(std::string(booking.prepared.query_code.view()));
  body.set_waiting_list(waiting_list);
  for (const Consent& consent : booking.consents) *body.add_consents() = to_wire(consent);
  return act.write_record(booking.id, wire::SLOT_WANTED, payload);
}

Result<void> move_on(sql::Connection& db, const Uuid& id, BookingState to, const Uuid& record) {
  WARMHEART_TRY(
      sql::execute(db, "UPDATE booking SET state=?,record=? WHERE id=?", wire_name(to), record.bytes(), id.bytes()));
  return {};
}

struct Answer {
  Booking booking;
  bool known_before = false;
};

// The booking of an id that was stored before, with the short code that its record carries.
Result<std::optional<Answer>> known_booking(const Act& act, const NewBooking& booking) {
  WARMHEART_TRY_ASSIGN(auto row, booking_with(act.db, booking.id));
  if (!row) return std::optional<Answer>();
  WARMHEART_TRY_ASSIGN(row->booking.short_code,
                       act.memory().stored_code(act.identity(), booking.id, row->look_up, booking.prepared));
  return std::optional<Answer>({std::move(row->booking), true});
}

Result<Answer> made_now(const Act& act, const NewBooking& booking) {
  WARMHEART_TRY_ASSIGN(Booking made, booking_now(act.db, booking.id));
  made.short_code = booking.prepared.query_code;
  return Answer{std::move(made), false};
}

// None: this device holds no slot that it may confirm.
Result<std::optional<Answer>> known_or_confirmed(const Act& act, const NewBooking& booking) {
  WARMHEART_TRY_ASSIGN(auto known, known_booking(act, booking));
  if (known) return known;
  WARMHEART_TRY_ASSIGN(const wire::Session session, bookable(act, booking));
  WARMHEART_TRY_ASSIGN(const auto slots, sellable_slots(act, booking.session));
  if (slots.empty()) return std::optional<Answer>();
  WARMHEART_TRY(spend(act, slots.front(), booking.id));
  WARMHEART_TRY(insert(act, booking, session, BookingState::confirmed, slots.front().number));
  WARMHEART_TRY(write_booked(act, booking, slots.front()));
  WARMHEART_TRY_ASSIGN(Answer made, made_now(act, booking));
  return std::optional<Answer>(std::move(made));
}

Result<Answer> insert_wanted(const Act& act, const NewBooking& booking, bool waiting_list) {
  WARMHEART_TRY_ASSIGN(const wire::Session session, bookable(act, booking));
  WARMHEART_TRY(insert(act, booking, session, waiting_list ? BookingState::waiting : BookingState::wanted, 0));
  WARMHEART_TRY(write_wanted(act, booking, waiting_list));
  return made_now(act, booking);
}

// Once it is committed: the code that a repeated request shows, and whose it is where no card says so.
Booking remembered(StationStore& store, const NewBooking& booking, Answer answer) {
  if (answer.known_before) return std::move(answer.booking);
  StationStore::Memory& memory = store.memory();
  memory.issued_codes.remember(booking.id, answer.booking.short_code);
  if (const auto person = person_key(memory, booking.rider)) memory.booked_by.emplace(*person, booking.id);
  return std::move(answer.booking);
}

}  // namespace

namespace station {

Result<std::optional<Booking>> booking_by_look_up(const Act& act, const Digest& kept) {
  WARMHEART_TRY_ASSIGN(auto row, find_booking_row(act.db, "look_up=? ORDER BY made_ms DESC LIMIT 1", kept));
  return row ? std::optional<Booking>(std::move(row->booking)) : std::nullopt;
}

Result<bool> spend_for_want(const Act& act, const wire::Lease& lease, const Uuid& lease_id) {
  const auto want = Uuid::from_bytes(view_of(lease.want_id()));
  if (!want) return false;
  WARMHEART_TRY_ASSIGN(const auto row, booking_with(act.db, *want));
  if (!row || row->state != BookingState::wanted || string_of(row->session.bytes()) != lease.session_id()) return false;
  WARMHEART_TRY_ASSIGN(const auto slots, sellable_slots(act, row->session));
  const auto mine = std::ranges::find(slots, lease_id, &LeasedSlot::lease);
  if (mine == slots.end()) return false;
  WARMHEART_TRY(spend(act, *mine, *want));
  const Uuid record = act.fresh_id();
  wire::Payload payload;  // who it is for stands in the want that the centre has
  wire::SlotBooked& body = *payload.mutable_slot_booked();
  body.set_booking_id(string_of(want->bytes()));
  body.set_session_id(lease.session_id());
  body.set_lease_id(lease.lease_id());
  body.set_slot(mine->number);
  body.set_want_id(string_of(want->bytes()));
  WARMHEART_TRY(act.write_record(record, wire::SLOT_BOOKED, payload));
  WARMHEART_TRY(sql::execute(act.db, "UPDATE booking SET state=?,slot=?,record=? WHERE id=?",
                             wire_name(BookingState::confirmed), mine->number, record.bytes(), want->bytes()));
  return true;
}

}  // namespace station

Result<std::vector<SessionHere>> sessions_here(StationStore& store) {
  return store.read([](const Act& act) -> Result<std::vector<SessionHere>> {
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    std::vector<SessionHere> out;
    WARMHEART_TRY(for_each_value(act.db, "session/", [&](const wire::FeedValue& value) {
      if (value.has_session() && now < value.session().starts_ms()) out.push_back({value.session(), 0});
    }));
    std::ranges::stable_sort(
        out, [](const auto& a, const auto& b) { return a.session.starts_ms() < b.session.starts_ms(); });
    for (SessionHere& one : out) {
      const auto id = Uuid::from_bytes(view_of(one.session.session_id()));
      if (!id || !takes_bookings(one.session, now)) continue;
      WARMHEART_TRY_ASSIGN(const auto slots, sellable_slots(act, *id));
      one.confirmable = static_cast<std::uint32_t>(slots.size());
    }
    return out;
  });
}

Result<BookingOutcome> book_held_slot(StationStore& store, const NewBooking& booking) {
  WARMHEART_TRY_ASSIGN(auto made, store.transact([&](const Act& act) { return known_or_confirmed(act, booking); }));
  if (!made) return BookingOutcome{};
  return BookingOutcome{remembered(store, booking, std::move(*made))};
}

Result<Booking> want_slot(StationStore& store, const NewBooking& booking, bool waiting_list) {
  const auto want = [&](const Act& act) -> Result<Answer> {
    WARMHEART_TRY_ASSIGN(auto known, known_booking(act, booking));
    if (known) return std::move(*known);
    return insert_wanted(act, booking, waiting_list);
  };
  WARMHEART_TRY_ASSIGN(Answer made, store.transact(want));
  return remembered(store, booking, std::move(made));
}

Result<Booking> book_slot(StationStore& store, const NewBooking& booking, WhenNoneHeld otherwise) {
  const auto book = [&](const Act& act) -> Result<Answer> {
    WARMHEART_TRY_ASSIGN(auto made, known_or_confirmed(act, booking));
    if (made) return std::move(*made);
    return insert_wanted(act, booking, otherwise == WhenNoneHeld::join_waiting_list);
  };
  WARMHEART_TRY_ASSIGN(Answer made, store.transact(book));
  return remembered(store, booking, std::move(made));
}

Result<Booking> find_booking(StationStore& store, const Uuid& id) {
  return store.read([&](const Act& act) { return booking_now(act.db, id); });
}

Result<std::vector<Booking>> bookings_of_card(StationStore& store, const CardNumber& card) {
  return store.read([&](const Act& act) -> Result<std::vector<Booking>> {
    WARMHEART_TRY_ASSIGN(
        auto rows,
        sql::rows<BookingRow>(act.db, std::string(kBookings) + "card=? ORDER BY made_ms DESC", read_booking, card));
    std::vector<Booking> out;
    for (BookingRow& row : rows) {
      WARMHEART_TRY(complete(act.db, row));
      out.push_back(std::move(row.booking));
    }
    return out;
  });
}

Result<void> cancel_booking(StationStore& store, const Uuid& id, std::string_view by) {
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto row, booking_with(act.db, id));
    if (!row) return fail(ErrorCode::not_found, "no such booking on this device");
    if (row->state == BookingState::cancelled) return {};
    if (row->state == BookingState::attended || row->state == BookingState::missed) {
      return fail(ErrorCode::conflict, "the session is over for this booking");
    }
    const Uuid record = act.fresh_id();
    wire::Payload payload;
    payload.mutable_booking_cancelled()->set_booking_id(string_of(id.bytes()));
    payload.mutable_booking_cancelled()->set_by(std::string(by));
    WARMHEART_TRY(act.write_record(record, wire::BOOKING_CANCELLED, payload));
    return move_on(act.db, id, BookingState::cancelled, record);
  });
}

Result<void> record_attendance(StationStore& store, const Uuid& id, bool attended, const KeyId& staff) {
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto row, booking_with(act.db, id));
    if (!row) return fail(ErrorCode::not_found, "no such booking on this device");
    const BookingState to = attended ? BookingState::attended : BookingState::missed;
    if (row->state == to) return {};
    if (row->booking.state != BookingState::confirmed)
      return fail(ErrorCode::conflict, "only a confirmed booking is attended");
    const Uuid record = act.fresh_id();
    wire::Payload payload;
    payload.mutable_slot_attended()->set_booking_id(string_of(id.bytes()));
    payload.mutable_slot_attended()->set_attended(attended);
    payload.mutable_slot_attended()->set_staff(string_of(staff));
    WARMHEART_TRY(act.write_record(record, wire::SLOT_ATTENDED, payload));
    return move_on(act.db, id, to, record);
  });
}

Result<std::size_t> maintain_leases(StationStore& store) {
  return store.transact([](const Act& act) { return close_leases_that_are_over(act); });
}

}  // namespace warmheart
