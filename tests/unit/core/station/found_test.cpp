#include <catch2/catch.hpp>

#include "core/station/found_items.h"
#include "station_fixture.h"

using namespace warmheart;
using namespace warmheart::test;

namespace {

constexpr BadgeId kFinder = {1, 2, 3, 4, 5, 6, 7, 8};

wire::Payload last_record(Station& s, StationStore& store) {
  const JournalView view = store.journal_view().value();
  const auto batch = store.load_batch(view.head_seq, 1, kMaxBatchBytes).value();
  return s.opened(batch.records.at(0));
}

}  // namespace

TEST_CASE("a thing gets the next number, once, and travels without a word about anybody") {
  Station s;
  StationStore store = s.open();
  const Uuid first = s.id();
  CHECK(register_found_item(store, {first, "gloves", "seat"}, kFinder)->number == 1);
  CHECK(register_found_item(store, {first, "gloves", "seat"}, kFinder)->number == 1);
  CHECK(store.journal_view()->head_seq == 1);
  CHECK(register_found_item(store, {s.id(), "keys", "door"}, kFinder)->number == 2);
  const wire::Payload sent = last_record(s, store);
  CHECK(sent.found_item_registered().kind() == "keys");
  CHECK(sent.found_item_registered().number() == 2);
  CHECK(found_items_here(store)->size() == 2);
}

TEST_CASE("only kinds and places of the list can be registered") {
  Station s;
  StationStore store = s.open();
  CHECK(register_found_item(store, {s.id(), "张伟的手机", "seat"}, kFinder).error().code ==
        ErrorCode::invalid_argument);
  CHECK(register_found_item(store, {s.id(), "phone", "under it"}, kFinder).error().code == ErrorCode::invalid_argument);
  CHECK(register_found_item(store, {Uuid(), "phone", "seat"}, kFinder).error().code == ErrorCode::invalid_argument);
  CHECK(store.journal_view()->head_seq == 0);
}

TEST_CASE("a thing is handed over once, its number is given to no other, and it lies here no more after a restart") {
  Station s;
  const Uuid item = s.id();
  {
    StationStore store = s.open();
    REQUIRE(register_found_item(store, {item, "cup", "counter"}, kFinder));
    REQUIRE(close_found_item(store, item, "handed-over", kFinder));
    REQUIRE(close_found_item(store, item, "mistake", kFinder));
    CHECK(store.journal_view()->head_seq == 2);
    CHECK(last_record(s, store).found_item_closed().how() == "handed-over");
    CHECK(close_found_item(store, s.id(), "handed-over", kFinder).error().code == ErrorCode::not_found);
    CHECK(close_found_item(store, item, "sold", kFinder).error().code == ErrorCode::invalid_argument);
  }
  StationStore store = s.open();
  CHECK(found_items_here(store)->empty());
  CHECK(register_found_item(store, {s.id(), "cup", "counter"}, kFinder)->number == 2);
}

TEST_CASE("a thing lies here for thirty days before it is sent on") {
  Station s;
  StationStore store = s.open();
  const Uuid item = s.id();
  REQUIRE(register_found_item(store, {item, "bag", "seat"}, kFinder));
  s.clock.pass(kFoundKeptMs - 1);
  CHECK_FALSE(found_items_here(store)->at(0).overdue);
  CHECK(close_found_item(store, item, "sent-on", kFinder).error().code == ErrorCode::conflict);
  s.clock.pass(1);
  CHECK(found_items_here(store)->at(0).overdue);
  REQUIRE(close_found_item(store, item, "sent-on", kFinder));
  CHECK(found_items_here(store)->empty());
}
