#include <catch2/catch.hpp>

#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

void submit(Station& s, StationStore& store, std::uint8_t from, std::uint8_t to) {
  for (std::uint8_t n = from; n < to; ++n) REQUIRE(store.submit_application(application_of(n), s.id(), prepared_of(n)));
}

std::vector<std::string> ids_of(const Batch& batch) {
  std::vector<std::string> out;
  for (const wire::Record& record : batch.records) out.push_back(parse_header(view_of(record.header())).value().id());
  return out;
}

}  // namespace

TEST_CASE("an acknowledgement with our own hash is taken; it never goes back by itself") {
  Station s;
  StationStore store = s.open();
  submit(s, store, 0, 3);
  AnswerToStore early = s.answer(store, 1);
  CHECK(store.store_answer(s.answer(store, 3))->view.waiting() == 0);
  CHECK(store.store_answer(early)->view.acked_seq == 3);
  early.gap = true;  // "I want 2": the centre was restored
  CHECK(store.store_answer(early)->view.acked_seq == 1);
  CHECK(store.load_batch(2, 200, kMaxBatchBytes)->records.size() == 2);
}

TEST_CASE(
    "the newest head of the centre's audit is witnessed; neither an earlier nor an unsigned one takes its place") {
  Station s;
  StationStore store = s.open();
  submit(s, store, 0, 1);
  const auto hear = [&](const AuditHead& head, const Bytes& secret) {
    AnswerToStore answer = s.answer(store, 1);
    answer.audit_head = string_of(head.hash);
    answer.audit_seq = head.seq;
    answer.audit_at_ms = head.at_ms;
    answer.audit_signature = string_of(sign_audit_head(head, secret).value());
    REQUIRE(store.store_answer(answer));
    return StationStore::witnessed_head(s.database()).value();
  };
  const AuditHead head{300, 7, sha256({Bytes{1}})}, earlier{299, 8, sha256({Bytes{2}})}, later{301, 9, earlier.hash};
  CHECK_FALSE(StationStore::witnessed_head(s.database()).value());
  CHECK_FALSE(hear(head, s.root.secret));
  CHECK(hear(head, s.feed.secret)->head == head);
  CHECK(hear(earlier, s.feed.secret)->head == head);
  const auto held = hear(later, s.feed.secret);
  CHECK(held->head == later);
  CHECK(audit_head_is_signed(held->head, held->signature, s.feed.pub));
}

TEST_CASE(
    "the witnessed head goes back with each request; a restored centre's takes its place by a signed page alone") {
  Station s;
  StationStore store = s.open();
  const AuditHead head{300, 7, sha256({Bytes{1}})}, of_before{40, 9, sha256({Bytes{2}})};
  CHECK_FALSE(store.journal_view()->audit.seq());
  const auto with_head = [&](AnswerToStore answer, const AuditHead& told, std::uint64_t incarnation) {
    answer.audit_head = string_of(told.hash);
    answer.audit_seq = told.seq;
    answer.audit_at_ms = told.at_ms;
    answer.audit_signature = string_of(sign_audit_head(told, s.feed.secret).value());
    answer.incarnation = incarnation;
    return answer;
  };
  REQUIRE(store.store_answer(with_head(s.with_page(store, s.page(1)), head, 11)));
  const wire::WitnessedAuditHead sent = store.journal_view()->audit;
  CHECK(sent.seq() == 300);
  CHECK(sent.at_ms() == 7);
  CHECK(sent.head() == string_of(head.hash));
  CHECK(audit_head_is_signed(head, view_of(sent.signature()), s.feed.pub));

  wire::FeedPage page = s.page(1);
  page.set_incarnation(12);
  AnswerToStore restored = with_head(s.with_page(store, page), of_before, 12);
  SECTION("by a signed page") {
    REQUIRE(store.store_answer(restored)->feed == FeedOutcome::flipped);
    CHECK(store.journal_view()->audit.seq() == 40);
  }
  SECTION("by a word that nobody signed") {
    restored.feed_signature[0] ^= 1;
    REQUIRE(store.store_answer(restored)->feed == FeedOutcome::refused);
    CHECK(store.journal_view()->audit.seq() == 300);
  }
  SECTION("without a page") {
    REQUIRE(store.store_answer(with_head(s.answer(store, 0), of_before, 12)));
    CHECK(store.journal_view()->audit.seq() == 300);
  }
}

TEST_CASE("a centre that is ahead or has another history is told from one that is not") {
  Station s;
  StationStore store = s.open();
  submit(s, store, 0, 2);
  AnswerToStore answer = s.answer(store, 2);
  answer.acked_seq = 3;
  CHECK(store.store_answer(answer)->ack == AckOutcome::centre_ahead);
  answer = s.answer(store, 2);
  answer.acked_hash[0] ^= 1;
  CHECK(store.store_answer(answer)->ack == AckOutcome::hash_differs);
  answer = s.answer(store, 2);
  answer.epoch ^= 2;
  CHECK(store.store_answer(answer)->ack == AckOutcome::stale);
  CHECK(store.journal_view()->acked_seq == 0);
}

TEST_CASE("a new epoch carries what was not acknowledged, under its own ids and openable by the centre") {
  Station s;
  StationStore store = s.open();
  submit(s, store, 0, 4);
  REQUIRE(store.store_answer(s.answer(store, 1)));
  const JournalView before = store.journal_view().value();
  const auto old_ids = ids_of(store.load_batch(2, 200, kMaxBatchBytes).value());

  const JournalView after = store.open_new_epoch("fork").value();
  CHECK(after.epoch != before.epoch);
  CHECK(after.acked_seq == 0);
  const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
  REQUIRE(batch.records.size() == 4);
  const wire::Payload event = s.opened(batch.records[0]);
  CHECK(event.device_event().what() == "epoch-opened");
  CHECK(event.device_event().previous_epoch() == before.epoch);
  auto ids = ids_of(batch);
  ids.erase(ids.begin());
  CHECK(ids == old_ids);
  CHECK(s.opened(batch.records[3]).application_submitted().fields().mobile() == "13800000003");
  CHECK(StationStore::verify(s.database())->first_fault.empty());

  // Once more, and nothing is carried twice.
  REQUIRE(store.open_new_epoch("fork"));
  auto third = ids_of(store.load_batch(1, 200, kMaxBatchBytes).value());
  CHECK(third.size() == 5);  // both events, and the three
  REQUIRE(store.store_answer(s.answer(store, 5)));
  CHECK(store.queue_state()->waiting == 0);
}

TEST_CASE("delivery follows a record into its new epoch") {
  Station s;
  StationStore store = s.open();
  const Uuid id = s.id();
  REQUIRE(store.submit_application(application_of(), id, prepared_of()));
  REQUIRE(store.open_new_epoch("fork"));
  CHECK(store.find_application(id).value()->delivery == Delivery::saved);
  REQUIRE(store.store_answer(s.answer(store, 2)));
  CHECK(store.find_application(id).value()->delivery == Delivery::received);
}

TEST_CASE("a restored centre is told again what earlier epochs still hold") {
  Station s;
  StationStore store = s.open();
  submit(s, store, 0, 2);
  REQUIRE(store.store_answer(s.answer(store, 2)));
  REQUIRE(store.open_new_epoch("rollback"));
  REQUIRE(store.store_answer(s.answer(store, 1)));
  CHECK(store.queue_state()->waiting == 0);
  AnswerToStore answer = s.answer(store, 1);
  answer.incarnation = 12;
  CHECK(store.store_answer(answer)->view.waiting() == 2);
  CHECK(store.store_answer(answer)->view.waiting() == 2);  // once for each restore
}

TEST_CASE("payloads go 14 days after the acknowledgement by the centre's clock, and travel as stubs") {
  Station s;
  StationStore store = s.open();
  submit(s, store, 0, 3);
  REQUIRE(store.store_answer(s.answer(store, 2)));
  s.clock.pass(15LL * 86'400'000);
  REQUIRE(store.run_maintenance());
  CHECK(store.load_batch(1, 200, kMaxBatchBytes)->records[0].stub_reason().empty());  // our clock alone proves nothing
  REQUIRE(store.store_answer(s.answer(store, 2)));
  REQUIRE(store.run_maintenance());
  const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
  CHECK(batch.records[0].stub_reason() == kStubPruned);
  CHECK(batch.records[1].stub_reason() == kStubPruned);
  CHECK(batch.records[2].stub_reason().empty());  // never acknowledged: kept for ever
  CHECK(StationStore::verify(s.database())->first_fault.empty());
  CHECK(StationStore::verify(s.database())->stubs == 2);
}

TEST_CASE("what the centre parked is counted") {
  Station s;
  StationStore store = s.open();
  submit(s, store, 0, 2);
  AnswerToStore answer = s.answer(store, 2);
  answer.parked.emplace_back();
  answer.parked.back().set_seq(1);
  answer.parked.back().set_code("unknown-kind");
  REQUIRE(store.store_answer(answer));
  REQUIRE(store.store_answer(answer));
  CHECK(store.queue_state()->parked == 1);
}

TEST_CASE("the queue tells the age of its oldest record, and when it cannot know it") {
  Station s;
  StationStore store = s.open();
  CHECK(store.queue_state()->oldest_waiting_ms == -1);
  submit(s, store, 0, 1);
  s.clock.pass(7000);
  CHECK(store.queue_state()->oldest_waiting_ms == 7000);
  s.clock.reading.boot_id[0] = 2;
  CHECK(store.queue_state()->oldest_waiting_ms == -1);
}
