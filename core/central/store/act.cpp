#include "core/central/store/act.h"

namespace warmheart {

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
  store.take_keys();  // under the lock: what another process wrote before, under whatever key, is readable
  return Act(store, std::move(transaction), std::move(locks));
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
