// The device's half of the exchange (net/sync/PROTOCOL.md "POST /v1/sync") as a state machine: what to send next,
// what an answer means, when to try again. No I/O, clock or thread: the runner (net/sync, or the simulator) calls an
// input with the present boot time and carries out the actions that come back. Nothing here fails; what went wrong
// comes in as an input.
//
// Actions are carried out in order. Every LoadBatch, StoreAnswer and OpenEpoch is answered by exactly one of on_batch,
// on_stored, on_epoch_opened or on_store_failed before another of them is asked for. Every SendRequest is answered by
// exactly one of on_answer or on_failure with its lane. WaitUntil replaces the one timer.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <variant>
#include <vector>

#include "core/base/random.h"
#include "core/base/result.h"
#include "core/record/exchange.h"

namespace warmheart::sync {

// Two connections: one pushes, the other waits for the feed to move (at most one request in flight on each).
enum class Lane { push, wait };

enum class Light { offline, waiting, current, needs_you };

// What the transport saw instead of an answer. Which trouble has which sentence is the transport's knowledge.
struct Failure {
  std::string sentence_key;         // "error.link.unreachable", …
  bool needs_a_person = false;      // revoked, wrong authority, …: the light says so, and trying again is slow
  bool cut = false;                 // it began and did not come through: smaller batches may
  std::int64_t retry_after_ms = 0;  // 0: not said
};

struct LoadBatch {
  std::uint64_t first_seq = 1;
  std::size_t max_records = 0;
  std::size_t max_bytes = 0;
};
struct SendRequest {
  Lane lane = Lane::push;
  wire::SyncRequest request;
};
struct StoreAnswer {
  AnswerToStore answer;
};
struct OpenEpoch {
  std::string reason;  // "fork", "rollback": travels in the DEVICE_EVENT record
};
struct WaitUntil {
  std::int64_t boottime_ms = 0;
};
struct NotifyState {
  Light light = Light::offline;
  std::string sentence_key;  // "sync.offline", "sync.waiting", "sync.current", "sync.store", "sync.feed",
                             // "sync.feed-too-large", or a Failure's
  std::uint64_t waiting = 0;
};
using Action = std::variant<LoadBatch, SendRequest, StoreAnswer, OpenEpoch, WaitUntil, NotifyState>;
using Actions = std::vector<Action>;

struct Limits {
  std::int64_t base_delay_ms = 1'000;
  std::int64_t max_delay_ms = 120'000;
  std::int64_t max_retry_after_ms = 3'600'000;  // a server cannot silence a device for longer
  std::uint32_t wait_ms = 55'000;               // 0: poll instead of waiting
  std::int64_t poll_ms = 60'000;                // between exchanges when polling
  std::int64_t min_between_waits_ms = 1'000;
  std::int64_t feed_rest_ms = 3'600'000;  // after a checkpoint that was too large: records alone are exchanged
};

class Engine {
 public:
  Engine(const Limits& limits, Random& random);

  Actions on_start(std::int64_t now_ms, const JournalView& view);
  // A record was saved: it goes out at once, also while the other lane waits. Back-off is kept.
  Actions on_saved(std::int64_t now_ms, const JournalView& view);
  // The network came back (or somebody pressed "try now"): back-off ends.
  Actions on_wake(std::int64_t now_ms);
  Actions on_timer(std::int64_t now_ms);

  Actions on_answer(std::int64_t now_ms, Lane lane, const wire::SyncAnswer& answer);
  Actions on_failure(std::int64_t now_ms, Lane lane, const Failure& failure);

  Actions on_batch(std::int64_t now_ms, Batch batch);
  Actions on_stored(std::int64_t now_ms, const StoreOutcome& outcome);
  Actions on_epoch_opened(std::int64_t now_ms, const JournalView& view);
  Actions on_store_failed(std::int64_t now_ms, const Error& error);

 private:
  struct Flight {
    bool busy = false;
    std::uint64_t epoch = 0;
    std::vector<wire::FeedCursor> asked_from;
    std::size_t records = 0;
    std::uint64_t acked_before = 0;
    std::int64_t sent_ms = 0;
  };

  Flight& flight(Lane lane) { return m_flights[lane == Lane::push ? 0 : 1]; }
  void advance(std::int64_t now_ms, Actions& out);
  void send(std::int64_t now_ms, Lane lane, const Batch& batch, std::uint32_t wait_ms, Actions& out);
  void back_off(std::int64_t now_ms, std::int64_t retry_after_ms);
  void notify(Light light, std::string sentence_key, Actions& out);
  void notify_progress(Actions& out);

  Limits m_limits;
  Random& m_random;
  JournalView m_view;
  std::array<Flight, 2> m_flights;
  std::deque<Action> m_for_store;
  bool m_store_busy = false;
  bool m_fetch = true;             // an exchange without waiting is due: at start, after trouble, while pages follow
  bool m_saved_meanwhile = false;  // a record came while the store worked for us
  bool m_online = false;
  std::size_t m_batch_records = 0;
  unsigned m_failures = 0;
  std::int64_t m_not_before = 0;
  std::int64_t m_next_wait = 0;
  std::int64_t m_feed_rests_until = 0;
  bool m_feed_too_large = false;  // until a checkpoint is taken
  NotifyState m_notified;
  bool m_has_notified = false;
};

}  // namespace warmheart::sync
