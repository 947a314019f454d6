// What the two databases do not say alike; the only `if`s between them. Pure but for lock(). Thread: that of the
// connection.
#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <span>
#include <string>

#include "core/storage/connection.h"

namespace warmheart::sql {

// A name that one act has at a time, until it ends. `shared`: several have it together, and none of them has it alone.
struct ActLock {
  std::int32_t kind = 0;
  std::int32_t key = 0;
  bool shared = false;
  friend auto operator<=>(const ActLock&, const ActLock&) = default;
};

// In the order given, inside an act. On SQLite an act is alone anyway. `busy`: not within the lock time-out.
inline Result<void> lock(Connection& db, std::span<const ActLock> locks) {
  if (db.engine() != Engine::postgres || locks.empty()) return {};
  std::string text = "SELECT ";
  for (const ActLock& one : locks) {
    if (&one != &locks.front()) text += ", ";
    text += one.shared ? "pg_advisory_xact_lock_shared(" : "pg_advisory_xact_lock(";
    text += std::to_string(one.kind) + ", " + std::to_string(one.key) + ")";
  }
  return db.run(text);
}

}  // namespace warmheart::sql
