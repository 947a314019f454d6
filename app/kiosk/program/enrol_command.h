// `warmheart-kiosk enrol --code CODE --centre HOST[:PORT] --config FILE`: turns this machine into an enrolled device.
#pragma once

#include <string>

#include "app/kiosk/program/config.h"

namespace warmheart {

struct EnrolArguments {
  std::string code;
  std::string centre;  // HOST or HOST:PORT of the people listener
};

// Says on stdout what was done, on stderr what went wrong and what to do. Returns the exit code.
int enrol_command(const EnrolArguments& arguments, const KioskConfig& config);

}  // namespace warmheart
