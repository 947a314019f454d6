// Heads of the audit that devices send back (net/sync/PROTOCOL.md "POST /v1/sync"): so that a running centre misses
// rows that were cut, and notices an older copy of itself, at the next exchange. One head a device is kept, the
// highest.
#pragma once

#include <vector>

#include "core/base/id.h"
#include "core/central/store/audit.h"
#include "core/central/store/store.h"
#include "warmheart.pb.h"

namespace warmheart {

struct AuditWitness {
  Uuid device;
  AuditHead head;
  Bytes signature;
};
// In order of devices. Failure: the database's.
Result<std::vector<AuditWitness>> audit_witnesses(CentralStore& store);

namespace internal {

inline constexpr std::string_view kAuditAlarm = "audit-missing";

// Compares a head that a device sent with the audit, and keeps it where it is the highest of that device. One that the
// centre's feed key has not signed says nothing. One whose row is missing or another raises kAuditAlarm, one a device;
// one of before a deliberate restore (AuditStanding::before_restart) is a row of the audit where it is the highest.
Result<void> take_audit_witness(Act& act, const Uuid& device, const wire::WitnessedAuditHead& sent);

}  // namespace internal

}  // namespace warmheart
