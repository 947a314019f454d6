// What stands under an older kek or id-hash key is written under the present one: a few hundred rows an act, as often
// as it takes, cut anywhere. Persons' keys, second factors, what was made of an older kek; hashes of document numbers
// and query codes, from what the persons' keys open. Owner: the running centre's maintenance, and warmheart-admin after
// a rotation; both at once are harmless. Thread: the store's. Failure: SQLite's; a row that does not open is left as it
// is and counted, and its key is never deleted.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/central/store/store.h"

namespace warmheart {

inline constexpr std::size_t kRewrittenAtOnce = 200;
inline constexpr std::int64_t kBackupsReachBackMs = 14 * kDayMs;  // core/record/KEYS.md "Backups revive"

namespace internal {

// Where a pass stands in a table: the key's number and the row that was looked at last.
struct RewriteCursor {
  std::uint64_t number = 0;
  Uuid row;
};
// What one act has done.
struct RewriteStep {
  bool more = false;  // rows of this table were looked at; there may be others
  std::size_t rewritten = 0;
  std::size_t unreadable = 0;
  RewriteCursor last;
};

}  // namespace internal

// One pass over what is left, from the first row to the last.
class KeyRewriter {
 public:
  // At most `max` rows in one act. False: the pass has come to its end, the next call begins another.
  Result<bool> run_some(CentralStore& store, std::size_t max = kRewrittenAtOnce);
  // A whole pass.
  Result<void> run(CentralStore& store);

  std::size_t rewritten() const { return m_rewritten; }    // since it was made
  std::size_t unreadable() const { return m_unreadable; }  // in the last pass

 private:
  enum class Step { person_keys, factors, numbers, codes };
  Result<internal::RewriteStep> run_step(Act& act, std::size_t max) const;

  Step m_step = Step::person_keys;
  internal::RewriteCursor m_after;
  std::size_t m_rewritten = 0, m_unreadable = 0, m_unreadable_now = 0;
};

// Rows that stand under older keks and older id-hash keys.
struct KeyBacklog {
  std::uint64_t under_older_keks = 0;
  std::uint64_t under_older_id_hash = 0;
};
Result<KeyBacklog> key_backlog(CentralStore& store);

// Deletes older keks and id-hash keys once nothing has needed them for as long as backups reach back. Returns how many.
Result<std::size_t> retire_unneeded_keys(CentralStore& store);

}  // namespace warmheart
