// What screens show of visits: occupancy, open requests, the day's figures. Reads; nothing here writes a record.
#include <algorithm>

#include "core/station/feed_mirror.h"
#include "core/station/journal.h"
#include "core/station/trusted_time.h"
#include "core/station/visit_rows.h"

namespace warmheart {

namespace station {

namespace {

BootId boot_id_from(ByteView bytes) {
  BootId out{};
  if (bytes.size() == out.size()) std::ranges::copy(bytes, out.begin());
  return out;
}

Result<std::vector<std::uint32_t>> places_of(sqlite::Database& db, const Uuid& visit) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT place FROM visit_place WHERE visit=? ORDER BY place"));
  query.bind(visit.bytes());
  std::vector<std::uint32_t> out;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, query.step());
    if (!more) return out;
    out.push_back(static_cast<std::uint32_t>(query.integer(0)));
  }
}

Result<std::optional<Uuid>> request_of(sqlite::Database& db, const Uuid& visit) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT id FROM service_request WHERE visit=?"));
  WARMHEART_TRY_ASSIGN(const bool there, query.bind(visit.bytes()).step());
  if (!there) return std::optional<Uuid>();
  WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_bytes(query.bytes(0)));
  return std::optional<Uuid>(id);
}

}  // namespace

Result<std::optional<VisitRow>> visit_row(sqlite::Database& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT service,people,registered_ms,ends_ms,occupation,card IS NOT NULL,state,boot_id,"
                                              "boottime_ms FROM visit WHERE id=?"));
  WARMHEART_TRY_ASSIGN(const bool there, query.bind(id.bytes()).step());
  if (!there) return std::optional<VisitRow>();
  VisitRow row;
  row.visit.id = id;
  row.visit.service = query.text(0);
  row.visit.people = static_cast<unsigned>(query.integer(1));
  row.visit.registered_ms = query.integer(2);
  row.visit.ends_ms = query.integer(3);
  row.occupation = query.text(4);
  row.scanned = query.integer(5) != 0;
  row.state = query.text(6);
  row.boot_id = boot_id_from(query.bytes(7));
  row.boottime_ms = query.integer(8);
  row.visit.voided = row.state == "voided";
  WARMHEART_TRY_ASSIGN(row.visit.places, places_of(db, id));
  WARMHEART_TRY_ASSIGN(row.visit.request, request_of(db, id));
  return std::optional<VisitRow>(std::move(row));
}

std::int64_t ends_now_ms(std::int64_t ends_ms, std::int64_t registered_ms, const BootId& boot_id, std::int64_t boottime_ms,
                         const ClockReading& now, std::int64_t best_now) {
  if (boot_id != now.boot_id) return ends_ms;
  return best_now + (ends_ms - registered_ms) - (now.boottime_ms - boottime_ms);
}

Result<std::vector<PlaceInUse>> places_in_use(StationStore::State& state, sqlite::Database& db, std::string_view service) {
  WARMHEART_TRY_ASSIGN(const std::int64_t now, best_now(state, db));
  WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT p.place,v.ends_ms,v.registered_ms,v.boot_id,v.boottime_ms FROM visit_place p "
                                              "JOIN visit v ON v.id=p.visit WHERE p.service=? ORDER BY p.place"));
  query.bind(service);
  std::vector<PlaceInUse> out;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, query.step());
    if (!more) return out;
    const std::int64_t ends = ends_now_ms(query.integer(1), query.integer(2), boot_id_from(query.bytes(3)), query.integer(4),
                                          state.clock.now(), now);
    out.push_back({static_cast<std::uint32_t>(query.integer(0)), ends});
  }
}

Result<std::optional<wire::ServiceOffered>> offered(sqlite::Database& db, std::string_view service) {
  WARMHEART_TRY_ASSIGN(const auto value, value_at(db, "service/" + std::string(service)));
  if (!value || !value->has_service() || value->service().hidden()) return std::optional<wire::ServiceOffered>();
  return std::optional<wire::ServiceOffered>(value->service());
}

Result<std::int64_t> best_now(StationStore::State& state, sqlite::Database& db) {
  WARMHEART_TRY_ASSIGN(const TrustedTime trusted, read_trusted_time(db));
  return best_now_ms(trusted, state.clock.now());
}

}  // namespace station

using namespace station;

namespace {

VisitLine line_of(VisitRow row) {
  VisitLine line;
  line.visit = std::move(row.visit);
  line.occupation = std::move(row.occupation);
  line.scanned = row.scanned;
  line.state = std::move(row.state);
  return line;
}

Result<VisitDay> read_day(sqlite::Database& db, std::int64_t day) {
  VisitDay out;
  out.day = day;
  {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT service,sum(people),sum(CASE WHEN card IS NULL THEN 0 ELSE people END) FROM visit "
                                                "WHERE day=? AND state<>'voided' GROUP BY service ORDER BY service"));
    query.bind(day);
    for (;;) {
      WARMHEART_TRY_ASSIGN(const bool more, query.step());
      if (!more) break;
      out.services.push_back({query.text(0), static_cast<std::uint64_t>(query.integer(1)), static_cast<std::uint64_t>(query.integer(2))});
      out.person_times += out.services.back().person_times;
      out.scanned_times += out.services.back().scanned_times;
    }
  }
  WARMHEART_TRY_ASSIGN(auto people, db.prepare("SELECT count(DISTINCT CASE WHEN state<>'voided' THEN card END),sum(state='voided') "
                                               "FROM visit WHERE day=?"));
  WARMHEART_TRY(people.bind(day).step());
  out.scanned_people = static_cast<std::uint64_t>(people.integer(0));
  out.voided = static_cast<std::uint64_t>(people.integer(1));
  return out;
}

}  // namespace

Result<std::vector<ServiceOccupancy>> occupancy(StationStore& store) {
  WARMHEART_TRY(end_visits_that_are_over(store));
  StationStore::State& state = store.inside();
  return state.guarded([&](sqlite::Database& db) -> Result<std::vector<ServiceOccupancy>> {
    std::vector<ServiceOccupancy> out;
    WARMHEART_TRY(for_each_value(db, "service/", [&](const wire::FeedValue& value) {
      if (value.has_service() && !value.service().hidden()) out.push_back({value.service(), 0, 0, {}});
    }));
    std::ranges::stable_sort(out, [](const auto& a, const auto& b) { return a.service.order() < b.service.order(); });
    for (ServiceOccupancy& one : out) {
      const std::uint32_t places = one.service.places();
      if (places == 0) continue;
      WARMHEART_TRY_ASSIGN(one.in_use, places_in_use(state, db, one.service.code()));
      one.free = places - std::min<std::uint32_t>(places, static_cast<std::uint32_t>(one.in_use.size()));
      one.next_free_ms = next_free_ms(one.in_use, places, 1).value_or(0);
    }
    return out;
  });
}

Result<std::vector<ServiceRequest>> open_requests(StationStore& store) {
  return store.inside().guarded([&](sqlite::Database& db) -> Result<std::vector<ServiceRequest>> {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT id,service,asked_ms FROM service_request WHERE state='open' ORDER BY asked_ms,id"));
    std::vector<ServiceRequest> out;
    for (;;) {
      WARMHEART_TRY_ASSIGN(const bool more, query.step());
      if (!more) return out;
      WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_bytes(query.bytes(0)));
      out.push_back({id, query.text(1), query.integer(2)});
    }
  });
}

Result<VisitDay> visit_day(StationStore& store, std::int64_t day) {
  return store.inside().guarded([&](sqlite::Database& db) { return read_day(db, day); });
}

Result<VisitDay> visits_today(StationStore& store) {
  StationStore::State& state = store.inside();
  return state.guarded([&](sqlite::Database& db) -> Result<VisitDay> {
    WARMHEART_TRY_ASSIGN(const std::int64_t now, best_now(state, db));
    return read_day(db, china_day(now));
  });
}

Result<std::vector<VisitLine>> newest_visits(StationStore& store, std::size_t max) {
  StationStore::State& state = store.inside();
  return state.guarded([&](sqlite::Database& db) -> Result<std::vector<VisitLine>> {
    WARMHEART_TRY_ASSIGN(const std::int64_t now, best_now(state, db));
    std::vector<Uuid> ids;
    {
      WARMHEART_TRY_ASSIGN(auto query, db.prepare("SELECT id FROM visit WHERE day=? ORDER BY registered_ms DESC,id DESC LIMIT ?"));
      query.bind(china_day(now), static_cast<std::int64_t>(max));
      for (;;) {
        WARMHEART_TRY_ASSIGN(const bool more, query.step());
        if (!more) break;
        WARMHEART_TRY_ASSIGN(const Uuid id, Uuid::from_bytes(query.bytes(0)));
        ids.push_back(id);
      }
    }
    std::vector<VisitLine> out;
    for (const Uuid& id : ids) {
      WARMHEART_TRY_ASSIGN(auto row, visit_row(db, id));
      if (!row) return fail(ErrorCode::corrupt, "a visit has vanished");
      out.push_back(line_of(std::move(*row)));
      WARMHEART_TRY_ASSIGN(const bool received, is_received(db, id));
      out.back().delivery = received ? Delivery::received : Delivery::saved;
    }
    return out;
  });
}

Result<VisitLine> find_visit(StationStore& store, const Uuid& visit) {
  return store.inside().guarded([&](sqlite::Database& db) -> Result<VisitLine> {
    WARMHEART_TRY_ASSIGN(auto row, visit_row(db, visit));
    if (!row) return fail(ErrorCode::not_found, "no such visit on this device");
    VisitLine line = line_of(std::move(*row));
    WARMHEART_TRY_ASSIGN(const bool received, is_received(db, visit));
    line.delivery = received ? Delivery::received : Delivery::saved;
    return line;
  });
}

}  // namespace warmheart
