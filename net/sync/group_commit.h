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

namespace warmheart {

struct StoredAnswer {
  IngestAnswer ingest;
  std::string message;    // a serialised SyncAnswer
  bool has_feed = false;  // a feed page is in it
};

class GroupCommit {
 public:
  GroupCommit(std::size_t max_rows, Log& log) : m_max_rows(max_rows), m_writer("store", log, kUnbounded) {}

  Result<void> start(const OpenStore& open) { return m_writer.start(open, 1); }
  void stop() { m_writer.stop(); }
  std::size_t queued() const { return m_queued; }

  // Stores the batch durably, then answers. forbidden: the device was revoked; conflict: the records are another
  // device's.
  static boost::asio::awaitable<Result<StoredAnswer>> store(GroupCommit* self,
                                                            std::shared_ptr<const DeviceBatch> batch);

  struct Counts {
    std::uint64_t commits = 0;
    std::uint64_t answers = 0;
    std::uint64_t signed_heads = 0;
  };
  Counts counts() const { return {m_commits, m_answers, m_signed_heads}; }

 private:
  struct Entry {
    std::shared_ptr<const DeviceBatch> batch;
    std::shared_ptr<Awaited<StoredAnswer>> awaited;
  };
  static constexpr std::size_t kUnbounded = static_cast<std::size_t>(-1);  // its bound is SyncServer::admit

  void write_next(CentralStore& store);
  std::vector<Result<StoredAnswer>> store_and_answer(CentralStore& store, const std::vector<Entry>& taken);
  std::vector<Entry> take();
  void fail_all(const Error& why);

  std::size_t m_max_rows;
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
