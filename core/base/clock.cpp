#include "core/base/clock.h"

#include <algorithm>
#include <ctime>
#include <fstream>
#include <string>

#include "core/base/bytes.h"

namespace warmheart {
namespace {

std::int64_t milliseconds_of(clockid_t id) {
  timespec at{};
  clock_gettime(id, &at);
  return static_cast<std::int64_t>(at.tv_sec) * 1000 + at.tv_nsec / 1'000'000;
}

}  // namespace

SystemClock::SystemClock() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string text;
  std::getline(file, text);
  std::erase(text, '-');
  if (auto bytes = from_hex(text); bytes && bytes->size() == m_boot_id.size()) {
    std::copy(bytes->begin(), bytes->end(), m_boot_id.begin());
  }
}

ClockReading SystemClock::now() const {
  return {milliseconds_of(CLOCK_REALTIME), m_boot_id, milliseconds_of(CLOCK_BOOTTIME)};
}

}  // namespace warmheart
