// Reads everything back and recomputes it: the devices' hash chains and the audit. Read only; for `warmheart-admin
// verify`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/store/store.h"

namespace warmheart {

struct ChainReport {
  std::uint64_t chains = 0;  // (device, epoch) pairs
  std::uint64_t records = 0;
  std::vector<std::string> faults;  // one sentence each: which device, epoch, seq, and what does not fit
};
Result<ChainReport> verify_raw_chains(CentralStore& store);

struct AuditReport {
  std::uint64_t rows = 0;
  std::vector<std::string> faults;
};
Result<AuditReport> verify_audit(CentralStore& store);

}  // namespace warmheart
