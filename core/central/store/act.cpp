#include "core/central/store/act.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/storage/dialect.h"

namespace warmheart {
namespace {

// A key as a database locks it: two that meet in one number wait for each other without need, which is all.
std::int32_t number_of_key(std::string_view key) {
  std::uint32_t hash = 2'166'136'261U;  // FNV-1a
  for (const char c : key) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16'777'619U;
  return static_cast<std::int32_t>(hash >> 1 | 1U);  // 0 is the rank's own
}

// Who takes a key of a rank shares the rank with others who do; who takes all of it has the rank alone. Sorted, each
// once: two acts that name the same take it in the same order.
std::vector<sql::ActLock> database_locks(const Locks& locks) {
  std::vector<sql::ActLock> wanted;
  for (const Lock& lock : locks) {
    const auto kind = static_cast<std::int32_t>(lock.rank) + 1;
    const auto is_all = [&](const Lock& one) { return one.rank == lock.rank && one.key.empty(); };
    const bool all = std::ranges::any_of(locks, is_all);
    wanted.push_back({kind, 0, !all});
    if (!all) wanted.push_back({kind, number_of_key(lock.key), false});
  }
  std::ranges::sort(wanted);
  const auto repeated = std::ranges::unique(wanted);
  wanted.erase(repeated.begin(), repeated.end());
  return wanted;
}

}  // namespace

Result<Snapshot> Snapshot::begin(CentralStore& store) {
  store.take_keys();
  WARMHEART_TRY(store.m_files->db->begin_look());
  return Snapshot(store);
}

Snapshot::~Snapshot() {
  if (!m_open) return;
  m_store->m_files->db->end_look();
}

Result<Act> Act::begin(CentralStore& store, Locks locks) {
  for ([[maybe_unused]] std::size_t i = 1; i < locks.size(); ++i)
    assert(locks[i - 1].rank <= locks[i].rank && "locks are named in their order");
  WARMHEART_TRY_ASSIGN(auto transaction, sql::Transaction::begin(*store.m_files->db));
  WARMHEART_TRY(sql::lock(*store.m_files->db, database_locks(locks)));
  store.take_keys();  // under the lock: what another process wrote before, under whatever key, is readable
  return Act(store, std::move(transaction), std::move(locks));
}

Result<void> Act::lock(Lock next) {
  assert(keeps_order(m_locks, next) && "locks are taken in one order (locks.h)");
  if (holds(m_locks, next)) return {};
  WARMHEART_TRY(sql::lock(*this, database_locks({next})));
  m_locks.push_back(std::move(next));
  return {};
}

Result<void> Act::begin_people() {
  if (m_people) return {};
  WARMHEART_TRY_ASSIGN(auto transaction, sql::Transaction::begin(people()));
  m_people.emplace(std::move(transaction));
  return {};
}

Result<void> Act::commit() {
  if (m_people) WARMHEART_TRY(m_people->commit());
  WARMHEART_TRY(m_transaction.commit());
  if (m_audited) m_store->keep_audit_head(*m_audited);
  return {};
}

}  // namespace warmheart
