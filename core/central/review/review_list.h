// The union's queue, masked. A reviewer sees its own union's applications, the central office all. Failure:
// invalid_argument: no such state or page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/central/access/access.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/store/store.h"

namespace warmheart {

struct ApplicationFilter {
  std::string state;       // "awaiting-review", "returned", "rejected", "approved", "withdrawn", "" or "all"
  std::string after;       // `next` of the page before
  std::size_t limit = 50;  // at most 200
};

struct Check {
  std::string code;  // "complete", "duplicate", "manual-review", "signature-missing"
  std::uint64_t count = 0;
};

struct ApplicationItem {
  Uuid id;
  std::string masked_name;
  std::string occupation;
  std::string station;   // name
  std::string district;  // code
  UnionName receiving_union;
  std::string state;
  std::int64_t submitted_ms = 0;  // by the device's clock
  std::int64_t received_ms = 0;   // ours; the list's order
  std::int64_t waiting_ms = 0;    // since received, while awaiting review
  std::vector<Check> checks;
  std::string assigned_to;  // user, or empty
  std::optional<std::int64_t> undo_until_ms;
};
struct ApplicationList {
  std::int64_t as_of_ms = 0;
  std::vector<ApplicationItem> items;  // oldest first
  std::string next;                    // empty: the end
};
Result<ApplicationList> list_applications(CentralStore& store, const Reviewer& reviewer,
                                          const ApplicationFilter& filter);

namespace internal {

// One row as lists show it: masked, with station, union, checks and a decision's undo window.
Result<ApplicationItem> list_item(Snapshot& in, const Uuid& id);

}  // namespace internal

}  // namespace warmheart
