// `warmheart-kiosk enrol`: turns this machine into an enrolled device.
#pragma once

#include <string>

#include "app/kiosk/program/config.h"

namespace warmheart {

struct EnrolArguments {
  bool code_on_stdin = false;  // the only way: an argument stands in every list of processes
  std::string centre;          // HOST or HOST:PORT of the people listener; empty: [centre] of the configuration
};

// Says on stdout what was done, on stderr what went wrong and what to do. Returns the exit code.
int enrol_command(const EnrolArguments& arguments, const KioskConfig& config);

}  // namespace warmheart
