// Runs core/sync's Engine on the kiosk's net thread: one connection pushes, a second one waits for the feed. All store
// work goes through the StorePort, so that the kiosk's store thread stays the only user of SQLite. No header of Asio
// here. Owner: the kiosk's main. Objects first, runner last; stop() is bounded (2 s) and ends in the destructor too.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "net/sync/identity.h"
#include "warmheart.pb.h"

namespace warmheart {

class StationStore;

// The kiosk's store thread, seen from here. post() queues the task and returns at once; tasks run one at a time, in
// order, on the thread that owns the store. Any thread may call it. A port that is stopping drops the task (and
// destroys it).
class StorePort {
 public:
  virtual ~StorePort() = default;
  virtual void post(std::function<void(StationStore&)> task) = 0;
};

enum class SyncLight {
  offline,    // cannot reach the centre; saved things wait
  waiting,    // connected, and records are on their way
  current,    // everything is at the centre, the feed is current
  needs_you,  // goes on only when a person acts: the sentence says what to do
};

struct SyncStatus {
  SyncLight light = SyncLight::offline;
  std::uint64_t waiting = 0;         // records not acknowledged
  std::string sentence_key;          // "sync.current", "sync.offline", "error.link.wrong-centre", …
  std::int64_t last_contact_ms = 0;  // server time of the last answer; 0: never since start
  bool operator==(const SyncStatus&) const = default;
};

// Both are called on the net thread and must only post.
struct SyncListener {
  std::function<void(SyncStatus)> status_changed;
  std::function<void()>
      mirror_changed;  // a feed checkpoint was flipped, or records were acknowledged: read the store again
};

struct SyncRunnerOptions {
  std::uint32_t wait_ms = 25'000;  // how long the centre may hold the waiting connection
  std::string folder;              // identity folder, for renewal; empty: never renews
};

// Called on the net thread, once. unavailable, timeout: the centre cannot be reached now; forbidden: this device was
// taken out of service.
using QueryCallback = std::function<void(Result<wire::AskAnswer>)>;

class SyncRunner {
 public:
  SyncRunner(DeviceIdentity identity, StorePort& store, const Clock& clock, Random& random, Log& log,
             SyncListener listener, SyncRunnerOptions options = {});
  ~SyncRunner();
  SyncRunner(const SyncRunner&) = delete;
  SyncRunner& operator=(const SyncRunner&) = delete;

  Result<void> start();  // makes the thread; an identity that TLS refuses is an error here
  void wake();           // something was recorded: send now. Any thread.
  // A question to the centre, on a connection of its own that is closed after it (POST /v1/ask). Nothing of question or
  // answer is kept. Any thread; an answer that comes after stop() is dropped.
  void ask(wire::AskRequest question, QueryCallback then);
  void replace_identity(DeviceIdentity identity);  // new address or certificate: what waits goes there. Any thread.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> m_impl;
};

}  // namespace warmheart
