#include <iostream>

#include "app/admin/commands.h"
#include "core/central/retention/retention.h"

namespace warmheart::admin {
namespace {

std::string period_text(std::int64_t period_ms) {
  constexpr std::int64_t kHour = 3600 * 1000;
  const std::int64_t hours = period_ms / kHour;
  return hours % 24 == 0 ? std::to_string(hours / 24) + " days" : std::to_string(hours) + " hours";
}

}  // namespace

Result<void> show_retention(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY_ASSIGN(const auto rows, retention_rows(store));
  centre.out << padded("class", 15) << padded("kept for", 11) << padded("after", 29) << padded("due", 7)
             << padded("last", 7) << padded("in all", 9) << padded("last pass", 18) << "next pass\n";
  for (const RetentionRow& row : rows) {
    centre.out << padded(row.what->name, 15) << padded(period_text(row.period_ms), 11) << padded(row.what->since, 29);
    if (row.what->erase) {
      centre.out << padded(std::to_string(row.due), 7) << padded(std::to_string(row.last), 7)
                 << padded(std::to_string(row.total), 9) << padded(time_text(row.last_ms), 18)
                 << time_text(row.next_ms);
    } else {
      centre.out << "kept";
    }
    centre.out << "\n    " << row.what->source << "\n";
  }
  return {};
}

Result<void> shorten_retention(const Centre& centre, const std::string& name, std::int64_t days) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(shorten_period(store, kAtCommandLine, name, days));
  centre.out << name << " is kept for " << days << " days from the next pass on\n";
  return {};
}

}  // namespace warmheart::admin
