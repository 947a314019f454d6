// The next root and the next feed key: whom a kiosk follows, and that it never goes back.
#include <catch2/catch.hpp>

#include "core/station/trusted_keys.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

struct Rotated : Station {
  SignPair next_feed, next_root;
  std::uint64_t position = 1;

  // A page signed by `by`, in an answer that announces `feed` and `roots`.
  AnswerToStore answer_by(StationStore& store, const SignPair& by, const std::optional<wire::SigningKey>& announced,
                          const std::vector<wire::SigningKey>& roots = {}) {
    AnswerToStore out = with_page(store, page(position, position == 1));
    ++position;
    out.feed_signature = string_of(sign_feed_page(view_of(out.feed_page), by.secret).value());
    if (announced) out.feed_key = *announced;
    out.roots = roots;
    return out;
  }
  FeedOutcome take(StationStore& store, const AnswerToStore& answer) { return store.store_answer(answer)->feed; }
  wire::SigningKey feed_two() { return sign_feed_key(2, next_feed.pub, root.secret).value(); }
  wire::SigningKey root_two() { return sign_root_key(2, next_root.pub, root.secret).value(); }
};

}  // namespace

TEST_CASE("a feed key that the root has signed is followed, and the one before signs nothing any more") {
  Rotated s;
  StationStore store = s.open();
  CHECK(store.journal_view()->feed_ordinal == 1);
  CHECK(s.take(store, s.answer_by(store, s.feed, {})) == FeedOutcome::flipped);
  CHECK(s.take(store, s.answer_by(store, s.next_feed, {})) == FeedOutcome::refused);  // nobody has announced it
  CHECK(s.take(store, s.answer_by(store, s.next_feed, s.feed_two())) == FeedOutcome::flipped);
  CHECK(store.journal_view()->feed_ordinal == 2);
  CHECK(s.take(store, s.answer_by(store, s.feed, {})) == FeedOutcome::refused);
  CHECK(s.take(store, s.answer_by(store, s.next_feed, {})) == FeedOutcome::flipped);
}

TEST_CASE("what was followed stays over a restart, and a lower ordinal is never taken again") {
  Rotated s;
  {
    StationStore store = s.open();
    REQUIRE(s.take(store, s.answer_by(store, s.next_feed, s.feed_two())) == FeedOutcome::flipped);
  }
  StationStore store = s.open();
  CHECK(store.journal_view()->feed_ordinal == 2);
  const wire::SigningKey first = sign_feed_key(1, s.feed.pub, s.root.secret).value();
  CHECK(s.take(store, s.answer_by(store, s.feed, first)) == FeedOutcome::refused);
  const wire::SigningKey same = sign_feed_key(2, s.feed.pub, s.root.secret).value();
  CHECK(s.take(store, s.answer_by(store, s.feed, same)) == FeedOutcome::refused);
  CHECK(store.journal_view()->feed_ordinal == 2);
}

TEST_CASE("a feed key is not followed without the root's signature, nor by an answer that another key has signed") {
  Rotated s;
  StationStore store = s.open();
  wire::SigningKey announced = s.feed_two();
  SECTION("signed by the feed key") { announced = sign_feed_key(2, s.next_feed.pub, s.feed.secret).value(); }
  SECTION("another ordinal") { announced.set_ordinal(3); }
  SECTION("another key") { announced.set_public_key(string_of(s.next_root.pub)); }
  SECTION("signed as a root") { announced = sign_root_key(2, s.next_feed.pub, s.root.secret).value(); }
  CHECK(s.take(store, s.answer_by(store, s.next_feed, announced)) == FeedOutcome::refused);
  CHECK(store.journal_view()->feed_ordinal == 1);
  s.position = 1;
  CHECK(s.take(store, s.answer_by(store, s.feed, s.feed_two())) == FeedOutcome::flipped);
  CHECK(store.journal_view()->feed_ordinal == 1);
}

TEST_CASE("an answer without a page announces by its audit head") {
  Rotated s;
  StationStore store = s.open();
  const AuditHead head{7, 1'790'000'000'000, sha256({Bytes{1}})};
  AnswerToStore answer = s.answer(store, 0);
  answer.feed_key = s.feed_two();
  answer.audit_head = string_of(head.hash);
  answer.audit_seq = head.seq;
  answer.audit_at_ms = head.at_ms;
  answer.audit_signature = string_of(sign_audit_head(head, s.feed.secret).value());
  REQUIRE(store.store_answer(answer));
  CHECK(store.journal_view()->feed_ordinal == 1);
  answer.audit_signature = string_of(sign_audit_head(head, s.next_feed.secret).value());
  REQUIRE(store.store_answer(answer));
  CHECK(store.journal_view()->feed_ordinal == 2);
  CHECK(StationStore::witnessed_head(s.database()).value()->head == head);
}

TEST_CASE("roots are followed one by one from the one that is known, also several at once") {
  Rotated s;
  StationStore store = s.open();
  const SignPair third;
  const wire::SigningKey root_three = sign_root_key(3, third.pub, s.next_root.secret).value();
  const wire::SigningKey by_third = sign_feed_key(2, s.next_feed.pub, third.secret).value();
  SECTION("a link is missing") {
    CHECK(s.take(store, s.answer_by(store, s.next_feed, by_third, {root_three})) == FeedOutcome::refused);
  }
  SECTION("a link is signed by another root") {
    const wire::SigningKey forged = sign_root_key(2, s.next_root.pub, third.secret).value();
    CHECK(s.take(store, s.answer_by(store, s.next_feed, by_third, {forged, root_three})) == FeedOutcome::refused);
  }
  SECTION("all are there") {
    CHECK(s.take(store, s.answer_by(store, s.next_feed, by_third, {s.root_two(), root_three})) == FeedOutcome::flipped);
    // The root before counts no more: what it signs now is an attacker's.
    const wire::SigningKey by_first = sign_feed_key(3, s.feed.pub, s.root.secret).value();
    CHECK(s.take(store, s.answer_by(store, s.feed, by_first, {s.root_two(), root_three})) == FeedOutcome::refused);
  }
}

TEST_CASE("records are sealed to a key that the next root has signed, and to none of the root before it") {
  Rotated s;
  StationStore store = s.open();
  const SealingSecretKey fresh = make_sealing_key(s.random), stale = make_sealing_key(s.random);
  wire::FeedPage page = s.page(1);
  const auto add = [&](const SealingSecretKey& key, const SignPair& by, std::uint64_t position) {
    wire::FeedValue value;
    *value.mutable_sealing_key() = sign_sealing_key(key.pub.id, key.pub.key, by.secret).value();
    Station::change(page, "sealing-key/" + to_hex(key.pub.id), value, position);
  };
  add(fresh, s.next_root, 1);
  add(stale, s.root, 2);  // newer in the feed
  AnswerToStore answer = s.with_page(store, page);
  answer.roots = {s.root_two()};
  REQUIRE(store.store_answer(answer)->feed == FeedOutcome::flipped);
  (void)store.submit_application(application_of(), s.id(), prepared_of()).value();
  const Batch batch = store.load_batch(1, 1, 1 << 20).value();
  const auto header = parse_header(view_of(batch.records.at(0).header())).value();
  CHECK(header.seal().key_id() == string_of(fresh.pub.id));
}

TEST_CASE("a kiosk that was enrolled after a rotation begins with its ordinals") {
  Rotated s;
  s.identity.feed_public_key = s.next_feed.pub;
  s.identity.feed_ordinal = 2;
  StationStore store = s.open();
  CHECK(store.journal_view()->feed_ordinal == 2);
  const wire::SigningKey first = sign_feed_key(2, s.feed.pub, s.root.secret).value();
  CHECK(s.take(store, s.answer_by(store, s.feed, first)) == FeedOutcome::refused);
  s.position = 1;
  const SignPair third;
  const wire::SigningKey next = sign_feed_key(3, third.pub, s.root.secret).value();
  CHECK(s.take(store, s.answer_by(store, third, next)) == FeedOutcome::flipped);
}

TEST_CASE("a damaged database gives the trusted keys to the one that takes its place") {
  Rotated s;
  {
    StationStore store = s.open();
    REQUIRE(s.take(store, s.answer_by(store, s.next_feed, s.feed_two())) == FeedOutcome::flipped);
    (void)store.submit_application(application_of(), s.id(), prepared_of()).value();
  }
  {
    auto database = sqlite::Database::open(s.database().string()).value();
    REQUIRE(database.run("UPDATE epoch SET head_hash = zeroblob(32)"));
  }
  StationStore store = s.open();
  REQUIRE(std::filesystem::exists(s.folder / "journal"));
  CHECK(store.journal_view()->feed_ordinal == 2);
}
