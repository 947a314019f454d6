// The feed: what the centre decides for stations, keyed and compacted, scoped to all / district / station
// (net/sync/PROTOCOL.md "The feed"). Positions come from one counter row a scope inside the writing transaction, so
// none can appear behind a reader. A device takes signed pages and flips when `more` is false. Paging: the device
// sends, as SyncRequest.feed and .incarnation, the `after` cursors and incarnation of the last page it *staged*. A full
// checkpoint says full on its first page; the pages that follow it continue from the staged cursors with full = false,
// and belong to the same staging.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/central/ingest/ingest.h"
#include "warmheart.pb.h"

namespace warmheart {

inline constexpr std::size_t kFeedPageChanges = 200;
inline constexpr std::size_t kFeedPageBytes = 192 * 1024;

std::string scope_all();
std::string district_scope(const std::string& district_code);
std::string station_scope(const Uuid& station);

// Writes one value in a transaction of its own; an equal value moves nothing. Parts that publish as a consequence of
// something else do it inside their own transaction.
Result<void> publish(CentralStore& store, const std::string& scope, const std::string& key,
                     const wire::FeedValue& value);
Result<void> retract(CentralStore& store, const std::string& scope, const std::string& key);

struct FeedAsk {
  Uuid device;
  std::vector<wire::FeedCursor> cursors;
  std::uint64_t incarnation = 0;
  std::uint64_t feed_ordinal = 0;  // of the feed key that it trusts; 0: it does not say
  std::size_t max_changes = kFeedPageChanges;
};
FeedAsk feed_ask(const DeviceBatch& batch);

struct FeedPageOut {
  Bytes page;       // a serialised FeedPage; empty: nothing new for this device
  Bytes signature;  // Ed25519 by the newest feed key; by the one that the device knows, where it knows no ordinals
  bool more = false;
};
Result<FeedPageOut> feed_page(CentralStore& store, const FeedAsk& ask);

// Whether feed_page would have something. Cheap: one small query, no values read.
Result<bool> feed_moved(CentralStore& store, const FeedAsk& ask);

// Rises with every change of any scope, made by any process. A waker polls it; equal means that nobody needs waking.
Result<std::uint64_t> feed_clock(CentralStore& store);

inline constexpr std::int64_t kApprovedCardMs = 60ll * 86'400'000;
// Approved cards leave the feed after the 60 days that a provisional card lives (core/member/CARD.md). Daily.
Result<std::size_t> retire_approved_cards(CentralStore& store);

// What stands in a scope now, tombstones left out: for `warmheart-admin show` and tests.
struct FeedEntry {
  std::string scope;
  std::string key;
  std::uint64_t position = 0;
  wire::FeedValue value;
};
Result<std::vector<FeedEntry>> feed_entries(CentralStore& store, const std::string& scope);

// What signs for this device: the newest feed key, where it follows to the next one by itself or says nothing and the
// one that it knows is gone; else that one.
Result<const SignKey*> feed_key_of(CentralStore& store, const FeedAsk& ask);

namespace internal {

// Where the value is another one than the scope has, it takes the scope's next position.
Result<void> write_feed(Act& act, const std::string& scope, const std::string& key, const wire::FeedValue& value);
Result<void> write_tombstone(Act& act, const std::string& scope, const std::string& key);
Result<std::vector<FeedEntry>> feed_entries(Snapshot& in, const std::string& scope);
Result<std::uint64_t> feed_clock(Snapshot& in);

}  // namespace internal

}  // namespace warmheart
