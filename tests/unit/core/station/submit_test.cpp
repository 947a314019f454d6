#include <catch2/catch.hpp>

#include "core/member/card.h"
#include "core/station/code_look_up.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

TEST_CASE("one submission is one record, one summary and one card, and they say the same") {
  Station s;
  StationStore store = s.open();
  const Uuid id = s.id();
  const SubmittedApplication answer = store.submit_application(application_of(), id, prepared_of()).value();
  CHECK(answer.query_code == "123456780");
  CHECK(answer.masked_name == "欧阳*");

  const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
  REQUIRE(batch.records.size() == 1);
  const wire::ApplicationSubmitted body = s.opened(batch.records[0]).application_submitted();
  CHECK(body.application_id() == string_of(id.bytes()));
  CHECK(body.fields().name() == "欧阳小明");
  CHECK(body.query_code() == "123456780");
  CHECK(body.provisional_card() == answer.card_text);
  CHECK(body.consents_size() == 1);

  CardTrust trust;
  std::copy(s.card.pub.begin(), s.card.pub.end(), trust.keys[s.identity.card_key_id].public_key.begin());
  const CardCheck check = check_card(answer.card_text, trust, s.clock.reading.wall_ms);
  CHECK(check.state == CardState::not_yet_approved);
  CHECK(check.claims->card_number == answer.card_number);
}

TEST_CASE("a rider who taps twice has applied once, and reads the same answer, also after a restart") {
  Station s;
  const Uuid id = s.id();
  SubmittedApplication first;
  {
    StationStore store = s.open();
    first = store.submit_application(application_of(), id, prepared_of()).value();
    s.clock.pass(5000);
    const SubmittedApplication again = store.submit_application(application_of(), id, prepared_of()).value();
    CHECK(again.card_text == first.card_text);
    CHECK(again.query_code == first.query_code);
    CHECK(store.journal_view()->head_seq == 1);
  }
  StationStore store = s.open();
  CHECK(store.submit_application(application_of(), id, prepared_of())->card_text == first.card_text);
  CHECK(store.journal_view()->head_seq == 1);
  CHECK(store.submit_application(application_of(), id, prepared_of(3)).error().code == ErrorCode::conflict);
}

TEST_CASE("the journal is gapless and chained") {
  Station s;
  StationStore store = s.open();
  for (std::uint8_t n = 0; n < 7; ++n) REQUIRE(store.submit_application(application_of(n), s.id(), prepared_of(n)));
  Digest previous = kZeroDigest;
  std::uint64_t seq = 0;
  while (seq < 7) {
    const Batch batch = store.load_batch(seq + 1, 3, kMaxBatchBytes).value();
    CHECK(batch.prev_hash == previous);
    CHECK(batch.records.size() == std::min<std::size_t>(3, 7 - seq));
    for (const wire::Record& record : batch.records) {
      const StoredRecord stored = from_wire(record, previous).value();
      CHECK(stored.seq == ++seq);
      previous = stored.hash;
    }
    CHECK(batch.last_hash == previous);
  }
  CHECK(store.journal_view()->head_hash == previous);
  CHECK(store.load_batch(1, 200, 1)->records.size() ==
        1);  // at least one record, or a large one would stand in the way
  CHECK(StationStore::verify(s.database())->first_fault.empty());
  CHECK(StationStore::verify(s.database())->records == 7);
}

TEST_CASE("found again by query code and last four, not by one of them; tries are counted over restarts") {
  Station s;
  const Uuid id = s.id();
  const Application application = application_of(7);
  const LookupCredential prepared = prepare_application(last_four(application), s.identity.device, s.random).value();
  const auto find = [&](StationStore& store, std::string_view four) {
    return find_by_code(store, look_up_key_of(prepared.query_code.view(), four, s.identity.device).value());
  };
  {
    StationStore store = s.open();
    REQUIRE(store.submit_application(application, id, prepared));
    const auto found = find(store, "0007").value().application;
    REQUIRE(found);
    CHECK(found->application_id == id);
    CHECK(found->delivery == Delivery::saved);
    CHECK_FALSE(found->decision);
    CHECK(find(store, "0008")->empty());
    CHECK(look_up_key_of("not a code", "0008", s.identity.device).error().code == ErrorCode::invalid_argument);
    Digest wrong{};
    for (int n = 1; n < StationStore::kMaxWrongTries; ++n) CHECK(find_by_code(store, wrong)->empty());
    CHECK(find(store, "0007").error().code == ErrorCode::limit);
  }
  StationStore store = s.open();
  CHECK(find(store, "0007").error().code == ErrorCode::limit);
  s.clock.reading.boot_id[0] = 2;  // a reboot does not shorten it
  s.clock.reading.boottime_ms = 1000;
  CHECK(find(store, "0007").error().code == ErrorCode::limit);
  s.clock.pass(16 * 60'000);
  CHECK(find(store, "0007")->application);
}

TEST_CASE("found by the card, and unknown cards are nothing") {
  Station s;
  StationStore store = s.open();
  const auto answer = store.submit_application(application_of(), s.id(), prepared_of()).value();
  CHECK(store.find_by_card_number(answer.card_number).value());
  CHECK_FALSE(store.find_by_card_number(Bytes(8, 9)).value());
  CHECK_FALSE(store.find_by_card_number(Bytes{}).value());
}

TEST_CASE("a returned application is corrected once for each return") {
  Station s;
  StationStore store = s.open();
  const Uuid id = s.id();
  REQUIRE(store.submit_application(application_of(), id, prepared_of()));
  Correction correction;
  correction.fields = {Field::mobile};
  correction.values = application_of(9);
  const Uuid record = s.id();
  CHECK(store.correct_application(id, correction, record, proof_of()).error().code == ErrorCode::conflict);
  CHECK(store.correct_application(s.id(), correction, record, proof_of()).error().code == ErrorCode::not_found);

  REQUIRE(store.store_answer(s.with_page(store, s.returned(id, 1)))->feed == FeedOutcome::flipped);
  REQUIRE(store.correct_application(id, correction, record, proof_of()));
  REQUIRE(store.correct_application(id, correction, record, proof_of()));
  CHECK(store.correct_application(id, correction, s.id(), proof_of()).error().code == ErrorCode::conflict);
  CHECK(store.find_application(id).value()->correction_waiting);
  CHECK(store.find_application(id).value()->corrected);
  const Batch batch = store.load_batch(1, 200, kMaxBatchBytes).value();
  REQUIRE(batch.records.size() == 2);
  const auto body = s.opened(batch.records[1]).application_corrected();
  CHECK(body.application_id() == string_of(id.bytes()));
  REQUIRE(body.corrected_size() == 1);
  CHECK(body.corrected(0) == "mobile");
  CHECK(body.fields().mobile() == "13800000009");
  CHECK(body.fields().name().empty());

  REQUIRE(store.store_answer(s.answer(store, 2)));
  CHECK_FALSE(store.find_application(id).value()->correction_waiting);
  CHECK(store.find_application(id).value()->corrected);  // the centre has it, and has not said so
  REQUIRE(store.store_answer(s.with_page(store, s.returned(id, 2)))->feed == FeedOutcome::flipped);
  CHECK_FALSE(store.find_application(id).value()->corrected);
  CHECK(store.correct_application(id, correction, s.id(), proof_of()));
}

TEST_CASE("times: the centre's where it was heard, ours while it is likely, never one that is years off") {
  Station s;
  StationStore store = s.open();
  CHECK(store.trusted_now_ms().value() == s.clock.reading.wall_ms);
  CHECK(store.queue_state()->clock_unproven);
  const std::int64_t server = s.clock.reading.wall_ms + 3000;
  AnswerToStore answer = s.answer(store, 0);
  answer.server_time_ms = server;
  REQUIRE(store.store_answer(answer));
  s.clock.pass(10'000);
  CHECK(store.trusted_now_ms().value() == server + 10'000);
  s.clock.reading.wall_ms = 0;  // 1970, in the same boot
  CHECK(store.trusted_now_ms().value() == server + 10'000);
  CHECK(store.queue_state()->clock_unproven);
  s.clock.reading.boot_id[0] = 2;  // 1970, after a reboot
  CHECK(store.trusted_now_ms().value() == server);
  s.clock.reading.wall_ms = server + 86'400'000;  // right again
  CHECK(store.trusted_now_ms().value() == server + 86'400'000);
  CHECK_FALSE(store.queue_state()->clock_unproven);
  s.clock.reading.wall_ms = server + 10LL * 365 * 86'400'000;  // +10 years
  CHECK(store.trusted_now_ms().value() == server);
  answer.server_time_ms = server - 50'000;  // an old word does not take it back
  REQUIRE(store.store_answer(answer));
  CHECK(store.queue_state()->last_contact_ms == server);
}

TEST_CASE(
    "enrolment gives the first that is known of time, so that a clock ten years ahead is seen before any exchange") {
  Station s;
  s.identity.first_known_ms = s.clock.reading.wall_ms;
  s.clock.reading.wall_ms += 10LL * 365 * 86'400'000;
  StationStore store = s.open();
  CHECK(store.queue_state()->clock_unproven);
  CHECK(store.trusted_now_ms().value() == s.identity.first_known_ms);
  s.clock.reading.wall_ms = s.identity.first_known_ms + 3'600'000;
  CHECK(store.trusted_now_ms().value() == s.clock.reading.wall_ms);
}

TEST_CASE("time that a wrong clock of the centre put ahead is set right by a signed page of its new incarnation") {
  Station s;
  StationStore store = s.open();
  const std::int64_t right = s.clock.reading.wall_ms, wrong = right + 200LL * 86'400'000;
  AnswerToStore poisoned = s.answer(store, 0);
  poisoned.server_time_ms = wrong;
  REQUIRE(store.store_answer(poisoned));
  CHECK(store.trusted_now_ms().value() == wrong);
  AnswerToStore unsigned_word = s.answer(store, 0);  // without a page nothing vouches for it
  REQUIRE(store.store_answer(unsigned_word));
  CHECK(store.trusted_now_ms().value() == wrong);
  wire::FeedPage page = s.page(1);
  page.set_incarnation(12);
  AnswerToStore restored = s.with_page(store, page);
  restored.incarnation = 12;
  REQUIRE(store.store_answer(restored)->feed == FeedOutcome::flipped);
  CHECK(store.trusted_now_ms().value() == right);
}
