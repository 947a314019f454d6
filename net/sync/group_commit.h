// The one writer of what devices send: requests of many devices gathered into one commit, then answered (PROTOCOL.md).
// Grouping is by nature: while one commit is on its way to the disk, the next ones gather. Internal to net/sync.
// Failure: what is wrong with one device's request never stops the others'; a bug that throws is `internal` to all who
// are in hand.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/central/ingest/ingest.h"
#include "net/sync/database_pool.h"
#include "net/sync/log_once.h"

namespace warmheart {

struct StoredAnswer {
  IngestAnswer ingest;
  std::string message;    // a serialised SyncAnswer
  bool has_feed = false;  // a feed page is in it
};

class GroupCommit {
 public:
  GroupCommit(std::size_t max_rows, Log& log)
      : m_max_rows(max_rows), m_log(log), m_failed_log(log), m_writer("store", log, kUnbounded) {}

  Result<void> start(const OpenStore& open) { return m_writer.start(open, 1); }
  void stop() { m_writer.stop(); }
  std::size_t queued() const { return m_queued; }

  // Stores the batch durably, then answers. forbidden: the device was revoked; conflict: the records are another
  // device's. `request` is named by the log's line of the commit that brought it rows.
  static boost::asio::awaitable<Result<StoredAnswer>> store(GroupCommit* self, std::shared_ptr<const DeviceBatch> batch,
                                                            std::string request);

  struct Counts {
    std::uint64_t commits = 0;
    std::uint64_t answers = 0;
    std::uint64_t signed_heads = 0;
  };
  Counts counts() const { return {m_commits, m_answers, m_signed_heads}; }

  struct Figures {
    std::uint64_t commits = 0;                   // that were tried
    std::uint64_t failed = 0;                    // of them
    std::uint64_t records = 0;                   // new rows
    std::size_t queued = 0;                      // requests before it
    Histogram::Snapshot seconds, rows, batches;  // of a commit; rows: records sent, new or not
    DatabasePool::Figures thread;
  };
  Figures figures() const;

 private:
  struct Entry {
    std::shared_ptr<const DeviceBatch> batch;
    std::shared_ptr<Awaited<StoredAnswer>> awaited;
    std::string request;
  };
  static constexpr std::size_t kUnbounded = static_cast<std::size_t>(-1);  // its bound is SyncServer::admit

  void write_next(CentralStore& store);
  std::vector<Result<StoredAnswer>> store_and_answer(CentralStore& store, const std::vector<Entry>& taken);
  Result<std::vector<IngestAnswer>> store_timed(CentralStore& store, const std::vector<DeviceBatch>& batches);
  std::string count_stored(const std::vector<Entry>& taken, const std::vector<Result<StoredAnswer>>& results);
  std::vector<Entry> take();
  void fail_all(const Error& why);

  std::size_t m_max_rows;
  Log& m_log;
  LogOnce m_failed_log;  // on the writer's thread only
  Histogram m_seconds{seconds_bounds()}, m_rows{{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}},
      m_batches{{1, 2, 5, 10, 20, 50, 100, 200, 500}};
  std::atomic<std::uint64_t> m_failed{0}, m_records{0};
  std::atomic<std::size_t> m_queued{0};
  std::atomic<std::uint64_t> m_commits{0}, m_answers{0}, m_signed_heads{0};
  std::mutex m_mutex;
  std::deque<Entry> m_entries;
  DatabasePool m_writer;
};

// The answer again, with what the feed holds now: after a wait. Reads only. forbidden: the device was revoked
// meanwhile.
Result<StoredAnswer> renewed_answer(CentralStore& store, const DeviceBatch& batch, const IngestAnswer& ingest);

}  // namespace warmheart
