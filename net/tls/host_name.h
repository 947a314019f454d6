// Names by which servers are reached. Pure; any thread.
#pragma once

#include <string>
#include <string_view>

namespace warmheart::tls {

// Whether `text` is a host's name in lower case: labels of 1 to 63 letters, digits and inner hyphens, at most 253
// characters together (RFC 1123, 2.1), the last no number (RFC 3696, 2). No IP address, no wildcard, no final dot.
bool is_host_name(std::string_view text);

// ASCII letters alone: host names are compared without case (RFC 9110, 4.2.3).
std::string lower_case(std::string_view text);

}  // namespace warmheart::tls
