#include "core/station/trusted_keys.h"

#include "core/record/feed_signature.h"

namespace warmheart::station {
namespace {

constexpr const char* kRoot = "root";
constexpr const char* kFeed = "feed";

struct KeyRow {
  std::string name;
  TrustedKey key;
};
KeyRow read_key(sql::Columns& row) { return {row.text(), {row.counter(), row.bytes()}}; }

Result<void> keep(sql::Connection& db, const char* name, const TrustedKey& key) {
  WARMHEART_TRY(sql::execute(db,
                             "INSERT INTO trusted_key(name,ordinal,public_key) VALUES(?,?,?) ON CONFLICT(name) "
                             "DO UPDATE SET ordinal=excluded.ordinal,public_key=excluded.public_key "
                             "WHERE excluded.ordinal>ordinal",
                             name, key.ordinal, key.public_key));
  return {};
}

TrustedKey key_of(const wire::SigningKey& announced) { return {announced.ordinal(), bytes_of(announced.public_key())}; }

// Whoever announces it holds it: what came with the announcement is signed by it.
bool has_signed(const TrustedKey& key, const AnswerToStore& answer) {
  if (!answer.feed_page.empty())
    return feed_page_is_signed(view_of(answer.feed_page), view_of(answer.feed_signature), key.public_key);
  const auto hash = digest_from(view_of(answer.audit_head));
  return hash && audit_head_is_signed(AuditHead{answer.audit_seq, answer.audit_at_ms, *hash},
                                      view_of(answer.audit_signature), key.public_key);
}

}  // namespace

Result<TrustedKeys> trusted_keys(sql::Connection& db, const StationIdentity& identity) {
  TrustedKeys out{{identity.root_ordinal, identity.root_public_key}, {identity.feed_ordinal, identity.feed_public_key}};
  WARMHEART_TRY_ASSIGN(const auto rows,
                       sql::rows<KeyRow>(db, "SELECT name,ordinal,public_key FROM trusted_key", read_key));
  for (const KeyRow& row : rows) {
    TrustedKey& key = row.name == kRoot ? out.root : out.feed;
    if (row.key.ordinal > key.ordinal) key = row.key;
  }
  return out;
}

Result<TrustedKeys> take_announced_keys(sql::Connection& db, const StationIdentity& identity,
                                        const AnswerToStore& answer) {
  WARMHEART_TRY_ASSIGN(TrustedKeys trusted, trusted_keys(db, identity));
  for (const wire::SigningKey& next : answer.roots) {
    if (next.ordinal() != trusted.root.ordinal + 1 || !root_key_is_signed(next, trusted.root.public_key)) continue;
    trusted.root = key_of(next);
    WARMHEART_TRY(keep(db, kRoot, trusted.root));
  }
  const wire::SigningKey& feed = answer.feed_key;
  if (feed.ordinal() <= trusted.feed.ordinal || !feed_key_is_signed(feed, trusted.root.public_key) ||
      !has_signed(key_of(feed), answer)) {
    return trusted;
  }
  trusted.feed = key_of(feed);
  WARMHEART_TRY(keep(db, kFeed, trusted.feed));
  return trusted;
}

}  // namespace warmheart::station
