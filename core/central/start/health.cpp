#include "core/central/start/health.h"

#include <sys/timex.h>

#include "core/central/stations/devices.h"
#include "core/central/store/act.h"

namespace warmheart {

Result<void> raise_clock_alarm(CentralStore& store, const ClockVerdict& verdict, const ClockReading& machine) {
  const std::string detail = sentence_of(verdict, machine) + "; " + ntp_sentence() +
                             ". Until it is right nothing is settled, issued or expired. Set it right; or, after "
                             "comparing it with another clock: `warmheart-admin clock accept`";
  return store.transact({}, [&](Act& act) { return internal::raise_alarm(act, kClockAlarm, Uuid(), "", detail); });
}

Result<void> raise_certificate_alarm(CentralStore& store, const std::string& file, const std::string& sentence) {
  return store.transact(
      {}, [&](Act& act) { return internal::raise_alarm(act, kCertificateAlarm, Uuid(), file, sentence); });
}

Result<void> take_back_alarm(CentralStore& store, const std::string& code, const std::string& subject) {
  return store.transact({}, [&](Act& act) { return internal::take_back_alarm(act, code, Uuid(), subject); });
}

std::string ntp_sentence() {
  ::timex state{};
  const int answer = ::adjtimex(&state);  // asks, sets nothing
  if (answer < 0) return "whether NTP keeps it is not known";
  return (state.status & STA_UNSYNC) != 0 ? "no NTP service keeps it" : "an NTP service keeps it";
}

}  // namespace warmheart
