// What the centre knows of visits: figures per station and day, and the units in use as last heard. Read only.
// 人次 (person-times) for all; 人 (persons) for scanned cards alone, with their share; the two are never mixed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/store/store.h"

namespace warmheart {

struct VisitFigures {
  std::string station;  // name; empty: a device that stands nowhere
  std::string service;  // code; empty in a sum over all
  std::uint64_t person_times = 0;
  std::uint64_t scanned_times = 0;
};
struct VisitReport {
  std::int64_t from_day = 0, to_day = 0;  // in China, both included
  std::vector<VisitFigures> rows;         // by station, then service
  VisitFigures all;
  std::uint64_t scanned_people = 0;  // distinct cards in the time, over all stations
};
Result<VisitReport> visit_report(CentralStore& store, std::int64_t from_day, std::int64_t to_day);

struct UnitsInUse {
  std::string station;
  std::string service;
  std::uint64_t in_use = 0;
  std::int64_t last_contact_ms = 0;  // of the station: how old the figure is; 0: never
};
Result<std::vector<UnitsInUse>> units_in_use(CentralStore& store);

}  // namespace warmheart
