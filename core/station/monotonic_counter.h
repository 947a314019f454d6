// A counter outside the database that names a slot before it is spent, and a lease before it is closed
// (core/service/SLOTS.md, I9): when the database goes back in time, it does not. (A closed lease that came back
// would sell what the centre has given to others.) A file on another medium where there is one, else in another
// folder. Store thread; errors below.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "core/base/id.h"
#include "core/base/result.h"

namespace warmheart {

struct NamedSpend {
  std::uint64_t count = 0;  // of all slots ever spent and leases ever closed by this device
  Uuid lease;
  std::uint32_t slot = 0;  // 0: the whole lease is closed
};

class MonotonicCounter {
 public:
  explicit MonotonicCounter(std::filesystem::path file) : m_file(std::move(file)) {}

  // Durable when it returns. io: the medium failed, and nothing may be spent.
  Result<void> name(const NamedSpend& spend);
  // The last one named; none: a new counter. A file that is not ours is corrupt.
  Result<std::optional<NamedSpend>> last() const;

 private:
  std::filesystem::path m_file;
};

}  // namespace warmheart
