#include "core/central/apply/apply_found.h"

#include "core/central/stations/station_table.h"
#include "core/central/store/act.h"
#include "core/record/record.h"
#include "core/service/found_item.h"
#include "core/storage/sql.h"

namespace warmheart::internal {

Result<HandlerResult> apply_found_item_registered(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::FoundItemRegistered& body = opened.payload.found_item_registered();
  const auto id = Uuid::from_bytes(view_of(body.item_id()));
  if (!id || body.item_id() != opened.header.id() || !is_found_kind(body.kind()) || !is_found_place(body.place()))
    return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO found_item(id, device, station, kind, place, number, found_ms, state, "
                             "closed_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT(id) DO NOTHING",
                             id->bytes(), raw.device.bytes(), at.station.bytes(), body.kind(), body.place(),
                             body.number(), opened.header.occurred_at_ms(), kFoundHere));
  return HandlerResult::done(*id);
}

Result<HandlerResult> apply_found_item_closed(Act& act, const RawRow&, const DecryptedRecord& opened) {
  const wire::FoundItemClosed& body = opened.payload.found_item_closed();
  const auto id = Uuid::from_bytes(view_of(body.item_id()));
  if (!id || !is_found_end(body.how())) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const bool there,
                       sql::value<bool>(act, "SELECT EXISTS(SELECT 1 FROM found_item WHERE id = ?)", id->bytes()));
  if (!there) return HandlerResult::wait_for(*id);
  WARMHEART_TRY(sql::execute(act, "UPDATE found_item SET state = ?, closed_ms = ? WHERE id = ? AND state = ?",
                             body.how(), opened.header.occurred_at_ms(), id->bytes(), kFoundHere));
  return HandlerResult::done();
}

}  // namespace warmheart::internal
