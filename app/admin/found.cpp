#include <iostream>

#include "app/admin/commands.h"
#include "core/base/clock.h"
#include "core/central/found/found.h"

namespace warmheart::admin {

Result<void> show_found(const Centre& centre, std::int64_t days) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto rows, found_figures(store, store.now_ms() - days * kDayMs));
  const auto figure = [](std::uint64_t value) { return padded(std::to_string(value), 13); };
  centre.out << padded("station", 32) << padded("found", 13) << padded("handed over", 13) << padded("sent on", 13)
             << "still there\n";
  FoundFigures all;
  for (const FoundFigures& row : rows) {
    centre.out << padded(row.station, 32) << figure(row.found) << figure(row.handed_over) << figure(row.sent_on)
               << row.here << "\n";
    all.found += row.found;
    all.handed_over += row.handed_over;
  }
  centre.out << "all: " << all.found << " found in " << days << " days, " << all.handed_over << " handed over\n";
  return {};
}

}  // namespace warmheart::admin
