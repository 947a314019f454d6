#include "core/sync/engine.h"

#include <catch2/catch.hpp>

#include "core/record/record.h"

using namespace warmheart;
using namespace warmheart::sync;

namespace {

struct SteadyRandom final : Random {
  std::uint8_t next = 1;
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = next = static_cast<std::uint8_t>(next * 5 + 17);
  }
};

JournalView view_at(std::uint64_t head, std::uint64_t acked, std::uint64_t epoch = 7) {
  JournalView view;
  view.epoch = epoch;
  view.head_seq = head;
  view.acked_seq = acked;
  view.head_hash[0] = static_cast<std::uint8_t>(head);
  view.acked_hash[0] = static_cast<std::uint8_t>(acked);
  return view;
}

Batch batch_of(const JournalView& view, std::size_t count) {
  Batch batch;
  batch.view = view;
  batch.first_seq = view.acked_seq + 1;
  batch.prev_hash = view.acked_hash;
  batch.records.resize(count);
  batch.last_hash = view.head_hash;
  return batch;
}

wire::SyncAnswer ok(std::uint64_t acked, std::uint64_t epoch = 7) {
  wire::SyncAnswer answer;
  answer.set_protocol(kProtocol);
  answer.set_epoch(epoch);
  answer.set_acked_seq(acked);
  answer.set_acked_hash(std::string(32, '\0'));
  return answer;
}

template <class T>
const T* first(const Actions& actions) {
  for (const Action& action : actions) {
    if (const T* found = std::get_if<T>(&action)) return found;
  }
  return nullptr;
}

StoreOutcome outcome_of(const JournalView& view) { return {view, AckOutcome::taken, FeedOutcome::nothing}; }

struct Driven {
  SteadyRandom random;
  Limits limits;
  Engine engine{limits, random};
  std::int64_t now = 1000;

  // From the start to the moment when the first push is in flight.
  wire::SyncRequest push(const JournalView& view, std::size_t count) {
    const Actions started = engine.on_start(now, view);
    REQUIRE(first<LoadBatch>(started));
    const Actions sent = engine.on_batch(now, batch_of(view, count));
    REQUIRE(first<SendRequest>(sent));
    return first<SendRequest>(sent)->request;
  }
  // … to the moment when all is acknowledged; the actions after it.
  Actions settle(std::uint64_t head) {
    push(view_at(head, 0), head);
    const Actions answered = engine.on_answer(now, Lane::push, ok(head));
    REQUIRE(first<StoreAnswer>(answered));
    return engine.on_stored(now, outcome_of(view_at(head, head)));
  }
};

}  // namespace

TEST_CASE("what waits is loaded from the first unacknowledged record and sent with its position in the chain") {
  Driven d;
  const Actions started = d.engine.on_start(d.now, view_at(5, 2));
  REQUIRE(first<LoadBatch>(started));
  CHECK(first<LoadBatch>(started)->first_seq == 3);
  CHECK(first<LoadBatch>(started)->max_records == kMaxBatchRecords);
  const Actions sent = d.engine.on_batch(d.now, batch_of(view_at(5, 2), 3));
  const SendRequest* send = first<SendRequest>(sent);
  REQUIRE(send);
  CHECK(send->lane == Lane::push);
  CHECK(send->request.first_seq() == 3);
  CHECK(send->request.records_size() == 3);
  CHECK(send->request.epoch() == 7);
  CHECK(send->request.wait_ms() == 0);
  CHECK(send->request.prev_hash()[0] == 2);
}

TEST_CASE("when all is acknowledged the other lane waits for the feed, and the light says current") {
  Driven d;
  const Actions actions = d.settle(2);
  const SendRequest* send = first<SendRequest>(actions);
  REQUIRE(send);
  CHECK(send->lane == Lane::wait);
  CHECK(send->request.wait_ms() == d.limits.wait_ms);
  CHECK(send->request.first_seq() == 3);
  CHECK(send->request.records_size() == 0);
  REQUIRE(first<NotifyState>(actions));
  CHECK(first<NotifyState>(actions)->light == Light::current);
}

TEST_CASE("a record saved while the other lane waits goes out at once") {
  Driven d;
  d.settle(2);
  const Actions actions = d.engine.on_saved(d.now, view_at(3, 2));
  REQUIRE(first<LoadBatch>(actions));
  CHECK(first<LoadBatch>(actions)->first_seq == 3);
  CHECK(first<NotifyState>(actions)->light == Light::waiting);
  CHECK(first<SendRequest>(d.engine.on_batch(d.now, batch_of(view_at(3, 2), 1)))->lane == Lane::push);
}

TEST_CASE("a record saved while the store works for the exchange is not forgotten") {
  Driven d;
  d.push(view_at(1, 0), 1);
  d.engine.on_answer(d.now, Lane::push, ok(1));
  CHECK_FALSE(first<LoadBatch>(d.engine.on_saved(d.now, view_at(2, 0))));
  const Actions actions = d.engine.on_stored(d.now, outcome_of(view_at(2, 1)));
  REQUIRE(first<LoadBatch>(actions));
  CHECK(first<LoadBatch>(actions)->first_seq == 2);
}

TEST_CASE("failures back off with a cap and full jitter, and the light says offline") {
  Driven d;
  d.push(view_at(1, 0), 1);
  std::int64_t bound = d.limits.base_delay_ms, longest = 0;
  for (int n = 0; n < 20; ++n, bound = std::min(bound * 2, d.limits.max_delay_ms)) {
    const Actions actions = d.engine.on_failure(d.now, Lane::push, {"error.link.unreachable", false, false, 0});
    CHECK((first<NotifyState>(actions) != nullptr) == (n == 0));  // told once, with the sentence of this trouble
    if (n == 0) CHECK(first<NotifyState>(actions)->light == Light::offline);
    const WaitUntil* wait = first<WaitUntil>(actions);
    REQUIRE(wait);
    const std::int64_t delay = wait->boottime_ms - d.now;
    CHECK(delay <= bound);
    longest = std::max(longest, delay);
    d.now = wait->boottime_ms;
    const Actions again = d.engine.on_timer(d.now);
    REQUIRE(first<LoadBatch>(again));
    REQUIRE(first<SendRequest>(d.engine.on_batch(d.now, batch_of(view_at(1, 0), 1))));
  }
  CHECK(longest > d.limits.max_delay_ms / 4);
}

TEST_CASE("a timer that rings early sends nothing, and the network's return ends the back-off") {
  Driven d;
  d.push(view_at(1, 0), 1);
  const Actions failed = d.engine.on_failure(d.now, Lane::push, {"error.link.busy", false, false, 60'000});
  REQUIRE(first<WaitUntil>(failed));
  CHECK(first<WaitUntil>(failed)->boottime_ms >= d.now + 60'000);
  CHECK_FALSE(first<LoadBatch>(d.engine.on_timer(d.now + 1)));
  CHECK(first<LoadBatch>(d.engine.on_wake(d.now + 2)));
}

TEST_CASE("a server cannot silence a device for longer than the limit") {
  Driven d;
  d.push(view_at(1, 0), 1);
  const Actions failed = d.engine.on_failure(d.now, Lane::push, {"", false, false, INT64_MAX / 4});
  CHECK(first<WaitUntil>(failed)->boottime_ms <= d.now + d.limits.max_retry_after_ms + d.limits.max_delay_ms);
}

TEST_CASE("requests that are cut get shorter, down to one record, and longer again when they pass") {
  Driven d;
  d.push(view_at(400, 0), 200);
  std::size_t asked = kMaxBatchRecords;
  for (int n = 0; n < 10; ++n) {
    const Actions failed = d.engine.on_failure(d.now, Lane::push, {"error.link.timed-out", false, true, 0});
    d.now = first<WaitUntil>(failed)->boottime_ms;
    const Actions again = d.engine.on_timer(d.now);
    REQUIRE(first<LoadBatch>(again));
    CHECK(first<LoadBatch>(again)->max_records <= asked);
    asked = first<LoadBatch>(again)->max_records;
    d.engine.on_batch(d.now, batch_of(view_at(400, 0), asked));
  }
  CHECK(asked == 1);
  d.engine.on_answer(d.now, Lane::push, ok(1));
  CHECK(first<LoadBatch>(d.engine.on_stored(d.now, outcome_of(view_at(400, 1))))->max_records == 2);
}

TEST_CASE("a fork opens a new epoch once, also when both lanes report it, and then everything starts anew") {
  Driven d;
  d.settle(2);
  d.engine.on_saved(d.now, view_at(3, 2));
  d.engine.on_batch(d.now, batch_of(view_at(3, 2), 1));
  wire::SyncAnswer fork = ok(2);
  fork.set_verdict(wire::SYNC_FORK);
  const Actions actions = d.engine.on_answer(d.now, Lane::push, fork);
  REQUIRE(first<OpenEpoch>(actions));
  CHECK(first<OpenEpoch>(actions)->reason == "fork");
  CHECK_FALSE(first<OpenEpoch>(d.engine.on_answer(d.now, Lane::wait, fork)));
  const Actions after = d.engine.on_epoch_opened(d.now, view_at(2, 0, 8));
  CHECK_FALSE(first<OpenEpoch>(after));
  REQUIRE(first<LoadBatch>(after));
  CHECK(first<LoadBatch>(after)->first_seq == 1);
  CHECK(first<SendRequest>(d.engine.on_batch(d.now, batch_of(view_at(2, 0, 8), 2)))->request.epoch() == 8);
}

TEST_CASE("a centre that is ahead means that our disk went back: a new epoch") {
  Driven d;
  d.push(view_at(1, 0), 1);
  d.engine.on_answer(d.now, Lane::push, ok(9));
  StoreOutcome outcome = outcome_of(view_at(1, 0));
  outcome.ack = AckOutcome::centre_ahead;
  const Actions actions = d.engine.on_stored(d.now, outcome);
  REQUIRE(first<OpenEpoch>(actions));
  CHECK(first<OpenEpoch>(actions)->reason == "rollback");
  d.engine.on_epoch_opened(d.now, view_at(2, 0, 8));
}

TEST_CASE("a gap is passed on as such, so that a restored centre gets again what it forgot") {
  Driven d;
  d.settle(5);
  wire::SyncAnswer gap = ok(2);
  gap.set_verdict(wire::SYNC_GAP);
  gap.set_wanted_seq(3);
  const Actions actions = d.engine.on_answer(d.now, Lane::wait, gap);
  REQUIRE(first<StoreAnswer>(actions));
  CHECK(first<StoreAnswer>(actions)->answer.gap);
  const Actions next = d.engine.on_stored(d.now, outcome_of(view_at(5, 2)));
  REQUIRE(first<LoadBatch>(next));
  CHECK(first<LoadBatch>(next)->first_seq == 3);
}

TEST_CASE("pages that follow are fetched without waiting; refused ones are not fetched in a circle") {
  Driven d;
  d.push(view_at(0, 0), 0);
  d.engine.on_answer(d.now, Lane::push, ok(0));
  StoreOutcome staged = outcome_of(view_at(0, 0));
  staged.feed = FeedOutcome::staged;
  REQUIRE(first<LoadBatch>(d.engine.on_stored(d.now, staged)));
  REQUIRE(first<SendRequest>(d.engine.on_batch(d.now, batch_of(view_at(0, 0), 0))));
  d.engine.on_answer(d.now, Lane::push, ok(0));
  StoreOutcome refused = staged;
  refused.feed = FeedOutcome::refused;
  const Actions actions = d.engine.on_stored(d.now, refused);
  CHECK_FALSE(first<LoadBatch>(actions));
  REQUIRE(first<NotifyState>(actions));
  CHECK(first<NotifyState>(actions)->light == Light::needs_you);
  CHECK(first<WaitUntil>(actions)->boottime_ms >= d.now + d.limits.max_delay_ms);
}

TEST_CASE("a checkpoint that is too large is not fetched again for an hour; records go out meanwhile") {
  Driven d;
  d.push(view_at(0, 0), 0);
  d.engine.on_answer(d.now, Lane::push, ok(0));
  StoreOutcome large = outcome_of(view_at(1, 0));  // with the record that tells the centre
  large.feed = FeedOutcome::too_large;
  const Actions told = d.engine.on_stored(d.now, large);
  REQUIRE(first<NotifyState>(told));
  CHECK(first<NotifyState>(told)->light == Light::needs_you);
  CHECK(first<NotifyState>(told)->sentence_key == "sync.feed-too-large");
  REQUIRE(first<LoadBatch>(told));
  REQUIRE(first<SendRequest>(d.engine.on_batch(d.now, batch_of(view_at(1, 0), 1))));
  wire::SyncAnswer with_page = ok(1);
  with_page.set_feed_page("a page of it");
  const Actions stored = d.engine.on_answer(d.now, Lane::push, with_page);
  REQUIRE(first<StoreAnswer>(stored));
  CHECK(first<StoreAnswer>(stored)->answer.feed_page.empty());
  CHECK(first<StoreAnswer>(stored)->answer.asked_from.empty());
  const Actions rests = d.engine.on_stored(d.now, outcome_of(view_at(1, 1)));
  CHECK_FALSE(first<SendRequest>(rests));
  REQUIRE(first<NotifyState>(rests));  // nothing waits any more, and a person is needed as before
  CHECK(first<NotifyState>(rests)->light == Light::needs_you);
  REQUIRE(first<WaitUntil>(rests));
  CHECK(first<WaitUntil>(rests)->boottime_ms == d.now + d.limits.feed_rest_ms);
  d.now += d.limits.feed_rest_ms;
  const SendRequest again = *first<SendRequest>(d.engine.on_timer(d.now));
  CHECK(again.lane == Lane::wait);
  CHECK(first<StoreAnswer>(d.engine.on_answer(d.now, Lane::wait, with_page))->answer.feed_page == "a page of it");
  StoreOutcome flipped = outcome_of(view_at(1, 1));
  flipped.feed = FeedOutcome::flipped;
  const Actions fits = d.engine.on_stored(d.now, flipped);
  REQUIRE(first<NotifyState>(fits));
  CHECK(first<NotifyState>(fits)->light == Light::current);
}

TEST_CASE("the witnessed head of the audit goes with a request, and none where none was seen") {
  Driven d;
  JournalView view = view_at(1, 0);
  CHECK_FALSE(Driven().push(view, 1).has_audit());
  view.audit.set_seq(12);
  view.audit.set_signature("signed");
  const wire::SyncRequest request = d.push(view, 1);
  CHECK(request.audit().seq() == 12);
  CHECK(request.audit().signature() == "signed");
}

TEST_CASE("an answer of another protocol, of another epoch or without a hash is a failure, not a step") {
  Driven d;
  const auto check = [&](wire::SyncAnswer answer) {
    Driven fresh;
    fresh.push(view_at(1, 0), 1);
    const Actions actions = fresh.engine.on_answer(fresh.now, Lane::push, answer);
    CHECK_FALSE(first<StoreAnswer>(actions));
    CHECK_FALSE(first<OpenEpoch>(actions));
    CHECK(first<WaitUntil>(actions));
  };
  check({});
  check(ok(1, 8));
  wire::SyncAnswer no_hash = ok(1);
  no_hash.clear_acked_hash();
  check(no_hash);
  wire::SyncAnswer newer = ok(1);
  newer.set_protocol(2);
  check(newer);
}

TEST_CASE("a centre that takes nothing is not asked again at once") {
  Driven d;
  d.push(view_at(3, 0), 3);
  d.engine.on_answer(d.now, Lane::push, ok(0));
  const Actions actions = d.engine.on_stored(d.now, outcome_of(view_at(3, 0)));
  CHECK_FALSE(first<LoadBatch>(actions));
  CHECK(first<WaitUntil>(actions));
}

TEST_CASE("a full disk is a matter for a person, a locked database is not; both are tried again") {
  for (const ErrorCode code : {ErrorCode::disk_full, ErrorCode::busy}) {
    Driven d;
    d.push(view_at(1, 0), 1);
    d.engine.on_answer(d.now, Lane::push, ok(1));
    const Actions actions = d.engine.on_store_failed(d.now, {code, "x"});
    CHECK((first<NotifyState>(actions) != nullptr) == (code == ErrorCode::disk_full));
    const WaitUntil* wait = first<WaitUntil>(actions);
    REQUIRE(wait);
    CHECK(first<LoadBatch>(d.engine.on_timer(wait->boottime_ms)));
  }
}

TEST_CASE("a revoked device says so and asks slowly") {
  Driven d;
  d.push(view_at(1, 0), 1);
  const Actions actions = d.engine.on_failure(d.now, Lane::push, {"error.link.revoked", true, false, 0});
  CHECK(first<NotifyState>(actions)->light == Light::needs_you);
  CHECK(first<NotifyState>(actions)->sentence_key == "error.link.revoked");
  CHECK(first<WaitUntil>(actions)->boottime_ms >= d.now + 300'000);
}

TEST_CASE("waits that come back at once do not become a storm; without waiting it polls") {
  Driven d;
  d.settle(1);
  d.engine.on_answer(d.now, Lane::wait, ok(1));
  const Actions actions = d.engine.on_stored(d.now, outcome_of(view_at(1, 1)));
  CHECK_FALSE(first<SendRequest>(actions));
  CHECK(first<WaitUntil>(actions)->boottime_ms == d.now + d.limits.min_between_waits_ms);
  CHECK(first<SendRequest>(d.engine.on_timer(d.now + d.limits.min_between_waits_ms)));

  Limits polling;
  polling.wait_ms = 0;
  SteadyRandom random;
  Engine engine(polling, random);
  engine.on_start(0, view_at(0, 0));
  engine.on_batch(0, batch_of(view_at(0, 0), 0));
  engine.on_answer(0, Lane::push, ok(0));
  REQUIRE(first<SendRequest>(engine.on_stored(0, outcome_of(view_at(0, 0)))));
  engine.on_answer(0, Lane::wait, ok(0));
  CHECK(first<WaitUntil>(engine.on_stored(0, outcome_of(view_at(0, 0))))->boottime_ms == polling.poll_ms);
}

TEST_CASE("a batch of an epoch that is over is not sent") {
  Driven d;
  d.engine.on_start(d.now, view_at(3, 0));
  const Actions actions = d.engine.on_batch(d.now, batch_of(view_at(4, 0, 9), 0));
  CHECK_FALSE(first<SendRequest>(actions));
  REQUIRE(first<LoadBatch>(actions));
  CHECK(first<LoadBatch>(actions)->first_seq == 1);
}
