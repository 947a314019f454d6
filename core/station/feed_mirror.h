// The mirror of the feed (net/sync/PROTOCOL.md "The feed"): pages are verified, staged, and flipped as one
// checkpoint, so that a screen never shows half of one. Functions over a database, inside the caller's transaction;
// store thread. Errors: SQLite's; forbidden where the sealing key is not signed by the root.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "core/record/exchange.h"
#include "core/record/seal.h"
#include "core/station/trusted_keys.h"
#include "core/station/types.h"
#include "core/storage/sql.h"

namespace warmheart::station {

// Of one checkpoint.
inline constexpr std::uint64_t kMaxStagedBytes = 64ull * 1024 * 1024;
inline constexpr std::uint64_t kMaxStagedValues = 200'000;

// Verifies one page (signed by the feed key, made for this device) and stages it; flips when no more follow. Of a
// checkpoint beyond these bounds nothing is kept: too_large, and what was shown stays.
Result<FeedOutcome> take_feed_page(sql::Connection& db, const AnswerToStore& answer, const Uuid& device,
                                   const TrustedKeys& trusted);

// True once, until a checkpoint is taken: the centre is to be told that it sends more than fits.
Result<bool> note_too_large(sql::Connection& db);

// What to ask the feed from: the staged cursors while a checkpoint is under way, else those of the one shown.
struct FeedCursors {
  std::uint64_t incarnation = 0;
  std::vector<wire::FeedCursor> cursors;
};
Result<FeedCursors> feed_cursors(sql::Connection& db);

// The centre had nothing new: what is shown is as of now.
Result<void> record_unchanged_feed(sql::Connection& db, const AnswerToStore& answer);

Result<std::int64_t> mirror_as_of_ms(sql::Connection& db);

// Values whose key begins with `prefix`, by key. Where scopes have the same key, the nearest speaks: station, district,
// all. Values of kinds that this build does not know are left out.
Result<void> for_each_value(sql::Connection& db, std::string_view prefix,
                            const std::function<void(const wire::FeedValue&)>& use);
Result<std::optional<wire::FeedValue>> value_at(sql::Connection& db, std::string_view key);

Result<MirrorView> read_mirror(sql::Connection& db, const StationIdentity& identity);
Result<CardTrust> read_card_trust(sql::Connection& db);

// The newest sealing key with the root's signature; the one of enrolment when the feed has none.
Result<SealingPublicKey> sealing_key(sql::Connection& db, const StationIdentity& identity);

}  // namespace warmheart::station
