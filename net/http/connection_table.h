// Who is connected to a listener, and who goes when there is no room. A connection is a stranger until a verified
// certificate has named its device. Strangers are bounded together and by address, with places kept for addresses that
// hold none; a device's connections are bounded by device. Whoever is waited for the longest goes first; who is being
// worked for does not go, except before a newer connection of the same device. The time is given. Any thread; `close`
// is called under the table's lock and must not come back into it. Failure: no place, no error.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/base/id.h"

namespace warmheart::http {

struct ConnectionLimits {
  std::size_t strangers = 1024;         // all connections that no certificate has named
  std::size_t an_address = 256;         // of one address: a carrier's one stands for many phones, six connections each
  std::size_t for_new_addresses = 128;  // of the strangers' places; an address that holds one already gets none of them
  std::size_t of_devices = 16 * 1024;   // all connections that a certificate has named
  std::size_t a_device = 3;             // a push, a wait, a question
};

// What counts as one address: an IPv4 address, also where it comes mapped into IPv6; the /64 of an IPv6 address, which
// is what one household or one phone gets (RFC 6177).
std::string address_group(const boost::asio::ip::address& address);

class ConnectionTable {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Id = std::uint64_t;

  explicit ConnectionTable(const ConnectionLimits& limits);

  // A stranger comes, and is waited for. `close` ends it, at most once. Nothing: there is no place.
  std::optional<Id> enter(const std::string& address, Time now, std::function<void()> close);
  // A certificate has named the stranger's device. False: there is no place; it has left the table.
  bool prove(Id id, const Uuid& device, Time now);

  // Calls about a connection that was sent away change nothing.
  void works(Id id);            // its request is being answered
  void waits(Id id, Time now);  // the next bytes are the peer's
  void leave(Id id);

  struct Counts {
    std::size_t strangers = 0, of_devices = 0;
    std::uint64_t refused = 0;    // came and found no place
    std::uint64_t sent_away = 0;  // waited for, and gone for others
    std::uint64_t replaced = 0;   // gone for a newer connection of the same device
  };
  Counts counts() const;

 private:
  using Line = std::set<std::pair<Time, Id>>;  // who is waited for, the longest first
  struct Group {                               // of one address, or of one device
    std::set<Id> members;
    Line waiting;
  };
  struct Pool {
    std::size_t size = 0;
    Line waiting;
    std::map<std::string, Group> groups;

    std::size_t members_of(const std::string& group) const;
    void add(Id id, const std::string& group);
    void remove(Id id, const std::string& group);
  };
  struct Connection {
    Pool* pool = nullptr;
    std::string group;
    std::function<void()> close;
    std::optional<Time> waits_since;
  };

  static std::optional<Id> longest(const Line& line);
  void stop_waiting(Id id, Connection& it);
  void begin_waiting(Id id, Connection& it, Time now);
  void put_in(Pool& pool, Id id, const std::string& group, std::function<void()> close, Time now);
  void take_out(Id id);
  void send_away(Id id);
  bool make_room_for_stranger(const std::string& address);
  bool make_room_for_device(const std::string& device);

  const ConnectionLimits m_limits;
  mutable std::mutex m_mutex;
  Id m_last = 0;  // ids rise: the lowest is the oldest
  Pool m_strangers, m_devices;
  std::map<Id, Connection> m_connections;
  Counts m_counts;
};

}  // namespace warmheart::http
