// What the fleet writes, taken by a real centre: everything is applied, and nothing parked.
#include "app/fleet/records.h"

#include "core/central/slots/slots.h"
#include "tests/unit/core/central/centre_fixture.h"

namespace warmheart::testing {

// Plans are looked at by test_core_central.
const test::StatementPlans& the_plans() {
  static constexpr test::Leave kEvery[] = {{"", "every statement"}};
  static const test::StatementPlans plans({{}, {}, kEvery});
  return plans;
}

}  // namespace warmheart::testing

using namespace warmheart;
using namespace warmheart::testing;

namespace {

// A station of the fleet before a centre without a network between them.
struct Fleet : Centre {
  Device device = enrol();
  CardKeys card_keys{random};
  fleet::RecordMaker maker{identity(), 1, 0, clock, random};
  fleet::Journal journal{device.id(), keys->sealing.back().pub, random};

  DeviceIdentity identity() {
    DeviceIdentity out;
    out.device = device.id();
    out.card_key_id = bytes_of(card_key_id(card_keys.pub));
    out.card_secret_key = SecretBytes(card_keys.secret);
    wire::StationAssignment assignment;
    assignment.set_union_code("CY01");
    out.first_assignment = bytes_of(assignment.SerializeAsString());
    return out;
  }
  fleet::Feed::News consents() {
    fleet::Feed::News news;
    for (const std::string_view id : kRequiredConsents) {
      wire::FeedValue value;
      value.mutable_consent_text()->set_id(std::string(id));
      value.mutable_consent_text()->set_version("1");
      value.mutable_consent_text()->set_language("zh");
      value.mutable_consent_text()->set_text("{controller} {union}");
      news.values.push_back(std::move(value));
    }
    return news;
  }
  // The station's whole feed of one kind of value.
  fleet::Feed::News heard() {
    fleet::Feed::News news;
    for (const std::string& scope : {std::string("all"), std::string("district/110105"), station_scope(station_id())}) {
      for (const FeedEntry& entry : must(feed_entries(store, scope))) {
        if (entry.value.has_session() || entry.value.has_lease()) news.values.push_back(entry.value);
      }
    }
    return news;
  }
  void write(const fleet::NewRecord& record) {
    fleet::Moment at;
    at.now = clock.now();
    at.occurred_at_ms = clock.wall_ms;
    must(journal.append(record, at));
  }
  // Everything that waits, in requests as the engine makes them; then it is applied.
  void send_everything() {
    while (journal.waiting() > 0) {
      const Batch batch = journal.batch(0, kMaxBatchRecords, kMaxBatchBytes);
      DeviceBatch request{device.id(), {}};
      request.request.set_protocol(kProtocol);
      request.request.set_epoch(batch.view.epoch);
      request.request.set_first_seq(batch.first_seq);
      request.request.set_prev_hash(string_of(batch.prev_hash));
      request.request.set_last_hash(string_of(batch.last_hash));
      for (const wire::Record& record : batch.records) *request.request.add_records() = record;
      const IngestAnswer answer = send(request);
      REQUIRE(answer.verdict == wire::SYNC_OK);
      AnswerToStore stored;
      stored.epoch = answer.epoch;
      stored.acked_seq = answer.acked_seq;
      stored.acked_hash = answer.acked_hash;
      const auto acknowledged = journal.acknowledge(stored);
      REQUIRE(acknowledged.outcome == AckOutcome::taken);
      REQUIRE(acknowledged.rows.size() == batch.records.size());
    }
    apply();
    CHECK(counted("SELECT count(*) FROM parked_record") == 0);
    CHECK(counted("SELECT count(*) FROM waiting_record") == 0);
  }
};

}  // namespace

TEST_CASE("visits, what staff bring, ratings, faults, help and hand-offs are applied") {
  Fleet fleet;
  for (int i = 0; i < 40; ++i) {
    const fleet::NewRecord visit = fleet.maker.visit(i % 2 == 0);
    fleet.write(visit);
    if (i % 2 == 0) fleet.write(fleet.maker.visit_ended(visit.id));
  }
  const auto brought = fleet.maker.brought();
  REQUIRE(brought.size() == 2);
  for (const fleet::NewRecord& record : brought) fleet.write(record);
  fleet.write(fleet.maker.taken_up(brought.back().id));
  for (int i = 0; i < 20; ++i) {
    fleet.write(fleet.maker.rating());
    fleet.write(fleet.maker.fault());
    fleet.write(fleet.maker.ask_for_help());
    fleet.write(fleet.maker.hand_off());
  }
  fleet.send_everything();
  CHECK(fleet.counted("SELECT count(*) FROM visit") == 41);
  CHECK(fleet.counted("SELECT count(*) FROM visit WHERE state = 'ended'") == 20);
  CHECK(fleet.counted("SELECT count(*) FROM service_request WHERE how = 'done'") == 1);
  CHECK(fleet.counted("SELECT sum(good + fair + poor) FROM rating_total") == 20);
  CHECK(fleet.counted("SELECT count(*) FROM fault") == 20);
  CHECK(fleet.counted("SELECT count(*) FROM help_case") == 20);
}

TEST_CASE("nobody joins before the consent texts are there; then applications hold the form's own rules") {
  Fleet fleet;
  CHECK_FALSE(must(fleet.maker.join()));
  must(fleet.maker.take(fleet.consents(), 0));
  std::set<std::string> documents;
  for (int i = 0; i < 30; ++i) {
    auto record = must(fleet.maker.join());
    REQUIRE(record);
    documents.insert(record->payload.application_submitted().fields().document_number());
    fleet.write(*record);
  }
  CHECK(documents.size() == 30);
  fleet.send_everything();
  CHECK(fleet.counted("SELECT count(*) FROM application WHERE state = 'awaiting-review'") == 30);
}

TEST_CASE("a want becomes a booking under the lease that answers it, a recalled lease goes back") {
  Fleet fleet;
  wire::Session session;
  session.set_kind("health-check");
  session.set_title("免费体检");
  session.set_place("望京");
  session.set_starts_ms(fleet.clock.wall_ms + 240ll * 3'600'000);
  session.set_ends_ms(fleet.clock.wall_ms + 244ll * 3'600'000);
  session.set_capacity(8);
  const Uuid id = must(publish_session(fleet.store, "110105", session));
  CHECK_FALSE(fleet.maker.book());
  const std::uint64_t epoch = fleet.journal.view().epoch;
  CHECK(must(fleet.maker.take(fleet.heard(), epoch)).empty());
  const auto want = fleet.maker.book();
  REQUIRE(want);
  REQUIRE(want->kind == wire::SLOT_WANTED);
  fleet.write(*want);
  fleet.send_everything();
  const auto follow = must(fleet.maker.take(fleet.heard(), epoch));
  REQUIRE(follow.size() == 1);
  CHECK(follow[0].kind == wire::SLOT_BOOKED);
  fleet.write(follow[0]);
  fleet.send_everything();
  CHECK(fleet.counted("SELECT count(*) FROM booking WHERE state = 'confirmed'") == 1);
  CHECK(must(fleet.maker.take(fleet.heard(), epoch)).empty());  // said again, it means nothing new
  must(maintain_leases(fleet.store));
  must(fleet.maker.take(fleet.heard(), epoch));
  must(recall_leases(fleet.store, id));
  std::size_t given_back = 0;
  for (const fleet::NewRecord& record : must(fleet.maker.take(fleet.heard(), epoch))) {
    given_back += record.payload.lease_closed().reason() == "recalled" ? 1 : 0;
    fleet.write(record);
  }
  CHECK(given_back > 0);
  fleet.send_everything();
  CHECK(must(slot_ledgers(fleet.store)).at(0).balanced());
}

TEST_CASE("leases of another epoch are not ours") {
  Fleet fleet;
  fleet::Feed::News news;
  wire::FeedValue value;
  wire::Lease& lease = *value.mutable_lease();
  lease.set_lease_id(std::string(16, 'l'));
  lease.set_session_id(std::string(16, 's'));
  lease.set_epoch(5);
  lease.add_slots(1);
  lease.set_state("open");
  news.values.push_back(value);
  must(fleet.maker.take(news, 5));
  CHECK_FALSE(fleet.maker.book());  // of a session that is not known
  fleet.maker.forget_leases();
  wire::FeedValue session;
  session.mutable_session()->set_session_id(std::string(16, 's'));
  session.mutable_session()->set_state("open");
  session.mutable_session()->set_starts_ms(fleet.clock.wall_ms + 1'000);
  news.values.push_back(session);
  must(fleet.maker.take(news, 6));
  CHECK(fleet.maker.book()->kind == wire::SLOT_WANTED);
  must(fleet.maker.take(news, 5));
  const auto booked = fleet.maker.book();
  REQUIRE(booked);
  CHECK(booked->kind == wire::SLOT_BOOKED);
  CHECK(fleet.maker.book()->kind == wire::SLOT_WANTED);  // its one slot is spent
}

TEST_CASE("invented people are of a region that does not exist, and all different") {
  std::set<std::string> documents;
  for (std::size_t station = 0; station < 40; ++station) {
    for (std::uint64_t number = 0; number < 40; ++number) {
      const Draft draft = fleet::invented_person(3, station, number);
      CHECK(draft.document_number.starts_with("000000"));
      CHECK(draft.mobile.starts_with("1380000"));
      documents.insert(draft.document_number);
    }
  }
  CHECK(documents.size() == 1'600);
}
