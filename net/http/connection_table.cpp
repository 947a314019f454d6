#include "net/http/connection_table.h"

#include <algorithm>

namespace warmheart::http {

namespace ip = boost::asio::ip;

std::string address_group(const ip::address& address) {
  if (address.is_v4()) return address.to_string();
  const ip::address_v6 six = address.to_v6();
  if (six.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, six).to_string();
  ip::address_v6::bytes_type bytes = six.to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return ip::address_v6(bytes).to_string() + "/64";
}

std::size_t ConnectionTable::Pool::members_of(const std::string& group) const {
  const auto it = groups.find(group);
  return it == groups.end() ? 0 : it->second.members.size();
}

void ConnectionTable::Pool::add(Id id, const std::string& group) {
  groups[group].members.insert(id);
  ++size;
}

void ConnectionTable::Pool::remove(Id id, const std::string& group) {
  const auto it = groups.find(group);
  it->second.members.erase(id);
  if (it->second.members.empty()) groups.erase(it);
  --size;
}

ConnectionTable::ConnectionTable(const ConnectionLimits& limits) : m_limits(limits) {}

std::optional<ConnectionTable::Id> ConnectionTable::longest(const Line& line) {
  if (line.empty()) return std::nullopt;
  return line.begin()->second;
}

void ConnectionTable::stop_waiting(Id id, Connection& it) {
  if (!it.waits_since) return;
  it.pool->waiting.erase({*it.waits_since, id});
  it.pool->groups[it.group].waiting.erase({*it.waits_since, id});
  it.waits_since.reset();
}

void ConnectionTable::begin_waiting(Id id, Connection& it, Time now) {
  it.waits_since = now;
  it.pool->waiting.insert({now, id});
  it.pool->groups[it.group].waiting.insert({now, id});
}

void ConnectionTable::take_out(Id id) {
  const auto it = m_connections.find(id);
  if (it == m_connections.end()) return;
  stop_waiting(id, it->second);
  it->second.pool->remove(id, it->second.group);
  m_connections.erase(it);
}

void ConnectionTable::send_away(Id id) {
  const std::function<void()> close = std::move(m_connections.at(id).close);
  take_out(id);
  close();
}

// An address at its own bound makes room by itself. Else whoever is waited for the longest goes, once there is no place
// left for this address.
bool ConnectionTable::make_room_for_stranger(const std::string& address) {
  const std::size_t has = m_strangers.members_of(address);
  const std::size_t kept = has > 0 ? std::min(m_limits.for_new_addresses, m_limits.strangers) : 0;
  std::optional<Id> goes;
  if (has >= m_limits.an_address)
    goes = longest(m_strangers.groups[address].waiting);
  else if (m_strangers.size >= m_limits.strangers - kept)
    goes = longest(m_strangers.waiting);
  else
    return true;
  if (!goes) return false;
  send_away(*goes);
  ++m_counts.sent_away;
  return true;
}

// A device that comes once more has lost a connection that the centre still holds for good: the newest is in use.
bool ConnectionTable::make_room_for_device(const std::string& device) {
  const auto group = m_devices.groups.find(device);
  if (group != m_devices.groups.end() && group->second.members.size() >= m_limits.a_device) {
    send_away(longest(group->second.waiting).value_or(*group->second.members.begin()));
    ++m_counts.replaced;
    return true;
  }
  if (m_devices.size < m_limits.of_devices) return true;
  const std::optional<Id> goes = longest(m_devices.waiting);
  if (!goes) return false;
  send_away(*goes);
  ++m_counts.sent_away;
  return true;
}

void ConnectionTable::put_in(Pool& pool, Id id, const std::string& group, std::function<void()> close, Time now) {
  pool.add(id, group);
  Connection& it = m_connections[id];
  it.pool = &pool;
  it.group = group;
  it.close = std::move(close);
  begin_waiting(id, it, now);
}

std::optional<ConnectionTable::Id> ConnectionTable::enter(const std::string& address, Time now,
                                                          std::function<void()> close) {
  const std::lock_guard lock(m_mutex);
  if (!make_room_for_stranger(address)) {
    ++m_counts.refused;
    return std::nullopt;
  }
  const Id id = ++m_last;
  put_in(m_strangers, id, address, std::move(close), now);
  return id;
}

bool ConnectionTable::prove(Id id, const Uuid& device, Time now) {
  const std::lock_guard lock(m_mutex);
  const auto it = m_connections.find(id);
  if (it == m_connections.end()) return false;
  std::function<void()> close = std::move(it->second.close);
  take_out(id);
  const std::string group = device.text();
  if (!make_room_for_device(group)) {
    ++m_counts.refused;
    return false;
  }
  put_in(m_devices, id, group, std::move(close), now);
  return true;
}

void ConnectionTable::works(Id id) {
  const std::lock_guard lock(m_mutex);
  const auto it = m_connections.find(id);
  if (it != m_connections.end()) stop_waiting(id, it->second);
}

void ConnectionTable::waits(Id id, Time now) {
  const std::lock_guard lock(m_mutex);
  const auto it = m_connections.find(id);
  if (it == m_connections.end()) return;
  stop_waiting(id, it->second);
  begin_waiting(id, it->second, now);
}

void ConnectionTable::leave(Id id) {
  const std::lock_guard lock(m_mutex);
  take_out(id);
}

ConnectionTable::Counts ConnectionTable::counts() const {
  const std::lock_guard lock(m_mutex);
  Counts now = m_counts;
  now.strangers = m_strangers.size;
  now.of_devices = m_devices.size;
  return now;
}

}  // namespace warmheart::http
