#include "core/central/apply/apply_rider.h"

#include <algorithm>

#include "core/central/stations/station_table.h"
#include "core/central/store/columns.h"
#include "core/service/fault.h"
#include "core/service/rating.h"
#include "core/service/visit.h"
#include "core/storage/sql.h"

namespace warmheart::internal {

Result<HandlerResult> apply_queue_ended(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::QueueEnded& body = opened.payload.queue_ended();
  const bool served = body.how() == "served", lapsed = body.how() == "lapsed", left = body.how() == "left";
  if (!Uuid::from_bytes(view_of(body.queue_id())) || body.service().empty() || !(served || lapsed || left))
    return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  const std::int64_t waited_ms = served ? std::max<std::int64_t>(0, body.called_ms() - body.taken_ms()) : 0;
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO queue_total(station, day, service, served, lapsed, given_up, waited_ms) VALUES(?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT(station, day, service) DO UPDATE SET served = queue_total.served + excluded.served, lapsed = "
      "queue_total.lapsed + excluded.lapsed, given_up = queue_total.given_up + excluded.given_up, waited_ms = "
      "queue_total.waited_ms + excluded.waited_ms",
      at.station.bytes(), china_day(body.taken_ms()), body.service(), int{served}, int{lapsed}, int{left}, waited_ms));
  return HandlerResult::done();
}

Result<HandlerResult> apply_rating_given(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::RatingGiven& body = opened.payload.rating_given();
  if ((body.about() != kAboutService && body.about() != kAboutCase) || body.code().empty() || !is_face(body.face()))
    return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  const auto is = [&](std::size_t face) { return body.face() == kFaces[face] ? 1 : 0; };
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO rating_total(station, day, about, code, good, fair, poor) VALUES(?, ?, ?, ?, ?, ?, ?) "
      "ON CONFLICT(station, day, about, code) DO UPDATE SET good = rating_total.good + excluded.good, fair = "
      "rating_total.fair + excluded.fair, poor = rating_total.poor + excluded.poor",
      at.station.bytes(), china_day(opened.header.occurred_at_ms()), body.about(), body.code(), is(0), is(1), is(2)));
  return HandlerResult::done();
}

Result<HandlerResult> apply_fault_reported(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::FaultReported& body = opened.payload.fault_reported();
  const auto id = Uuid::from_bytes(view_of(body.fault_id()));
  if (!id || body.fault_id() != opened.header.id() || body.item().empty() || !is_fault(body.what()))
    return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO fault(id, device, station, item, what, reported_ms, ended_ms, how, staff) "
                             "VALUES(?, ?, ?, ?, ?, ?, 0, '', NULL) ON CONFLICT(id) DO NOTHING",
                             id->bytes(), raw.device.bytes(), at.station.bytes(), body.item(), body.what(),
                             opened.header.occurred_at_ms()));
  return HandlerResult::done(*id);
}

Result<HandlerResult> apply_fault_ended(Act& act, const RawRow&, const DecryptedRecord& opened) {
  const wire::FaultEnded& body = opened.payload.fault_ended();
  const auto id = Uuid::from_bytes(view_of(body.fault_id()));
  if (!id || (body.how() != "done" && body.how() != "not-found")) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const bool there,
                       sql::value<bool>(act, "SELECT EXISTS(SELECT 1 FROM fault WHERE id = ?)", id->bytes()));
  if (!there) return HandlerResult::wait_for(*id);
  WARMHEART_TRY(sql::execute(act, "UPDATE fault SET ended_ms = ?, how = ?, staff = ? WHERE id = ? AND ended_ms = 0",
                             opened.header.occurred_at_ms(), body.how(), nullable(view_of(body.staff())), id->bytes()));
  return HandlerResult::done();
}

}  // namespace warmheart::internal
