// Reads everything back and recomputes it: the devices' hash chains and the audit. Read only; for `warmheart-admin
// verify`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/store/audit.h"
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
  std::uint64_t witnesses = 0;  // devices whose heads were compared
  std::vector<std::string> faults;
};
// Every row, the head that is kept outside of the database, and those that devices have sent back: rows cut from the
// end are a fault, too. Heads of rows that a deliberate restore gave up are none.
Result<AuditReport> verify_audit(CentralStore& store);
// A head that somebody holds (a station's database): empty, or what does not fit; of before a restore: empty.
Result<std::string> verify_head(CentralStore& store, const SignedAuditHead& held);

struct PeopleReport {
  std::uint64_t people = 0;  // of whom something readable is kept
  std::vector<std::string> faults;
};
// Opens one sealed value of every person: a person-keys.db that is missing, older or another's is seen, and so is a
// wrong kek.
Result<PeopleReport> verify_people(CentralStore& store);

namespace internal {

// Whether one of the newest applications opens, or there is none: for a start on databases that say nothing of their
// own.
Result<bool> opens_newest_fields(Snapshot& in);

}  // namespace internal

}  // namespace warmheart
