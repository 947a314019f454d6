// A station without a screen: the kiosk's own store and exchange (core/station, net/sync) driven by a test. One object
// a process. Its store has a thread of its own, as in the kiosk; every public method may be called from the main thread
// and returns when done. Failure: Errors as they come from the store; sync tells what it saw last.
#pragma once

#include <atomic>
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

// The machine's clocks, moved forward by hand: hours of a scripted day pass in seconds.
class MovedClock final : public Clock {
 public:
  ClockReading now() const override {
    ClockReading reading = m_machine.now();
    reading.wall_ms += m_ahead_ms;
    reading.boottime_ms += m_ahead_ms;
    return reading;
  }
  void pass(std::int64_t ms) { m_ahead_ms += ms; }

 private:
  SystemClock m_machine;
  std::atomic<std::int64_t> m_ahead_ms = 0;
};

class Device {
 public:
  static Result<std::unique_ptr<Device>> open(const std::string& folder);
  ~Device();

  const Uuid& id() const { return m_identity.device; }
  MovedClock& clock() { return m_clock; }
  Random& random() { return m_random; }

  // Runs `act` on the store's thread and gives back what it said.
  template <class T>
  Result<T> with_store(std::function<Result<T>(StationStore&)> act) {
    return m_thread->ask(std::move(act));
  }

  // Prepares and saves one application under a fresh id, and wakes the exchange.
  Result<SubmittedApplication> submit(const Application& application);

  void wake();  // something was saved

  // The exchange, from now until stop_sync or the end.
  Result<void> start_sync();
  void stop_sync();
  SyncStatus status() const;

  // True as soon as `reached` says so; asked again after every change and every 50 ms.
  bool wait_until(const std::function<bool()>& reached, std::chrono::milliseconds patience);

 private:
  Device(DeviceIdentity identity);

  MovedClock m_clock;
  SystemRandom m_random;
  NullLog m_log;
  DeviceIdentity m_identity;
  std::unique_ptr<testing::ThreadPort> m_thread;
  struct Light;
  std::shared_ptr<Light> m_light;
  std::unique_ptr<SyncRunner> m_runner;
};

}  // namespace warmheart::device
