// The hash chain of the journal (FORMAT.md). Pure functions over bytes as they stand; nothing is re-encoded.
#pragma once

#include "core/base/digest.h"

namespace warmheart {

// hash = SHA-256(previous ‖ header ‖ SHA-256(sealed payload)). Before the first record `previous` is kZeroDigest.
Digest chain(const Digest& previous, ByteView header, const Digest& payload_digest);

}  // namespace warmheart
