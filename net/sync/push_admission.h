// What stands before a device's push: one push at a time, and the day's budget of records and bytes (PROTOCOL.md). In
// memory, for this process. Any thread. Internal to net/sync.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>

#include "core/base/id.h"

namespace warmheart {

struct DailyBudget {
  std::uint64_t records = 0;
  std::uint64_t bytes = 0;
};

class PushAdmission {
 public:
  explicit PushAdmission(DailyBudget budget) : m_budget(budget) {}

  bool within_budget(const Uuid& device, std::int64_t now_ms);
  void count(const Uuid& device, DailyBudget stored);
  bool first_refusal_today(const Uuid& device);  // true once a device and day: for the alarm

 private:
  friend class PushGuard;
  struct Spent {
    std::int64_t day = 0;
    DailyBudget sum;
    bool refused = false;
  };

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
