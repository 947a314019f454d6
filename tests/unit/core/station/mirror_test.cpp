#include <catch2/catch.hpp>

#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

wire::FeedValue union_of(const std::string& code, const std::string& name) {
  wire::FeedValue value;
  value.mutable_union_()->set_code(code);
  value.mutable_union_()->set_name(name);
  return value;
}

std::vector<std::string> names(StationStore& store) {
  std::vector<std::string> out;
  const MirrorView mirror = store.mirror().value();
  for (const auto& one : mirror.unions) out.push_back(one.name());
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a checkpoint of many pages shows itself whole or not at all, also over a restart") {
  Station s;
  {
    StationStore store = s.open();
    wire::FeedPage first = s.page(5);
    Station::change(first, "union/A", union_of("A", "甲"), 5);
    first.set_more(true);
    CHECK(store.store_answer(s.with_page(store, first))->feed == FeedOutcome::staged);
    CHECK(names(store).empty());
    CHECK(store.mirror()->as_of_ms == 0);
    CHECK(store.journal_view()->cursors[0].position() == 5);
    CHECK(store.journal_view()->incarnation == 11);
  }
  StationStore store = s.open();
  wire::FeedPage second = s.page(9, false);
  Station::change(second, "union/B", union_of("B", "乙"), 9);
  CHECK(store.store_answer(s.with_page(store, second))->feed == FeedOutcome::flipped);
  CHECK(names(store) == Names{"甲", "乙"});
  CHECK(store.mirror()->as_of_ms == s.clock.reading.wall_ms);
}

TEST_CASE(
    "pages for another device, of another key or bent on the way are refused, and the acknowledgement still counts") {
  Station s;
  StationStore store = s.open();
  REQUIRE(store.submit_application(application_of(), s.id(), prepared_of()));
  wire::FeedPage page = s.page(1);
  Station::change(page, "union/A", union_of("A", "甲"), 1);

  AnswerToStore answer = s.with_page(store, page);
  answer.feed_page += 'x';
  CHECK(store.store_answer(answer)->feed == FeedOutcome::refused);

  answer = s.with_page(store, page);
  answer.feed_signature = string_of(sign_feed_page(view_of(answer.feed_page), s.root.secret).value());
  answer.acked_seq = 1;
  answer.acked_hash = store.journal_view()->head_hash;
  const auto outcome = store.store_answer(answer).value();
  CHECK(outcome.feed == FeedOutcome::refused);
  CHECK(outcome.view.waiting() == 0);

  page.set_device(std::string(16, 'z'));
  CHECK(store.store_answer(s.with_page(store, page))->feed == FeedOutcome::refused);
  CHECK(names(store).empty());
}

TEST_CASE("where phones reach the centre is as the feed says last") {
  Station s;
  StationStore store = s.open();
  CHECK(store.mirror()->riders_host.empty());
  wire::FeedValue value;
  value.mutable_riders_host()->set_host("riders.example.org");
  wire::FeedPage first = s.page(1);
  Station::change(first, "riders-host", value, 1);
  REQUIRE(store.store_answer(s.with_page(store, first))->feed == FeedOutcome::flipped);
  CHECK(store.mirror()->riders_host == "riders.example.org");
}

TEST_CASE("a page that comes twice, late or for cursors that are gone does no harm") {
  Station s;
  StationStore store = s.open();
  wire::FeedPage first = s.page(1);
  Station::change(first, "union/A", union_of("A", "甲"), 1);
  const AnswerToStore old_answer = s.with_page(store, first);
  REQUIRE(store.store_answer(old_answer)->feed == FeedOutcome::flipped);
  wire::FeedPage second = s.page(2, false);
  Station::change(second, "union/A", union_of("A", "甲甲"), 2);
  const AnswerToStore newer = s.with_page(store, second);
  REQUIRE(store.store_answer(newer)->feed == FeedOutcome::flipped);
  CHECK(store.store_answer(old_answer)->feed == FeedOutcome::old);
  CHECK(store.store_answer(newer)->feed == FeedOutcome::old);
  CHECK(names(store) == Names{"甲甲"});

  // An increment from a position where we never were would leave a hole.
  wire::FeedPage later = s.page(9, false);
  AnswerToStore hole = s.with_page(store, later);
  hole.asked_from[0].set_position(8);
  CHECK(store.store_answer(hole)->feed == FeedOutcome::old);
  CHECK(store.journal_view()->cursors[0].position() == 2);
}

TEST_CASE("tombstones take away, and a full checkpoint takes away what it does not name") {
  Station s;
  StationStore store = s.open();
  wire::FeedPage first = s.page(2);
  Station::change(first, "union/A", union_of("A", "甲"), 1);
  Station::change(first, "union/B", union_of("B", "乙"), 2);
  REQUIRE(store.store_answer(s.with_page(store, first)));
  wire::FeedPage gone = s.page(3, false);
  Station::change(gone, "union/A", union_of("A", ""), 3);
  gone.mutable_changes(0)->set_tombstone(true);
  REQUIRE(store.store_answer(s.with_page(store, gone)));
  CHECK(names(store) == Names{"乙"});
  wire::FeedPage fresh = s.page(4);
  fresh.set_incarnation(12);
  Station::change(fresh, "union/C", union_of("C", "丙"), 4);
  REQUIRE(store.store_answer(s.with_page(store, fresh))->feed == FeedOutcome::flipped);
  CHECK(names(store) == Names{"丙"});
  CHECK(store.journal_view()->incarnation == 12);
}

TEST_CASE("the nearest scope speaks where several have the same key") {
  Station s;
  StationStore store = s.open();
  wire::FeedPage page = s.page(1);
  Station::add_cursor(page, "district/110105", 1);
  Station::change(page, "union/A", union_of("A", "区"), 1, "district/110105");
  Station::change(page, "union/A", union_of("A", "市"), 1, "all");
  REQUIRE(store.store_answer(s.with_page(store, page)));
  CHECK(names(store) == Names{"区"});
}

TEST_CASE("the station shows its name before the first feed, and the feed's afterwards") {
  Station s;
  StationStore store = s.open();
  CHECK(store.mirror()->station.name() == "望京驿站");
  wire::FeedPage page = s.page(1);
  wire::FeedValue value;
  value.mutable_station()->set_name("望京银行驿站");
  Station::change(page, "station", value, 1);
  REQUIRE(store.store_answer(s.with_page(store, page)));
  CHECK(store.mirror()->station.name() == "望京银行驿站");
}

TEST_CASE("where this station and the others are is read from the feed as it was sent") {
  Station s;
  StationStore store = s.open();
  wire::FeedPage page = s.page(1);
  Station::add_cursor(page, "district/110105", 1);
  wire::FeedValue here, other;
  here.mutable_station()->set_name("望京驿站");
  here.mutable_station()->set_wifi_network("Warmheart");
  here.mutable_station()->mutable_place()->set_address_en("11 Futong West Street");
  here.mutable_station()->mutable_place()->mutable_point()->set_latitude_e6(-1);
  other.mutable_listing()->set_code("b");
  other.mutable_listing()->mutable_place()->mutable_point()->set_longitude_e6(116'464'800);
  Station::change(page, "station", here, 1);
  Station::change(page, "listing/b", other, 1, "district/110105");
  REQUIRE(store.store_answer(s.with_page(store, page)));
  const MirrorView mirror = store.mirror().value();
  CHECK(mirror.station.place().address_en() == "11 Futong West Street");
  CHECK(mirror.station.place().point().latitude_e6() == -1);
  CHECK(mirror.station.wifi_network() == "Warmheart");
  REQUIRE(mirror.listings.size() == 1);
  CHECK(mirror.listings[0].place().point().longitude_e6() == 116'464'800);
}

TEST_CASE("cards are judged by the feed's keys, approvals and revocations") {
  Station s;
  StationStore store = s.open();
  const auto mine = store.submit_application(application_of(), s.id(), prepared_of()).value();
  wire::FeedPage page = s.page(3);
  wire::FeedValue key, approved;
  key.mutable_card_key()->set_key_id(string_of(s.identity.card_key_id));
  key.mutable_card_key()->set_public_key(string_of(s.card.pub));
  Station::change(page, "card-key/" + to_hex(s.identity.card_key_id), key, 1);
  REQUIRE(store.store_answer(s.with_page(store, page)));
  const auto now = s.clock.reading.wall_ms;
  CHECK(check_card(mine.card_text, store.card_trust().value(), now).state == CardState::not_yet_approved);
  wire::FeedPage next = s.page(4, false);
  const Digest digest = card_digest(mine.card_text).value();
  approved.mutable_approved_card()->set_card_digest(string_of(digest));
  approved.mutable_approved_card()->set_approved_at_ms(now);
  Station::change(next, "approved/" + to_hex(digest), approved, 4);
  REQUIRE(store.store_answer(s.with_page(store, next)));
  CHECK(check_card(mine.card_text, store.card_trust().value(), now).state == CardState::valid_by_approval);
  wire::FeedPage last = s.page(5, false);
  wire::FeedValue revoked;
  revoked.mutable_revoked_card()->set_card_hash(string_of(card_hash(mine.card_number)));
  Station::change(last, "revoked/" + to_hex(card_hash(mine.card_number)), revoked, 5);
  REQUIRE(store.store_answer(s.with_page(store, last)));
  CHECK(check_card(mine.card_text, store.card_trust().value(), now).state == CardState::revoked);
}

TEST_CASE("a newer sealing key is used when the root has signed it, and only then") {
  Station s;
  StationStore store = s.open();
  const SealingSecretKey newer = make_sealing_key(s.random), forged = make_sealing_key(s.random);
  wire::FeedPage page = s.page(2);
  wire::FeedValue good, bad;
  *good.mutable_sealing_key() = sign_sealing_key(newer.pub.id, newer.pub.key, s.root.secret).value();
  *bad.mutable_sealing_key() = sign_sealing_key(forged.pub.id, forged.pub.key, s.feed.secret).value();
  Station::change(page, "sealing-key/" + to_hex(newer.pub.id), good, 1);
  Station::change(page, "sealing-key/" + to_hex(forged.pub.id), bad, 2);
  REQUIRE(store.store_answer(s.with_page(store, page)));
  REQUIRE(store.submit_application(application_of(), s.id(), prepared_of()));
  const Batch batch = store.load_batch(1, 1, kMaxBatchBytes).value();
  CHECK(parse_header(view_of(batch.records[0].header()))->seal().key_id() == string_of(newer.pub.id));
}

TEST_CASE("an empty answer makes the list current") {
  Station s;
  StationStore store = s.open();
  REQUIRE(store.store_answer(s.with_page(store, s.page(1))));
  s.clock.pass(86'400'000);
  REQUIRE(store.store_answer(s.answer(store, 0)));
  CHECK(store.mirror()->as_of_ms == s.clock.reading.wall_ms);
}
