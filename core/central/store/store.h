// CentralStore: one opened connection to the centre's two database files. The parts are free functions over it, one
// header each: ingest.h, apply.h, feed.h, devices.h, review.h, access.h, audit.h, people.h, catalogue.h, overview.h,
// verify.h. Thread: one thread at a time uses a CentralStore; every thread, and every process (warmheart-admin beside
// the running server), opens its own. Writers take SQLite's one lock (BEGIN IMMEDIATE) and wait up to five seconds for
// it: then `busy`. On PostgreSQL an act takes the locks that it names, as advisory locks that end with it; one that met
// another (40001, 40P01) or lost its connection before COMMIT runs again. Above act.h nothing of this room shows a
// database; SQL keeps to what both speak.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>

#include "core/base/clock.h"
#include "core/base/id.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/central/store/keyring.h"
#include "core/central/store/keys.h"
#include "core/central/store/locks.h"

namespace warmheart {

struct CentralOptions {
  std::string vfs;  // SQLite's virtual file system; tests name a faulty one
  int busy_timeout_ms = 5000;
  bool create = true;  // false: a file that is missing is an error (core/central/start/own_databases.h)
  // postgresql://user@host/NAME; empty: the files in the folder.
  std::string database;
  // For person keys: a database whose dump the first one's does not hold. Empty: NAME_keys on the same server.
  std::string people_database;
  // Acknowledge only while named standbys are in force (ingest.h). Of no meaning on SQLite.
  bool require_standbys = false;
};

class Act;
class Snapshot;
struct AuditHead;  // core/record/feed_signature.h

class CentralStore {
 public:
  // Opens or makes `central.db` and `person-keys.db` in `folder` and brings them to the newest version.
  static Result<CentralStore> open(const std::string& folder, std::shared_ptr<Keyring> keyring, const Clock& clock,
                                   Random& random, Log& log, const CentralOptions& options = {});
  static Result<CentralStore> open(const std::string& folder, std::shared_ptr<const CentralKeys> keys,
                                   const Clock& clock, Random& random, Log& log, const CentralOptions& options = {});
  // Which of the two have been made. Errors: a server that cannot be asked, or has no such database.
  struct Made {
    bool central = false;
    bool people = false;
  };
  static Result<Made> made(const std::string& folder, const CentralOptions& options = {});
  // How a person calls the two: the paths of the files, or the addresses without their passwords.
  static std::array<std::string, 2> names(const std::string& folder, const CentralOptions& options = {});

  CentralStore(CentralStore&&) noexcept;
  CentralStore& operator=(CentralStore&&) noexcept;
  ~CentralStore();

  // As the newest act began; the next one may begin with others. A reference is good until then.
  const CentralKeys& keys() const { return *m_keys; }
  Keyring& keyring() const { return *m_keyring; }
  std::int64_t now_ms() const { return m_clock->now().wall_ms; }
  ClockReading now() const { return m_clock->now(); }
  Uuid make_id() const { return Uuid::make(*m_clock, *m_random); }
  Random& random() const { return *m_random; }
  Log& log() const { return *m_log; }

  // A random number made with the database file; another one tells devices to take a full checkpoint
  // (core/service/SLOTS.md).
  std::uint64_t incarnation() const { return m_incarnation; }
  const std::string& folder() const { return m_folder; }
  bool requires_standbys() const { return m_requires_standbys; }
  // After a restore: a new incarnation, in this connection and for all who open later.
  Result<void> begin_new_incarnation();

  // Outside an act. Writes both files anew: nothing of a deleted row is left in them then (core/storage/sqlite.h), and
  // nothing in their logs once cut_logs() has said true. Who writes meanwhile waits, up to the busy timeout.
  Result<void> rewrite_files();
  Result<bool> cut_logs();  // false: somebody reads; try again

  // Looks at one moment of the database: `Result<T> look(Snapshot&)` writes nothing. Defined, like the next, in act.h.
  template <class Look>
  auto read(Look&& look) -> std::invoke_result_t<Look&, Snapshot&>;
  // One act: `Result<T> fn(Act&)` is committed when it returns a value, rolled back when it returns an Error. It may
  // run again and has no effect outside the database. `locks` name what it reads and decides on (locks.h).
  template <class Fn>
  auto transact(Locks locks, Fn&& fn) -> std::invoke_result_t<Fn&, Act&>;

 private:
  friend class Snapshot;
  friend class Act;
  struct Files;
  CentralStore() = default;
  // What is committed stays, whatever becomes of the file: a failure is a line in the log.
  void keep_audit_head(const AuditHead& head) const;
  void take_keys();  // as they are in the keyring now
  template <class Fn>
  auto transact_once(Locks locks, Fn& fn) -> std::invoke_result_t<Fn&, Act&>;
  // After an act has failed for the `tries`th time: true, after a moment, where the same may succeed now.
  bool may_run_again(int tries);
  std::unique_ptr<Files> m_files;
  std::string m_folder;
  std::shared_ptr<Keyring> m_keyring;
  std::shared_ptr<const CentralKeys> m_keys, m_keys_before;  // the second for who still looks at it
  const Clock* m_clock = nullptr;
  Random* m_random = nullptr;
  Log* m_log = nullptr;
  std::uint64_t m_incarnation = 0;
  bool m_requires_standbys = false;
};

}  // namespace warmheart
