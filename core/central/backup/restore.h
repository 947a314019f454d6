// A backup put back (README.md). put_back() and try_backup() change nothing of the present databases until the backup
// has been read whole and compared with its manifest. The caller holds the CentreLock. Errors: not_found, corrupt: no
// backup, or not as it was made; conflict: another centre's; disk_full, io.
#pragma once

#include <cstdint>
#include <string>

#include "core/central/backup/backup.h"

namespace warmheart {

struct Restarted {
  std::uint64_t incarnation = 0;
  std::uint64_t audit_from = 0;  // the first row that is written anew
  std::size_t erased_again = 0;  // persons of the backup
  bool unfinished = false;       // what was erased still stands in the files: the server ends it
  std::uint64_t devices = 0;     // that may connect: they send again what is missing
  std::uint64_t sessions = 0;    // to come: they give nothing until all devices have told
};
// After databases were put back, before the server starts: a new incarnation, the audit begun anew, those of
// erased.list erased again, the present keys published. `from` stands in the audit: where they came from.
Result<Restarted> begin_after_restore(CentralStore& store, const std::string& by, const std::string& from);

// The manifest of a backup whose every file is the one that was made.
Result<BackupManifest> check_backup(const std::string& backup);

struct PutBack {
  std::string aside;           // where the databases of before lie; empty: there were none
  bool lists_complete = true;  // false: those could not be asked whom they had erased last
};
// The backup's databases stand in the data folder; begin_after_restore() is to follow. erased.list holds all that it,
// the backup, its neighbours and the databases of before knew. Cut off on the way: calling it again goes on.
Result<PutBack> put_back(const std::string& backup, const std::string& data_folder, std::int64_t now_ms);

struct Rehearsal {
  BackupManifest manifest;
  Restarted restarted;
};
// The same in `folder`, which is made and taken away again: every row is there, everything is proved before and after
// the new incarnation. The date is noted in the backup.
Result<Rehearsal> try_backup(const std::string& backup, const std::string& data_folder, const std::string& folder,
                             const OpenCopy& open);

}  // namespace warmheart
