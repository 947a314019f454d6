// The fleet's identities in one file, FOLDER/fleet.jsonl (0600, the folder 0700): a station a line, with its keys and
// certificates, so that a fleet can be started again. Errors: not_found, corrupt with the line, io.
#pragma once

#include <string>
#include <vector>

#include "net/sync/identity.h"

namespace warmheart::fleet {

struct Member {
  DeviceIdentity identity;
  std::string code_mark;  // of the enrolment code that made it (mark_of_code): that one is not tried again
};

// The first 16 hexadecimal digits of SHA-256 of the code's text: says which code it was, and not the code.
std::string mark_of_code(std::string_view code_text);

Result<std::vector<Member>> load_fleet(const std::string& folder);
// Makes the folder; the file is never half written.
Result<void> save_fleet(const std::string& folder, const std::vector<Member>& members);

}  // namespace warmheart::fleet
