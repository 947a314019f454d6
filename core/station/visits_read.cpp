// What screens show of visits: occupancy, open requests, the day's figures. Reads; nothing here writes a record.
#include <algorithm>

#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/columns.h"
#include "core/station/queue_table.h"
#include "core/station/visit_table.h"

namespace warmheart {

namespace station {

namespace {

Result<std::vector<std::uint32_t>> units_of(sql::Connection& db, const Uuid& visit) {
  return sql::rows<std::uint32_t>(db, "SELECT unit FROM visit_unit WHERE visit=? ORDER BY unit", visit.bytes());
}

Result<std::optional<Uuid>> request_of(sql::Connection& db, const Uuid& visit) {
  return sql::row<Uuid>(db, "SELECT id FROM service_request WHERE visit=?", visit.bytes());
}

// id,service,people,registered_ms,ends_ms,occupation,card IS NOT NULL,state,boot_id,boottime_ms
VisitRow read_visit(sql::Columns& row) {
  VisitRow out;
  RegisteredVisit& visit = out.visit;
  visit.id = row.id();
  visit.service = row.text();
  visit.people = row.next<unsigned>();
  visit.registered_ms = row.integer();
  visit.ends_ms = row.integer();
  out.occupation = row.text();
  out.scanned = row.flag();
  out.state = row.named(visit_state_from);
  out.boot_id = read_boot_id(row);
  out.boottime_ms = row.integer();
  visit.voided = out.state == VisitState::voided;
  return out;
}
constexpr std::string_view kVisits =
    "SELECT id,service,people,registered_ms,ends_ms,occupation,card IS NOT NULL,state,boot_id,boottime_ms FROM visit ";

// Adds what stands in other tables.
Result<void> complete(sql::Connection& db, RegisteredVisit& visit) {
  WARMHEART_TRY_ASSIGN(visit.units, units_of(db, visit.id));
  WARMHEART_TRY_ASSIGN(const auto loan,
                       sql::row<std::string>(db, "SELECT number FROM loan WHERE visit=?", visit.id.bytes()));
  visit.loan = loan.value_or("");
  WARMHEART_TRY_ASSIGN(visit.request, request_of(db, visit.id));
  return {};
}

}  // namespace

Result<std::optional<VisitRow>> visit_row(sql::Connection& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto row, sql::row<VisitRow>(db, std::string(kVisits) + "WHERE id=?", read_visit, id.bytes()));
  if (row) WARMHEART_TRY(complete(db, row->visit));
  return row;
}

Result<std::vector<VisitRow>> newest_of_day(sql::Connection& db, std::int64_t day, std::size_t max) {
  WARMHEART_TRY_ASSIGN(
      auto rows,
      sql::rows<VisitRow>(db, std::string(kVisits) + "WHERE day=? ORDER BY registered_ms DESC,id DESC LIMIT ?",
                          read_visit, day, static_cast<std::int64_t>(max)));
  for (VisitRow& row : rows) WARMHEART_TRY(complete(db, row.visit));
  return rows;
}

std::int64_t HeldUntil::by(const ClockReading& now, std::int64_t trusted_now) const {
  if (boot_id != now.boot_id) return ends_ms;
  return trusted_now + (ends_ms - registered_ms) - (now.boottime_ms - boottime_ms);
}

HeldUntil read_held_until(sql::Columns& row) {
  return {row.integer(), row.integer(), read_boot_id(row), row.integer()};
}

Result<std::vector<UnitInUse>> units_in_use(const Act& act, std::string_view service) {
  WARMHEART_TRY_ASSIGN(const std::int64_t trusted_now, act.trusted_now_ms());
  const auto read = [&, now = act.clock().now()](sql::Columns& row) {
    const std::uint32_t unit = read_number(row);
    return UnitInUse{unit, read_held_until(row).by(now, trusted_now)};
  };
  return sql::rows<UnitInUse>(act.db,
                              "SELECT p.unit,v.ends_ms,v.registered_ms,v.boot_id,v.boottime_ms FROM visit_unit p "
                              "JOIN visit v ON v.id=p.visit WHERE p.service=? ORDER BY p.unit",
                              read, service);
}

ServiceRequest read_service_request(sql::Columns& row) { return {row.id(), row.text(), row.integer()}; }

Result<std::optional<wire::ServiceOffered>> offered(sql::Connection& db, std::string_view service) {
  WARMHEART_TRY_ASSIGN(const auto value, value_at(db, "service/" + std::string(service)));
  if (!value || !value->has_service() || value->service().hidden()) return std::optional<wire::ServiceOffered>();
  return std::optional<wire::ServiceOffered>(value->service());
}

}  // namespace station

using namespace station;

namespace {

Result<VisitLine> line_of(sql::Connection& db, VisitRow row) {
  VisitLine line;
  line.visit = std::move(row.visit);
  line.occupation = std::move(row.occupation);
  line.scanned = row.scanned;
  line.state = row.state;
  WARMHEART_TRY_ASSIGN(line.delivery, delivery_of(db, line.visit.id));
  return line;
}

ServiceDay read_service_day(sql::Columns& row) { return {row.text(), row.counter(), row.counter()}; }

Result<VisitDay> read_day(sql::Connection& db, std::int64_t day) {
  VisitDay out;
  out.day = day;
  WARMHEART_TRY_ASSIGN(
      out.services,
      sql::rows<ServiceDay>(db,
                            "SELECT service,sum(people),sum(CASE WHEN card IS NULL THEN 0 ELSE people END) FROM visit "
                            "WHERE day=? AND state<>? GROUP BY service ORDER BY service",
                            read_service_day, day, wire_name(VisitState::voided)));
  for (const ServiceDay& one : out.services) {
    out.person_times += one.person_times;
    out.scanned_times += one.scanned_times;
  }
  struct People {
    std::uint64_t scanned = 0, voided = 0;
  };
  const auto read = [](sql::Columns& row) { return People{row.counter(), row.counter()}; };
  WARMHEART_TRY_ASSIGN(const auto people,
                       sql::row<People>(db,
                                        "SELECT count(DISTINCT CASE WHEN state<>?2 THEN card END),count(CASE WHEN "
                                        "state=?2 THEN 1 END) FROM visit WHERE day=?1",
                                        read, day, wire_name(VisitState::voided)));
  if (people) {
    out.scanned_people = people->scanned;
    out.voided = people->voided;
  }
  return out;
}

}  // namespace

Result<std::vector<ServiceOccupancy>> occupancy(StationStore& store) {
  WARMHEART_TRY(end_visits_that_are_over(store));
  return store.read([](const Act& act) -> Result<std::vector<ServiceOccupancy>> {
    std::vector<ServiceOccupancy> out;
    WARMHEART_TRY(for_each_value(act.db, "service/", [&](const wire::FeedValue& value) {
      if (value.has_service() && !value.service().hidden()) out.push_back({value.service(), 0, 0, {}});
    }));
    std::ranges::stable_sort(out, [](const auto& a, const auto& b) { return a.service.order() < b.service.order(); });
    for (ServiceOccupancy& one : out) {
      const std::uint32_t units = one.service.units();
      if (units == 0) continue;
      WARMHEART_TRY_ASSIGN(one.in_use, units_in_use(act, one.service.code()));
      WARMHEART_TRY_ASSIGN(auto taken, held_for_others(act, one.service.code(), std::nullopt));
      taken.insert(taken.end(), one.in_use.begin(), one.in_use.end());
      one.free = units - std::min<std::uint32_t>(units, static_cast<std::uint32_t>(taken.size()));
      one.next_free_ms = next_free_ms(taken, units, 1).value_or(0);
    }
    return out;
  });
}

Result<std::vector<ServiceRequest>> open_requests(StationStore& store) {
  return store.read([](const Act& act) -> Result<std::vector<ServiceRequest>> {
    WARMHEART_TRY_ASSIGN(
        auto requests,
        sql::rows<ServiceRequest>(
            act.db, "SELECT id,service,asked_ms FROM service_request WHERE state='open' ORDER BY asked_ms,id",
            read_service_request));
    std::ranges::stable_partition(requests, [](const auto& one) { return one.service == kCallEmergency; });
    return requests;
  });
}

Result<VisitDay> visit_day(StationStore& store, std::int64_t day) {
  return store.read([&](const Act& act) { return read_day(act.db, day); });
}

Result<VisitDay> visits_today(StationStore& store) {
  return store.read([](const Act& act) -> Result<VisitDay> {
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    return read_day(act.db, china_day(now));
  });
}

Result<std::vector<VisitLine>> newest_visits(StationStore& store, std::size_t max) {
  return store.read([&](const Act& act) -> Result<std::vector<VisitLine>> {
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    WARMHEART_TRY_ASSIGN(auto rows, newest_of_day(act.db, china_day(now), max));
    std::vector<VisitLine> out;
    for (VisitRow& row : rows) {
      WARMHEART_TRY_ASSIGN(VisitLine line, line_of(act.db, std::move(row)));
      out.push_back(std::move(line));
    }
    return out;
  });
}

Result<VisitLine> find_visit(StationStore& store, const Uuid& visit) {
  return store.read([&](const Act& act) -> Result<VisitLine> {
    WARMHEART_TRY_ASSIGN(auto row, visit_row(act.db, visit));
    if (!row) return fail(ErrorCode::not_found, "no such visit on this device");
    return line_of(act.db, std::move(*row));
  });
}

}  // namespace warmheart
