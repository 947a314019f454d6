// What CentralStore::read and transact hand to the functions they run: a Snapshot to look at one moment of the centre,
// an Act to change it. A function of this room that only reads takes a Snapshot, one that writes takes an Act; none of
// them begins or ends a transaction. Both stand for the connection to central.db: `sql::row<T>(in, "SELECT …", …)`.
// Thread: that of the store. Not for other rooms: their functions are those that take a CentralStore.
#pragma once

#include <cassert>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "core/central/store/store.h"
#include "core/record/feed_signature.h"
#include "core/record/seal.h"
#include "core/storage/sql.h"

namespace warmheart {

struct CentralStore::Files {
  std::unique_ptr<sql::Connection> db;      // central.db
  std::unique_ptr<sql::Connection> people;  // person-keys.db
  SealOpener opener;
#ifdef WARMHEART_DEFECT_ACK_BEFORE_COMMIT
  std::function<Result<void>(Act&)> late;  // answered, and not yet committed
#endif
};

class Snapshot {
 public:
  Snapshot(Snapshot&& other) noexcept : m_store(other.m_store), m_open(std::exchange(other.m_open, false)) {}
  Snapshot& operator=(Snapshot&&) = delete;
  ~Snapshot();

  operator sql::Connection&() const { return *m_store->m_files->db; }
  // person-keys.db: what is written there is durable at once, or with the act after begin_people().
  sql::Connection& people() const { return *m_store->m_files->people; }

  // The same through the act, but for newer_keys().
  const CentralKeys& keys() const { return m_store->keys(); }
  // For a row that stands under a key that is newer than this act.
  const CentralKeys& newer_keys() const {
    m_store->take_keys();
    return m_store->keys();
  }
  std::int64_t now_ms() const { return m_store->now_ms(); }
  ClockReading now() const { return m_store->now(); }
  std::uint64_t incarnation() const { return m_store->incarnation(); }

 protected:
  explicit Snapshot(CentralStore& store) : m_store(&store), m_open(true) {}
  CentralStore* m_store;
  bool m_open;  // to be ended when it goes

 private:
  friend class CentralStore;
  static Result<Snapshot> begin(CentralStore& store);
};

class Act : public Snapshot {
 public:
  Uuid make_id() const { return m_store->make_id(); }
  Random& random() const { return m_store->random(); }
  SealOpener& opener() const { return m_store->m_files->opener; }  // remembers hour keys that it has opened

#ifdef WARMHEART_DEFECT_ACK_BEFORE_COMMIT
  std::function<Result<void>(Act&)>& late() const { return m_store->m_files->late; }
#endif

  // From here on what is written to people() is committed with this act, and before it: a key without a person is
  // harmless, the other way is a loss. Rolled back with the act.
  Result<void> begin_people();

  // Said by write_audit: once the act is committed, its head is kept outside of the database, too.
  void has_audited(const AuditHead& head) { m_audited = head; }

  // A further lock, found out on the way. The order is asserted. `busy`: another act holds it for too long.
  Result<void> lock(Lock next);
  // Said by a helper that decides on what it reads: whoever calls it must have named this.
  void needs([[maybe_unused]] const Lock& lock) const {
    assert(holds(m_locks, lock) && "an act decides on what it has not locked");
  }

 private:
  friend class CentralStore;
  Act(CentralStore& store, sql::Transaction transaction, Locks locks)
      : Snapshot(store), m_transaction(std::move(transaction)), m_locks(std::move(locks)) {
    m_open = false;
  }
  static Result<Act> begin(CentralStore& store, Locks locks);
  Result<void> commit();

  sql::Transaction m_transaction;  // rolled back when it goes without commit
  std::optional<sql::Transaction> m_people;
  std::optional<AuditHead> m_audited;
  Locks m_locks;
};

template <class Look>
auto CentralStore::read(Look&& look) -> std::invoke_result_t<Look&, Snapshot&> {
  WARMHEART_TRY_ASSIGN(auto moment, Snapshot::begin(*this));
  return look(moment);
}

template <class Fn>
auto CentralStore::transact(Locks locks, Fn&& fn) -> std::invoke_result_t<Fn&, Act&> {
  for (int tries = 1;; ++tries) {
    auto outcome = transact_once(locks, fn);
    if (outcome || !may_run_again(tries)) return outcome;
  }
}

template <class Fn>
auto CentralStore::transact_once(Locks locks, Fn& fn) -> std::invoke_result_t<Fn&, Act&> {
  WARMHEART_TRY_ASSIGN(auto act, Act::begin(*this, std::move(locks)));
  auto outcome = fn(act);
  if (!outcome) return outcome;
  WARMHEART_TRY(act.commit());
  return outcome;
}

}  // namespace warmheart
