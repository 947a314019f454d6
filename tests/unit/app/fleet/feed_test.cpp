#include <catch2/catch.hpp>
#include <sodium.h>

#include "app/fleet/feed.h"
#include "core/record/feed_signature.h"
#include "core/record/record.h"

using namespace warmheart;
using namespace warmheart::fleet;

namespace {

struct SignKeys {
  Bytes pub = Bytes(crypto_sign_PUBLICKEYBYTES), secret = Bytes(crypto_sign_SECRETKEYBYTES);
  SignKeys() { crypto_sign_keypair(pub.data(), secret.data()); }
};

struct Kiosk {
  SignKeys root, key;
  DeviceIdentity identity;
  explicit Kiosk() {
    identity.device = Uuid(std::array<std::uint8_t, 16>{4, 4});
    identity.root_public_key = root.pub;
    identity.feed_public_key = key.pub;
  }

  wire::FeedPage page(std::uint64_t position, bool full, bool more) const {
    wire::FeedPage page;
    page.set_device(string_of(identity.device.bytes()));
    page.set_incarnation(7);
    page.set_full(full);
    page.set_more(more);
    wire::FeedChange& change = *page.add_changes();
    change.set_scope("all");
    change.set_position(position);
    change.set_key("session/" + std::to_string(position));
    wire::FeedValue value;
    value.mutable_session()->set_title(std::to_string(position));
    change.set_value(value.SerializeAsString());
    wire::FeedCursor& after = *page.add_after();
    after.set_scope("all");
    after.set_position(position);
    return page;
  }
  AnswerToStore answer(const wire::FeedPage& page, const SignKeys& by, std::uint64_t asked_from) const {
    AnswerToStore out;
    out.incarnation = 7;
    out.feed_page = page.SerializeAsString();
    const auto signature = sign_feed_page(view_of(out.feed_page), by.secret);
    REQUIRE(signature);
    out.feed_signature = string_of(*signature);
    if (asked_from == 0) return out;
    out.asked_from.emplace_back();
    out.asked_from.back().set_scope("all");
    out.asked_from.back().set_position(asked_from);
    return out;
  }
};

std::uint64_t cursor_of(const Feed& feed) {
  JournalView view;
  feed.fill(view);
  return view.cursors.empty() ? 0 : view.cursors.front().position();
}

}  // namespace

TEST_CASE("a page counts that the feed key has signed for this device") {
  const Kiosk kiosk;
  Feed feed(kiosk.identity);
  const SignKeys another;
  CHECK(feed.take(kiosk.answer(kiosk.page(3, true, false), another, 0)) == FeedOutcome::refused);
  wire::FeedPage foreign = kiosk.page(3, true, false);
  foreign.set_device(std::string(16, 'x'));
  CHECK(feed.take(kiosk.answer(foreign, kiosk.key, 0)) == FeedOutcome::refused);
  CHECK(cursor_of(feed) == 0);
  CHECK(feed.take(kiosk.answer(kiosk.page(3, true, false), kiosk.key, 0)) == FeedOutcome::flipped);
  CHECK(cursor_of(feed) == 3);
}

TEST_CASE("pages are staged until the last, an increment goes on from what is held, a hole is not taken") {
  const Kiosk kiosk;
  Feed feed(kiosk.identity);
  CHECK(feed.take(kiosk.answer(kiosk.page(3, true, true), kiosk.key, 0)) == FeedOutcome::staged);
  CHECK(cursor_of(feed) == 3);
  CHECK(feed.take_news().values.empty());
  CHECK(feed.take(kiosk.answer(kiosk.page(5, false, false), kiosk.key, 3)) == FeedOutcome::flipped);
  auto news = feed.take_news();
  CHECK(news.full);
  REQUIRE(news.values.size() == 2);
  CHECK(news.values[1].session().title() == "5");
  CHECK(feed.take(kiosk.answer(kiosk.page(5, false, false), kiosk.key, 3)) == FeedOutcome::old);
  CHECK(feed.take(kiosk.answer(kiosk.page(9, false, false), kiosk.key, 8)) == FeedOutcome::old);
  CHECK(feed.take(kiosk.answer(kiosk.page(6, false, false), kiosk.key, 5)) == FeedOutcome::flipped);
  news = feed.take_news();
  CHECK_FALSE(news.full);
  CHECK(news.values.size() == 1);
}

TEST_CASE("a sealing key counts that the root has signed") {
  const Kiosk kiosk;
  Feed feed(kiosk.identity);
  wire::FeedPage page = kiosk.page(1, true, false);
  for (const SignKeys* by : {&kiosk.key, &kiosk.root}) {
    wire::FeedValue value;
    const auto key = sign_sealing_key(Bytes(8, 1), Bytes(32, 2), by->secret);
    REQUIRE(key);
    *value.mutable_sealing_key() = *key;
    wire::FeedChange& change = *page.add_changes();
    change.set_scope("all");
    change.set_position(1);
    change.set_key("sealing-key/01");
    change.set_value(value.SerializeAsString());
  }
  REQUIRE(feed.take(kiosk.answer(page, kiosk.key, 0)) == FeedOutcome::flipped);
  std::size_t keys = 0;
  for (const wire::FeedValue& value : feed.take_news().values) keys += value.has_sealing_key() ? 1 : 0;
  CHECK(keys == 1);
}

TEST_CASE("the next feed key is taken where the root signed it and it signs its own answer") {
  const Kiosk kiosk;
  Feed feed(kiosk.identity);
  const SignKeys next;
  AnswerToStore announced = kiosk.answer(kiosk.page(1, true, false), next, 0);
  const auto by_root = sign_feed_key(2, next.pub, kiosk.root.secret);
  const auto by_nobody = sign_feed_key(2, next.pub, next.secret);
  REQUIRE((by_root && by_nobody));
  announced.feed_key = *by_nobody;
  CHECK(feed.take(announced) == FeedOutcome::refused);
  announced.feed_key = *by_root;
  CHECK(feed.take(announced) == FeedOutcome::flipped);
  JournalView view;
  feed.fill(view);
  CHECK(view.feed_ordinal == 2);
}

TEST_CASE("the highest signed head of the audit is kept as a witness") {
  const Kiosk kiosk;
  Feed feed(kiosk.identity);
  const auto heard = [&](std::uint64_t seq, const SignKeys& by) {
    AnswerToStore answer;
    answer.incarnation = 7;
    const AuditHead head{seq, 50, sha256({view_of(std::to_string(seq))})};
    const auto signature = sign_audit_head(head, by.secret);
    REQUIRE(signature);
    answer.audit_seq = seq;
    answer.audit_at_ms = 50;
    answer.audit_head = string_of(head.hash);
    answer.audit_signature = string_of(*signature);
    feed.take(answer);
    JournalView view;
    feed.fill(view);
    return view.audit.seq();
  };
  CHECK(heard(4, kiosk.key) == 4);
  CHECK(heard(9, kiosk.root) == 4);
  CHECK(heard(3, kiosk.key) == 4);
  CHECK(heard(5, kiosk.key) == 5);
}
