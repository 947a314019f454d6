#include "core/station/feed_mirror.h"

#include <algorithm>
#include <map>

#include "core/record/feed_signature.h"
#include "core/record/record.h"
#include "core/record/seal.h"

namespace warmheart::station {
namespace {

using Cursors = std::map<std::string, std::uint64_t>;

struct Staging {
  bool under_way = false;
  bool full = false;
  std::uint64_t incarnation = 0;  // of what is staged, else of what is shown
  Cursors cursors;                // likewise
};

Result<Staging> read_staging(sqlite::Database& database) {
  WARMHEART_TRY_ASSIGN(auto row, database.prepare("SELECT staging,staged_full,staged_incarnation,mirror_incarnation FROM station"));
  WARMHEART_TRY_ASSIGN(const bool there, row.step());
  if (!there) return fail(ErrorCode::corrupt, "the station's row is gone");
  Staging out;
  out.under_way = row.integer(0) != 0;
  out.full = row.integer(1) != 0;
  out.incarnation = static_cast<std::uint64_t>(row.integer(out.under_way ? 2 : 3));
  WARMHEART_TRY_ASSIGN(auto cursors, database.prepare(out.under_way ? "SELECT scope,position FROM staged_cursor"
                                                                    : "SELECT scope,position FROM feed_cursor"));
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, cursors.step());
    if (!more) return out;
    out.cursors[cursors.text(0)] = static_cast<std::uint64_t>(cursors.integer(1));
  }
}

template <class List>
bool covers(const Cursors& ours, const List& theirs) {
  return std::all_of(theirs.begin(), theirs.end(), [&](const wire::FeedCursor& cursor) {
    const auto known = ours.find(cursor.scope());
    return known != ours.end() && known->second >= cursor.position();
  });
}

Result<void> begin_staging(sqlite::Database& database, bool full, std::uint64_t incarnation) {
  WARMHEART_TRY(database.run("DELETE FROM staged_value; DELETE FROM staged_cursor;"));
  // An increment goes on from what is shown; a full checkpoint starts from nothing.
  if (!full) WARMHEART_TRY(database.run("INSERT INTO staged_cursor SELECT scope,position FROM feed_cursor"));
  WARMHEART_TRY_ASSIGN(auto update, database.prepare("UPDATE station SET staging=1,staged_full=?,staged_incarnation=?"));
  return update.bind(full, incarnation).run();
}

Result<void> stage(sqlite::Database& database, const wire::FeedPage& page) {
  WARMHEART_TRY_ASSIGN(auto put, database.prepare(
      "INSERT INTO staged_value(key,scope,position,value) VALUES(?,?,?,?) ON CONFLICT(key,scope) DO UPDATE SET "
      "position=excluded.position,value=excluded.value WHERE excluded.position>position"));
  for (const wire::FeedChange& change : page.changes()) {
    const auto value = change.tombstone() ? std::optional<Bytes>() : std::optional<Bytes>(bytes_of(change.value()));
    WARMHEART_TRY(put.bind(change.key(), change.scope(), change.position(), value).run());
  }
  WARMHEART_TRY_ASSIGN(auto move, database.prepare("INSERT INTO staged_cursor(scope,position) VALUES(?,?) ON CONFLICT(scope) "
                                                   "DO UPDATE SET position=max(position,excluded.position)"));
  for (const wire::FeedCursor& cursor : page.after()) WARMHEART_TRY(move.bind(cursor.scope(), cursor.position()).run());
  return {};
}

Result<void> flip(sqlite::Database& database, std::int64_t as_of_ms) {
  WARMHEART_TRY(database.run(
      "DELETE FROM feed_value WHERE (SELECT staged_full FROM station)=1;"
      "DELETE FROM feed_value WHERE EXISTS(SELECT 1 FROM staged_value s WHERE s.key=feed_value.key AND s.scope=feed_value.scope);"
      "INSERT INTO feed_value SELECT key,scope,position,value FROM staged_value WHERE value IS NOT NULL;"
      "DELETE FROM feed_cursor;"
      "INSERT INTO feed_cursor SELECT scope,position FROM staged_cursor;"
      "DELETE FROM staged_value; DELETE FROM staged_cursor;"));
  WARMHEART_TRY_ASSIGN(auto update, database.prepare("UPDATE station SET mirror_incarnation=staged_incarnation,staging=0,"
                                                     "mirror_as_of_ms=max(mirror_as_of_ms,?)"));
  return update.bind(as_of_ms).run();
}

int nearness(const std::string& scope) { return scope.starts_with("station/") ? 2 : scope.starts_with("district/") ? 1 : 0; }

}  // namespace

Result<FeedOutcome> take_feed_page(sqlite::Database& database, const AnswerToStore& answer, const StationIdentity& identity) {
  const ByteView bytes = view_of(answer.feed_page);
  wire::FeedPage page;
  if (!feed_page_is_signed(bytes, view_of(answer.feed_signature), identity.feed_public_key) || !parse(bytes, page) ||
      !same_bytes(view_of(page.device()), identity.device.bytes())) {
    return FeedOutcome::refused;
  }
  WARMHEART_TRY_ASSIGN(const Staging staging, read_staging(database));
  const bool same_incarnation = page.incarnation() == staging.incarnation;
  if (same_incarnation && covers(staging.cursors, page.after())) return FeedOutcome::old;
  if (page.full()) {
    WARMHEART_TRY(begin_staging(database, true, page.incarnation()));
  } else {
    // It goes on from cursors that we no longer have (another file, another incarnation): it would leave a hole.
    if (!same_incarnation || !covers(staging.cursors, answer.asked_from)) return FeedOutcome::old;
    if (!staging.under_way) WARMHEART_TRY(begin_staging(database, false, page.incarnation()));
  }
  WARMHEART_TRY(stage(database, page));
  if (page.more()) return FeedOutcome::staged;
  WARMHEART_TRY(flip(database, page.signed_at_ms()));
  return FeedOutcome::flipped;
}

Result<FeedPlace> feed_place(sqlite::Database& database) {
  WARMHEART_TRY_ASSIGN(const Staging staging, read_staging(database));
  FeedPlace out{staging.incarnation, {}};
  for (const auto& [scope, position] : staging.cursors) {
    wire::FeedCursor cursor;
    cursor.set_scope(scope);
    cursor.set_position(position);
    out.cursors.push_back(std::move(cursor));
  }
  return out;
}

Result<void> note_nothing_new(sqlite::Database& database, const AnswerToStore& answer) {
  WARMHEART_TRY_ASSIGN(const Staging staging, read_staging(database));
  if (staging.under_way || staging.cursors.empty() || answer.asked_from.empty() || answer.incarnation != staging.incarnation ||
      !covers(staging.cursors, answer.asked_from)) {
    return {};
  }
  WARMHEART_TRY_ASSIGN(auto update, database.prepare("UPDATE station SET mirror_as_of_ms=?1 WHERE mirror_as_of_ms<?1"));
  return update.bind(answer.server_time_ms).run();
}

Result<std::int64_t> mirror_as_of_ms(sqlite::Database& database) {
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT mirror_as_of_ms FROM station"));
  WARMHEART_TRY(query.step());
  return query.integer(0);
}

Result<void> for_each_value(sqlite::Database& database, std::string_view prefix,
                            const std::function<void(const wire::FeedValue&)>& use) {
  std::string end(prefix);
  end.back() = static_cast<char>(end.back() + 1);
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT key,scope,value FROM feed_value WHERE key>=? AND key<? ORDER BY key"));
  query.bind(prefix, end);
  std::string key;
  int nearest = -1;
  wire::FeedValue best;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, query.step());
    if ((!more || query.text(0) != key) && nearest >= 0) {
      if (best.body_case() != wire::FeedValue::BODY_NOT_SET) use(best);
      nearest = -1;
    }
    if (!more) return {};
    key = query.text(0);
    if (const int near = nearness(query.text(1)); near > nearest) {
      nearest = near;
      best.Clear();
      if (!parse(query.bytes(2), best)) best.Clear();
    }
  }
}

Result<std::optional<wire::FeedValue>> value_at(sqlite::Database& database, std::string_view key) {
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT scope,value FROM feed_value WHERE key=?"));
  query.bind(key);
  std::optional<wire::FeedValue> out;
  int nearest = -1;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, query.step());
    if (!more) return out;
    const int near = nearness(query.text(0));
    wire::FeedValue value;
    if (near <= nearest || !parse(query.bytes(1), value)) continue;
    nearest = near;
    out = std::move(value);
  }
}

Result<MirrorView> read_mirror(sqlite::Database& database, const StationIdentity& identity) {
  MirrorView out;
  out.station = identity.first_assignment;
  WARMHEART_TRY_ASSIGN(const auto assignment, value_at(database, "station"));
  if (assignment && assignment->has_station()) out.station = assignment->station();
  WARMHEART_TRY(for_each_value(database, "union/", [&](const wire::FeedValue& value) { out.unions.push_back(value.union_()); }));
  WARMHEART_TRY(for_each_value(database, "consent/", [&](const wire::FeedValue& value) { out.consent_texts.push_back(value.consent_text()); }));
  WARMHEART_TRY(for_each_value(database, "service/", [&](const wire::FeedValue& value) { out.services.push_back(value.service()); }));
  WARMHEART_TRY(for_each_value(database, "answer/", [&](const wire::FeedValue& value) { out.answers.push_back(value.rider_answer()); }));
  WARMHEART_TRY(for_each_value(database, "announcement/",
                               [&](const wire::FeedValue& value) { out.announcements.push_back(value.announcement()); }));
  WARMHEART_TRY(for_each_value(database, "emergency/", [&](const wire::FeedValue& value) { out.emergencies.push_back(value.emergency()); }));
  WARMHEART_TRY(for_each_value(database, "listing/", [&](const wire::FeedValue& value) { out.listings.push_back(value.listing()); }));
  std::stable_sort(out.emergencies.begin(), out.emergencies.end(), [](const auto& a, const auto& b) { return a.order() < b.order(); });
  std::stable_sort(out.answers.begin(), out.answers.end(),
                   [](const auto& a, const auto& b) { return a.order() < b.order(); });
  WARMHEART_TRY_ASSIGN(out.as_of_ms, mirror_as_of_ms(database));
  return out;
}

Result<CardTrust> read_card_trust(sqlite::Database& database) {
  CardTrust out;
  WARMHEART_TRY(for_each_value(database, "card-key/", [&](const wire::FeedValue& value) {
    const auto id = eight_bytes(view_of(value.card_key().key_id()));
    if (!id || value.card_key().public_key().size() != 32) return;
    CardTrust::Key key;
    std::copy_n(view_of(value.card_key().public_key()).begin(), 32, key.public_key.begin());
    key.final_role = value.card_key().final_role();
    out.keys[*id] = key;
  }));
  WARMHEART_TRY(for_each_value(database, "approved/", [&](const wire::FeedValue& value) {
    if (const auto number = eight_bytes(view_of(value.approved_card().card_number()))) {
      out.approved[*number] = value.approved_card().approved_at_ms();
    }
  }));
  WARMHEART_TRY(for_each_value(database, "revoked/", [&](const wire::FeedValue& value) {
    if (const auto hash = eight_bytes(view_of(value.revoked_card().card_hash()))) out.revoked.insert(*hash);
  }));
  WARMHEART_TRY_ASSIGN(out.as_of_ms, mirror_as_of_ms(database));
  return out;
}

Result<SealingPublicKey> sealing_key(sqlite::Database& database, const StationIdentity& identity) {
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT value FROM feed_value WHERE key>='sealing-key/' AND key<'sealing-key0' "
                                                    "ORDER BY position DESC"));
  wire::SealingKey best = identity.sealing_key;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool more, query.step());
    if (!more) break;
    wire::FeedValue value;
    if (!parse(query.bytes(0), value) || !sealing_key_is_signed(value.sealing_key(), identity.root_public_key)) continue;
    best = value.sealing_key();
    break;
  }
  if (!sealing_key_is_signed(best, identity.root_public_key)) {
    return fail(ErrorCode::forbidden, "the centre's sealing key is not signed by its root");
  }
  SealingPublicKey out;
  std::copy_n(view_of(best.key_id()).begin(), out.id.size(), out.id.begin());
  std::copy_n(view_of(best.public_key()).begin(), out.key.size(), out.key.begin());
  return out;
}

}  // namespace warmheart::station
