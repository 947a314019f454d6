// The command line of warmheart-kiosk. Pure.
#pragma once

#include <optional>
#include <string>

#include "app/kiosk/program/enrol_command.h"

namespace warmheart {

inline constexpr const char* kUsage =
    "usage: warmheart-kiosk [--config station.toml] [--window]\n"
    "       warmheart-kiosk recordings [--config station.toml]\n"
    "       warmheart-kiosk enrol --code-stdin [--centre HOST[:PORT]] [--config station.toml]\n";

struct Arguments {
  std::string config = "/etc/warmheart/station.toml";
  std::optional<EnrolArguments> enrol;
  bool window = false;      // not full screen, whatever the configuration says
  bool recordings = false;  // only say which sentences have no recording
  bool help = false;
  std::string error;  // not empty: what is wrong with the command line
};

Arguments parse_arguments(int argc, const char* const* argv);

}  // namespace warmheart
