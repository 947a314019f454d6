// The root and the feed key that this kiosk trusts: those of enrolment, until the centre announces the next ones with
// its answers (net/sync/PROTOCOL.md "New keys"). Functions over a database, inside the caller's transaction; store
// thread. Errors: SQLite's.
#pragma once

#include "core/record/exchange.h"
#include "core/station/types.h"
#include "core/storage/sql.h"

namespace warmheart::station {

struct TrustedKey {
  std::uint64_t ordinal = 1;  // never falls
  Bytes public_key;           // Ed25519, 32
};
struct TrustedKeys {
  TrustedKey root;  // signs sealing keys and feed keys
  TrustedKey feed;  // signs feed pages and audit heads
};
Result<TrustedKeys> trusted_keys(sql::Connection& db, const StationIdentity& identity);

// Takes what an answer announces, and returns what is trusted then. A root counts where the trusted root signed the
// next ordinal; a feed key where the trusted root signed a higher one, and the answer itself is signed by it.
Result<TrustedKeys> take_announced_keys(sql::Connection& db, const StationIdentity& identity,
                                        const AnswerToStore& answer);

}  // namespace warmheart::station
