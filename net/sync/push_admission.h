// What stands before a device's requests: the day's budget of requests, epochs, records and bytes, and one push at a
// time (PROTOCOL.md "Pace"). Counts in memory; what was spent goes into the database every kKeepSpentEvery and when the
// server stops, and is taken up again by the next process: what is forgotten by one that was killed is what was spent
// since. Any thread. Internal to net/sync.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "core/base/id.h"
#include "core/central/stations/device_days.h"

namespace warmheart {

inline constexpr std::chrono::seconds kKeepSpentEvery{10};

struct DailyBudget {
  std::uint64_t requests = 0;
  std::uint64_t epochs = 0;
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
};

struct Stored {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
};

class PushAdmission {
 public:
  explicit PushAdmission(DailyBudget budget) : m_budget(budget) {}

  // False: the day's are spent. Counts what it lets in; an epoch counts once a day.
  bool let_request_in(const Uuid& device, std::int64_t now_ms);
  bool let_epoch_in(const Uuid& device, std::uint64_t epoch, std::int64_t now_ms);
  // Records and bytes count when they are stored: one batch may go beyond them.
  bool may_push(const Uuid& device, std::int64_t now_ms);
  void count(const Uuid& device, Stored stored);
  bool first_refusal_today(const Uuid& device);  // true once a device and day: for the alarm

  // Before the first request: what the process before this one counted.
  void resume(const std::vector<DeviceDay>& days);
  // What has changed since it was last asked for. keep_again: it could not be kept, and is in the next answer.
  std::vector<DeviceDay> take_changed();
  void keep_again(const std::vector<DeviceDay>& days);

 private:
  friend class PushGuard;
  struct Spent {
    std::int64_t day = 0;
    std::uint64_t requests = 0;
    std::set<std::uint64_t> epochs;
    Stored stored;
    bool refused = false;
    bool changed = false;  // since take_changed
  };
  Spent& spent_today(const Uuid& device, std::int64_t now_ms);  // under the mutex

  DailyBudget m_budget;
  std::mutex m_mutex;
  std::set<Uuid> m_pushing;
  std::map<Uuid, Spent> m_spent;
};

// One push at a time per device, for as long as this lives.
class PushGuard {
 public:
  PushGuard(PushAdmission& admission, const Uuid& device);
  PushGuard(const PushGuard&) = delete;
  PushGuard& operator=(const PushGuard&) = delete;
  ~PushGuard();

  bool admitted() const { return m_admitted; }  // false: another push of this device is under way

 private:
  PushAdmission& m_admission;
  Uuid m_device;
  bool m_admitted = false;
};

}  // namespace warmheart
