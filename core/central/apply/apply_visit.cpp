// Visits and requests: rows, and the totals of station and day in the same transaction.
#include "core/central/apply/record_handlers.h"
#include "core/central/store/columns.h"
#include "core/central/ingest/parked.h"
#include "core/central/store/states.h"
#include "core/member/occupation.h"
#include "core/service/visit.h"
#include "core/storage/sql.h"

namespace warmheart::internal {
namespace {

struct CountedVisit {
  Uuid id;
  Uuid station;
  std::int64_t day = 0;
  std::string service;
  std::int64_t people = 0;
  std::optional<Bytes> card;
  VisitState state = VisitState::counted;
};

// `sign` is +1 or -1: a void takes back exactly what the visit had added.
Result<void> count(Act& act, const CountedVisit& visit, int sign) {
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO visit_total(station, day, service, person_times, scanned_times) VALUES(?, ?, ?, ?, ?) "
      "ON CONFLICT(station, day, service) DO UPDATE SET person_times = visit_total.person_times + "
      "excluded.person_times, "
      "scanned_times = visit_total.scanned_times + excluded.scanned_times",
      visit.station.bytes(), visit.day, visit.service, sign * visit.people, visit.card ? sign * visit.people : 0));
  if (!visit.card) return {};
  WARMHEART_TRY(
      sql::execute(act,
                   "INSERT INTO visit_card(card, station, day, visits) VALUES(?, ?, ?, ?) "
                   "ON CONFLICT(card, station, day) DO UPDATE SET visits = visit_card.visits + excluded.visits",
                   *visit.card, visit.station.bytes(), visit.day, sign));
  return {};
}

CountedVisit read_visit(sql::Columns& row) {
  return {row.id(),
          id_or_none(row),
          row.integer(),
          row.text(),
          row.integer(),
          row.next<std::optional<Bytes>>(),
          row.named(state_from<VisitState>)};
}

Result<std::optional<CountedVisit>> find_visit(Snapshot& in, const Uuid& id) {
  return sql::row<CountedVisit>(in, "SELECT id, station, day, service, people, card, state FROM visit WHERE id = ?",
                                read_visit, id.bytes());
}

Result<void> set_state(Act& act, const Uuid& id, VisitState state) {
  WARMHEART_TRY(sql::execute(act, "UPDATE visit SET state = ? WHERE id = ?", name_of(state), id.bytes()));
  return {};
}

}  // namespace

Result<HandlerResult> apply_visit_registered(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::VisitRegistered& body = opened.payload.visit_registered();
  const auto id = Uuid::from_bytes(view_of(body.visit_id()));
  const bool whole = id && body.visit_id() == opened.header.id() && !body.service().empty() && body.people() >= 1 &&
                     body.people() <= kMaxGroup && (body.card_number().empty() || body.card_number().size() == 8) &&
                     (body.occupation().empty() || is_occupation(body.occupation()));
  if (!whole) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto known, find_visit(act, *id));
  if (known) return HandlerResult::park(kParkNotExpected);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  CountedVisit visit{*id,
                     at.station,
                     china_day(opened.header.occurred_at_ms()),
                     body.service(),
                     body.people(),
                     std::nullopt,
                     body.unit() > 0 ? VisitState::live : VisitState::counted};
  if (!body.card_number().empty()) visit.card = bytes_of(body.card_number());
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO visit(id, device, station, district_code, day, service, occupation, people, "
                             "card, unit, registered_ms, ends_ms, event, "
                             "by_staff, state) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             id->bytes(), raw.device.bytes(), at.station.bytes(), at.district_code, visit.day,
                             visit.service, body.occupation(), visit.people, visit.card, body.unit(),
                             opened.header.occurred_at_ms(), body.ends_ms(), nullable(view_of(body.event_id())),
                             !body.staff().empty(), name_of(visit.state)));
  WARMHEART_TRY(count(act, visit, +1));
  return HandlerResult::done(*id);
}

Result<HandlerResult> apply_visit_ended(Act& act, const RawRow&, const DecryptedRecord& opened) {
  const auto id = Uuid::from_bytes(view_of(opened.payload.visit_ended().visit_id()));
  if (!id) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto visit, find_visit(act, *id));
  if (!visit) return HandlerResult::wait_for(*id);
  if (visit->state == VisitState::live) WARMHEART_TRY(set_state(act, *id, VisitState::ended));
  return HandlerResult::done();
}

Result<HandlerResult> apply_visit_voided(Act& act, const RawRow&, const DecryptedRecord& opened) {
  const wire::VisitVoided& body = opened.payload.visit_voided();
  const auto id = Uuid::from_bytes(view_of(body.visit_id()));
  if (!id || !is_void_reason(body.reason())) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto visit, find_visit(act, *id));
  if (!visit) return HandlerResult::wait_for(*id);
  if (visit->state == VisitState::voided) return HandlerResult::done();
  WARMHEART_TRY(set_state(act, *id, VisitState::voided));
  WARMHEART_TRY(count(act, *visit, -1));
  return HandlerResult::done();
}

Result<HandlerResult> apply_service_requested(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::ServiceRequested& body = opened.payload.service_requested();
  const auto id = Uuid::from_bytes(view_of(body.request_id()));
  const auto visit = Uuid::from_bytes(view_of(body.visit_id()));
  if (!id || !visit || body.request_id() != opened.header.id() || body.service().empty())
    return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO service_request(id, device, station, service, visit, asked_ms, taken_up_ms, "
                             "how, staff) VALUES(?, ?, ?, ?, ?, ?, 0, '', NULL) "
                             "ON CONFLICT(id) DO NOTHING",
                             id->bytes(), raw.device.bytes(), at.station.bytes(), body.service(), visit->bytes(),
                             opened.header.occurred_at_ms()));
  return HandlerResult::done(*id);
}

Result<HandlerResult> apply_service_taken_up(Act& act, const RawRow&, const DecryptedRecord& opened) {
  const wire::ServiceTakenUp& body = opened.payload.service_taken_up();
  const auto id = Uuid::from_bytes(view_of(body.request_id()));
  if (!id) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const bool there,
                       sql::value<bool>(act, "SELECT EXISTS(SELECT 1 FROM service_request WHERE id = ?)", id->bytes()));
  if (!there) return HandlerResult::wait_for(*id);
  WARMHEART_TRY(sql::execute(
      act, "UPDATE service_request SET taken_up_ms = ?, how = ?, staff = ? WHERE id = ? AND taken_up_ms = 0",
      opened.header.occurred_at_ms(), body.how(), nullable(view_of(body.staff())), id->bytes()));
  return HandlerResult::done();
}

}  // namespace warmheart::internal
