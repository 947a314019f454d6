// What stations have told of lost and found: figures per station. Read only. Failure: the database's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/store/store.h"

namespace warmheart {

struct FoundFigures {
  std::string station;  // name; empty: a device that stands nowhere
  std::uint64_t found = 0;
  std::uint64_t handed_over = 0;
  std::uint64_t sent_on = 0;
  std::uint64_t here = 0;  // it lies there still
};
// Of what was found since then, by station. Mistakes do not count.
Result<std::vector<FoundFigures>> found_figures(CentralStore& store, std::int64_t since_ms);

}  // namespace warmheart
