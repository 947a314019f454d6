// Store: raw rows of many devices in one commit; the answers are true only after it (net/sync/PROTOCOL.md "POST
// /v1/sync"). A caller sends an answer after store_batches has returned, never before. Idempotent for ever: PRIMARY
// KEY(device, epoch, seq) and UNIQUE(device, id); a repeat is acknowledged after a write commit of its own. Nothing is
// refused for its content. Failure: an Error means that nothing of the call is acknowledged; all batches may be sent
// again. On PostgreSQL with CentralOptions::require_standbys, `busy` also while no standby is named: stored, and
// acknowledged by the commit of a repeat.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/digest.h"
#include "core/central/store/audit.h"
#include "core/central/store/store.h"
#include "warmheart.pb.h"

namespace warmheart {

// Bounds are core/record's: of a longer batch the first kMaxBatchRecords are taken, the acknowledgement says how far.
struct DeviceBatch {
  Uuid device;  // from the verified certificate, never from the body
  wire::SyncRequest request;
};

struct ParkedCode {
  std::uint64_t seq = 0;
  std::string code;  // "unknown-kind", "stub", … (parked.h)
};

struct IngestAnswer {
  std::uint64_t epoch = 0;
  wire::SyncVerdict verdict = wire::SYNC_OK;
  std::uint64_t acked_seq = 0;  // durably stored up to here
  Digest acked_hash{};
  std::uint64_t wanted_seq = 0;  // with SYNC_GAP
  std::vector<ParkedCode> parked;
  std::uint64_t stored = 0;  // rows new with this batch: 0 means that apply has nothing to do for it
};

// One answer for each batch, in the same order. Several batches of one device in one call are taken in order.
Result<std::vector<IngestAnswer>> store_batches(CentralStore& store, std::span<const DeviceBatch> batches);

// epoch, verdict, acked, wanted, parked, incarnation, server time, and the audit head with its signature: the one that
// stood after the commit, or a later one.
void fill_answer(const CentralStore& store, const IngestAnswer& answer, const SignedAuditHead& audit,
                 wire::SyncAnswer& out);

// For the simulator, `warmheart-admin show` and tests: what is held of a device, in order of epoch and seq.
struct HeldRecord {
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  Uuid id;  // empty: the header could not be read
  std::uint32_t kind = 0;
  Digest digest{};
  Digest hash{};
  bool pointer = false;  // a carried copy of a record held at another position
  std::string state;     // "new", "applied", "parked", "waiting", "pointer"
  std::string parked_code;
};
Result<std::vector<HeldRecord>> held_records(CentralStore& store, const Uuid& device);

}  // namespace warmheart
