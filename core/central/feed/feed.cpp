#include "core/central/feed/feed.h"

#include <algorithm>

#include "core/central/stations/station_table.h"
#include "core/central/store/columns.h"
#include "core/record/feed_signature.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

// One counter for all scopes beside the positions: it says that something moved, not what.
constexpr const char* kFeedClock = "feed-clock";

// The scope's next position. Its row stays locked until the caller commits, so no smaller one can appear later.
Result<std::uint64_t> next_position(Act& act, const std::string& scope) {
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO meta(name, value) VALUES(?, 1) "
                             "ON CONFLICT(name) DO UPDATE SET value = meta.value + 1",
                             kFeedClock));
  return sql::value<std::uint64_t>(
      act,
      "INSERT INTO feed_counter(scope, position) VALUES(?, 1) "
      "ON CONFLICT(scope) DO UPDATE SET position = feed_counter.position + 1 RETURNING position",
      scope);
}

Result<void> write_value(Act& act, const std::string& scope, const std::string& key, const Bytes& value,
                         bool tombstone) {
  act.lock(Lock::feed(scope));
  struct Present {
    Bytes value;
    bool tombstone = false;
  };
  const auto read = [](sql::Columns& row) { return Present{row.bytes(), row.flag()}; };
  WARMHEART_TRY_ASSIGN(
      const auto present,
      sql::row<Present>(act, "SELECT value, tombstone FROM feed_value WHERE scope = ? AND key = ?", read, scope, key));
  const bool same = present && present->tombstone == tombstone && present->value == value;
  if (same || (!present && tombstone)) return {};
  WARMHEART_TRY_ASSIGN(const std::uint64_t position, next_position(act, scope));
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO feed_value(scope, key, position, value, tombstone, changed_ms) VALUES(?, ?, ?, ?, ?, ?) "
      "ON CONFLICT(scope, key) DO UPDATE SET position = excluded.position, value = excluded.value, "
      "tombstone = excluded.tombstone, changed_ms = excluded.changed_ms",
      scope, key, position, value, tombstone, act.now_ms()));
  return {};
}

Result<std::uint64_t> scope_head(Snapshot& in, const std::string& scope) {
  WARMHEART_TRY_ASSIGN(const auto head,
                       sql::row<std::uint64_t>(in, "SELECT position FROM feed_counter WHERE scope = ?", scope));
  return head.value_or(0);
}

// Most centres have one feed key: nothing is looked up then.
Result<const SignKey*> signs_for(Snapshot& in, const FeedAsk& ask) {
  const CentralKeys& keys = in.keys();
  if (ask.feed_ordinal > 0 || keys.older_feeds.empty()) return &keys.feed;
  WARMHEART_TRY_ASSIGN(const auto known,
                       sql::row<std::uint64_t>(in, "SELECT feed_ordinal FROM device WHERE id = ?", ask.device.bytes()));
  return &feed_key_for(keys, known.value_or(keys.feed_ordinal()));
}

struct ScopeSpan {
  std::string scope;
  std::uint64_t from = 0;  // what the device has
  std::uint64_t head = 0;  // what there is
};
struct Plan {
  std::vector<ScopeSpan> spans;  // all, district, station
  bool full = false;
  bool moved() const {
    return full || std::ranges::any_of(spans, [](const ScopeSpan& span) { return span.head > span.from; });
  }
};

// A full checkpoint where the device's cursors cannot be continued: another incarnation, another district or station
// than before, or positions that this database has never given.
Result<Plan> plan_for(Snapshot& in, const FeedAsk& ask) {
  Plan plan;
  plan.spans.push_back({scope_all()});
  WARMHEART_TRY_ASSIGN(const internal::DeviceStation at, internal::station_of(in, ask.device));
  if (!at.station.empty()) {
    plan.spans.push_back({district_scope(at.district_code)});
    plan.spans.push_back({station_scope(at.station)});
  }
  for (ScopeSpan& span : plan.spans) { WARMHEART_TRY_ASSIGN(span.head, scope_head(in, span.scope)); }
  plan.full = ask.incarnation != in.incarnation();
  for (const wire::FeedCursor& cursor : ask.cursors) {
    const auto span = std::ranges::find(plan.spans, cursor.scope(), &ScopeSpan::scope);
    if (span == plan.spans.end() || cursor.position() > span->head)
      plan.full = true;
    else
      span->from = cursor.position();
  }
  if (plan.full) {
    for (ScopeSpan& span : plan.spans) span.from = 0;
  }
  return plan;
}

struct Value {
  std::string key;
  std::uint64_t position = 0;
  std::string bytes;
  bool tombstone = false;
};
Value read_value(sql::Columns& row) { return {row.text(), row.counter(), string_of(row.bytes()), row.flag()}; }

// A device keeps rows of its own about what a rider made. That it is gone is told in a full checkpoint, too.
bool is_of_a_rider(std::string_view key) {
  constexpr std::string_view kPrefixes[] = {"decision/", "booking/", "case/", "request/"};
  return std::ranges::any_of(kPrefixes, [&](std::string_view prefix) { return key.starts_with(prefix); });
}

// Adds what fits of one scope; false when something was left for the next page.
Result<bool> fill_from(Snapshot& in, ScopeSpan& span, bool skip_tombstones, std::size_t max_changes, std::size_t& bytes,
                       wire::FeedPage& page) {
  bool whole = true;
  const auto take = [&](Value&& value) {
    if (!(value.tombstone && skip_tombstones && !is_of_a_rider(value.key))) {
      const std::size_t size = value.bytes.size() + value.key.size() + span.scope.size() + 24;
      const auto count = static_cast<std::size_t>(page.changes_size());
      whole = count == 0 || (count < max_changes && bytes + size <= kFeedPageBytes);
      if (!whole) return false;
      bytes += size;
      wire::FeedChange& change = *page.add_changes();
      change.set_scope(span.scope);
      change.set_position(value.position);
      change.set_key(std::move(value.key));
      change.set_value(std::move(value.bytes));
      change.set_tombstone(value.tombstone);
    }
    span.from = value.position;
    return true;
  };
  WARMHEART_TRY(sql::each<Value>(
      in, "SELECT key, position, value, tombstone FROM feed_value WHERE scope = ? AND position > ? ORDER BY position",
      read_value, take, span.scope, span.from));
  if (!whole) return false;
  span.from = std::max(span.from, span.head);
  return true;
}

}  // namespace

std::string scope_all() { return "all"; }
std::string district_scope(const std::string& district_code) { return "district/" + district_code; }
std::string station_scope(const Uuid& station) { return "station/" + station.text(); }

Result<void> internal::write_feed(Act& act, const std::string& scope, const std::string& key,
                                  const wire::FeedValue& value) {
  return write_value(act, scope, key, serialise(value), false);
}
Result<void> internal::write_tombstone(Act& act, const std::string& scope, const std::string& key) {
  return write_value(act, scope, key, {}, true);
}

Result<void> publish(CentralStore& store, const std::string& scope, const std::string& key,
                     const wire::FeedValue& value) {
  return store.transact({Lock::feed(scope)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY(internal::write_feed(act, scope, key, value));
    return {};
  });
}

Result<void> retract(CentralStore& store, const std::string& scope, const std::string& key) {
  return store.transact({Lock::feed(scope)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY(internal::write_tombstone(act, scope, key));
    return {};
  });
}

FeedAsk feed_ask(const DeviceBatch& batch) {
  FeedAsk ask;
  ask.device = batch.device;
  ask.cursors.assign(batch.request.feed().begin(), batch.request.feed().end());
  ask.incarnation = batch.request.incarnation();
  ask.feed_ordinal = batch.request.feed_ordinal();
  return ask;
}

Result<FeedPageOut> feed_page(CentralStore& store, const FeedAsk& ask) {
  // One moment, so that heads and values belong together.
  return store.read([&](Snapshot& in) -> Result<FeedPageOut> {
    WARMHEART_TRY_ASSIGN(Plan plan, plan_for(in, ask));
    FeedPageOut out;
    if (!plan.moved()) return out;
    wire::FeedPage page;
    page.set_device(string_of(ask.device.bytes()));
    page.set_incarnation(in.incarnation());
    page.set_full(plan.full);
    page.set_signed_at_ms(in.now_ms());
    std::size_t bytes = 0;
    for (ScopeSpan& span : plan.spans) {
      if (!out.more) {
        WARMHEART_TRY_ASSIGN(const bool whole,
                             fill_from(in, span, plan.full, std::max<std::size_t>(ask.max_changes, 1), bytes, page));
        out.more = !whole;
      }
      wire::FeedCursor& after = *page.add_after();
      after.set_scope(span.scope);
      after.set_position(span.from);
    }
    page.set_more(out.more);
    out.page = serialise(page);
    WARMHEART_TRY_ASSIGN(const SignKey* const key, signs_for(in, ask));
    WARMHEART_TRY_ASSIGN(out.signature, sign_feed_page(out.page, key->secret.view()));
    return out;
  });
}

Result<const SignKey*> feed_key_of(CentralStore& store, const FeedAsk& ask) {
  return store.read([&](Snapshot& in) { return signs_for(in, ask); });
}

Result<bool> feed_moved(CentralStore& store, const FeedAsk& ask) {
  return store.read([&](Snapshot& in) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const Plan plan, plan_for(in, ask));
    return plan.moved();
  });
}

Result<std::uint64_t> internal::feed_clock(Snapshot& in) {
  WARMHEART_TRY_ASSIGN(const auto clock,
                       sql::row<std::uint64_t>(in, "SELECT value FROM meta WHERE name = ?", kFeedClock));
  return clock.value_or(0);
}

Result<std::uint64_t> feed_clock(CentralStore& store) { return store.read(internal::feed_clock); }

Result<std::size_t> retire_approved_cards(CentralStore& store) {
  return store.transact({Lock::feeds()}, [&](Act& act) -> Result<std::size_t> {
    using Entry = std::pair<std::string, std::string>;
    const auto read = [](sql::Columns& row) { return Entry{row.text(), row.text()}; };
    WARMHEART_TRY_ASSIGN(const auto old, sql::rows<Entry>(act,
                                                          "SELECT scope, key FROM feed_value WHERE key >= 'approved/' "
                                                          "AND key < 'approved0' AND tombstone = 0 AND changed_ms < ?",
                                                          read, act.now_ms() - kApprovedCardMs));
    for (const auto& [scope, key] : old) WARMHEART_TRY(internal::write_tombstone(act, scope, key));
    return old.size();
  });
}

Result<std::vector<FeedEntry>> internal::feed_entries(Snapshot& in, const std::string& scope) {
  const auto read = [&](sql::Columns& row) {
    FeedEntry entry{scope, row.text(), row.counter(), {}};
    if (!parse(row.bytes(), entry.value)) row.refuse("is no feed value");
    return entry;
  };
  return sql::rows<FeedEntry>(
      in, "SELECT key, position, value FROM feed_value WHERE scope = ? AND tombstone = 0 ORDER BY key", read, scope);
}

Result<std::vector<FeedEntry>> feed_entries(CentralStore& store, const std::string& scope) {
  return store.read([&](Snapshot& in) { return internal::feed_entries(in, scope); });
}

}  // namespace warmheart
