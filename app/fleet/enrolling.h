// Enrolment in bulk, through the real endpoint, with codes that warmheart-admin printed. Errors: not_found, no codes;
// invalid_argument, a file that cannot be read; unavailable, a code that was not taken, with how many were: what was
// enrolled is kept, and the same command goes on.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace warmheart::fleet {

struct EnrolAll {
  std::string codes_file;  // any text with codes in it
  std::string folder;
  std::string host;
  std::uint16_t people_port = 8443;
  int threads = 8;
  // Of loopback addresses in turn, for a centre on this machine: it answers 120 enrolments a minute and address.
  bool own_addresses = false;
};

// Every WHE1:… of a text, in its order, once each.
std::vector<std::string> codes_in(std::string_view text);

Result<void> enrol_all(const EnrolAll& asked, std::ostream& progress);

}  // namespace warmheart::fleet
