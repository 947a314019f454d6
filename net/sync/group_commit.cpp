#include "net/sync/group_commit.h"

#include "core/central/store/audit.h"
#include "core/central/stations/devices.h"
#include "core/central/feed/feed.h"
#include "core/record/feed_signature.h"
#include "core/record/record.h"

namespace warmheart {

namespace asio = boost::asio;

namespace {

// Where another root or feed key took the place of the first: which, signed. For a device that knows an older feed key
// alone the audit's head is signed once more, by that.
Result<void> announce_keys(CentralStore& store, const FeedAsk& ask, const SignedAuditHead& audit,
                           wire::SyncAnswer& answer) {
  if (store.keys().book.feeds.size() == 1 && store.keys().book.roots.size() == 1) return {};
  WARMHEART_TRY_ASSIGN(const SignKey* const key, feed_key_of(store, ask));
  if (key != &store.keys().feed) {
    WARMHEART_TRY_ASSIGN(const Bytes signature, sign_audit_head(audit.head, key->secret.view()));
    answer.set_audit_signature(string_of(signature));
  }
  const KeyBook& book = store.keys().book;
  if (book.feeds.size() > 1) *answer.mutable_feed_key() = book.feeds.back();
  answer.mutable_roots()->Add(book.roots.begin() + 1, book.roots.end());
  return {};
}

Result<StoredAnswer> answer_for(CentralStore& store, const DeviceBatch& batch, IngestAnswer ingest,
                                const SignedAuditHead& audit) {
  wire::SyncAnswer answer;
  answer.set_protocol(kProtocol);
  const FeedAsk ask = feed_ask(batch);
  fill_answer(store, ingest, audit, answer);
  WARMHEART_TRY_ASSIGN(const FeedPageOut page, feed_page(store, ask));
  WARMHEART_TRY(announce_keys(store, ask, audit, answer));
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

// A device that sends records made by another one has had its disk copied. Only readable headers can tell: the rest is
// stored and parked like everything that cannot be understood.
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

Result<void> may_store(CentralStore& store, const DeviceBatch& batch) {
  WARMHEART_TRY(admit_device(store, batch.device));
  return check_owner(batch);
}

}  // namespace

std::vector<GroupCommit::Entry> GroupCommit::take() {
  const std::lock_guard lock(m_mutex);
  std::vector<Entry> taken;
  std::size_t rows = 0;
  while (!m_entries.empty() && (taken.empty() || rows < m_max_rows)) {
    rows += static_cast<std::size_t>(m_entries.front().batch->request.records_size());
    taken.push_back(std::move(m_entries.front()));
    m_entries.pop_front();
  }
  m_queued -= taken.size();
  return taken;
}

Result<std::vector<IngestAnswer>> GroupCommit::store_timed(CentralStore& store,
                                                           const std::vector<DeviceBatch>& batches) {
  const auto begun = std::chrono::steady_clock::now();
  auto stored = store_batches(store, batches);
  ++m_commits;
  m_seconds.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
  int rows = 0;
  for (const DeviceBatch& batch : batches) rows += batch.request.records_size();
  m_rows.observe(rows);
  m_batches.observe(static_cast<double>(batches.size()));
  if (stored) {
    m_failed_log.solved();
    return stored;
  }
  ++m_failed;
  m_failed_log.write("a commit of what devices sent failed", stored.error());
  return stored;
}

// The line that says which requests' records are durable now; empty where nobody brought any.
std::string GroupCommit::count_stored(const std::vector<Entry>& taken,
                                      const std::vector<Result<StoredAnswer>>& results) {
  std::uint64_t rows = 0;
  std::string requests;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    if (!results[i] || results[i]->ingest.stored == 0) continue;
    rows += results[i]->ingest.stored;
    requests += (requests.empty() ? "" : ",") + taken[i].request;
  }
  m_records += rows;
  if (rows == 0) return {};
  return "records are stored commit=" + std::to_string(m_commits) + " rows=" + std::to_string(rows) +
         " requests=" + requests;
}

GroupCommit::Figures GroupCommit::figures() const {
  return Figures{
      m_commits,         m_failed, m_records, m_queued, m_seconds.snapshot(), m_rows.snapshot(), m_batches.snapshot(),
      m_writer.figures()};
}

std::vector<Result<StoredAnswer>> GroupCommit::store_and_answer(CentralStore& store, const std::vector<Entry>& taken) {
  std::vector<Result<StoredAnswer>> results(taken.size(), fail(ErrorCode::internal, "not stored"));
  std::vector<DeviceBatch> admitted;
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const Result<void> allowed = may_store(store, *taken[i].batch);
    if (!allowed) {
      results[i] = fail(allowed.error());
      continue;
    }
    admitted.push_back(*taken[i].batch);
    positions.push_back(i);
  }
  if (admitted.empty()) return results;
  const auto stored = store_timed(store, admitted);
  const auto audit = signed_audit_head(store);  // one signature for all answers of this commit
  ++m_signed_heads;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    Result<StoredAnswer>& result = results[positions[i]];
    if (stored && audit)
      result = answer_for(store, admitted[i], (*stored)[i], *audit);
    else if (stored)
      result = fail(audit.error());
    else if (is_storage_error(stored.error().code))
      result = fail(stored.error());
    else
      result = store_alone(store, admitted[i]);
  }
  return results;
}

void GroupCommit::write_next(CentralStore& store) {
  const std::vector<Entry> taken = take();
  std::vector<Result<StoredAnswer>> results;
  try {
    results = store_and_answer(store, taken);
  } catch (...) {
    const Error why{ErrorCode::internal, "storing threw: " + thrown_words()};
    for (const Entry& entry : taken) Awaited<StoredAnswer>::deliver(entry.awaited, fail(why));
    throw;  // the pool has the log line
  }
  m_answers += taken.size();
  const std::string line = count_stored(taken, results);
  for (std::size_t i = 0; i < taken.size(); ++i)
    Awaited<StoredAnswer>::deliver(taken[i].awaited, std::move(results[i]));
  if (!line.empty()) m_log.write(LogLevel::info, line);  // nobody waits for it
}

void GroupCommit::fail_all(const Error& why) {
  for (std::vector<Entry> taken = take(); !taken.empty(); taken = take()) {
    for (const Entry& entry : taken) Awaited<StoredAnswer>::deliver(entry.awaited, fail(why));
  }
}

asio::awaitable<Result<StoredAnswer>> GroupCommit::store(GroupCommit* self, std::shared_ptr<const DeviceBatch> batch,
                                                         std::string request) {
  const auto executor = co_await asio::this_coro::executor;
  const auto awaited = std::make_shared<Awaited<StoredAnswer>>(executor);
  ++self->m_queued;
  {
    const std::lock_guard lock(self->m_mutex);
    self->m_entries.push_back(Entry{std::move(batch), awaited, std::move(request)});
  }
  DatabasePool::Job job;
  job.run = [self](CentralStore& store) { self->write_next(store); };
  job.failed = [self](const Error& why) { self->fail_all(why); };
  self->m_writer.post(std::move(job));
  co_return co_await Awaited<StoredAnswer>::wait(awaited);
}

Result<StoredAnswer> renewed_answer(CentralStore& store, const DeviceBatch& batch, const IngestAnswer& ingest) {
  WARMHEART_TRY(admit_device(store, batch.device));
  WARMHEART_TRY_ASSIGN(const SignedAuditHead audit, signed_audit_head(store));
  return answer_for(store, batch, ingest, audit);
}

}  // namespace warmheart
