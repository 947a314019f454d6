// What who watches over the centre may ask without TLS (net/http/plain_server.h): GET /healthz, /readyz, /metrics.
// Answers at once, whatever the databases do. Runs on that server's thread.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "app/central/metrics.h"
#include "core/central/start/clock.h"
#include "net/http/message.h"

namespace warmheart {

class HealthWatch;

// A part of the centre that must be sound before it can do its work.
struct ReadyPart {
  std::string name;  // "database", "keys", "certificates", "clock", "listeners"
  std::string why;   // empty: it is sound; else what is wrong, for the operator
};
struct Readiness {
  std::vector<ReadyPart> parts;
  bool ready() const;
};

class OperatorPages {
 public:
  OperatorPages(Metrics metrics, const HealthWatch& health, const GuardedClock& clock);

  // GET /healthz: 200 while this process's listeners come round to their connections: a balancer's check. No database
  // is asked, for a balancer would then take all servers away at once, and all their connections would come again.
  // GET /readyz: 200, or 503 with what is not sound, as JSON. GET /metrics: kMetricsType.
  http::Response serve(const http::Request& request) const;

  void say_stopping() { m_stopping = true; }  // /healthz and /readyz are 503 from now on. Any thread.

 private:
  Readiness readiness() const;
  std::string silent_listener() const;  // empty: there is none
  http::Response health() const;

  const Metrics m_metrics;
  const HealthWatch& m_health;
  const GuardedClock& m_clock;
  std::atomic<bool> m_stopping{false};
};

}  // namespace warmheart
