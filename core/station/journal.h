// The journal: append-only, gapless within an epoch, chained by hash (core/record/FORMAT.md). Functions over a
// database, inside the caller's transaction; store thread. Errors: SQLite's; corrupt means that the file itself is
// damaged.
#pragma once

#include <optional>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/record/exchange.h"
#include "core/record/record.h"
#include "core/record/seal.h"
#include "core/station/types.h"
#include "core/storage/sql.h"

namespace warmheart::station {

struct EpochRow {
  std::int64_t no = 0;
  std::uint64_t epoch = 0;
  std::uint64_t head_seq = 0;
  Digest head_hash{};
  std::uint64_t acked_seq = 0;
  Digest acked_hash{};
};

inline std::int64_t position_of(std::int64_t epoch_no, std::uint64_t seq) {
  return (epoch_no << 40) | static_cast<std::int64_t>(seq);
}

Result<EpochRow> current_epoch(sql::Connection& db);
Result<std::vector<EpochRow>> all_epochs(sql::Connection& db);  // the oldest first
Result<EpochRow> begin_epoch(sql::Connection& db, Random& random);

// What a new record is written with.
struct Writing {
  const Uuid& device;
  HourSealer& sealer;
  ClockReading now;
  wire::ClockEvidence evidence;
  std::int64_t occurred_at_ms = 0;
  Random& random;
};

// Seals the payload and appends. ErrorCode::limit: larger than 32 KiB.
Result<void> append(sql::Connection& db, const Uuid& id, wire::RecordKind kind, const wire::Payload& payload,
                    const Writing& writing);

// A record of another epoch goes on in the present one under its own id: the header names its new position, the sealed
// payload stays as it is. One that is in the present epoch already is left alone.
Result<void> append_carried(sql::Connection& db, const StoredRecord& old);

// Carries what earlier epochs still hold: with `acknowledged` false only what the centre has not acknowledged. The old
// rows stay as stubs. Returns how many went over.
Result<std::uint64_t> carry_over(sql::Connection& db, bool acknowledged);

Result<bool> knows_record(sql::Connection& db, const Uuid& id);
// Whether the centre has acknowledged the record, wherever it stands last. False for an unknown id.
Result<bool> is_received(sql::Connection& db, const Uuid& id);
Result<Delivery> delivery_of(sql::Connection& db, const Uuid& id);

Result<std::optional<StoredRecord>> record_at(sql::Connection& db, const EpochRow& epoch, std::uint64_t seq);
Result<Digest> hash_at(sql::Connection& db, const EpochRow& epoch, std::uint64_t seq);

// Reads a run of the present epoch and checks it. A payload that is not what was written travels as a stub; nullopt: a
// header is damaged, so that this epoch cannot be told any further.
Result<std::optional<Batch>> read_batch(sql::Connection& db, std::uint64_t first_seq, std::size_t max_records,
                                        std::size_t max_bytes);

Result<AckOutcome> acknowledge(sql::Connection& db, const AnswerToStore& answer);

// Takes away payloads that were acknowledged before `before_ms` (the centre's time), at most `max`.
Result<std::uint64_t> prune(sql::Connection& db, std::int64_t before_ms, std::uint64_t max);

}  // namespace warmheart::station
