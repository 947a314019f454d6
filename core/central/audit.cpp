#include "core/central/audit.h"

#include "core/central/inside.h"
#include "core/record/feed_signature.h"

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

Result<AuditHead> audit_head(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"));
  WARMHEART_TRY_ASSIGN(const bool found, query.step());
  AuditHead head;
  if (found) {
    head.seq = static_cast<std::uint64_t>(query.integer(0));
    head.hash = inside::digest_at(query, 1);
  }
  return head;
}

Result<SignedAuditHead> signed_audit_head(CentralStore& store) {
  SignedAuditHead out;
  WARMHEART_TRY_ASSIGN(out.head, audit_head(store));
  WARMHEART_TRY_ASSIGN(out.signature, sign_audit_head(out.head.hash, store.keys().feed.secret.view()));
  return out;
}

Result<void> inside::write_audit(CentralStore& store, std::string_view who, std::string_view what, std::string_view subject,
                                 std::string_view detail) {
  WARMHEART_TRY_ASSIGN(const AuditHead head, audit_head(store));
  AuditRow row{head.seq + 1, store.now_ms(), std::string(who), std::string(what), std::string(subject), std::string(detail), {}};
  row.hash = audit_hash(head.hash, row);
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare(
      "INSERT INTO audit(seq, at_ms, who, what, subject, detail, hash) VALUES(?, ?, ?, ?, ?, ?, ?)"));
  return insert.bind(row.seq, row.at_ms, who, what, subject, detail, row.hash).run();
}

Result<void> audit(CentralStore& store, const std::string& who, const std::string& what, const std::string& subject,
                   const std::string& detail) {
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY(inside::write_audit(store, who, what, subject, detail));
  return transaction.commit();
}

Result<std::vector<AuditRow>> audit_rows(CentralStore& store, std::uint64_t after_seq, std::size_t max) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT seq, at_ms, who, what, subject, detail, hash FROM audit WHERE seq > ? ORDER BY seq LIMIT ?"));
  query.bind(after_seq, static_cast<std::uint64_t>(max));
  std::vector<AuditRow> rows;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return rows;
    rows.push_back({static_cast<std::uint64_t>(query.integer(0)), query.integer(1), query.text(2), query.text(3), query.text(4),
                    query.text(5), inside::digest_at(query, 6)});
  }
}

}  // namespace warmheart
