#include "app/fleet/feed.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/record/feed_signature.h"
#include "core/record/record.h"

namespace warmheart::fleet {
namespace {

constexpr std::string_view kActedOn[] = {"sealing-key/", "session/", "lease/", "consent/", "union/"};

template <class Cursors>
bool covers(const Cursors& ours, const std::vector<wire::FeedCursor>& theirs) {
  return std::ranges::all_of(theirs, [&](const wire::FeedCursor& cursor) {
    const auto known = ours.find(cursor.scope());
    return known != ours.end() && known->second >= cursor.position();
  });
}

}  // namespace

Feed::Feed(const DeviceIdentity& identity)
    : m_device(identity.device),
      m_root{identity.root_ordinal, identity.root_public_key},
      m_feed{identity.feed_ordinal, identity.feed_public_key} {}

FeedOutcome Feed::take(const AnswerToStore& answer) {
  take_announced_keys(answer);
  const FeedOutcome outcome = answer.feed_page.empty() ? FeedOutcome::nothing : take_page(answer);
  keep_audit_head(answer);
  m_heard_incarnation = answer.incarnation;
  return outcome;
}

void Feed::take_announced_keys(const AnswerToStore& answer) {
  for (const wire::SigningKey& next : answer.roots) {
    if (next.ordinal() == m_root.ordinal + 1 && root_key_is_signed(next, m_root.public_key))
      m_root = {next.ordinal(), bytes_of(next.public_key())};
  }
  const wire::SigningKey& next = answer.feed_key;
  if (next.ordinal() <= m_feed.ordinal || !feed_key_is_signed(next, m_root.public_key)) return;
  const ByteView key = view_of(next.public_key());
  const auto head = digest_from(view_of(answer.audit_head));
  const bool holds_it = answer.feed_page.empty()
                            ? head && audit_head_is_signed({answer.audit_seq, answer.audit_at_ms, *head},
                                                           view_of(answer.audit_signature), key)
                            : feed_page_is_signed(view_of(answer.feed_page), view_of(answer.feed_signature), key);
  if (holds_it) m_feed = {next.ordinal(), bytes_of(key)};
}

// The highest is kept; a restored centre begins anew.
void Feed::keep_audit_head(const AnswerToStore& answer) {
  const bool begins_anew = m_heard_incarnation != 0 && m_heard_incarnation != answer.incarnation;
  if (answer.audit_seq <= m_audit.seq() && !begins_anew) return;
  const auto head = digest_from(view_of(answer.audit_head));
  if (!head || !audit_head_is_signed({answer.audit_seq, answer.audit_at_ms, *head}, view_of(answer.audit_signature),
                                     m_feed.public_key))
    return;
  m_audit.set_seq(answer.audit_seq);
  m_audit.set_at_ms(answer.audit_at_ms);
  m_audit.set_head(answer.audit_head);
  m_audit.set_signature(answer.audit_signature);
}

FeedOutcome Feed::take_page(const AnswerToStore& answer) {
  const ByteView bytes = view_of(answer.feed_page);
  wire::FeedPage page;
  if (!feed_page_is_signed(bytes, view_of(answer.feed_signature), m_feed.public_key) || !parse(bytes, page) ||
      !same_bytes(view_of(page.device()), m_device.bytes()))
    return FeedOutcome::refused;
  const Checkpoint& present = m_staging ? m_staged : m_shown;
  const std::vector<wire::FeedCursor> after(page.after().begin(), page.after().end());
  const bool same_incarnation = page.incarnation() == present.incarnation;
  if (same_incarnation && covers(present.cursors, after)) return FeedOutcome::old;
  if (page.full()) {
    m_staged = Checkpoint();
    m_staged.news.full = true;
  } else {
    if (!same_incarnation || !covers(present.cursors, answer.asked_from)) return FeedOutcome::old;
    if (!m_staging) m_staged = Checkpoint{m_shown.incarnation, m_shown.cursors, {}};
  }
  m_staging = true;
  m_staged.incarnation = page.incarnation();
  stage(page);
  if (page.more()) return FeedOutcome::staged;
  flip();
  return FeedOutcome::flipped;
}

void Feed::stage(const wire::FeedPage& page) {
  for (const wire::FeedChange& change : page.changes()) {
    wire::FeedValue value;
    if (is_for_us(change, value)) m_staged.news.values.push_back(std::move(value));
  }
  for (const wire::FeedCursor& cursor : page.after()) {
    std::uint64_t& position = m_staged.cursors[cursor.scope()];
    position = std::max(position, cursor.position());
  }
}

// A tombstone of what a station acts on needs no act: a session that is over says so in its value.
bool Feed::is_for_us(const wire::FeedChange& change, wire::FeedValue& value) const {
  const auto begins = [&change](std::string_view prefix) { return change.key().starts_with(prefix); };
  if (change.tombstone() || std::ranges::none_of(kActedOn, begins) || !parse(view_of(change.value()), value))
    return false;
  return !value.has_sealing_key() || sealing_key_is_signed(value.sealing_key(), m_root.public_key);
}

void Feed::flip() {
  News before = std::move(m_shown.news);
  m_shown = std::move(m_staged);
  m_staged = Checkpoint();
  m_staging = false;
  if (m_shown.news.full) return;
  News& now = m_shown.news;
  now.full = before.full;
  now.values.insert(now.values.begin(), std::make_move_iterator(before.values.begin()),
                    std::make_move_iterator(before.values.end()));
}

Feed::News Feed::take_news() { return std::exchange(m_shown.news, News()); }

void Feed::fill(JournalView& view) const {
  const Checkpoint& present = m_staging ? m_staged : m_shown;
  view.incarnation = present.incarnation;
  for (const auto& [scope, position] : present.cursors) {
    wire::FeedCursor cursor;
    cursor.set_scope(scope);
    cursor.set_position(position);
    view.cursors.push_back(std::move(cursor));
  }
  view.feed_ordinal = m_feed.ordinal;
  view.audit = m_audit;
}

}  // namespace warmheart::fleet
