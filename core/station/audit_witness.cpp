#include "core/station/audit_witness.h"

#include "core/record/feed_signature.h"

namespace warmheart::station {

Result<void> keep_audit_head(sql::Connection& db, const AnswerToStore& answer, const TrustedKey& feed,
                             bool begins_anew) {
  const auto hash = digest_from(view_of(answer.audit_head));
  if (!hash) return {};
  const AuditHead head{answer.audit_seq, answer.audit_at_ms, *hash};
  if (!audit_head_is_signed(head, view_of(answer.audit_signature), feed.public_key)) return {};
  const Bytes bytes = audit_head_bytes(head);
  WARMHEART_TRY(sql::execute(db,
                             "UPDATE station SET audit_head=?1,audit_signature=?2 WHERE ?4 OR length(audit_head)<>?3 "
                             "OR audit_head<?1",
                             bytes, view_of(answer.audit_signature), bytes.size(), begins_anew));
  return {};
}

Result<std::optional<StationStore::WitnessedHead>> witnessed_audit_head(sql::Connection& db) {
  struct Held {
    Bytes head, signature;
  };
  const auto read = [](sql::Columns& row) { return Held{row.bytes(), row.bytes()}; };
  WARMHEART_TRY_ASSIGN(const auto held, sql::row<Held>(db, "SELECT audit_head,audit_signature FROM station", read));
  const auto head = audit_head_from(held ? ByteView(held->head) : ByteView());
  if (!head) return std::optional<StationStore::WitnessedHead>();
  return std::optional<StationStore::WitnessedHead>(StationStore::WitnessedHead{*head, held->signature});
}

}  // namespace warmheart::station
