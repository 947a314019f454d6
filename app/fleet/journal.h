// A station's journal in memory (core/record/FORMAT.md): the records that the centre has not acknowledged yet, with the
// ends of the chain on both sides. What is acknowledged is let go of, so that thousands fit into one process; a centre
// that then forgets it can be told nothing again, and that is counted. One thread. Errors: limit, a record of more than
// 32 KiB.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "app/fleet/ledger.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/record/exchange.h"
#include "core/record/seal.h"

namespace warmheart::fleet {

// What a station has to tell: `id` is the record's own.
struct NewRecord {
  wire::RecordKind kind = wire::RECORD_KIND_UNKNOWN;
  Uuid id;
  wire::Payload payload;
};

// The clocks at the moment of writing, and what the station knows of time.
struct Moment {
  ClockReading now;
  wire::ClockEvidence evidence;
  std::int64_t occurred_at_ms = 0;
  std::int64_t steady_us = 0;  // for how long a record takes until it is acknowledged
};

class Journal {
 public:
  Journal(const Uuid& device, const SealingPublicKey& centre, Random& random);

  Result<void> append(const NewRecord& record, const Moment& at);

  // epoch, head and acknowledgement alone: cursors and report are not the journal's.
  JournalView view() const;
  std::uint64_t waiting() const { return m_records.size(); }
  std::int64_t oldest_boottime_ms() const;  // of the oldest that waits; 0: none does

  // As StationStore::load_batch; `first_seq` below what is kept gives what is kept.
  Batch batch(std::uint64_t first_seq, std::size_t max_records, std::size_t max_bytes) const;

  struct Heard {
    AckOutcome outcome = AckOutcome::taken;
    std::vector<Acknowledged> rows;        // newly acknowledged, each with the hash that the centre's follows from
    std::vector<std::int64_t> written_us;  // Moment::steady_us of each
    std::uint64_t forgotten = 0;           // acknowledged before, and the centre does not have them any more
  };
  Heard acknowledge(const AnswerToStore& answer);

  // A new epoch: its first record says why, then what waits goes on under its own ids.
  Result<void> open_epoch(const std::string& reason, const Moment& at, const Uuid& event_id);

  // A newer key of the centre; none: the same one.
  void seal_to(const SealingPublicKey& centre);

 private:
  struct Kept {
    wire::Record wire;
    wire::RecordHeader header;
    Digest payload_digest{};
    Digest hash{};
    std::int64_t boottime_ms = 0;
    std::int64_t written_us = 0;
    std::size_t size() const { return wire.header().size() + wire.sealed_payload().size(); }
  };
  void link(Kept& record);  // position, header bytes and hash behind the present head

  Uuid m_device;
  Random& m_random;
  HourSealer m_sealer;
  std::uint64_t m_epoch = 0;
  std::uint64_t m_acked_seq = 0;
  Digest m_acked_hash{};
  std::uint64_t m_head_seq = 0;
  Digest m_head_hash{};
  std::deque<Kept> m_records;  // m_acked_seq + 1 … m_head_seq
};

}  // namespace warmheart::fleet
