// What all stations of a run share. Every member may be used from any thread.
#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

#include "app/fleet/ledger.h"
#include "app/fleet/run_options.h"
#include "app/fleet/silence.h"
#include "core/base/clock.h"
#include "core/base/random.h"

namespace warmheart::fleet {

inline std::int64_t steady_us() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

struct RunState {
  explicit RunState(const RunOptions& run_options) : options(run_options) {}

  const RunOptions& options;
  const SystemClock clock;
  SystemRandom random;
  std::unique_ptr<Ledger> ledger;  // none: not asked for
  Silence silence;
  boost::asio::thread_pool renewals{1};  // these block
  std::uint64_t disk_free_mib = 0;       // as stations report it

  std::atomic<bool> writing{true};
  std::atomic<std::uint64_t> heard{0};  // stations that had an answer
  std::atomic<std::uint64_t> written{0};
  std::atomic<std::uint64_t> acknowledged{0};
  std::atomic<std::int64_t> last_acknowledged_us{0};

  // The first that ends a run: what was acknowledged could not be written down, or our own mistake.
  void give_up(const Error& error) {
    const std::lock_guard lock(m_mutex);
    if (!m_failure) m_failure = error;
  }
  std::optional<Error> failure() {
    const std::lock_guard lock(m_mutex);
    return m_failure;
  }

 private:
  std::mutex m_mutex;
  std::optional<Error> m_failure;
};

}  // namespace warmheart::fleet
