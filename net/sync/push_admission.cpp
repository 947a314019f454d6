#include "net/sync/push_admission.h"

#include <utility>

#include "core/base/clock.h"

namespace warmheart {

PushAdmission::Spent& PushAdmission::spent_today(const Uuid& device, std::int64_t now_ms) {
  Spent& it = m_spent[device];
  if (it.day != now_ms / kDayMs) {
    it = Spent();
    it.day = now_ms / kDayMs;
  }
  return it;
}

bool PushAdmission::let_request_in(const Uuid& device, std::int64_t now_ms) {
  const std::lock_guard lock(m_mutex);
  Spent& it = spent_today(device, now_ms);
  if (it.requests >= m_budget.requests) return false;
  ++it.requests;
  it.changed = true;
  return true;
}

bool PushAdmission::let_epoch_in(const Uuid& device, std::uint64_t epoch, std::int64_t now_ms) {
  const std::lock_guard lock(m_mutex);
  Spent& it = spent_today(device, now_ms);
  if (it.epochs.count(epoch) > 0) return true;
  if (it.epochs.size() >= m_budget.epochs) return false;
  it.epochs.insert(epoch);
  it.changed = true;
  return true;
}

bool PushAdmission::may_push(const Uuid& device, std::int64_t now_ms) {
  const std::lock_guard lock(m_mutex);
  const Stored& sum = spent_today(device, now_ms).stored;
  return sum.records < m_budget.records && sum.bytes < m_budget.bytes;
}

void PushAdmission::count(const Uuid& device, Stored stored) {
  const std::lock_guard lock(m_mutex);
  Spent& it = m_spent[device];
  it.stored.records += stored.records;
  it.stored.bytes += stored.bytes;
  it.changed = true;
}

bool PushAdmission::first_refusal_today(const Uuid& device) {
  const std::lock_guard lock(m_mutex);
  return !std::exchange(m_spent[device].refused, true);
}

void PushAdmission::resume(const std::vector<DeviceDay>& days) {
  const std::lock_guard lock(m_mutex);
  for (const DeviceDay& day : days) {
    Spent& it = m_spent[day.device];
    it.day = day.day;
    it.requests = day.requests;
    it.epochs = day.epochs;
    it.stored = {day.records, day.bytes};
  }
}

std::vector<DeviceDay> PushAdmission::take_changed() {
  const std::lock_guard lock(m_mutex);
  std::vector<DeviceDay> out;
  for (auto& [device, it] : m_spent) {
    if (!std::exchange(it.changed, false)) continue;
    out.push_back({device, it.day, it.requests, it.stored.records, it.stored.bytes, it.epochs});
  }
  return out;
}

void PushAdmission::keep_again(const std::vector<DeviceDay>& days) {
  const std::lock_guard lock(m_mutex);
  for (const DeviceDay& day : days) m_spent[day.device].changed = true;
}

PushGuard::PushGuard(PushAdmission& admission, const Uuid& device) : m_admission(admission), m_device(device) {
  const std::lock_guard lock(m_admission.m_mutex);
  m_admitted = m_admission.m_pushing.insert(m_device).second;
}

PushGuard::~PushGuard() {
  const std::lock_guard lock(m_admission.m_mutex);
  if (m_admitted) m_admission.m_pushing.erase(m_device);
}

}  // namespace warmheart
