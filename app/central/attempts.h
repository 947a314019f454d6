// How often one address may try in a minute: sign-in and enrolment. In memory, bounded; any thread.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace warmheart {

class Attempts {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Attempts(int a_minute) : m_a_minute(a_minute) {}

  bool allow(const std::string& address, Clock::time_point now = Clock::now()) {
    const std::lock_guard lock(m_mutex);
    if (now - m_since > std::chrono::minutes(1) || m_counts.size() > kMaxAddresses) {
      m_counts.clear();
      m_since = now;
    }
    return ++m_counts[address] <= m_a_minute;
  }

 private:
  static constexpr std::size_t kMaxAddresses = 10'000;

  int m_a_minute;
  std::mutex m_mutex;
  Clock::time_point m_since{};
  std::map<std::string, int> m_counts;
};

}  // namespace warmheart
