#include "app/central/state_watch.h"

#include <utility>

#include "net/tls/certificate_ends.h"

namespace warmheart {
namespace {

constexpr std::chrono::seconds kActEvery{1};
constexpr std::chrono::seconds kStateEvery{10};

}  // namespace

StateWatch::StateWatch(std::string keys_dir, std::shared_ptr<const tls::ServerCertificates> certificates, Log& log)
    : m_keys_dir(std::move(keys_dir)),
      m_certificates(std::move(certificates)),
      m_act_log(log),
      m_state_log(log),
      m_loop("state-watch", log) {}

Result<void> StateWatch::start(const OpenStore& open) {
  return m_loop.start(open, kActEvery, [this](CentralStore& store) {
    look(store);
    return DatabaseLoop::Next::rest;
  });
}

void StateWatch::stop() { m_loop.stop(); }

StateWatch::Seen StateWatch::seen() const {
  const std::lock_guard lock(m_mutex);
  return m_seen;
}

void StateWatch::look(CentralStore& store) {
  const Clock::time_point begun = Clock::now();
  const Result<void> acted = try_act(store);
  const Clock::time_point now = Clock::now();
  bool state_is_due = false;
  {
    const std::lock_guard lock(m_mutex);
    m_seen.trouble = acted ? std::string() : acted.error().what;
    if (acted) {
      m_seen.answered_in = now - begun;
      m_seen.answered_at = now;
    }
    state_is_due = m_seen.state_at == Clock::time_point{} || now - m_seen.state_at >= kStateEvery;
  }
  if (acted)
    m_act_log.solved();
  else
    m_act_log.write("the database takes no act", acted.error());
  if (acted && state_is_due) look_at_state(store);
}

void StateWatch::look_at_state(CentralStore& store) {
  std::vector<Certificate> certificates;
  for (const tls::CertificateEnd& end : tls::certificate_ends(m_keys_dir, m_certificates->ends()))
    certificates.push_back({end.file, end.not_after_ms});
  const auto state = centre_state(store);
  const std::lock_guard lock(m_mutex);
  m_seen.certificates = std::move(certificates);
  if (!state) return m_state_log.write("the centre's figures cannot be read", state.error());
  m_state_log.solved();
  m_seen.state = *state;
  m_seen.state_at = Clock::now();
}

}  // namespace warmheart
