// Whether the databases in a data folder are those that its keys belong to (README.md "The mark"). Owner:
// warmheart-central and warmheart-admin, before anything else is opened. Failure: an Error whose sentence says what is
// missing, foreign or older, and which command goes on; nothing has been made then, and nothing changed but a file's
// schema.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/base/digest.h"
#include "core/central/store/store.h"

namespace warmheart {

// keys/centre.identity
struct CentreMark {
  bool being_made = false;  // `init` has begun and not ended
  Bytes id;                 // 16, the same in both databases
  std::uint64_t audit_seq = 0;
  Digest audit_hash{};
  std::uint64_t feed_clock = 0;
};

// None: no mark. corrupt: it cannot be read.
Result<std::optional<CentreMark>> read_mark(const std::string& data_folder);

// The folder is there, is a centre's, and may be read and written by this user.
Result<void> check_data_folder(const std::string& data_folder);

enum class Opening {
  own,       // both databases are there, belong together and to the keys, and are not older than last seen
  restored,  // older ones may have been put back from a backup
  make,      // `init` makes them; the mark says so already
};
// Opens the store. A folder without a mark gets one where its databases fit the keys; `make` gives both their id.
Result<CentralStore> open_own(const std::string& data_folder, std::shared_ptr<Keyring> keyring, const Clock& clock,
                              Random& random, Log& log, Opening how = Opening::own);

// The mark says that a centre is being made here; its id is new. Where keys stand already nothing is begun: not_found
// where their databases are missing, unless it is said that those are given up (`anew`).
Result<void> begin_mark(const std::string& data_folder, bool anew, Random& random);

// The mark keeps the present state: audit head and feed clock as they are committed.
Result<void> note_state(CentralStore& store, const std::string& data_folder);

// Moves both databases, and the mark unless it stays for those that take their place, into a folder of their own beside
// them, never deleting anything, and returns its name. Nobody may have them open.
enum class MarkStays { no, yes };
Result<std::string> set_databases_aside(const std::string& data_folder, std::int64_t now_ms,
                                        MarkStays mark = MarkStays::no);

// Held by a running centre, and by commands that need it stopped. conflict: somebody holds it.
class CentreLock {
 public:
  static Result<CentreLock> take(const std::string& data_folder);
  CentreLock(CentreLock&& other) noexcept : m_file(std::exchange(other.m_file, -1)) {}
  CentreLock& operator=(CentreLock&&) = delete;
  ~CentreLock();

 private:
  explicit CentreLock(int file) : m_file(file) {}
  int m_file;
};

}  // namespace warmheart
