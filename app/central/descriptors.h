// How many descriptors (connections, files) the centre may come to need, against how many this process may have: said
// and settled before anything is opened, for a centre that runs out of them in the middle of a day serves nobody.
#pragma once

#include <cstdint>
#include <string>

#include "app/central/config.h"
#include "core/base/result.h"

namespace warmheart {

struct DescriptorNeed {
  std::uint64_t devices = 0;    // connections of the devices listener, named by a certificate or not yet
  std::uint64_t people = 0;     // of the people listener
  std::uint64_t databases = 0;  // connections to the databases, with the files that each of them holds
  std::uint64_t rest = 0;       // listeners, threads' own, files that are read, who watches over it
  std::uint64_t all() const { return devices + people + databases + rest; }
};

// `unproven`: places of the devices listener for connections that no certificate has named yet.
DescriptorNeed descriptors_needed(const CentralConfig& config, std::size_t unproven, std::size_t database_connections);

// limit: there are too few; with what is needed, by whom, and what to set.
Result<void> judge_descriptors(const DescriptorNeed& need, std::uint64_t limit);

// Raises the process's soft limit to its hard one and judges by it. Returns the limit.
Result<std::uint64_t> provide_descriptors(const DescriptorNeed& need);

// "devices=11048 people=1152 …": for the log.
std::string sentence_of(const DescriptorNeed& need);

}  // namespace warmheart
