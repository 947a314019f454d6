#include <catch2/catch.hpp>
#include <sodium.h>

#include "app/fleet/journal.h"
#include "core/record/chain.h"
#include "core/record/record.h"
#include "tests/seeded_random.h"

using namespace warmheart;
using namespace warmheart::fleet;

namespace {

struct Desk {
  test::SeededRandom random{5};
  SealingSecretKey centre = make_sealing_key(random);
  Uuid device{std::array<std::uint8_t, 16>{1, 2, 3}};
  Journal journal{device, centre.pub, random};
  std::uint8_t made = 0;

  Uuid fresh() { return Uuid(std::array<std::uint8_t, 16>{9, ++made}); }
  Moment moment() const {
    Moment at;
    at.now.wall_ms = at.occurred_at_ms = 1'790'000'000'000;
    at.now.boottime_ms = 1'000;
    at.steady_us = 77;
    return at;
  }
  Uuid write() {
    NewRecord record{wire::RATING_GIVEN, fresh(), {}};
    record.payload.mutable_rating_given()->set_about("service");
    REQUIRE(journal.append(record, moment()));
    return record.id;
  }
  AnswerToStore answer(std::uint64_t seq) const {
    AnswerToStore out;
    const Batch all = journal.batch(0, 200, kMaxBatchBytes);
    out.epoch = all.view.epoch;
    out.acked_seq = seq;
    out.acked_hash = all.prev_hash;
    for (std::uint64_t at = all.first_seq; at <= seq && at - all.first_seq < all.records.size(); ++at) {
      const auto record = from_wire(all.records[at - all.first_seq], out.acked_hash);
      REQUIRE(record);
      out.acked_hash = record->hash;
    }
    return out;
  }
};

wire::RecordHeader header_of(const wire::Record& record) {
  const auto header = parse_header(view_of(record.header()));
  REQUIRE(header);
  return *header;
}

}  // namespace

TEST_CASE("records stand without gaps, chained from nothing, and open with the centre's key alone") {
  Desk desk;
  const Uuid first = desk.write();
  desk.write();
  const Batch batch = desk.journal.batch(1, 200, kMaxBatchBytes);
  REQUIRE(batch.records.size() == 2);
  CHECK(batch.first_seq == 1);
  CHECK(batch.prev_hash == kZeroDigest);
  CHECK(batch.view.epoch != 0);
  Digest hash = kZeroDigest;
  for (const wire::Record& record : batch.records) {
    const auto stored = from_wire(record, hash);
    REQUIRE(stored);
    hash = stored->hash;
  }
  CHECK(hash == batch.last_hash);
  CHECK(hash == desk.journal.view().head_hash);
  const wire::RecordHeader header = header_of(batch.records[0]);
  CHECK(header.seq() == 1);
  CHECK(header.id() == string_of(first.bytes()));
  SealOpener opener;
  opener.add(desk.centre);
  const auto plain = opener.open(header, view_of(batch.records[0].sealed_payload()));
  REQUIRE(plain);
  wire::Payload payload;
  REQUIRE(parse(plain->view(), payload));
  CHECK(payload.rating_given().about() == "service");
}

TEST_CASE("an acknowledgement gives the rows that it acknowledges, each once") {
  Desk desk;
  for (int i = 0; i < 5; ++i) desk.write();
  const AnswerToStore three = desk.answer(3), five = desk.answer(5);
  const auto heard = desk.journal.acknowledge(three);
  CHECK(heard.outcome == AckOutcome::taken);
  REQUIRE(heard.rows.size() == 3);
  CHECK(heard.rows.back() == Acknowledged{desk.device, three.epoch, 3, three.acked_hash});
  CHECK(heard.rows.front().seq == 1);
  CHECK(heard.written_us == std::vector<std::int64_t>{77, 77, 77});
  CHECK(desk.journal.waiting() == 2);
  CHECK(desk.journal.acknowledge(three).rows.empty());  // again
  const auto rest = desk.journal.acknowledge(five);
  REQUIRE(rest.rows.size() == 2);
  CHECK(rest.rows.back().hash == five.acked_hash);
  CHECK(desk.journal.waiting() == 0);
  CHECK(desk.journal.batch(6, 200, kMaxBatchBytes).prev_hash == five.acked_hash);
}

TEST_CASE("what is not ours acknowledges nothing") {
  Desk desk;
  for (int i = 0; i < 3; ++i) desk.write();
  AnswerToStore wrong_hash = desk.answer(2);
  wrong_hash.acked_hash[0] ^= 1;
  CHECK(desk.journal.acknowledge(wrong_hash).outcome == AckOutcome::hash_differs);
  AnswerToStore other_epoch = desk.answer(2);
  ++other_epoch.epoch;
  CHECK(desk.journal.acknowledge(other_epoch).outcome == AckOutcome::stale);
  AnswerToStore ahead = desk.answer(3);
  ahead.acked_seq = 4;
  CHECK(desk.journal.acknowledge(ahead).outcome == AckOutcome::centre_ahead);
  CHECK(desk.journal.waiting() == 3);
}

TEST_CASE("a centre that went back in time is counted, and one that was overtaken is not") {
  Desk desk;
  for (int i = 0; i < 3; ++i) desk.write();
  AnswerToStore one = desk.answer(1);
  REQUIRE(desk.journal.acknowledge(desk.answer(3)).rows.size() == 3);
  const auto overtaken = desk.journal.acknowledge(one);
  CHECK(overtaken.outcome == AckOutcome::taken);
  CHECK(overtaken.forgotten == 0);
  one.gap = true;
  const auto back = desk.journal.acknowledge(one);
  CHECK(back.outcome == AckOutcome::hash_differs);
  CHECK(back.forgotten == 2);
}

TEST_CASE("a new epoch says why, and carries what waits under its own id and seal") {
  Desk desk;
  desk.write();
  REQUIRE(desk.journal.acknowledge(desk.answer(1)).rows.size() == 1);
  const Uuid carried = desk.write();
  const Batch before = desk.journal.batch(2, 200, kMaxBatchBytes);
  const Uuid event = desk.fresh();
  REQUIRE(desk.journal.open_epoch("fork", desk.moment(), event));
  const Batch after = desk.journal.batch(1, 200, kMaxBatchBytes);
  CHECK(after.view.epoch != before.view.epoch);
  CHECK(after.prev_hash == kZeroDigest);
  REQUIRE(after.records.size() == 2);
  CHECK(header_of(after.records[0]).id() == string_of(event.bytes()));
  CHECK(header_of(after.records[0]).kind() == wire::DEVICE_EVENT);
  const wire::RecordHeader header = header_of(after.records[1]);
  CHECK(header.id() == string_of(carried.bytes()));
  CHECK(header.epoch() == after.view.epoch);
  CHECK(header.seq() == 2);
  CHECK(after.records[1].sealed_payload() == before.records[0].sealed_payload());
  CHECK(header.seal().SerializeAsString() == header_of(before.records[0]).seal().SerializeAsString());
}

TEST_CASE("a batch keeps to its bounds") {
  Desk desk;
  for (int i = 0; i < 10; ++i) desk.write();
  CHECK(desk.journal.batch(1, 4, kMaxBatchBytes).records.size() == 4);
  CHECK(desk.journal.batch(4, 200, kMaxBatchBytes).records.size() == 7);
  CHECK(desk.journal.batch(1, 200, 1).records.size() == 1);
  CHECK(desk.journal.batch(99, 200, kMaxBatchBytes).records.empty());
  NewRecord large{wire::CASE_OPENED, desk.fresh(), {}};
  large.payload.mutable_case_opened()->set_wish(std::string(kMaxRecordBytes, 'x'));
  CHECK(desk.journal.append(large, desk.moment()).error().code == ErrorCode::limit);
  CHECK(desk.journal.view().head_seq == 10);
}
