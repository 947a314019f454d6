// The one thread that owns the StationStore. Tasks run one at a time, in order. A store that cannot be
// opened is tried again every few seconds; until then questions are answered with the reason.
// Owner: the composition root. stop() is bounded; what a task reported as saved is durable whatever happens then.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/log.h"
#include "core/base/result.h"
#include "core/station/station_store.h"
#include "net/sync/sync_runner.h"

namespace warmheart {

class StoreThread final : public StorePort {
 public:
  using Open = std::function<Result<StationStore>()>;
  // `store` is null while it is not open; then `why` says what stands in the way.
  using Question = std::function<void(StationStore* store, const Error& why)>;

  StoreThread(Open open, Log& log);
  ~StoreThread() override;

  // `opened` is called on the store thread when the store is there after it could not be opened at first. Questions may
  // be asked before start.
  void start(std::function<void()> opened);

  void ask(Question question);                                  // any thread
  void post(std::function<void(StationStore&)> task) override;  // any thread; dropped while there is no store

  // Tasks in the queue are dropped, the one that runs is waited for. False: it did not end within `bound`.
  bool stop(std::chrono::milliseconds bound);

 private:
  void run();
  void try_open();
  std::optional<Question> next();  // none: time for housekeeping, or the end

  Open m_open;
  std::function<void()> m_opened;
  Log& m_log;
  std::optional<StationStore> m_store;  // store thread only
  Error m_why;                          // store thread only
  bool m_failed = false;                // store thread only

  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::deque<Question> m_queue;
  bool m_stopping = false;
  bool m_ended = false;
  std::thread m_thread;
};

}  // namespace warmheart
