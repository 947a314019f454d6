// Who is let in, and who goes: the table alone, with a time that the test gives.
#include <catch2/catch.hpp>

#include "core/base/random.h"
#include "net/http/connection_table.h"

using namespace warmheart;
using namespace warmheart::http;
using namespace std::chrono_literals;

namespace {

struct Listener {
  explicit Listener(const ConnectionLimits& limits) : table(limits) {}

  std::optional<ConnectionTable::Id> enter(const std::string& address) {
    now += 1s;
    const auto closes = std::make_shared<ConnectionTable::Id>(0);
    const auto id = table.enter(address, now, [this, closes] { closed.push_back(*closes); });
    if (id) *closes = *id;
    return id;
  }
  bool prove(ConnectionTable::Id id, const Uuid& device) { return table.prove(id, device, now); }
  void waits(ConnectionTable::Id id) {
    now += 1s;
    table.waits(id, now);
  }

  ConnectionTable table;
  ConnectionTable::Time now{};
  std::vector<ConnectionTable::Id> closed;
};

Uuid device_of(std::uint8_t number) {
  Bytes bytes(16, number);
  return *Uuid::from_bytes(bytes);
}

ConnectionLimits small(std::size_t strangers, std::size_t an_address, std::size_t for_new) {
  ConnectionLimits limits;
  limits.strangers = strangers;
  limits.an_address = an_address;
  limits.for_new_addresses = for_new;
  return limits;
}

using Ids = std::vector<ConnectionTable::Id>;

}  // namespace

TEST_CASE("An address at its bound makes room by itself: its longest silent connection goes") {
  Listener listener(small(100, 2, 0));
  const auto neighbour = *listener.enter("10.0.0.2");
  const auto first = *listener.enter("10.0.0.1");
  const auto second = *listener.enter("10.0.0.1");
  listener.waits(first);  // it has said something since
  REQUIRE(listener.enter("10.0.0.1"));
  CHECK(listener.closed == Ids{second});
  CHECK(listener.table.counts().strangers == 3);
  CHECK(listener.table.counts().sent_away == 1);
  CHECK(listener.closed.front() != neighbour);
}

TEST_CASE("A connection that is worked for does not go; with nobody to go, a newcomer is refused") {
  Listener listener(small(100, 2, 0));
  const auto first = *listener.enter("10.0.0.1");
  const auto second = *listener.enter("10.0.0.1");
  listener.table.works(first);
  listener.table.works(second);
  CHECK_FALSE(listener.enter("10.0.0.1"));
  CHECK(listener.closed.empty());
  CHECK(listener.table.counts().refused == 1);
  CHECK(listener.enter("10.0.0.2"));
  listener.waits(second);
  CHECK(listener.enter("10.0.0.1"));
  CHECK(listener.closed == Ids{second});
}

TEST_CASE("Places are kept for addresses that hold none, and are not given to those who have one") {
  Listener listener(small(4, 4, 1));
  Ids held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(*listener.enter("10.0.0.1"));
    listener.table.works(held.back());
  }
  CHECK_FALSE(listener.enter("10.0.0.1"));  // the fourth is for others
  const auto other = listener.enter("10.0.0.2");
  REQUIRE(other);
  CHECK(listener.closed.empty());
  const auto third = listener.enter("10.0.0.3");  // full: who is waited for the longest goes
  REQUIRE(third);
  CHECK(listener.closed == Ids{*other});
  listener.table.works(*third);
  CHECK_FALSE(listener.enter("10.0.0.4"));
}

TEST_CASE("When all is full, whoever has been silent longest goes, of whatever address") {
  Listener listener(small(3, 3, 0));
  const auto first = *listener.enter("10.0.0.1");
  const auto second = *listener.enter("10.0.0.2");
  const auto third = *listener.enter("10.0.0.3");
  listener.table.works(first);
  listener.waits(first);
  REQUIRE(listener.enter("10.0.0.4"));
  CHECK(listener.closed == Ids{second});
  REQUIRE(listener.enter("10.0.0.4"));
  CHECK(listener.closed == Ids{second, third});
}

TEST_CASE("A thousand connections of one address leave the places of others") {
  Listener listener(ConnectionLimits{});
  for (int i = 0; i < 1100; ++i) {
    const auto id = listener.enter("10.0.0.1");
    if (id) listener.table.works(*id);
  }
  CHECK(listener.table.counts().strangers == 256);
  CHECK(listener.table.counts().refused == 1100 - 256);
  for (int i = 0; i < 100; ++i) CHECK(listener.enter("10.0.1." + std::to_string(i)));
  CHECK(listener.closed.empty());
}

TEST_CASE("A named device no longer counts by address, has three connections, and the newest is let in") {
  Listener listener(small(2, 2, 0));
  Ids ids;
  for (int i = 0; i < 3; ++i) {
    ids.push_back(*listener.enter("10.0.0.1"));
    REQUIRE(listener.prove(ids.back(), device_of(1)));
  }
  CHECK(listener.table.counts().strangers == 0);
  CHECK(listener.table.counts().of_devices == 3);
  listener.table.works(ids[0]);
  const auto fourth = *listener.enter("10.0.0.1");
  REQUIRE(listener.prove(fourth, device_of(1)));
  CHECK(listener.closed == Ids{ids[1]});  // the longest idle, not the oldest
  listener.table.works(ids[2]);
  listener.table.works(fourth);
  const auto fifth = *listener.enter("10.0.0.1");
  REQUIRE(listener.prove(fifth, device_of(1)));
  CHECK(listener.closed == Ids{ids[1], ids[0]});  // none is idle: the oldest, which the device may have lost
  const auto other = *listener.enter("10.0.0.1");
  CHECK(listener.prove(other, device_of(2)));
  CHECK(listener.closed.size() == 2);
  CHECK(listener.table.counts().replaced == 2);
  CHECK(listener.table.counts().sent_away == 0);
}

TEST_CASE("Devices' connections are bounded together, too") {
  ConnectionLimits limits;
  limits.of_devices = 2;
  Listener listener(limits);
  const auto first = *listener.enter("10.0.0.1");
  const auto second = *listener.enter("10.0.0.1");
  REQUIRE(listener.prove(first, device_of(1)));
  REQUIRE(listener.prove(second, device_of(2)));
  listener.table.works(first);
  const auto third = *listener.enter("10.0.0.1");
  REQUIRE(listener.prove(third, device_of(3)));
  CHECK(listener.closed == Ids{second});
  listener.table.works(third);
  const auto fourth = *listener.enter("10.0.0.1");
  CHECK_FALSE(listener.prove(fourth, device_of(4)));
  CHECK(listener.table.counts().strangers == 0);
}

TEST_CASE("Who was sent away or has left is forgotten, and its late calls change nothing") {
  Listener listener(small(1, 1, 0));
  const auto first = *listener.enter("10.0.0.1");
  const auto second = *listener.enter("10.0.0.1");
  CHECK(listener.closed == Ids{first});
  listener.table.works(first);
  listener.waits(first);
  CHECK_FALSE(listener.prove(first, device_of(1)));
  listener.table.leave(first);
  CHECK(listener.table.counts().strangers == 1);
  listener.table.leave(second);
  CHECK(listener.table.counts().strangers == 0);
  CHECK(listener.table.counts().of_devices == 0);
}

TEST_CASE("One address is an IPv4 address, or what one household has of IPv6") {
  const auto group = [](const char* text) { return address_group(boost::asio::ip::make_address(text)); };
  CHECK(group("192.0.2.7") == "192.0.2.7");
  CHECK(group("::ffff:192.0.2.7") == "192.0.2.7");
  CHECK(group("2001:db8:1:2::1") == "2001:db8:1:2::/64");
  CHECK(group("2001:db8:1:2:ffff:ffff:ffff:ffff") == group("2001:db8:1:2::1"));
  CHECK(group("2001:db8:1:3::1") != group("2001:db8:1:2::1"));
}
