#include "core/central/apply/apply_slot.h"

#include "core/central/members/application_table.h"
#include "core/central/store/columns.h"
#include "core/central/stations/devices.h"
#include "core/central/stations/station_table.h"
#include "core/central/feed/feed.h"
#include "core/central/members/people.h"
#include "core/central/slots/slot_table.h"
#include "core/person/mask.h"
#include "core/record/record.h"
#include "core/service/rider.h"
#include "core/service/session.h"

namespace warmheart::internal {
namespace {

// Who it is for: the person by document number, or by the card that an application of ours carries.
Result<void> fill_person(Act& act, const wire::RiderIdentity& rider, BookingRow& row) {
  if (!rider.card_number().empty()) {
    row.card = bytes_of(rider.card_number());
    WARMHEART_TRY_ASSIGN(const auto holder, find_card_holder(act, row.card));
    if (!holder) return {};
    row.person = holder->person;
    row.masked_name = holder->masked_name;
    return {};
  }
  if (rider.document_number().empty()) return {};
  WARMHEART_TRY_ASSIGN(row.person, person_for_number(act, rider.document_number()));
  row.masked_name = mask_name(rider.name());
  const SecretBytes plain(serialise(rider));
  WARMHEART_TRY_ASSIGN(row.sealed, encrypt_for_person(act, row.person, row.id, plain.view()));
  return {};
}

struct WantedSlot {
  SessionRow session;
  BookingRow booking;
};
// A new booking row for this record; none: the session is unknown, so that nothing can be said of slots.
Result<std::optional<WantedSlot>> subject_of(Act& act, const RawRow& raw, const DecryptedRecord& opened, const Uuid& id,
                                             const Uuid& session, const wire::RiderIdentity& rider) {
  WARMHEART_TRY_ASSIGN(auto found, find_session_row(act, session));
  if (!found) return std::optional<WantedSlot>();
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  WantedSlot subject{std::move(*found), {}};
  BookingRow& row = subject.booking;
  row.id = id;
  row.session = session;
  row.kind = subject.session.value.kind();
  row.period = limit_period(subject.session.value);
  row.device = raw.device;
  row.scope = station_scope(at.station);
  row.made_ms = opened.header.occurred_at_ms();
  WARMHEART_TRY(fill_person(act, rider, row));
  return std::optional<WantedSlot>(std::move(subject));
}

Result<bool> over_limit(Snapshot& in, const WantedSlot& subject) {
  WARMHEART_TRY_ASSIGN(const std::uint32_t others, others_of_person(in, subject.booking));
  return is_over_limit(subject.session.value, others);
}

// Whether `slot` was this lease's to spend, and still is nobody's. A lease that was retired with its epoch has spent
// it properly, and nobody else was given it.
bool is_spent_properly(const std::optional<LeaseRow>& lease, const std::optional<SlotRow>& slot, const RawRow& raw) {
  if (!lease || !slot || lease->device != raw.device || slot->lease != lease->id || !slot->booking.empty())
    return false;
  return slot->state == SlotState::leased || slot->state == SlotState::retired;
}

// After a restore the ledger may not know the lease, and may think the slot somebody else's who has given it back
// since. While grants are held nobody can be given it twice: the booking that comes first has it.
bool is_forgotten_lease(Snapshot& in, const SessionRow& session, const std::optional<LeaseRow>& lease,
                        const std::optional<SlotRow>& slot) {
  return !lease && is_held(in, session) && slot && slot->booking.empty();
}

// Marks the slot as booked. If the booking is not allowed, the caller returns the slot.
Result<void> settle_booking(Act& act, WantedSlot& subject, std::optional<SlotRow> slot, bool properly) {
  BookingRow& row = subject.booking;
  WARMHEART_TRY_ASSIGN(const bool limit, over_limit(act, subject));
  if (limit) {
    row.state = BookingState::needs_you;
    row.reason = "limit";
    row.slot = 0;
    return properly ? give_back(act, subject.session, *slot) : Result<void>();
  }
  if (!properly) {
    // I7: closed, unknown or doubly spent. Another slot of the pool, else a person calls. Expected: never.
    WARMHEART_TRY(raise_alarm(
        act, "slot-not-held", row.device, to_hex(row.session.bytes()),
        "a booking came under a lease that does not hold its slot; it was moved, or the rider must be called"));
    slot = std::nullopt;
    if (!is_held(act, subject.session)) { WARMHEART_TRY_ASSIGN(slot, first_in_pool(act, row.session)); }
  }
  if (!slot) {
    row.state = BookingState::needs_you;
    row.reason = "place-taken";
    row.slot = 0;
    return {};
  }
  slot->state = SlotState::booked;
  slot->booking = row.id;
  WARMHEART_TRY(set_slot(act, row.session, *slot));
  row.slot = slot->number;
  const bool off = subject.session.state == SessionState::cancelled;
  row.state = off ? BookingState::needs_you : BookingState::confirmed;
  row.reason = off ? "session-cancelled" : properly ? "" : "place-moved";
  return publish_session_row(act, subject.session);
}

// Of a lease that a restore has forgotten, what its device may have promised to somebody it does not remember.
Result<HandlerResult> retire_burnt(Act& act, const wire::LeaseClosed& body) {
  if (body.burnt().empty()) return HandlerResult::done();
  const auto lease = Uuid::from_bytes(view_of(body.lease_id()));
  const auto session = Uuid::from_bytes(view_of(body.session_id()));
  if (!lease || !session) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto row, find_session_row(act, *session));
  if (!row) return HandlerResult::wait_for(*session);
  std::vector<SlotRow> nobodys;
  for (const std::uint32_t number : body.burnt()) {
    WARMHEART_TRY_ASSIGN(const auto slot, find_slot(act, *session, number));
    if (!slot) continue;
    if (slot->state == SlotState::pool) nobodys.push_back(*slot);
    // Somebody who has given it back may not have told yet: it is decided when all have.
    else if (is_held(act, *row) && !row->settling)
      return HandlerResult::wait_for(*session);
  }
  for (SlotRow& slot : nobodys) {
    slot.state = SlotState::retired;
    slot.lease = *lease;
    WARMHEART_TRY(set_slot(act, *session, slot));
  }
  if (!nobodys.empty()) WARMHEART_TRY(publish_session_row(act, *row));
  return HandlerResult::done();
}

}  // namespace

Result<HandlerResult> apply_slot_wanted(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::SlotWanted& body = opened.payload.slot_wanted();
  const auto id = Uuid::from_bytes(view_of(body.want_id()));
  const auto session = Uuid::from_bytes(view_of(body.session_id()));
  if (!id || !session || body.want_id() != opened.header.id()) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto known, find_booking_row(act, *id));
  if (known) return HandlerResult::park(kParkNotExpected);
  WARMHEART_TRY_ASSIGN(auto subject, subject_of(act, raw, opened, *id, *session, body.rider()));
  if (!subject) return HandlerResult::wait_for(*session);
  BookingRow& row = subject->booking;
  WARMHEART_TRY_ASSIGN(const bool limit, over_limit(act, *subject));
  const bool over = subject->session.state != SessionState::open;
  row.state = limit || over         ? BookingState::needs_you
              : body.waiting_list() ? BookingState::waiting
                                    : BookingState::wanted;
  row.reason = limit ? "limit" : over ? "session-cancelled" : "";
  if (row.state == BookingState::wanted) {
    WARMHEART_TRY_ASSIGN(const bool may, may_lease_one(act, subject->session));
    std::optional<LeaseRow> lease;
    if (may) {
      WARMHEART_TRY_ASSIGN(lease, grant_lease(act, subject->session, raw.device, raw.epoch, row.scope, 1, *id));
    }
    if (!lease) row.state = BookingState::waiting;
    if (!lease) row.reason = "full";
  }
  WARMHEART_TRY(insert_booking(act, row));
  if (row.state == BookingState::waiting) {
    WARMHEART_TRY_ASSIGN(const std::size_t moved, move_waiting_list_up(act, subject->session));
    static_cast<void>(moved);
  }
  WARMHEART_TRY(publish_session_row(act, subject->session));
  return HandlerResult::done(*id);
}

Result<HandlerResult> apply_slot_booked(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::SlotBooked& body = opened.payload.slot_booked();
  const auto id = Uuid::from_bytes(view_of(body.booking_id()));
  const auto session = Uuid::from_bytes(view_of(body.session_id()));
  const auto lease_id = Uuid::from_bytes(view_of(body.lease_id()));
  if (!id || !session || !lease_id || body.slot() == 0) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto known, find_booking_row(act, *id));
  if (!known && !body.want_id().empty()) return HandlerResult::wait_for(*id);  // the want tells who it is for
  WARMHEART_TRY_ASSIGN(const auto slot, find_slot(act, *session, body.slot()));
  if (known && slot && slot->booking == *id) return HandlerResult::done(*id);  // I3: the same again
  if (known && known->state != BookingState::wanted && known->state != BookingState::waiting)
    return HandlerResult::park(kParkNotExpected);

  WARMHEART_TRY_ASSIGN(auto subject, subject_of(act, raw, opened, *id, *session, body.rider()));
  if (!subject) return HandlerResult::wait_for(*session);
  if (known) subject->booking = *known;
  WARMHEART_TRY_ASSIGN(const auto lease, find_lease(act, *lease_id));
  const bool properly = is_spent_properly(lease, slot, raw) || is_forgotten_lease(act, subject->session, lease, slot);
  // After a restore somebody who has given this slot back may not have told yet: it is decided when all have.
  if (!properly && is_held(act, subject->session) && !subject->session.settling)
    return HandlerResult::wait_for(*session);
  WARMHEART_TRY(settle_booking(act, *subject, slot, properly));
  WARMHEART_TRY(known ? update_booking(act, subject->booking) : insert_booking(act, subject->booking));
  return HandlerResult::done(*id);
}

Result<HandlerResult> apply_booking_cancelled(Act& act, const RawRow&, const DecryptedRecord& opened) {
  const auto id = Uuid::from_bytes(view_of(opened.payload.booking_cancelled().booking_id()));
  if (!id) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, find_booking_row(act, *id));
  if (!row) return HandlerResult::wait_for(*id);
  if (row->state == BookingState::cancelled || row->state == BookingState::attended ||
      row->state == BookingState::missed)
    return HandlerResult::done();
  WARMHEART_TRY(cancel_booking_row(act, *row));
  return HandlerResult::done();
}

Result<HandlerResult> apply_slot_attended(Act& act, const RawRow&, const DecryptedRecord& opened) {
  const wire::SlotAttended& body = opened.payload.slot_attended();
  const auto id = Uuid::from_bytes(view_of(body.booking_id()));
  if (!id) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, find_booking_row(act, *id));
  if (!row) return HandlerResult::wait_for(*id);
  if (row->state == BookingState::cancelled || row->state == BookingState::waiting ||
      row->state == BookingState::wanted)
    return HandlerResult::park(kParkNotExpected);
  if (row->state != BookingState::needs_you) row->reason.clear();  // why it could not stand is kept
  row->state = body.attended() ? BookingState::attended : BookingState::missed;
  WARMHEART_TRY(update_booking(act, *row));
  return HandlerResult::done();
}

Result<HandlerResult> apply_lease_closed(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::LeaseClosed& body = opened.payload.lease_closed();
  const auto id = Uuid::from_bytes(view_of(body.lease_id()));
  if (!id) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto lease, find_lease(act, *id));
  if (!lease) return retire_burnt(act, body);  // forgotten by a restore: the device holds nothing of it any more
  // Once its epoch is over a lease gives nothing back before the session is past (I8).
  if (lease->device != raw.device || is_over(lease->state)) return HandlerResult::done();
  if (lease->epoch != raw.epoch) return HandlerResult::done();
  WARMHEART_TRY_ASSIGN(const auto session, find_session_row(act, lease->session));
  if (!session) return fail(ErrorCode::internal, "a lease has no session");
  for (const std::uint32_t number : lease->value.slots()) {
    WARMHEART_TRY_ASSIGN(auto slot, find_slot(act, lease->session, number));
    if (!slot || slot->lease != *id || slot->state != SlotState::leased) continue;
    const bool unspent = std::ranges::find(body.unspent(), number) != body.unspent().end();
    slot->state = unspent ? SlotState::pool : SlotState::retired;  // burnt ones stay away until the session is past
    if (unspent) slot->lease = Uuid();
    WARMHEART_TRY(set_slot(act, lease->session, *slot));
  }
  WARMHEART_TRY(set_lease_state(act, *lease, LeaseState::closed));
  WARMHEART_TRY_ASSIGN(const std::size_t moved, move_waiting_list_up(act, *session));
  static_cast<void>(moved);
  WARMHEART_TRY(publish_session_row(act, *session));
  return HandlerResult::done();
}

}  // namespace warmheart::internal
