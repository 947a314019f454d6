// What a backup says of itself, in its file `manifest`: lines of words, the last one the SHA-256 of all before it. Pure
// but for the two that say a file. Names are those of files in the backup's folder; no personal data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/base/result.h"
#include "core/record/feed_signature.h"

namespace warmheart {

struct BackupFile {
  std::string name;
  std::uint64_t bytes = 0;
  Digest sha256{};
  friend bool operator==(const BackupFile&, const BackupFile&) = default;
};

struct BackupCount {
  std::string what;  // file/table; or file alone: the step of its schema
  std::uint64_t count = 0;
  friend bool operator==(const BackupCount&, const BackupCount&) = default;
};

struct BackupManifest {
  std::int64_t made_ms = 0;  // the moment that was copied, by the centre's wall clock
  Bytes centre;              // 16: the id that both databases and keys/centre.identity hold
  std::uint64_t incarnation = 0;
  AuditHead audit;
  std::vector<BackupFile> files;
  std::vector<BackupCount> schemas, rows;
  std::int64_t verified_ms = 0;
  std::uint64_t chains = 0, records = 0, people = 0;  // that were proved
  std::vector<std::string> faults;                    // none: it holds
  friend bool operator==(const BackupManifest&, const BackupManifest&) = default;
};

std::string text_of_manifest(const BackupManifest& manifest);
// corrupt: torn, changed, or of another form.
Result<BackupManifest> manifest_from(std::string_view text);

// not_found: the folder holds none.
Result<BackupManifest> read_manifest(const std::string& folder);

// A file's length and SHA-256, read a piece at a time.
Result<BackupFile> file_digest(const std::string& folder, const std::string& name);

}  // namespace warmheart
