#include "core/central/apply/apply_staff.h"

#include "core/central/store/columns.h"
#include "core/central/stations/devices.h"
#include "core/central/stations/station_table.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart::internal {
namespace {

Result<HandlerResult> note(Act& act, const RawRow& raw, const DecryptedRecord& opened, const std::string& badge,
                           const std::string& what) {
  WARMHEART_TRY(sql::execute(
      act, "INSERT INTO staff_event(id, badge, device, at_ms, what) VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO NOTHING",
      view_of(opened.header.id()), view_of(badge), raw.device.bytes(), opened.header.occurred_at_ms(), what));
  return HandlerResult::done();
}

}  // namespace

Result<HandlerResult> apply_staff_unlocked(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::StaffUnlocked& body = opened.payload.staff_unlocked();
  if (body.badge_id().size() != 8 || (body.how() != "pin" && body.how() != "help"))
    return HandlerResult::park(kParkBrokenPayload);
  return note(act, raw, opened, body.badge_id(), body.how());
}

Result<HandlerResult> apply_staff_locked_out(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::StaffLockedOut& body = opened.payload.staff_locked_out();
  if (body.badge_id().size() != 8) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY(raise_alarm(act, "staff-locked-out", raw.device, to_hex(view_of(body.badge_id())),
                            "a badge was locked after wrong PINs; ask its holder, and dismiss it when it was lost"));
  return note(act, raw, opened, body.badge_id(), "locked-out");
}

Result<HandlerResult> apply_event_started(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::EventStarted& body = opened.payload.event_started();
  const auto id = Uuid::from_bytes(view_of(body.event_id()));
  if (!id || body.event_id() != opened.header.id() || body.kind().empty())
    return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO event(id, device, station, kind, title, place, started_ms, ended_ms, joins, "
                             "visits, people) VALUES(?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0) "
                             "ON CONFLICT(id) DO NOTHING",
                             id->bytes(), raw.device.bytes(), at.station.bytes(), body.kind(), body.title(),
                             body.place(), opened.header.occurred_at_ms()));
  return HandlerResult::done(*id);
}

Result<HandlerResult> apply_event_ended(Act& act, const RawRow&, const DecryptedRecord& opened) {
  const wire::EventEnded& body = opened.payload.event_ended();
  const auto id = Uuid::from_bytes(view_of(body.event_id()));
  if (!id) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const bool there,
                       sql::value<bool>(act, "SELECT EXISTS(SELECT 1 FROM event WHERE id = ?)", id->bytes()));
  if (!there) return HandlerResult::wait_for(*id);
  WARMHEART_TRY(sql::execute(
      act, "UPDATE event SET ended_ms = ?, joins = ?, visits = ?, people = ? WHERE id = ? AND ended_ms = 0",
      opened.header.occurred_at_ms(), body.joins(), body.visits(), body.people(), id->bytes()));
  return HandlerResult::done();
}

}  // namespace warmheart::internal
