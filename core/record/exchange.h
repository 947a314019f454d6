// The values that pass between the journal (core/station) and the engine (core/sync): neither includes the other, and
// the runner (net/sync) carries these across the thread border.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/digest.h"
#include "warmheart.pb.h"

namespace warmheart {

// Where the journal and the mirror stand.
struct JournalView {
  std::uint64_t epoch = 0;
  std::uint64_t head_seq = 0;  // last record written; 0: none
  Digest head_hash{};
  std::uint64_t acked_seq = 0;  // durably stored at the centre up to here
  Digest acked_hash{};
  std::uint64_t incarnation = 0;          // of the centre; 0: never seen
  std::vector<wire::FeedCursor> cursors;  // what to ask the feed from: staged pages count
  std::uint64_t feed_ordinal = 1;         // of the feed key that is trusted
  wire::DeviceReport report;              // waiting, oldest_waiting_ms; the runner adds what only it knows
  wire::WitnessedAuditHead audit;         // the highest that was seen; seq 0: none

  std::uint64_t waiting() const { return head_seq - acked_seq; }
};

// A run of records to send, at most kMaxBatchRecords and kMaxBatchBytes; may be empty. If `view.epoch` is not the epoch
// asked for, the journal has opened a new one meanwhile.
struct Batch {
  JournalView view;
  std::uint64_t first_seq = 1;
  Digest prev_hash{};  // of first_seq - 1
  std::vector<wire::Record> records;
  Digest last_hash{};  // of the last record here, or prev_hash
};

// Everything of one answer that the station's store keeps, in one transaction.
struct AnswerToStore {
  std::uint64_t epoch = 0;
  std::uint64_t acked_seq = 0;
  Digest acked_hash{};
  bool gap = false;  // the centre said what it wants next: its acknowledgement counts even when it is below ours
  std::vector<wire::ParkedRecord> parked;
  std::string feed_page;  // as it travelled; empty: nothing new
  std::string feed_signature;
  std::vector<wire::FeedCursor> asked_from;  // the cursors of the request that this answers
  std::int64_t sent_boottime_ms = 0;         // when that request was sent, by this boot's clock: leases sell from then
  std::int64_t server_time_ms = 0;
  std::uint64_t incarnation = 0;
  std::string audit_head;
  std::uint64_t audit_seq = 0;
  std::int64_t audit_at_ms = 0;
  std::string audit_signature;
  wire::SigningKey feed_key;  // ordinal 0: none is announced
  std::vector<wire::SigningKey> roots;
};

enum class AckOutcome {
  taken,         // the centre holds what we hold, up to acked_seq
  centre_ahead,  // it holds more than we ever wrote in this epoch: our disk went back in time
  hash_differs,  // it holds another history
  stale,         // the answer is of an epoch that is over
};

enum class FeedOutcome {
  nothing,
  staged,     // kept; more pages follow
  flipped,    // the checkpoint is whole: the screens show it from now on
  old,        // known already
  refused,    // not signed by the centre, or made for another device
  too_large,  // the checkpoint is more than a device takes; what is shown stays
};

struct StoreOutcome {
  JournalView view;
  AckOutcome ack = AckOutcome::taken;
  FeedOutcome feed = FeedOutcome::nothing;
};

}  // namespace warmheart
