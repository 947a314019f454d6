// The audit: append-only rows, each hashed over the one before. Every unmasked read, decision, enrolment,
// revocation and user change is a row, and so is every refusal to a user, closed door, sign-in and sign-out. Never
// personal data of riders: who, what, which id; of a try to sign in the address. Its head travels in every
// acknowledgement and stands in a file beside the database (kept_head.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/digest.h"
#include "core/central/store/store.h"
#include "core/record/feed_signature.h"

namespace warmheart {

struct AuditRow {
  std::uint64_t seq = 0;  // gapless from 1
  std::int64_t at_ms = 0;
  std::string who;      // a user, "admin", "device:<id>", "centre"
  std::string what;     // "application-opened", "decided", "device-revoked", …
  std::string subject;  // an id
  std::string detail;
  Digest hash{};
};

// In a transaction of its own. Parts that act write their row inside their own transaction.
Result<void> audit(CentralStore& store, const std::string& who, const std::string& what, const std::string& subject,
                   const std::string& detail);

// What a row's hash must be: SHA-256 over the hash before it and every field with its length.
Digest audit_hash(const Digest& previous, const AuditRow& row);

Result<AuditHead> audit_head(CentralStore& store);

// The head with the feed key's signature over its number, time and hash, as acknowledgements carry it. Signed once a
// commit, for all answers of it.
struct SignedAuditHead {
  AuditHead head;
  Bytes signature;  // Ed25519 (core/record/feed_signature.h)
};
Result<SignedAuditHead> signed_audit_head(CentralStore& store);

// What stands in the file beside the database; none: there is no file, and no act has been audited with one.
Result<std::optional<SignedAuditHead>> kept_audit_head(CentralStore& store);
// After a backup was put back: where the audit is behind the file, one row says which row it had reached, and the file
// begins anew.
Result<void> accept_earlier_audit(CentralStore& store);

// The first row that was written after the last restore; 0: there was none.
Result<std::uint64_t> audit_restarted_from(CentralStore& store);

// From `after_seq` on, in order.
Result<std::vector<AuditRow>> audit_rows(CentralStore& store, std::uint64_t after_seq, std::size_t max);

namespace internal {

Result<AuditHead> audit_head(Snapshot& in);

// By any feed key that this centre has had.
bool head_is_by_this_centre(const CentralKeys& keys, const AuditHead& head, ByteView signature);

// How a head that this centre signed stands to its audit.
enum class AuditStanding {
  stands,
  before_restart,  // a backup was put back by word (CentralStore::begin_new_incarnation), and rows from there on are
                   // new
  missing,         // the audit ends before it
  rewritten,       // its row is another
};
// `head`: of a signature that was checked, or is checked next. Head 0 stands in every audit.
Result<AuditStanding> audit_standing(Snapshot& in, const AuditHead& head);
// From the next row on the audit is written anew; where heads of it were witnessed they are not compared any more.
Result<void> begin_audit_anew(Act& act);
// The next row of the chain: an act's own last step, so that nobody waits for the audit while it still works.
Result<void> write_audit(Act& act, std::string_view who, std::string_view what, std::string_view subject,
                         std::string_view detail);

}  // namespace internal

}  // namespace warmheart
