// Alarms about the centre itself: no device raises them, the console and `warmheart-admin show alarms` read them like
// any other. One a subject; raised again it gets the time.
#pragma once

#include <string>

#include "core/central/start/clock.h"

namespace warmheart {

inline constexpr const char* kClockAlarm = "centre-clock";
inline constexpr const char* kCertificateAlarm = "certificate-ends";

// With what NTP says to this machine's kernel.
Result<void> raise_clock_alarm(CentralStore& store, const ClockVerdict& verdict, const ClockReading& machine);
Result<void> raise_certificate_alarm(CentralStore& store, const std::string& file, const std::string& sentence);
// Nothing where none stands.
Result<void> take_back_alarm(CentralStore& store, const std::string& code, const std::string& subject);

// "NTP keeps this machine's clock", or that nobody does; of this machine's kernel.
std::string ntp_sentence();

}  // namespace warmheart
