#include "centre_fixture.h"
#include "core/record/feed_signature.h"

using namespace warmheart;
using namespace warmheart::testing;

namespace {

wire::FeedValue announcement(const std::string& id, const std::string& text) {
  wire::FeedValue value;
  value.mutable_announcement()->set_id(id);
  value.mutable_announcement()->set_text(text);
  return value;
}

// What a station does: takes pages until `more` is false, and remembers cursors and incarnation of the last one.
struct Reader {
  FeedAsk ask;
  std::map<std::string, wire::FeedChange> held;
  int pages = 0;

  explicit Reader(const Uuid& device) { ask.device = device; }

  void read(Centre& centre) {
    for (bool more = true; more;) {
      const FeedPageOut out = must(feed_page(centre.store, ask));
      if (out.page.empty()) return;
      CHECK(feed_page_is_signed(out.page, out.signature, centre.keys->feed.public_key));
      wire::FeedPage page;
      REQUIRE(parse(out.page, page));
      CHECK(must(Uuid::from_bytes(view_of(page.device()))) == ask.device);
      if (page.full()) held.clear();
      for (const auto& change : page.changes()) {
        if (change.tombstone())
          held.erase(change.key());
        else
          held[change.key()] = change;
      }
      ask.cursors.assign(page.after().begin(), page.after().end());
      ask.incarnation = page.incarnation();
      more = page.more();
      ++pages;
    }
  }
};

}  // namespace

TEST_CASE("a new device takes a full checkpoint of its three scopes, and nothing of another district") {
  Centre centre;
  centre.add_station("elsewhere", "110108");
  Device device = centre.enrol();
  Device far = centre.enrol("elsewhere");
  must(publish(centre.store, scope_all(), "announcement/a", announcement("a", "hello")));
  Reader reader(device.id());
  CHECK(must(feed_moved(centre.store, reader.ask)));
  reader.read(centre);
  CHECK(reader.held.contains("announcement/a"));
  CHECK(reader.held.contains("station"));
  CHECK(reader.held.contains("union/CY01"));
  std::size_t device_keys = 0;
  for (const auto& [key, change] : reader.held) device_keys += key.starts_with("card-key/") ? 1 : 0;
  CHECK(device_keys == 3);  // the centre's, that of phones and its own; not the other district's
  CHECK_FALSE(must(feed_moved(centre.store, reader.ask)));
  CHECK(must(feed_page(centre.store, reader.ask)).page.empty());
}

TEST_CASE("publishing an equal value moves nothing") {
  Centre centre;
  must(publish(centre.store, scope_all(), "announcement/a", announcement("a", "hello")));
  const auto before = must(feed_clock(centre.store));
  must(publish(centre.store, scope_all(), "announcement/a", announcement("a", "hello")));
  must(publish_keys(centre.store));
  CHECK(must(feed_clock(centre.store)) == before);
  must(publish(centre.store, scope_all(), "announcement/a", announcement("a", "bye")));
  CHECK(must(feed_clock(centre.store)) == before + 1);
}

TEST_CASE("kiosks are told under which name phones reach the centre, and when there is none any more") {
  Centre centre;
  Device device = centre.enrol();
  const auto before = must(feed_clock(centre.store));
  must(publish_riders_host(centre.store, ""));
  CHECK(must(feed_clock(centre.store)) == before);
  must(publish_riders_host(centre.store, "riders.example.org"));
  Reader reader(device.id());
  reader.read(centre);
  wire::FeedValue value;
  REQUIRE(value.ParseFromString(reader.held.at("riders-host").value()));
  CHECK(value.riders_host().host() == "riders.example.org");
  must(publish_riders_host(centre.store, ""));
  reader.read(centre);
  CHECK_FALSE(reader.held.contains("riders-host"));
}

TEST_CASE("a checkpoint that does not fit one page continues over many, and ends whole") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 25; ++i)
    must(publish(centre.store, scope_all(), "announcement/" + std::to_string(i), announcement("x", std::to_string(i))));
  Reader reader(device.id());
  reader.ask.max_changes = 4;
  reader.read(centre);
  CHECK(reader.pages >= 7);
  CHECK(reader.held.contains("announcement/24"));
  CHECK(reader.held.contains("station"));
}

TEST_CASE("a value that changes or goes while a device pages is right at the end") {
  Centre centre;
  Device device = centre.enrol();
  for (int i = 0; i < 10; ++i)
    must(publish(centre.store, scope_all(), "announcement/" + std::to_string(i), announcement("x", "old")));
  Reader reader(device.id());
  reader.ask.max_changes = 5;
  const FeedPageOut first = must(feed_page(centre.store, reader.ask));
  wire::FeedPage page;
  REQUIRE(parse(first.page, page));
  REQUIRE(page.full());
  REQUIRE(page.more());
  for (const auto& change : page.changes()) reader.held[change.key()] = change;
  reader.ask.cursors.assign(page.after().begin(), page.after().end());
  reader.ask.incarnation = page.incarnation();
  must(retract(centre.store, scope_all(), "announcement/0"));
  must(publish(centre.store, scope_all(), "announcement/9", announcement("x", "new")));
  reader.read(centre);
  CHECK_FALSE(reader.held.contains("announcement/0"));
  wire::FeedValue value;
  REQUIRE(value.ParseFromString(reader.held.at("announcement/9").value()));
  CHECK(value.announcement().text() == "new");
}

TEST_CASE("a tombstone reaches who had the value, and is left out of a full checkpoint") {
  Centre centre;
  Device device = centre.enrol();
  must(publish(centre.store, scope_all(), "announcement/a", announcement("a", "x")));
  Reader early(device.id());
  early.read(centre);
  must(retract(centre.store, scope_all(), "announcement/a"));
  CHECK(must(feed_moved(centre.store, early.ask)));
  early.read(centre);
  CHECK_FALSE(early.held.contains("announcement/a"));
  Reader late(device.id());
  late.read(centre);
  CHECK_FALSE(late.held.contains("announcement/a"));
  CHECK(late.held.size() == early.held.size());
}

TEST_CASE("another incarnation, or a position never given, means a full checkpoint") {
  Centre centre;
  Device device = centre.enrol();
  Reader reader(device.id());
  reader.read(centre);
  SECTION("incarnation") { must(centre.store.begin_new_incarnation()); }
  SECTION("position") { reader.ask.cursors[0].set_position(1'000'000); }
  SECTION("a scope of another station") { reader.ask.cursors[2].set_scope("station/other"); }
  const FeedPageOut out = must(feed_page(centre.store, reader.ask));
  wire::FeedPage page;
  REQUIRE(parse(out.page, page));
  CHECK(page.full());
  CHECK(page.incarnation() == centre.store.incarnation());
}

TEST_CASE("positions of a scope rise by one with every change, whoever writes") {
  Centre centre;
  CentralStore other = centre.open_again();
  for (int i = 0; i < 6; ++i)
    must(publish(i % 2 ? other : centre.store, "district/110101", "k" + std::to_string(i), announcement("a", "x")));
  std::vector<std::uint64_t> positions;
  for (const FeedEntry& entry : must(feed_entries(centre.store, "district/110101")))
    positions.push_back(entry.position);
  CHECK(positions == std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6});
}

TEST_CASE("approved numbers leave the feed after sixty days") {
  Centre centre;
  Device device = centre.enrol();
  const Uuid id = device.join({});
  centre.take(device);
  centre.decide_now(id, Centre::approval());
  const auto approved = [&] {
    std::size_t count = 0;
    for (const FeedEntry& entry : must(feed_entries(centre.store, "district/110105")))
      count += entry.value.has_approved_card() ? 1 : 0;
    return count;
  };
  CHECK(approved() == 1);
  centre.clock.wall_ms += 59ll * 86'400'000;
  CHECK(must(retire_approved_cards(centre.store)) == 0);
  centre.clock.wall_ms += 2ll * 86'400'000;
  CHECK(must(retire_approved_cards(centre.store)) == 1);
  CHECK(approved() == 0);
}
