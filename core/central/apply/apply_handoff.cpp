#include "core/central/apply/apply_handoff.h"

#include "core/central/phone/handoff_table.h"
#include "core/central/stations/station_table.h"
#include "core/central/store/act.h"

namespace warmheart::internal {

Result<HandlerResult> apply_handoff_opened(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::HandoffOpened& body = opened.payload.handoff_opened();
  const auto id = Uuid::from_bytes(view_of(body.handoff_id()));
  if (!id || body.handoff_id() != opened.header.id() || body.most() < 1 || body.most() > kMaxPhones)
    return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto known, find_handoff(act, *id));
  if (known) return HandlerResult::done(*id);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  WARMHEART_TRY(put_handoff(
      act, {*id, raw.device, at.station, at.district_code, body.most(), raw.received_ms + kHandoffAtMostMs, 0, 0, {}}));
  return HandlerResult::done(*id);
}

}  // namespace warmheart::internal
