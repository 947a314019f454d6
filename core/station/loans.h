// What is lent at this station and not back yet (core/service/DOMAIN.md "Loans"): a loan is a visit whose unit is out
// until it is returned; lending is register_visit (visits.h). One function, one transaction; store thread. Errors:
// those of the store (station_store.h), and those named below. Nothing of a person is here.
#pragma once

#include "core/station/visits.h"

namespace warmheart {

struct Loan {
  Uuid visit;
  std::string number;  // four digits
  std::string service;
  std::vector<std::uint32_t> units;
  std::int64_t lent_ms = 0;
  std::int64_t due_ms = 0;  // by the best idea of the time
  bool overdue = false;
};
// All of them, the first due first.
Result<std::vector<Loan>> loans_out(StationStore& store);

// Brought back by its number; the visit as it was, with its units. not_found: nothing is out under it.
Result<RegisteredVisit> return_loan(StationStore& store, std::string_view number);
// Staff end one: "returned", "lost". One that is over already changes nothing. invalid_argument: another word;
// not_found: no such visit here.
Result<void> end_loan(StationStore& store, const Uuid& visit, std::string_view how, const BadgeId& staff);

}  // namespace warmheart
