// Visits and requests: rows, and the totals of station and day in the same transaction.
#include "core/central/apply_kinds.h"
#include "core/central/inside.h"
#include "core/central/parked.h"
#include "core/member/occupation.h"
#include "core/service/visit.h"

namespace warmheart::inside {
namespace {

struct CountedVisit {
  Uuid id;
  Uuid station;
  std::int64_t day = 0;
  std::string service;
  std::int64_t people = 0;
  std::optional<Bytes> card;
  std::string state;
};

std::optional<ByteView> nullable(const std::string& bytes) { return bytes.empty() ? std::nullopt : std::optional<ByteView>(view_of(bytes)); }

// `sign` is +1 or -1: a void takes back exactly what the visit had added.
Result<void> count(CentralStore& store, const CountedVisit& visit, int sign) {
  auto& db = store.inside().db;
  WARMHEART_TRY_ASSIGN(auto total, db.prepare(
      "INSERT INTO visit_total(station, day, service, person_times, scanned_times) VALUES(?, ?, ?, ?, ?) "
      "ON CONFLICT(station, day, service) DO UPDATE SET person_times = visit_total.person_times + excluded.person_times, "
      "scanned_times = visit_total.scanned_times + excluded.scanned_times"));
  WARMHEART_TRY(total.bind(visit.station.bytes(), visit.day, visit.service, sign * visit.people, visit.card ? sign * visit.people : 0).run());
  if (!visit.card) return {};
  WARMHEART_TRY_ASSIGN(auto card, db.prepare("INSERT INTO visit_card(card, station, day, visits) VALUES(?, ?, ?, ?) "
                                             "ON CONFLICT(card, station, day) DO UPDATE SET visits = visit_card.visits + excluded.visits"));
  return card.bind(*visit.card, visit.station.bytes(), visit.day, sign).run();
}

Result<std::optional<CountedVisit>> find_visit(CentralStore& store, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT station, day, service, people, card, state FROM visit WHERE id = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(id.bytes()).step());
  if (!found) return std::optional<CountedVisit>();
  CountedVisit visit{id, uuid_at(query, 0), query.integer(1), query.text(2), query.integer(3), std::nullopt, query.text(5)};
  if (!query.is_null(4)) visit.card = bytes_of(query.bytes(4));
  return std::optional<CountedVisit>(std::move(visit));
}

Result<void> set_state(CentralStore& store, const Uuid& id, const char* state) {
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare("UPDATE visit SET state = ? WHERE id = ?"));
  return update.bind(state, id.bytes()).run();
}

}  // namespace

Result<Outcome> apply_visit_registered(CentralStore& store, const RawRow& raw, const Opened& opened) {
  const wire::VisitRegistered& body = opened.payload.visit_registered();
  const auto id = Uuid::from_bytes(view_of(body.visit_id()));
  const bool whole = id && body.visit_id() == opened.header.id() && !body.service().empty() && body.people() >= 1 &&
                     body.people() <= kMaxGroup && (body.card_number().empty() || body.card_number().size() == 8) &&
                     (body.occupation().empty() || is_occupation(body.occupation()));
  if (!whole) return Outcome::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto known, find_visit(store, *id));
  if (known) return Outcome::park(kParkNotExpected);
  WARMHEART_TRY_ASSIGN(const StandingPlace at, place_of(store, raw.device));
  CountedVisit visit{*id, at.station, china_day(opened.header.occurred_at_ms()), body.service(), body.people(), std::nullopt,
                     body.place() > 0 ? "live" : "counted"};
  if (!body.card_number().empty()) visit.card = bytes_of(body.card_number());
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare(
      "INSERT INTO visit(id, device, station, district_code, day, service, occupation, people, card, place, registered_ms, ends_ms, event, "
      "by_staff, state) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  WARMHEART_TRY(insert.bind(id->bytes(), raw.device.bytes(), at.station.bytes(), at.district_code, visit.day, visit.service, body.occupation(),
                            visit.people, visit.card, body.place(), opened.header.occurred_at_ms(), body.ends_ms(), nullable(body.event_id()),
                            !body.staff().empty(), visit.state)
                    .run());
  WARMHEART_TRY(count(store, visit, +1));
  return Outcome::done(*id);
}

Result<Outcome> apply_visit_ended(CentralStore& store, const RawRow&, const Opened& opened) {
  const auto id = Uuid::from_bytes(view_of(opened.payload.visit_ended().visit_id()));
  if (!id) return Outcome::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto visit, find_visit(store, *id));
  if (!visit) return Outcome::wait_for(*id);
  if (visit->state == "live") WARMHEART_TRY(set_state(store, *id, "ended"));
  return Outcome::done();
}

Result<Outcome> apply_visit_voided(CentralStore& store, const RawRow&, const Opened& opened) {
  const wire::VisitVoided& body = opened.payload.visit_voided();
  const auto id = Uuid::from_bytes(view_of(body.visit_id()));
  if (!id || !is_void_reason(body.reason())) return Outcome::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto visit, find_visit(store, *id));
  if (!visit) return Outcome::wait_for(*id);
  if (visit->state == "voided") return Outcome::done();
  WARMHEART_TRY(set_state(store, *id, "voided"));
  WARMHEART_TRY(count(store, *visit, -1));
  return Outcome::done();
}

Result<Outcome> apply_service_requested(CentralStore& store, const RawRow& raw, const Opened& opened) {
  const wire::ServiceRequested& body = opened.payload.service_requested();
  const auto id = Uuid::from_bytes(view_of(body.request_id()));
  const auto visit = Uuid::from_bytes(view_of(body.visit_id()));
  if (!id || !visit || body.request_id() != opened.header.id() || body.service().empty()) return Outcome::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const StandingPlace at, place_of(store, raw.device));
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare(
      "INSERT INTO service_request(id, device, station, service, visit, asked_ms, taken_up_ms, how, staff) VALUES(?, ?, ?, ?, ?, ?, 0, '', NULL) "
      "ON CONFLICT(id) DO NOTHING"));
  WARMHEART_TRY(insert.bind(id->bytes(), raw.device.bytes(), at.station.bytes(), body.service(), visit->bytes(), opened.header.occurred_at_ms()).run());
  return Outcome::done(*id);
}

Result<Outcome> apply_service_taken_up(CentralStore& store, const RawRow&, const Opened& opened) {
  const wire::ServiceTakenUp& body = opened.payload.service_taken_up();
  const auto id = Uuid::from_bytes(view_of(body.request_id()));
  if (!id) return Outcome::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto known, store.inside().db.prepare("SELECT 1 FROM service_request WHERE id = ?"));
  WARMHEART_TRY_ASSIGN(const bool there, known.bind(id->bytes()).step());
  if (!there) return Outcome::wait_for(*id);
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare("UPDATE service_request SET taken_up_ms = ?, how = ?, staff = ? WHERE id = ? AND taken_up_ms = 0"));
  WARMHEART_TRY(update.bind(opened.header.occurred_at_ms(), body.how(), nullable(body.staff()), id->bytes()).run());
  return Outcome::done();
}

}  // namespace warmheart::inside
