#include "app/central/operator_pages.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/central/health_watch.h"

namespace warmheart {
namespace {

// A thread of a listener that has not come round for so long is stuck. A storm of handshakes keeps it for a second or
// two, and a balancer must not send that storm on to the next server.
constexpr std::chrono::seconds kSilent{10};

http::Response plain_json(int status, const nlohmann::json& what) {
  http::Response out;
  out.status = status;
  out.body = what.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  return out;
}

std::string database_trouble(const StateWatch::Seen& seen) {
  if (seen.answers(StateWatch::Clock::now())) return {};
  if (!seen.trouble.empty()) return seen.trouble;
  return "the database has done no act for " +
         std::to_string(std::chrono::duration_cast<std::chrono::seconds>(StateWatch::kDeadline).count()) + " s";
}

std::string certificate_trouble(const StateWatch::Seen& seen, std::int64_t now_ms) {
  for (const StateWatch::Certificate& one : seen.certificates) {
    if (one.not_after_ms <= now_ms) return "a certificate has ended: " + one.file;
  }
  return {};
}

}  // namespace

bool Readiness::ready() const {
  return std::ranges::all_of(parts, [](const ReadyPart& part) { return part.why.empty(); });
}

OperatorPages::OperatorPages(Metrics metrics, const HealthWatch& health, const GuardedClock& clock)
    : m_metrics(std::move(metrics)), m_health(health), m_clock(clock) {}

std::string OperatorPages::silent_listener() const {
  for (const Metrics::Listener& listener : m_metrics.listeners) {
    if (listener.server->silence() >= kSilent) return listener.name;
  }
  return {};
}

Readiness OperatorPages::readiness() const {
  const StateWatch::Seen seen = m_metrics.state->seen();
  const std::string silent = silent_listener();
  const auto trouble = [](bool sound, const char* why) { return sound ? std::string() : std::string(why); };
  return {{{"database", database_trouble(seen)},
           {"keys", trouble(m_health.keys_sound(), "the files of keys/ cannot be read: see the log")},
           {"certificates", certificate_trouble(seen, m_clock.now().wall_ms)},
           {"clock", trouble(m_clock.believed(), "the clock is in doubt: see the alarms")},
           {"listeners", silent.empty() ? std::string() : "a thread of the listener " + silent + " is stuck"}}};
}

http::Response OperatorPages::health() const {
  if (m_stopping) return plain_json(503, {{"status", "stopping"}});
  if (const std::string silent = silent_listener(); !silent.empty())
    return plain_json(503, {{"status", "stuck"}, {"listener", silent}});
  return plain_json(200, {{"status", "ok"}});
}

http::Response OperatorPages::serve(const http::Request& request) const {
  if (request.path == "/healthz") return health();
  const Readiness now = readiness();
  if (request.path == "/readyz") {
    nlohmann::json parts = nlohmann::json::object();
    for (const ReadyPart& part : now.parts) parts[part.name] = part.why.empty() ? "ok" : part.why;
    const bool ready = now.ready() && !m_stopping;
    return plain_json(ready ? 200 : 503, {{"ready", ready}, {"stopping", m_stopping.load()}, {"parts", parts}});
  }
  if (request.path == "/metrics") {
    http::Response out;
    out.content_type = kMetricsType;
    out.body = metrics_text(m_metrics, now);
    return out;
  }
  return plain_json(404, {{"error", {{"code", "not_found"}}}});
}

}  // namespace warmheart
