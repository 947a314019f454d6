#include <iostream>

#include "app/admin/commands.h"
#include "core/central/start/clock.h"
#include "core/central/start/health.h"
#include "core/central/store/audit.h"
#include "net/tls/certificate_ends.h"
#include "net/tls/certificates.h"

namespace warmheart::admin {

Result<void> require_sound_clock(const Centre& centre, CentralStore& store) {
  const ClockReading machine = centre.clock.now();
  WARMHEART_TRY_ASSIGN(const ClockVerdict verdict, judge_clock(store, machine));
  if (verdict.sound()) return {};
  return fail(ErrorCode::conflict, sentence_of(verdict, machine) + "; " + ntp_sentence() +
                                       ". What is made under it would hold until a wrong day: set it right; or, after "
                                       "comparing it with another clock: `warmheart-admin clock accept`");
}

Result<void> show_health(const Centre& centre, CentralStore& store) {
  const ClockReading machine = centre.clock.now();
  WARMHEART_TRY_ASSIGN(const ClockVerdict verdict, judge_clock(store, machine));
  centre.out << "clock: " << sentence_of(verdict, machine) << "; " << ntp_sentence() << "\n";
  const std::string keys = keys_folder(centre.data_folder);
  const auto shown = tls::ServerCertificates::load(tls::private_files(keys), {});
  if (!shown) centre.out << "certificate: " << shown.error().what << "\n";
  for (const tls::CertificateEnd& end :
       tls::certificate_ends(keys, shown ? (*shown)->ends() : std::vector<tls::ServerCertificates::End>())) {
    if (end.ends_soon(machine.wall_ms))
      centre.out << "certificate: " << end.sentence(machine.wall_ms) << "\n";
    else
      centre.out << "certificate: " << end.file << " holds until " << time_text(end.not_after_ms) << "\n";
  }
  return {};
}

Result<void> renew_certificate(const Centre& centre, bool new_key) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(require_sound_clock(centre, store));
  WARMHEART_TRY_ASSIGN(const std::int64_t ends_ms,
                       tls::renew_server_certificate(keys_folder(centre.data_folder), new_key));
  WARMHEART_TRY(
      audit(store, kAtCommandLine, "certificate-renewed", "", new_key ? "with a new key" : "for the same key"));
  centre.out << "made the next server certificate, good until " << time_text(ends_ms)
             << "; a centre that runs shows it within a few seconds\n";
  return {};
}

Result<void> accept_the_clock(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  const ClockReading machine = centre.clock.now();
  WARMHEART_TRY(accept_clock(store, machine, kAtCommandLine));
  centre.out << time_text(machine.wall_ms)
             << " (China time) counts as right from now on; a centre that runs goes on by it within a few seconds\n";
  return {};
}

}  // namespace warmheart::admin
