// A station without a screen: the kiosk's own store and exchange (core/station, net/sync) driven by a test. One object a process.
// Its store has a thread of its own, as in the kiosk; every public method may be called from the main thread and returns when done.
// Failure: Errors as they come from the store; sync tells what it saw last.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/station/station_store.h"
#include "net/sync/identity.h"
#include "net/sync/sync_runner.h"
#include "tests/unit/net/thread_port.h"

namespace warmheart::device {

class Device {
 public:
  static Result<std::unique_ptr<Device>> open(const std::string& folder);
  ~Device();

  const Uuid& id() const { return m_identity.device; }

  // Runs `act` on the store's thread and gives back what it said.
  template <class T>
  Result<T> with_store(std::function<Result<T>(StationStore&)> act) {
    return m_thread->ask(std::move(act));
  }

  // Prepares and saves one application under a fresh id, and wakes the exchange.
  Result<SubmittedApplication> submit(const Application& application);

  // The exchange, from now until stop_sync or the end.
  Result<void> start_sync();
  void stop_sync();
  SyncStatus status() const;

  // True as soon as `reached` says so; asked again after every change and every 50 ms.
  bool wait_until(const std::function<bool()>& reached, std::chrono::milliseconds patience);

 private:
  Device(DeviceIdentity identity);

  SystemClock m_clock;
  SystemRandom m_random;
  NullLog m_log;
  DeviceIdentity m_identity;
  std::unique_ptr<testing::ThreadPort> m_thread;
  struct Light;
  std::shared_ptr<Light> m_light;
  std::unique_ptr<SyncRunner> m_runner;
};

}  // namespace warmheart::device
