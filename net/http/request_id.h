// Which request of which client a line of a log is about: a UUIDv7 that the client makes, sends with X-WH-Request and
// gets back in the answer (PROTOCOL.md "Requests have names"). It says nothing and opens nothing. Any thread.
#pragma once

#include <string>

#include "net/http/message.h"

namespace warmheart::http {

inline constexpr const char* kRequestIdHeader = "X-WH-Request";

// A new one, in text: 8-4-4-4-12, lower case.
std::string make_request_id();

// The client's own, in lower case; a new one where it sent none, more than one, or one of another form.
std::string request_id_of(const Request& head);

}  // namespace warmheart::http
