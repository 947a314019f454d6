// The longest time in which records stood ready to be sent somewhere in the fleet and none of the fleet's was
// acknowledged: what a failover costs its writers. Stations that are offline by plan do not count. Any thread; times
// are of one steady clock, in microseconds. Nothing here fails.
#pragma once

#include <algorithm>
#include <cstdint>
#include <mutex>

namespace warmheart::fleet {

class Silence {
 public:
  // So many more records wait at stations that have a network.
  void begin_to_wait(std::int64_t now_us, std::uint64_t records) {
    if (records == 0) return;
    const std::lock_guard lock(m_mutex);
    if (m_waiting == 0) m_since_us = now_us;
    m_waiting += records;
  }
  void acknowledged(std::int64_t now_us, std::uint64_t records) {
    const std::lock_guard lock(m_mutex);
    end_silence(now_us);
    m_waiting -= std::min(m_waiting, records);
  }
  // Their station has lost its network: nobody can acknowledge them.
  void stop_waiting(std::int64_t now_us, std::uint64_t records) {
    if (records == 0) return;
    const std::lock_guard lock(m_mutex);
    m_waiting -= std::min(m_waiting, records);
    if (m_waiting == 0) end_silence(now_us);
  }
  // The longest so far, with the one that is going on.
  std::int64_t longest_us(std::int64_t now_us) {
    const std::lock_guard lock(m_mutex);
    return m_waiting == 0 ? m_longest_us : std::max(m_longest_us, now_us - m_since_us);
  }

 private:
  void end_silence(std::int64_t now_us) {
    m_longest_us = std::max(m_longest_us, now_us - m_since_us);
    m_since_us = now_us;
  }

  std::mutex m_mutex;
  std::uint64_t m_waiting = 0;
  std::int64_t m_since_us = 0;
  std::int64_t m_longest_us = 0;
};

}  // namespace warmheart::fleet
