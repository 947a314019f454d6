// The store step of the exchange: requests of many devices gathered into one commit, then answered (PROTOCOL.md). Batching is by
// nature: while one commit is on its way to the disk, the next ones gather. Internal to net/sync.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "core/central/ingest.h"
#include "net/sync/database_thread.h"

namespace warmheart {

struct StoredAnswer {
  IngestAnswer ingest;
  std::string message;      // a serialised SyncAnswer
  bool has_feed = false;    // a feed page is in it
};

class StoreStep {
 public:
  explicit StoreStep(std::size_t max_rows) : m_max_rows(max_rows) {}

  void start(CentralStore store) { m_thread.start(std::move(store)); }
  void stop() { m_thread.stop(); }
  std::size_t queued() const { return m_queued; }

  // Stores the batch durably, then answers. forbidden: the device was revoked; conflict: the records are another device's.
  static boost::asio::awaitable<Result<StoredAnswer>> store(StoreStep* self, std::shared_ptr<const DeviceBatch> batch);
  // The answer again, with what the feed holds now: after a wait.
  static boost::asio::awaitable<Result<StoredAnswer>> renew(StoreStep* self, std::shared_ptr<const DeviceBatch> batch, IngestAnswer ingest);

 private:
  struct Entry;
  using EntryPtr = std::shared_ptr<Entry>;

  void drain(CentralStore& store);
  std::vector<EntryPtr> take();

  std::size_t m_max_rows;
  std::atomic<std::size_t> m_queued{0};
  std::mutex m_mutex;
  std::deque<EntryPtr> m_entries;
  DatabaseThread m_thread;
};

}  // namespace warmheart
