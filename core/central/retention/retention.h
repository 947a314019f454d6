// How long data is kept (README.md). Thread: the store's. Errors: the medium's; what was erased until then stays erased
// and counted, and the next call goes on.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/central/store/store.h"

namespace warmheart {

struct RetentionClass {
  std::string_view name;  // as commands and the audit say it
  std::string_view table;
  std::string_view since;  // what the period runs from
  std::int64_t period_ms;
  std::string_view source;  // by which rule
  // "FROM …": the rows that are due; ?1 is the moment before which they ended. Empty: nothing of it ever is.
  const char* due;
  // Erases at most so many that were due before `before_ms`, and counts them. None: it is kept.
  Result<std::size_t> (*erase)(CentralStore& store, const RetentionClass& self, std::int64_t before_ms,
                               std::size_t most);
  bool may_be_shorter;  // else the period is the code's own
};
std::span<const RetentionClass> retention_classes();

struct RetentionRow {
  const RetentionClass* what = nullptr;
  std::int64_t period_ms = 0;  // the one in force
  std::uint64_t due = 0;       // now
  std::uint64_t last = 0;      // erased in the last whole pass
  std::uint64_t total = 0;     // since the database was made
  std::int64_t last_ms = 0;    // when that ended; 0: never
  std::int64_t next_ms = 0;    // when the next may begin; 0: it is kept
};
Result<std::vector<RetentionRow>> retention_rows(CentralStore& store);

// From the next pass on; audited as done by `by`. invalid_argument: no such class, or longer than its period.
Result<void> shorten_period(CentralStore& store, const std::string& by, std::string_view name, std::int64_t days);

// Owner: whoever calls it again and again; one thread.
class RetentionJob {
 public:
  static constexpr std::size_t kAtOnce = 20;  // rows a call

  // Call it about once a second. Returns how many rows this call erased; the day's pass is over once that is none.
  Result<std::size_t> run(CentralStore& store);

 private:
  std::optional<std::int64_t> m_done_day;
};

}  // namespace warmheart
