#include "core/central/apply/apply_visit.h"

#include <map>
#include <tuple>

#include "core/central/stations/station_table.h"
#include "core/central/store/columns.h"
#include "core/central/store/states.h"
#include "core/member/occupation.h"
#include "core/service/loan.h"
#include "core/service/visit.h"
#include "core/storage/sql.h"

namespace warmheart::internal {

struct CountedVisit {
  Uuid id;
  Uuid station;
  std::int64_t day = 0;
  std::string service;
  std::int64_t people = 0;
  std::optional<Bytes> card;
  VisitState state = VisitState::counted;
};

namespace {

// What visits add to the totals of station and day; a void takes back exactly what the visit had added.
class Totals {
 public:
  void add(const CountedVisit& visit, int sign) {
    auto& [people, scanned] = m_services[{visit.station, visit.day, visit.service}];
    people += sign * visit.people;
    if (!visit.card) return;
    scanned += sign * visit.people;
    m_cards[{*visit.card, visit.station, visit.day}] += sign;
  }

  Result<void> write(Act& act) const {
    const std::vector services(m_services.begin(), m_services.end());
    WARMHEART_TRY(sql::execute_each(
        act,
        "INSERT INTO visit_total(station, day, service, person_times, scanned_times) VALUES(?, ?, ?, ?, ?) "
        "ON CONFLICT(station, day, service) DO UPDATE SET person_times = visit_total.person_times + "
        "excluded.person_times, scanned_times = visit_total.scanned_times + excluded.scanned_times",
        services, [](const auto& one) {
          const auto& [station, day, service] = one.first;
          return std::tuple(ByteView(station.bytes()), day, std::string_view(service), one.second.people,
                            one.second.scanned);
        }));
    const std::vector cards(m_cards.begin(), m_cards.end());
    WARMHEART_TRY(
        sql::execute_each(act,
                          "INSERT INTO visit_card(card, station, day, visits) VALUES(?, ?, ?, ?) "
                          "ON CONFLICT(card, station, day) DO UPDATE SET visits = visit_card.visits + excluded.visits",
                          cards, [](const auto& one) {
                            const auto& [card, station, day] = one.first;
                            return std::tuple(ByteView(card), ByteView(station.bytes()), day, one.second);
                          }));
    return {};
  }

 private:
  struct PersonTimes {
    std::int64_t people = 0;
    std::int64_t scanned = 0;
  };
  std::map<std::tuple<Uuid, std::int64_t, std::string>, PersonTimes> m_services;  // by station, day, service
  std::map<std::tuple<Bytes, Uuid, std::int64_t>, std::int64_t> m_cards;          // by card, station, day
};

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

Result<void> set_state(Act& act, const Uuid& id, VisitState state, std::string_view how = {}) {
  WARMHEART_TRY(
      sql::execute(act, "UPDATE visit SET state = ?, ended_how = ? WHERE id = ?", name_of(state), how, id.bytes()));
  return {};
}

std::optional<std::string_view> loan_of(const wire::VisitRegistered& body) {
  return body.loan_number().empty() ? std::nullopt : std::optional<std::string_view>(body.loan_number());
}

}  // namespace

struct NewVisit {
  RawRow raw;
  CountedVisit counted;
  std::string district_code;
  wire::VisitRegistered body;
  std::int64_t registered_ms = 0;
};

VisitSet::VisitSet() = default;
VisitSet::~VisitSet() = default;

Result<bool> VisitSet::add(Act& act, RawRow raw, const DecryptedRecord& opened) {
  const wire::VisitRegistered& body = opened.payload.visit_registered();
  const auto id = Uuid::from_bytes(view_of(body.visit_id()));
  const bool is_visit = id && body.visit_id() == opened.header.id() && !body.service().empty() && body.people() >= 1 &&
                        body.people() <= kMaxGroup && (body.card_number().empty() || body.card_number().size() == 8) &&
                        (body.occupation().empty() || is_occupation(body.occupation())) &&
                        (body.loan_number().empty() || (is_loan_number(body.loan_number()) && body.unit() > 0));
  if (!is_visit) return false;
  if (!m_stations.contains(raw.device)) { WARMHEART_TRY_ASSIGN(m_stations[raw.device], station_of(act, raw.device)); }
  const DeviceStation& at = m_stations[raw.device];
  CountedVisit counted{*id,
                       at.station,
                       china_day(opened.header.occurred_at_ms()),
                       body.service(),
                       body.people(),
                       std::nullopt,
                       body.unit() > 0 ? VisitState::live : VisitState::counted};
  if (!body.card_number().empty()) counted.card = bytes_of(body.card_number());
  m_visits.push_back({std::move(raw), std::move(counted), at.district_code, body, opened.header.occurred_at_ms()});
  return true;
}

Result<std::vector<std::pair<RawRow, HandlerResult>>> VisitSet::write(Act& act) {
  std::vector<std::pair<RawRow, HandlerResult>> results;
  if (m_visits.empty()) return results;
  WARMHEART_TRY_ASSIGN(
      const auto inserted,
      sql::execute_each(
          act,
          "INSERT INTO visit(id, device, station, district_code, day, service, occupation, people, card, unit, "
          "registered_ms, ends_ms, event, by_staff, state, loan) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
          "?) "
          "ON CONFLICT DO NOTHING",
          m_visits, [](const NewVisit& visit) {
            const CountedVisit& counted = visit.counted;
            return std::tuple(ByteView(counted.id.bytes()), ByteView(visit.raw.device.bytes()),
                              ByteView(counted.station.bytes()), std::string_view(visit.district_code), counted.day,
                              std::string_view(counted.service), std::string_view(visit.body.occupation()),
                              counted.people, counted.card, visit.body.unit(), visit.registered_ms,
                              visit.body.ends_ms(), nullable(view_of(visit.body.event_id())),
                              !visit.body.staff().empty(), name_of(counted.state), loan_of(visit.body));
          }));
  Totals totals;
  for (std::size_t i = 0; i < m_visits.size(); ++i) {
    NewVisit& visit = m_visits[i];
    const bool is_new = inserted[i] == 1;
    if (is_new) totals.add(visit.counted, +1);
    results.emplace_back(std::move(visit.raw),
                         is_new ? HandlerResult::done(visit.counted.id) : HandlerResult::park(kParkNotExpected));
  }
  m_visits.clear();
  WARMHEART_TRY(totals.write(act));
  return results;
}

Result<HandlerResult> apply_visit_ended(Act& act, const RawRow&, const DecryptedRecord& opened) {
  const wire::VisitEnded& body = opened.payload.visit_ended();
  const auto id = Uuid::from_bytes(view_of(body.visit_id()));
  if (!id) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto visit, find_visit(act, *id));
  if (!visit) return HandlerResult::wait_for(*id);
  if (visit->state == VisitState::live) WARMHEART_TRY(set_state(act, *id, VisitState::ended, body.how()));
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
  Totals totals;
  totals.add(*visit, -1);
  WARMHEART_TRY(totals.write(act));
  return HandlerResult::done();
}

Result<HandlerResult> apply_service_requested(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::ServiceRequested& body = opened.payload.service_requested();
  const auto id = Uuid::from_bytes(view_of(body.request_id()));
  const auto visit = Uuid::from_bytes(view_of(body.visit_id()));
  const bool called = is_staff_call(body.service()) && body.visit_id().empty();
  if (!id || (!visit && !called) || body.request_id() != opened.header.id() || body.service().empty())
    return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO service_request(id, device, station, service, visit, asked_ms, taken_up_ms, "
                             "how, staff) VALUES(?, ?, ?, ?, ?, ?, 0, '', NULL) "
                             "ON CONFLICT(id) DO NOTHING",
                             id->bytes(), raw.device.bytes(), at.station.bytes(), body.service(),
                             visit ? ByteView(visit->bytes()) : ByteView(), opened.header.occurred_at_ms()));
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
