// The newest signed audit head outside of the database: `audit.head` in the data folder, replaced whole and durably
// after each act that wrote to the audit. Rows that are cut from the end of the audit are missed by it
// (`warmheart-admin verify`). It never goes back: several processes and threads write it, the highest wins. Not for
// other rooms. Failure: io, disk_full; corrupt: the file is not what was written.
#pragma once

#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/record/feed_signature.h"

namespace warmheart::internal {

struct KeptHead {
  AuditHead head;
  Bytes signature;
};

// Nothing happens where the file holds a later one.
Result<void> keep_head(const std::string& folder, const KeptHead& head);
Result<std::optional<KeptHead>> kept_head(const std::string& folder);
// After a backup was put back: what is kept next may be earlier.
Result<void> forget_kept_head(const std::string& folder);

}  // namespace warmheart::internal
