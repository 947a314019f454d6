#include "app/central/health_watch.h"

#include <utility>

#include "core/central/start/health.h"
#include "core/central/start/own_databases.h"
#include "net/tls/certificate_ends.h"

namespace warmheart {
namespace {

constexpr std::int64_t kKeepEveryMs = 60'000;
constexpr std::int64_t kAlarmEveryMs = 60'000;
constexpr std::int64_t kEndsEveryMs = 3'600'000;

bool is_due(std::int64_t& last, std::int64_t now, std::int64_t every) {
  if (last >= 0 && now - last < every) return false;
  last = now;
  return true;
}

}  // namespace

HealthWatch::HealthWatch(std::string data_dir, const Clock& machine, GuardedClock& clock,
                         std::shared_ptr<tls::ServerCertificates> certificates, tls::Authority authority,
                         std::shared_ptr<Keyring> keyring, Log& log)
    : m_data_dir(std::move(data_dir)),
      m_machine(machine),
      m_clock(clock),
      m_certificates(std::move(certificates)),
      m_authority(std::move(authority)),
      m_keyring(std::move(keyring)),
      m_log(log),
      m_clock_log(log),
      m_files_log(log),
      m_authority_log(log),
      m_keys_log(log),
      m_keep_log(log),
      m_alarm_log(log) {}

bool HealthWatch::look(CentralStore& store) {
  const ClockReading machine = m_machine.now();
  const bool sound = look_at_clock(store, machine);
  look_at_certificates(store);
  look_at_keys();
  if (sound) keep(store, machine);
  return sound;
}

bool HealthWatch::look_at_clock(CentralStore& store, const ClockReading& machine) {
  const auto verdict = judge_clock(store, machine);
  if (!verdict) {
    m_clock_log.write("the clock cannot be judged", verdict.error());
    return m_clock.believed();
  }
  if (verdict->sound()) {
    if (!m_clock.believed()) m_log.write(LogLevel::warning, "the clock is believed again");
    m_clock_log.solved();
    m_clock.believe(machine);
    if (!m_clock_alarm_stands) return true;
    if (const auto taken = take_back_alarm(store, kClockAlarm, ""); taken)
      m_clock_alarm_stands = false;
    else
      m_alarm_log.write("an alarm cannot be taken back", taken.error());
    return true;
  }
  m_clock.doubt(machine, verdict->expected_ms);
  m_clock_log.write(std::string("the clock is in doubt: nothing is settled, issued or expired fault=") +
                    name_of(verdict->fault));
  if (!is_due(m_alarmed_at, machine.boottime_ms, kAlarmEveryMs)) return false;
  m_clock_alarm_stands = true;
  if (const auto raised = raise_clock_alarm(store, *verdict, machine); !raised)
    m_alarm_log.write("an alarm cannot be raised", raised.error());
  return false;
}

void HealthWatch::look_at_certificates(CentralStore& store) {
  const auto reloaded = m_certificates->reload();
  if (!reloaded) {
    m_files_log.write("the certificates' files have changed and cannot be used, the ones before stay in use",
                      reloaded.error());
  } else if (*reloaded) {
    m_files_log.solved();
    m_log.write(LogLevel::info, "certificates were read anew");
  }
  const bool fresh = look_at_authority() || (reloaded && *reloaded);
  if (!is_due(m_ends_at, m_machine.now().boottime_ms, kEndsEveryMs) && !fresh) return;
  for (const tls::CertificateEnd& end : tls::certificate_ends(m_data_dir + "/keys", m_certificates->ends())) {
    const bool soon = end.ends_soon(store.now_ms());
    if (soon) m_log.write(LogLevel::warning, "a certificate ends soon file=" + end.file);
    const auto done = soon ? raise_certificate_alarm(store, end.alarm, end.sentence(store.now_ms()))
                           : take_back_alarm(store, kCertificateAlarm, end.alarm);
    if (!done) m_alarm_log.write("an alarm of certificates cannot be kept", done.error());
  }
}

// True: others are in use from now on.
bool HealthWatch::look_at_authority() {
  const auto refreshed = m_authority.refresh();
  if (!refreshed) {
    m_authority_log.write("the authorities have changed and cannot be read, the ones before stay in use",
                          refreshed.error());
    return false;
  }
  m_authority_log.solved();
  if (*refreshed) m_log.write(LogLevel::info, "the authorities were read anew");
  return *refreshed;
}

void HealthWatch::look_at_keys() {
  const auto refreshed = m_keyring->refresh();
  m_keys_sound = refreshed.has_value();
  if (!refreshed) {
    m_keys_log.write("the keys have changed and cannot be read, the ones before stay in use", refreshed.error());
    return;
  }
  m_keys_log.solved();
  if (*refreshed) m_log.write(LogLevel::info, "keys were read anew");
}

void HealthWatch::keep(CentralStore& store, const ClockReading& machine) {
  if (!is_due(m_kept_at, machine.boottime_ms, kKeepEveryMs)) return;
  Result<void> kept = witness_clock(store, machine);
  if (kept) kept = note_state(store, m_data_dir);
  if (kept)
    m_keep_log.solved();
  else
    m_keep_log.write("the last state cannot be kept", kept.error());
}

}  // namespace warmheart
