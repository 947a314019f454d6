// What the centre has acknowledged, written down outside it: a row a record, appended once the answer that
// acknowledges it has been read and its hash compared, and never before. A checker compares the file with the centre's
// rows, to the last record (README.md "Ledger"). Rows of 64 bytes:
//   device 16 ‖ epoch 8 ‖ seq 8 (both big-endian) ‖ hash 32 (core/record/FORMAT.md "Chain")
// append() from any thread. Errors: io, disk_full; a row is whole in the file, or it is not there.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include "core/base/digest.h"
#include "core/base/id.h"

namespace warmheart::fleet {

inline constexpr std::size_t kLedgerRowBytes = 64;

struct Acknowledged {
  Uuid device;
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  Digest hash{};

  friend bool operator==(const Acknowledged&, const Acknowledged&) = default;
};

class Ledger {
 public:
  // Makes the file (0600), or goes on behind its last whole row: a torn one, of a process that was killed, is cut off.
  static Result<std::unique_ptr<Ledger>> open(const std::string& path);
  ~Ledger();
  Ledger(const Ledger&) = delete;
  Ledger& operator=(const Ledger&) = delete;

  Result<void> append(std::span<const Acknowledged> rows);

 private:
  Ledger(int file, std::int64_t bytes) : m_file(file), m_bytes(bytes) {}

  std::mutex m_mutex;
  int m_file = -1;
  std::int64_t m_bytes = 0;
};

// All whole rows of a file, in its order.
Result<std::vector<Acknowledged>> read_ledger(const std::string& path);

}  // namespace warmheart::fleet
