#include "core/sync/engine.h"

#include <algorithm>
#include <utility>

#include "core/record/record.h"

namespace warmheart::sync {
namespace {

std::string bytes_string(const Digest& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

constexpr unsigned kMaxDoublings = 16;
constexpr std::int64_t kSlowDelayMs = 300'000;  // a matter for a person: asking often does not help

}  // namespace

Engine::Engine(const Limits& limits, Random& random)
    : m_limits(limits), m_random(random), m_batch_records(kMaxBatchRecords) {}

Actions Engine::on_start(std::int64_t now_ms, const JournalView& view) {
  Actions out;
  m_view = view;
  notify(Light::offline, "sync.offline", out);
  advance(now_ms, out);
  return out;
}

Actions Engine::on_saved(std::int64_t now_ms, const JournalView& view) {
  Actions out;
  // While the store works on something of ours, its result brings the newer view.
  if (!m_store_busy) m_view = view;
  m_saved_meanwhile = m_store_busy;
  notify_progress(out);
  advance(now_ms, out);
  return out;
}

Actions Engine::on_wake(std::int64_t now_ms) {
  Actions out;
  m_failures = 0;
  m_not_before = 0;
  m_fetch = true;
  advance(now_ms, out);
  return out;
}

Actions Engine::on_timer(std::int64_t now_ms) {
  Actions out;
  advance(now_ms, out);
  return out;
}

Actions Engine::on_answer(std::int64_t now_ms, Lane lane, const wire::SyncAnswer& answer) {
  Flight& done = flight(lane);
  done.busy = false;
  const auto acked_hash = digest_from(view_of(answer.acked_hash()));
  const bool about_us = answer.epoch() == done.epoch;
  if (answer.protocol() != kProtocol || !about_us || !acked_hash) {
    Failure garbage;
    garbage.sentence_key = answer.protocol() != kProtocol ? "error.link.unsupported" : "error.link.bad-answer";
    return on_failure(now_ms, lane, garbage);
  }
  Actions out;
  m_online = true;
  m_failures = 0;
  m_not_before = now_ms + std::min<std::int64_t>(answer.retry_after_ms(), m_limits.max_retry_after_ms);
  if (lane == Lane::push) m_batch_records = std::min(m_batch_records * 2, kMaxBatchRecords);
  // A centre that takes nothing of what it is given is not asked again at once.
  if (done.records > 0 && answer.verdict() != wire::SYNC_FORK && answer.acked_seq() == done.acked_before) {
    back_off(now_ms, answer.retry_after_ms());
  }
  if (answer.verdict() == wire::SYNC_FORK) {
    // A second fork answer of the other lane speaks of the epoch that we are leaving already.
    if (answer.epoch() == m_view.epoch) m_for_store.push_back(OpenEpoch{"fork"});
  } else {
    StoreAnswer store;
    store.answer.epoch = answer.epoch();
    store.answer.acked_seq = answer.acked_seq();
    store.answer.acked_hash = *acked_hash;
    store.answer.gap = answer.verdict() == wire::SYNC_GAP;
    store.answer.parked.assign(answer.parked().begin(), answer.parked().end());
    // While the feed rests its pages are left: they would be asked for to the end, and be too many again.
    if (now_ms >= m_feed_rests_until) {
      store.answer.feed_page = answer.feed_page();
      store.answer.feed_signature = answer.feed_signature();
      store.answer.asked_from = std::move(done.asked_from);
    }
    store.answer.sent_boottime_ms = done.sent_ms;
    store.answer.server_time_ms = answer.server_time_ms();
    store.answer.incarnation = answer.incarnation();
    store.answer.audit_head = answer.audit_head();
    store.answer.audit_seq = answer.audit_seq();
    store.answer.audit_at_ms = answer.audit_at_ms();
    store.answer.audit_signature = answer.audit_signature();
    store.answer.feed_key = answer.feed_key();
    store.answer.roots.assign(answer.roots().begin(), answer.roots().end());
    m_for_store.push_back(std::move(store));
  }
  advance(now_ms, out);
  return out;
}

Actions Engine::on_failure(std::int64_t now_ms, Lane lane, const Failure& failure) {
  Actions out;
  flight(lane).busy = false;
  m_fetch = true;
  m_online = false;
  // A link that cuts long requests gets shorter ones, down to a single record.
  if (failure.cut && lane == Lane::push) m_batch_records = std::max<std::size_t>(1, m_batch_records / 2);
  back_off(now_ms, failure.retry_after_ms);
  if (failure.needs_a_person) m_not_before = std::max(m_not_before, now_ms + kSlowDelayMs);
  notify(failure.needs_a_person ? Light::needs_you : Light::offline,
         failure.sentence_key.empty() ? "sync.offline" : failure.sentence_key, out);
  advance(now_ms, out);
  return out;
}

Actions Engine::on_batch(std::int64_t now_ms, Batch batch) {
  Actions out;
  m_store_busy = false;
  const bool same_epoch = batch.view.epoch == m_view.epoch;
  m_view = batch.view;
  // Otherwise the journal has opened another epoch meanwhile: begin again with that.
  if (same_epoch && !flight(Lane::push).busy && (m_fetch || !batch.records.empty())) {
    m_fetch = false;
    send(now_ms, Lane::push, batch, 0, out);
  }
  advance(now_ms, out);
  return out;
}

Actions Engine::on_stored(std::int64_t now_ms, const StoreOutcome& outcome) {
  Actions out;
  m_store_busy = false;
  m_view = outcome.view;
  switch (outcome.ack) {
    case AckOutcome::taken: break;
    case AckOutcome::stale: m_fetch = true; break;
    case AckOutcome::centre_ahead: m_for_store.push_front(OpenEpoch{"rollback"}); break;
    case AckOutcome::hash_differs: m_for_store.push_front(OpenEpoch{"fork"}); break;
  }
  if (outcome.feed == FeedOutcome::staged) m_fetch = true;
  if (outcome.feed == FeedOutcome::flipped) m_feed_too_large = false;
  if (outcome.feed == FeedOutcome::too_large) {
    m_feed_too_large = true;
    m_feed_rests_until = now_ms + m_limits.feed_rest_ms;
  }
  if (outcome.feed == FeedOutcome::refused) {
    back_off(now_ms, 0);
    m_not_before = std::max(m_not_before, now_ms + m_limits.max_delay_ms);
    notify(Light::needs_you, "sync.feed", out);
  } else {
    notify_progress(out);
  }
  advance(now_ms, out);
  return out;
}

Actions Engine::on_epoch_opened(std::int64_t now_ms, const JournalView& view) {
  Actions out;
  m_store_busy = false;
  m_view = view;
  m_fetch = true;
  // What was meant for the epoch that is over has nothing to say about this one.
  m_for_store.clear();
  notify_progress(out);
  advance(now_ms, out);
  return out;
}

Actions Engine::on_store_failed(std::int64_t now_ms, const Error& error) {
  Actions out;
  m_store_busy = false;
  m_for_store.clear();
  m_fetch = true;
  back_off(now_ms, 0);
  // Locked for a moment is nobody's business; a full or broken disk is.
  if (error.code != ErrorCode::busy) notify(Light::needs_you, "sync.store", out);
  advance(now_ms, out);
  return out;
}

// The whole decision of what to do next, in order of urgency: the store's work, then back-off, then sending, then
// waiting.
void Engine::advance(std::int64_t now_ms, Actions& out) {
  if (m_store_busy) return;
  if (!m_for_store.empty()) {
    m_store_busy = true;
    out.push_back(std::move(m_for_store.front()));
    m_for_store.pop_front();
    return;
  }
  if (now_ms < m_not_before) {
    out.push_back(WaitUntil{m_not_before});
    return;
  }
  const Flight& push = flight(Lane::push);
  if (push.busy) return;
  if (m_view.waiting() > 0 || m_fetch || m_saved_meanwhile) {
    m_saved_meanwhile = false;
    m_store_busy = true;
    out.push_back(LoadBatch{m_view.acked_seq + 1, m_batch_records, kMaxBatchBytes});
    return;
  }
  if (flight(Lane::wait).busy) return;
  if (const std::int64_t next = std::max(m_next_wait, m_feed_rests_until); now_ms < next) {
    out.push_back(WaitUntil{next});
    return;
  }
  const bool polls = m_limits.wait_ms == 0;
  m_next_wait = now_ms + (polls ? m_limits.poll_ms : m_limits.min_between_waits_ms);
  Batch nothing;
  nothing.view = m_view;
  nothing.first_seq = m_view.head_seq + 1;
  nothing.prev_hash = m_view.head_hash;
  nothing.last_hash = m_view.head_hash;
  send(now_ms, Lane::wait, nothing, m_limits.wait_ms, out);
}

void Engine::send(std::int64_t now_ms, Lane lane, const Batch& batch, std::uint32_t wait_ms, Actions& out) {
  SendRequest action;
  action.lane = lane;
  wire::SyncRequest& request = action.request;
  request.set_protocol(kProtocol);
  request.set_epoch(batch.view.epoch);
  request.set_first_seq(batch.first_seq);
  request.set_prev_hash(bytes_string(batch.prev_hash));
  request.mutable_records()->Add(batch.records.begin(), batch.records.end());
  request.set_last_hash(bytes_string(batch.last_hash));
  request.mutable_feed()->Add(batch.view.cursors.begin(), batch.view.cursors.end());
  *request.mutable_report() = batch.view.report;
  request.set_wait_ms(wait_ms);
  request.set_incarnation(batch.view.incarnation);
  request.set_feed_ordinal(batch.view.feed_ordinal);
  if (batch.view.audit.seq() > 0) *request.mutable_audit() = batch.view.audit;
  flight(lane) = {true, batch.view.epoch, batch.view.cursors, batch.records.size(), batch.view.acked_seq, now_ms};
  out.push_back(std::move(action));
}

// Capped exponential with full jitter: anywhere between nothing and the bound, so that a city's devices spread by
// themselves.
void Engine::back_off(std::int64_t now_ms, std::int64_t retry_after_ms) {
  const std::int64_t bound =
      std::min(m_limits.max_delay_ms, m_limits.base_delay_ms << std::min(m_failures, kMaxDoublings));
  m_failures = std::min(m_failures + 1, kMaxDoublings);
  const auto jitter = static_cast<std::int64_t>(m_random.below(static_cast<std::uint64_t>(bound) + 1));
  const std::int64_t asked = std::min(retry_after_ms, m_limits.max_retry_after_ms);
  m_not_before = now_ms + asked + jitter;
}

void Engine::notify(Light light, std::string sentence_key, Actions& out) {
  const NotifyState now{light, std::move(sentence_key), m_view.waiting()};
  const bool same = m_has_notified && m_notified.light == now.light && m_notified.sentence_key == now.sentence_key &&
                    m_notified.waiting == now.waiting;
  m_notified = now;
  m_has_notified = true;
  if (!same) out.push_back(now);
}

void Engine::notify_progress(Actions& out) {
  if (!m_online) return notify(m_notified.light, m_notified.sentence_key, out);
  if (m_feed_too_large) return notify(Light::needs_you, "sync.feed-too-large", out);
  if (m_view.waiting() > 0) return notify(Light::waiting, "sync.waiting", out);
  notify(Light::current, "sync.current", out);
}

}  // namespace warmheart::sync
