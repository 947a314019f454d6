#include "core/station/feed_mirror.h"

#include <algorithm>
#include <map>

#include "core/record/feed_signature.h"
#include "core/record/record.h"
#include "core/record/seal.h"
#include "core/station/erasure.h"

namespace warmheart::station {
namespace {

using Cursors = std::map<std::string, std::uint64_t>;

struct Staging {
  bool under_way = false;
  bool full = false;
  std::uint64_t incarnation = 0;  // of what is staged, else of what is shown
  Cursors cursors;                // likewise
};
Staging read_staging_row(sql::Columns& row) {
  Staging out{row.flag(), row.flag(), 0, {}};
  const std::uint64_t staged = row.counter(), shown = row.counter();
  out.incarnation = out.under_way ? staged : shown;
  return out;
}
Cursors::value_type read_cursor(sql::Columns& row) { return {row.text(), row.counter()}; }

Result<Staging> read_staging(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(
      auto staging,
      sql::row<Staging>(db, "SELECT staging,staged_full,staged_incarnation,mirror_incarnation FROM station",
                        read_staging_row));
  if (!staging) return fail(ErrorCode::corrupt, "the station's row is gone");
  WARMHEART_TRY_ASSIGN(auto cursors,
                       sql::rows<Cursors::value_type>(db,
                                                      staging->under_way ? "SELECT scope,position FROM staged_cursor"
                                                                         : "SELECT scope,position FROM feed_cursor",
                                                      read_cursor));
  for (auto& cursor : cursors) staging->cursors.insert(std::move(cursor));
  return std::move(*staging);
}

struct ValueRow {
  std::string key, scope;
  Bytes value;  // a serialised wire::FeedValue
};
ValueRow read_value(sql::Columns& row) { return {row.text(), row.text(), row.bytes()}; }

template <class List>
bool covers(const Cursors& ours, const List& theirs) {
  return std::all_of(theirs.begin(), theirs.end(), [&](const wire::FeedCursor& cursor) {
    const auto known = ours.find(cursor.scope());
    return known != ours.end() && known->second >= cursor.position();
  });
}

Result<void> clear_staging(sql::Connection& db) {
  WARMHEART_TRY(sql::execute(db, "DELETE FROM staged_value"));
  WARMHEART_TRY(sql::execute(db, "DELETE FROM staged_cursor"));
  return {};
}

Result<void> begin_staging(sql::Connection& db, bool full, std::uint64_t incarnation) {
  WARMHEART_TRY(clear_staging(db));
  // An increment goes on from what is shown; a full checkpoint starts from nothing.
  if (!full) WARMHEART_TRY(sql::execute(db, "INSERT INTO staged_cursor SELECT scope,position FROM feed_cursor"));
  WARMHEART_TRY(
      sql::execute(db, "UPDATE station SET staging=1,staged_full=?,staged_incarnation=?,staged_bytes=0,staged_values=0",
                   full, incarnation));
  return {};
}

Result<void> stage(sql::Connection& db, const wire::FeedPage& page) {
  for (const wire::FeedChange& change : page.changes()) {
    const auto value = change.tombstone() ? std::nullopt : std::optional<ByteView>(view_of(change.value()));
    WARMHEART_TRY(
        sql::execute(db,
                     "INSERT INTO staged_value(key,scope,position,value) VALUES(?,?,?,?) ON CONFLICT(key,scope) "
                     "DO UPDATE SET position=excluded.position,value=excluded.value WHERE excluded.position>position",
                     change.key(), change.scope(), change.position(), value));
  }
  for (const wire::FeedCursor& cursor : page.after()) {
    WARMHEART_TRY(sql::execute(db,
                               "INSERT INTO staged_cursor(scope,position) VALUES(?,?) ON CONFLICT(scope) "
                               "DO UPDATE SET position=max(position,excluded.position)",
                               cursor.scope(), cursor.position()));
  }
  return {};
}

// False: the checkpoint is larger than this disk takes; nothing of it stays.
Result<bool> has_room(sql::Connection& db, std::uint64_t page_bytes, std::uint64_t values) {
  WARMHEART_TRY_ASSIGN(
      const bool fits,
      sql::value<bool>(db,
                       "UPDATE station SET staged_bytes=staged_bytes+?,staged_values=staged_values+? RETURNING "
                       "staged_bytes<=? AND staged_values<=?",
                       page_bytes, values, kMaxStagedBytes, kMaxStagedValues));
  if (fits) return true;
  WARMHEART_TRY(clear_staging(db));
  WARMHEART_TRY(sql::execute(db, "UPDATE station SET staging=0"));
  return false;
}

Result<void> flip(sql::Connection& db, bool full, std::int64_t as_of_ms) {
  WARMHEART_TRY(forget_erased(db));
  if (full)
    WARMHEART_TRY(sql::execute(db, "DELETE FROM feed_value"));
  else
    WARMHEART_TRY(sql::execute(db, "DELETE FROM feed_value WHERE (key,scope) IN (SELECT key,scope FROM staged_value)"));
  WARMHEART_TRY(sql::execute(
      db, "INSERT INTO feed_value SELECT key,scope,position,value FROM staged_value WHERE value IS NOT NULL"));
  WARMHEART_TRY(sql::execute(db, "DELETE FROM feed_cursor"));
  WARMHEART_TRY(sql::execute(db, "INSERT INTO feed_cursor SELECT scope,position FROM staged_cursor"));
  WARMHEART_TRY(clear_staging(db));
  WARMHEART_TRY(sql::execute(
      db,
      "UPDATE station SET mirror_as_of_ms=CASE WHEN mirror_incarnation=staged_incarnation "
      "THEN max(mirror_as_of_ms,?1) ELSE ?1 END,mirror_incarnation=staged_incarnation,staging=0,feed_too_large=0",
      as_of_ms));
  return {};
}

int nearness(const std::string& scope) {
  return scope.starts_with("station/") ? 2 : scope.starts_with("district/") ? 1 : 0;
}
bool nearer(const ValueRow& farther, const ValueRow& near) { return nearness(farther.scope) < nearness(near.scope); }

}  // namespace

Result<FeedOutcome> take_feed_page(sql::Connection& db, const AnswerToStore& answer, const Uuid& device,
                                   const TrustedKeys& trusted) {
  const ByteView bytes = view_of(answer.feed_page);
  wire::FeedPage page;
  if (!feed_page_is_signed(bytes, view_of(answer.feed_signature), trusted.feed.public_key) || !parse(bytes, page) ||
      !same_bytes(view_of(page.device()), device.bytes())) {
    return FeedOutcome::refused;
  }
  WARMHEART_TRY_ASSIGN(const Staging staging, read_staging(db));
  const bool same_incarnation = page.incarnation() == staging.incarnation;
  if (same_incarnation && covers(staging.cursors, page.after())) return FeedOutcome::old;
  if (page.full()) {
    WARMHEART_TRY(begin_staging(db, true, page.incarnation()));
  } else {
    // It goes on from cursors that we no longer have (another file, another incarnation): it would leave a hole.
    if (!same_incarnation || !covers(staging.cursors, answer.asked_from)) return FeedOutcome::old;
    if (!staging.under_way) WARMHEART_TRY(begin_staging(db, false, page.incarnation()));
  }
  WARMHEART_TRY_ASSIGN(const bool fits, has_room(db, bytes.size(), static_cast<std::uint64_t>(page.changes_size())));
  if (!fits) return FeedOutcome::too_large;
  WARMHEART_TRY(stage(db, page));
  if (page.more()) return FeedOutcome::staged;
  WARMHEART_TRY(flip(db, page.full() || (staging.under_way && staging.full), page.signed_at_ms()));
  return FeedOutcome::flipped;
}

Result<bool> note_too_large(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(const auto changed,
                       sql::execute(db, "UPDATE station SET feed_too_large=1 WHERE feed_too_large=0"));
  return changed == 1;
}

Result<FeedCursors> feed_cursors(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(const Staging staging, read_staging(db));
  FeedCursors out{staging.incarnation, {}};
  for (const auto& [scope, position] : staging.cursors) {
    wire::FeedCursor cursor;
    cursor.set_scope(scope);
    cursor.set_position(position);
    out.cursors.push_back(std::move(cursor));
  }
  return out;
}

Result<void> record_unchanged_feed(sql::Connection& db, const AnswerToStore& answer) {
  WARMHEART_TRY_ASSIGN(const Staging staging, read_staging(db));
  if (staging.under_way || staging.cursors.empty() || answer.asked_from.empty() ||
      answer.incarnation != staging.incarnation || !covers(staging.cursors, answer.asked_from)) {
    return {};
  }
  WARMHEART_TRY(
      sql::execute(db, "UPDATE station SET mirror_as_of_ms=?1 WHERE mirror_as_of_ms<?1", answer.server_time_ms));
  return {};
}

Result<std::int64_t> mirror_as_of_ms(sql::Connection& db) {
  return sql::value<std::int64_t>(db, "SELECT mirror_as_of_ms FROM station");
}

Result<void> for_each_value(sql::Connection& db, std::string_view prefix,
                            const std::function<void(const wire::FeedValue&)>& use) {
  std::string end(prefix);
  end.back() = static_cast<char>(end.back() + 1);
  WARMHEART_TRY_ASSIGN(
      const auto rows,
      sql::rows<ValueRow>(db, "SELECT key,scope,value FROM feed_value WHERE key>=? AND key<? ORDER BY key", read_value,
                          prefix, end));
  wire::FeedValue value;
  for (auto row = rows.begin(); row != rows.end();) {
    const auto next = std::find_if(row, rows.end(), [&](const ValueRow& one) { return one.key != row->key; });
    const auto best = std::max_element(row, next, nearer);
    value.Clear();
    if (parse(best->value, value) && value.body_case() != wire::FeedValue::BODY_NOT_SET) use(value);
    row = next;
  }
  return {};
}

Result<std::optional<wire::FeedValue>> value_at(sql::Connection& db, std::string_view key) {
  WARMHEART_TRY_ASSIGN(auto rows,
                       sql::rows<ValueRow>(db, "SELECT key,scope,value FROM feed_value WHERE key=?", read_value, key));
  std::ranges::stable_sort(rows, [](const ValueRow& a, const ValueRow& b) { return nearer(b, a); });
  for (const ValueRow& row : rows) {
    wire::FeedValue value;
    if (parse(row.value, value)) return std::optional<wire::FeedValue>(std::move(value));
  }
  return std::optional<wire::FeedValue>();
}

Result<MirrorView> read_mirror(sql::Connection& db, const StationIdentity& identity) {
  MirrorView out;
  out.station = identity.first_assignment;
  WARMHEART_TRY_ASSIGN(const auto assignment, value_at(db, "station"));
  if (assignment && assignment->has_station()) out.station = assignment->station();
  WARMHEART_TRY_ASSIGN(const auto riders, value_at(db, "riders-host"));
  if (riders) out.riders_host = riders->riders_host().host();
  WARMHEART_TRY(
      for_each_value(db, "union/", [&](const wire::FeedValue& value) { out.unions.push_back(value.union_()); }));
  WARMHEART_TRY(for_each_value(
      db, "consent/", [&](const wire::FeedValue& value) { out.consent_texts.push_back(value.consent_text()); }));
  WARMHEART_TRY(
      for_each_value(db, "service/", [&](const wire::FeedValue& value) { out.services.push_back(value.service()); }));
  WARMHEART_TRY(for_each_value(db, "answer/",
                               [&](const wire::FeedValue& value) { out.answers.push_back(value.rider_answer()); }));
  WARMHEART_TRY(for_each_value(
      db, "announcement/", [&](const wire::FeedValue& value) { out.announcements.push_back(value.announcement()); }));
  WARMHEART_TRY(
      for_each_value(db, "alert/", [&](const wire::FeedValue& value) { out.alerts.push_back(value.alert()); }));
  WARMHEART_TRY(
      for_each_value(db, "benefit/", [&](const wire::FeedValue& value) { out.benefits.push_back(value.benefit()); }));
  WARMHEART_TRY_ASSIGN(const auto weather, value_at(db, "weather"));
  if (weather && weather->has_weather()) out.weather = weather->weather();
  WARMHEART_TRY_ASSIGN(const auto allowance, value_at(db, "heat-allowance"));
  if (allowance && allowance->has_heat_allowance()) out.heat_allowance = allowance->heat_allowance();
  WARMHEART_TRY(for_each_value(db, "emergency/",
                               [&](const wire::FeedValue& value) { out.emergencies.push_back(value.emergency()); }));
  WARMHEART_TRY(
      for_each_value(db, "listing/", [&](const wire::FeedValue& value) { out.listings.push_back(value.listing()); }));
  std::stable_sort(out.emergencies.begin(), out.emergencies.end(),
                   [](const auto& a, const auto& b) { return a.order() < b.order(); });
  std::stable_sort(out.benefits.begin(), out.benefits.end(),
                   [](const auto& a, const auto& b) { return a.order() < b.order(); });
  std::stable_sort(out.answers.begin(), out.answers.end(),
                   [](const auto& a, const auto& b) { return a.order() < b.order(); });
  WARMHEART_TRY_ASSIGN(out.as_of_ms, mirror_as_of_ms(db));
  return out;
}

Result<CardTrust> read_card_trust(sql::Connection& db) {
  CardTrust out;
  WARMHEART_TRY(for_each_value(db, "card-key/", [&](const wire::FeedValue& value) {
    const auto id = eight_bytes(view_of(value.card_key().key_id()));
    if (!id || value.card_key().public_key().size() != 32) return;
    CardTrust::Key key;
    std::copy_n(view_of(value.card_key().public_key()).begin(), 32, key.public_key.begin());
    key.final_role = value.card_key().final_role();
    out.keys[*id] = key;
  }));
  WARMHEART_TRY(for_each_value(db, "approved/", [&](const wire::FeedValue& value) {
    if (const auto digest = digest_from(view_of(value.approved_card().card_digest())))
      out.approved[*digest] = value.approved_card().approved_at_ms();
  }));
  WARMHEART_TRY(for_each_value(db, "revoked/", [&](const wire::FeedValue& value) {
    if (const auto hash = eight_bytes(view_of(value.revoked_card().card_hash()))) out.revoked.insert(*hash);
  }));
  WARMHEART_TRY_ASSIGN(out.as_of_ms, mirror_as_of_ms(db));
  return out;
}

Result<SealingPublicKey> sealing_key(sql::Connection& db, const StationIdentity& identity) {
  WARMHEART_TRY_ASSIGN(
      const auto keys,
      sql::rows<Bytes>(
          db, "SELECT value FROM feed_value WHERE key>='sealing-key/' AND key<'sealing-key0' ORDER BY position DESC"));
  WARMHEART_TRY_ASSIGN(const TrustedKeys trusted, trusted_keys(db, identity));
  std::optional<wire::SealingKey> newest;
  for (const Bytes& bytes : keys) {
    wire::FeedValue value;
    if (!parse(bytes, value) || !sealing_key_is_signed(value.sealing_key(), trusted.root.public_key)) continue;
    newest = value.sealing_key();
    break;
  }
  const wire::SealingKey best = newest.value_or(identity.sealing_key);
  if (!newest && !sealing_key_is_signed(best, identity.root_public_key)) {
    return fail(ErrorCode::forbidden, "the centre's sealing key is not signed by its root");
  }
  SealingPublicKey out;
  std::copy_n(view_of(best.key_id()).begin(), out.id.size(), out.id.begin());
  std::copy_n(view_of(best.public_key()).begin(), out.key.size(), out.key.begin());
  return out;
}

}  // namespace warmheart::station
