#include "core/central/store/audit.h"

#include <algorithm>

#include "core/central/store/columns.h"
#include "core/central/store/kept_head.h"
#include "core/record/feed_signature.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

void append_text(Bytes& out, std::string_view text) {
  append_be64(out, text.size());
  out.insert(out.end(), text.begin(), text.end());
}

}  // namespace

Digest audit_hash(const Digest& previous, const AuditRow& row) {
  Bytes content;
  append_be64(content, row.seq);
  append_be64(content, static_cast<std::uint64_t>(row.at_ms));
  append_text(content, row.who);
  append_text(content, row.what);
  append_text(content, row.subject);
  append_text(content, row.detail);
  return sha256({previous, content});
}

Result<AuditHead> internal::audit_head(Snapshot& in) {
  const auto read = [](sql::Columns& row) { return AuditHead{row.counter(), row.integer(), row.digest()}; };
  WARMHEART_TRY_ASSIGN(const auto head,
                       sql::row<AuditHead>(in, "SELECT seq, at_ms, hash FROM audit ORDER BY seq DESC LIMIT 1", read));
  return head.value_or(AuditHead());
}

Result<AuditHead> audit_head(CentralStore& store) { return store.read(internal::audit_head); }

Result<SignedAuditHead> signed_audit_head(CentralStore& store) {
  SignedAuditHead out;
  WARMHEART_TRY_ASSIGN(out.head, audit_head(store));
  WARMHEART_TRY_ASSIGN(out.signature, sign_audit_head(out.head, store.keys().feed.secret.view()));
  return out;
}

Result<void> internal::write_audit(Act& act, std::string_view who, std::string_view what, std::string_view subject,
                                   std::string_view detail) {
  WARMHEART_TRY(act.lock(Lock::audit()));
  WARMHEART_TRY_ASSIGN(const AuditHead head, audit_head(act));
  AuditRow row{
      head.seq + 1, act.now_ms(), std::string(who), std::string(what), std::string(subject), std::string(detail), {}};
  row.hash = audit_hash(head.hash, row);
  WARMHEART_TRY(
      sql::execute(act, "INSERT INTO audit(seq, at_ms, who, what, subject, detail, hash) VALUES(?, ?, ?, ?, ?, ?, ?)",
                   row.seq, row.at_ms, who, what, subject, detail, row.hash));
  act.has_audited(AuditHead{row.seq, row.at_ms, row.hash});
  return {};
}

bool internal::head_is_by_this_centre(const CentralKeys& keys, const AuditHead& head, ByteView signature) {
  return std::ranges::any_of(keys.book.feeds, [&](const wire::SigningKey& feed) {
    return audit_head_is_signed(head, signature, view_of(feed.public_key()));
  });
}

Result<internal::AuditStanding> internal::audit_standing(Snapshot& in, const AuditHead& head) {
  if (head.seq == 0) return AuditStanding::stands;
  const auto read = [](sql::Columns& row) { return AuditHead{row.counter(), row.integer(), row.digest()}; };
  WARMHEART_TRY_ASSIGN(const auto row,
                       sql::row<AuditHead>(in, "SELECT seq, at_ms, hash FROM audit WHERE seq = ?", read, head.seq));
  if (row && *row == head) return AuditStanding::stands;
  WARMHEART_TRY_ASSIGN(
      const bool excused,
      sql::value<bool>(in, "SELECT EXISTS(SELECT 1 FROM audit_restart WHERE from_seq <= ? AND at_ms >= ?)", head.seq,
                       head.at_ms));
  if (excused) return AuditStanding::before_restart;
  return row ? AuditStanding::rewritten : AuditStanding::missing;
}

Result<void> internal::begin_audit_anew(Act& act) {
  WARMHEART_TRY(act.lock(Lock::audit()));
  WARMHEART_TRY_ASSIGN(const AuditHead head, audit_head(act));
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO audit_restart(from_seq, at_ms, lost_seq) VALUES(?, ?, 0) ON "
                             "CONFLICT(from_seq) DO UPDATE SET at_ms = excluded.at_ms",
                             head.seq + 1, act.now_ms()));
  WARMHEART_TRY(sql::execute(act, "DELETE FROM audit_witness WHERE seq > ?", head.seq));
  return {};
}

Result<std::uint64_t> audit_restarted_from(CentralStore& store) {
  return store.read([](Snapshot& in) {
    return sql::value<std::uint64_t>(in, "SELECT coalesce(max(from_seq), 0) FROM audit_restart");
  });
}

Result<void> audit(CentralStore& store, const std::string& who, const std::string& what, const std::string& subject,
                   const std::string& detail) {
  return store.transact({Lock::audit()}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY(internal::write_audit(act, who, what, subject, detail));
    return {};
  });
}

Result<std::optional<SignedAuditHead>> kept_audit_head(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(const auto kept, internal::kept_head(store.folder()));
  if (!kept) return std::optional<SignedAuditHead>();
  return std::optional<SignedAuditHead>(SignedAuditHead{kept->head, kept->signature});
}

Result<void> accept_earlier_audit(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(const auto kept, kept_audit_head(store));
  WARMHEART_TRY_ASSIGN(const AuditHead head, audit_head(store));
  if (!kept || kept->head.seq <= head.seq) return {};
  WARMHEART_TRY(internal::forget_kept_head(store.folder()));
  return audit(store, "admin", "audit-went-back", std::to_string(kept->head.seq), to_hex(kept->head.hash));
}

Result<std::vector<AuditRow>> audit_rows(CentralStore& store, std::uint64_t after_seq, std::size_t max) {
  const auto read = [](sql::Columns& row) {
    return AuditRow{row.counter(), row.integer(), row.text(), row.text(), row.text(), row.text(), row.digest()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<AuditRow>> {
    return sql::rows<AuditRow>(
        in, "SELECT seq, at_ms, who, what, subject, detail, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?", read,
        after_seq, static_cast<std::uint64_t>(max));
  });
}

}  // namespace warmheart
