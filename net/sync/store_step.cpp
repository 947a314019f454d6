#include "net/sync/store_step.h"

#include "core/central/audit.h"
#include "core/central/devices.h"
#include "core/central/feed.h"
#include "core/record/record.h"

namespace warmheart {

namespace asio = boost::asio;

struct StoreStep::Entry {
  Entry(const asio::any_io_executor& executor_in, std::shared_ptr<const DeviceBatch> batch_in)
      : executor(executor_in), timer(executor_in, asio::steady_timer::time_point::max()), batch(std::move(batch_in)) {}

  asio::any_io_executor executor;
  asio::steady_timer timer;
  std::shared_ptr<const DeviceBatch> batch;
  std::optional<Result<StoredAnswer>> result;  // on the executor's thread only
};

namespace {

Result<StoredAnswer> answer_for(CentralStore& store, const DeviceBatch& batch, IngestAnswer ingest, const SignedAuditHead& audit) {
  wire::SyncAnswer answer;
  answer.set_protocol(kProtocol);
  fill_answer(store, ingest, audit, answer);
  WARMHEART_TRY_ASSIGN(const FeedPageOut page, feed_page(store, feed_ask(batch)));
  answer.set_feed_page(page.page.data(), page.page.size());
  answer.set_feed_signature(page.signature.data(), page.signature.size());
  StoredAnswer out;
  out.ingest = std::move(ingest);
  out.has_feed = !page.page.empty();
  out.message = answer.SerializeAsString();
  return out;
}

// When a commit of many fails, each has its own: what is wrong with one device's request never stops the others'.
Result<StoredAnswer> store_alone(CentralStore& store, const DeviceBatch& batch) {
  WARMHEART_TRY_ASSIGN(const auto stored, store_batches(store, std::span(&batch, 1)));
  WARMHEART_TRY_ASSIGN(const SignedAuditHead audit, signed_audit_head(store));
  return answer_for(store, batch, stored.front(), audit);
}

// A device that sends records made by another one has had its disk copied. Only readable headers can tell: the rest is stored
// and parked like everything that cannot be understood.
Result<void> check_owner(const DeviceBatch& batch) {
  for (const wire::Record& record : batch.request.records()) {
    const auto header = parse_header(view_of(record.header()));
    if (!header || header->device().size() != 16) continue;
    if (!same_bytes(view_of(header->device()), batch.device.bytes())) {
      return fail(ErrorCode::conflict, "these records were written by another device");
    }
  }
  return {};
}

}  // namespace

std::vector<StoreStep::EntryPtr> StoreStep::take() {
  const std::lock_guard lock(m_mutex);
  std::vector<EntryPtr> taken;
  std::size_t rows = 0;
  while (!m_entries.empty() && (taken.empty() || rows < m_max_rows)) {
    rows += static_cast<std::size_t>(m_entries.front()->batch->request.records_size());
    taken.push_back(std::move(m_entries.front()));
    m_entries.pop_front();
  }
  m_queued -= taken.size();
  return taken;
}

void StoreStep::drain(CentralStore& store) {
  const std::vector<EntryPtr> taken = take();
  std::vector<Result<StoredAnswer>> results(taken.size(), fail(ErrorCode::internal, "not stored"));
  std::vector<DeviceBatch> admitted;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    Result<void> allowed = admit_device(store, taken[i]->batch->device);
    if (allowed) allowed = check_owner(*taken[i]->batch);
    if (!allowed) {
      results[i] = fail(allowed.error());
      continue;
    }
    admitted.push_back(*taken[i]->batch);
    places.push_back(i);
  }
  const auto stored = store_batches(store, admitted);
  const auto audit = signed_audit_head(store);  // one signature for all answers of this commit
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (stored && !audit) results[places[i]] = fail(audit.error());
    else if (stored) results[places[i]] = answer_for(store, admitted[i], (*stored)[i], *audit);
    else if (is_the_mediums(stored.error().code)) results[places[i]] = fail(stored.error());
    else results[places[i]] = store_alone(store, admitted[i]);
  }
  for (std::size_t i = 0; i < taken.size(); ++i) {
    auto result = std::make_shared<Result<StoredAnswer>>(std::move(results[i]));
    asio::post(taken[i]->executor, [entry = taken[i], result] {
      entry->result = std::move(*result);
      entry->timer.cancel();
    });
  }
}

asio::awaitable<Result<StoredAnswer>> StoreStep::store(StoreStep* self, std::shared_ptr<const DeviceBatch> batch) {
  const auto executor = co_await asio::this_coro::executor;
  auto entry = std::make_shared<Entry>(executor, std::move(batch));
  ++self->m_queued;
  {
    const std::lock_guard lock(self->m_mutex);
    self->m_entries.push_back(entry);
  }
  self->m_thread.post([self](CentralStore& store) { self->drain(store); });
  constexpr auto as_tuple = asio::as_tuple(asio::use_awaitable);
  while (!entry->result) co_await entry->timer.async_wait(as_tuple);
  co_return std::move(*entry->result);
}

asio::awaitable<Result<StoredAnswer>> StoreStep::renew(StoreStep* self, std::shared_ptr<const DeviceBatch> batch, IngestAnswer ingest) {
  std::function<Result<StoredAnswer>(CentralStore&)> task = [batch, ingest](CentralStore& store) -> Result<StoredAnswer> {
    WARMHEART_TRY(admit_device(store, batch->device));
    WARMHEART_TRY_ASSIGN(const SignedAuditHead audit, signed_audit_head(store));
    return answer_for(store, *batch, ingest, audit);
  };
  co_return co_await run_on<Result<StoredAnswer>>(&self->m_thread, std::move(task));
}

}  // namespace warmheart
