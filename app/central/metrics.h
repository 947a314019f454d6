// The centre's counters as text of Prometheus (its exposition format 0.0.4): what each part has counted for itself, put
// together when somebody asks. Numbers and names of our own: no person, no device, no address. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/central/request_counts.h"
#include "app/central/state_watch.h"
#include "net/http/https_server.h"
#include "net/sync/database_pools.h"
#include "net/sync/sync_server.h"

namespace warmheart {

inline constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

// What main hands over: the parts, which outlive this.
struct Metrics {
  struct Listener {
    const http::HttpsServer* server = nullptr;
    const RequestCounts* requests = nullptr;
    std::string name;
  };
  std::vector<Listener> listeners;
  const SyncServer* sync = nullptr;
  const DatabasePools* pools = nullptr;
  const StateWatch* state = nullptr;
  std::string data_dir;  // whose disk counts
};

struct Readiness;  // operator_pages.h

std::string metrics_text(const Metrics& metrics, const Readiness& readiness);

}  // namespace warmheart
