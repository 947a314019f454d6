// Asks the database once a second whether it takes an act, and every ten seconds for the centre's figures: on a thread
// and a connection of its own, so that who wants to know (operator_pages.h) never waits for a database. Owner: main.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/log.h"
#include "core/central/start/state.h"
#include "net/sync/database_loop.h"
#include "net/sync/log_once.h"
#include "net/tls/server_certificates.h"

namespace warmheart {

class StateWatch {
 public:
  using Clock = std::chrono::steady_clock;
  using Seconds = std::chrono::duration<double>;

  static constexpr std::size_t kDatabaseConnections = 1;

  // An answer that is older counts as none: two looks, and a second to spare.
  static constexpr std::chrono::milliseconds kDeadline{3'000};

  StateWatch(std::string keys_dir, std::shared_ptr<const tls::ServerCertificates> certificates, Log& log);

  Result<void> start(const OpenStore& open);
  void stop();

  struct Certificate {
    std::string file;
    std::int64_t not_after_ms = 0;
  };
  struct Seen {
    std::string trouble;              // why the last act could not be done; empty: it was
    Seconds answered_in{0};           // by the last act
    Clock::time_point answered_at{};  // {}: it never has
    CentreState state;
    Clock::time_point state_at{};  // {}: not looked at yet
    std::vector<Certificate> certificates;

    bool answers(Clock::time_point now) const {
      return answered_at != Clock::time_point{} && now - answered_at < kDeadline;
    }
  };
  Seen seen() const;  // any thread

 private:
  void look(CentralStore& store);
  void look_at_state(CentralStore& store);

  const std::string m_keys_dir;
  const std::shared_ptr<const tls::ServerCertificates> m_certificates;
  LogOnce m_act_log, m_state_log;
  mutable std::mutex m_mutex;
  Seen m_seen;
  DatabaseLoop m_loop;
};

}  // namespace warmheart
