// Figures beside those of visits, per station and service: what was lent, who waited for a full service, the three
// faces; and faults that are open. Read only; about nobody. Days are China's, both ends included.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/store/store.h"

namespace warmheart {

// Of what was lent in the time; things, not loans: a group may take several at once.
struct LoanFigures {
  std::string station;  // name; empty: a device that stands nowhere
  std::string service;  // code
  std::uint64_t lent = 0, returned = 0, lost = 0;
  std::uint64_t out = 0, overdue = 0;  // now, as stations have told; the overdue are among those that are out
};
Result<std::vector<LoanFigures>> loan_figures(CentralStore& store, std::int64_t from_day, std::int64_t to_day);

// Of numbers that were taken in the time and are over.
struct QueueFigures {
  std::string station;
  std::string service;
  std::uint64_t served = 0, lapsed = 0, given_up = 0;
  std::int64_t waited_ms = 0;  // of the served together, from taking a number to its call

  std::uint64_t taken() const { return served + lapsed + given_up; }
};
Result<std::vector<QueueFigures>> queue_figures(CentralStore& store, std::int64_t from_day, std::int64_t to_day);

struct RatingFigures {
  std::string station;
  std::string about;  // "service", "case" (core/service/rating.h)
  std::string code;   // of the service, or of the kind of case
  std::uint64_t good = 0, fair = 0, poor = 0;

  std::uint64_t all() const { return good + fair + poor; }
};
Result<std::vector<RatingFigures>> rating_figures(CentralStore& store, std::int64_t from_day, std::int64_t to_day);

struct OpenFault {
  std::string station;
  std::string item;  // the code of a service, or "OTHER"
  std::string what;  // core/service/fault.h
  std::int64_t reported_ms = 0;
};
// The oldest first, at most 1,000.
Result<std::vector<OpenFault>> open_faults(CentralStore& store);

}  // namespace warmheart
