// Looks once a second at what nobody asks about: the clock, the certificates' files and ends, keys and mark in keys/.
// On the maintenance thread, which asks it whether tasks of the clock may run. Raises alarms in the database, one line
// in the log each, and takes them back when they are over. Owner: main.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "core/base/log.h"
#include "core/central/start/clock.h"
#include "core/central/store/keyring.h"
#include "net/sync/log_once.h"
#include "net/tls/authority.h"
#include "net/tls/server_certificates.h"

namespace warmheart {

class HealthWatch {
 public:
  HealthWatch(std::string data_dir, const Clock& machine, GuardedClock& clock,
              std::shared_ptr<tls::ServerCertificates> certificates, tls::Authority authority,
              std::shared_ptr<Keyring> keyring, Log& log);

  // True: what goes by the clock may be done.
  bool look(CentralStore& store);

  // Whether the files of keys/ could be read when they were last looked at. Any thread.
  bool keys_sound() const { return m_keys_sound; }

 private:
  bool look_at_clock(CentralStore& store, const ClockReading& machine);
  void look_at_certificates(CentralStore& store);
  bool look_at_authority();
  void look_at_keys();
  void keep(CentralStore& store, const ClockReading& machine);

  const std::string m_data_dir;
  const Clock& m_machine;
  GuardedClock& m_clock;
  const std::shared_ptr<tls::ServerCertificates> m_certificates;
  const tls::Authority m_authority;
  const std::shared_ptr<Keyring> m_keyring;
  Log& m_log;
  LogOnce m_clock_log, m_files_log, m_authority_log, m_keys_log, m_keep_log, m_alarm_log;
  std::int64_t m_kept_at = -1;       // boot time; -1: not yet
  std::int64_t m_alarmed_at = -1;    // of the clock
  std::int64_t m_ends_at = -1;       // looked at the certificates' ends
  bool m_clock_alarm_stands = true;  // one of before this start may
  std::atomic<bool> m_keys_sound{true};
};

}  // namespace warmheart
