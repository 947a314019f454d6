#include "net/sync/push_admission.h"

#include <utility>

namespace warmheart {

namespace {
constexpr std::int64_t kDayMs = 86'400'000;
}  // namespace

bool PushAdmission::within_budget(const Uuid& device, std::int64_t now_ms) {
  const std::lock_guard lock(m_mutex);
  Spent& it = m_spent[device];
  if (it.day != now_ms / kDayMs) it = Spent{now_ms / kDayMs, {}, false};
  return it.sum.records < m_budget.records && it.sum.bytes < m_budget.bytes;
}

void PushAdmission::count(const Uuid& device, DailyBudget stored) {
  const std::lock_guard lock(m_mutex);
  Spent& it = m_spent[device];
  it.sum.records += stored.records;
  it.sum.bytes += stored.bytes;
}

bool PushAdmission::first_refusal_today(const Uuid& device) {
  const std::lock_guard lock(m_mutex);
  return !std::exchange(m_spent[device].refused, true);
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
