// Requests and answers as plain values, the same for client, server, handlers and tests. No Asio here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/id.h"

namespace warmheart::http {

using Header = std::pair<std::string, std::string>;

struct Request {
  std::string method;                        // "GET", "POST", "DELETE", …
  std::string target;                        // as received: path and query
  std::string path;                          // decoded, without the query; never holds "..", NUL or a backslash
  std::map<std::string, std::string> query;  // decoded
  std::vector<Header> headers;               // names in lower case
  std::string body;
  std::string server_name;     // which host the client asked for in the handshake (SNI), lower case; "": none
  std::string peer_address;    // or its /64 (address_group): for rate limits; never logged beside personal data
  std::optional<Uuid> device;  // from the verified client certificate; only on the devices listener
  std::string id;              // by which logs name it (request_id.h); set by the server

  std::string_view header(std::string_view lower_case_name) const;  // "" when absent
  std::string_view cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<Header> headers;
  bool close = false;  // end the connection after this answer
};

// False for a head that two readers could take for two requests: not exactly one Host, a Transfer-Encoding that is not
// one "chunked", a Content-Length twice or beside it (RFC 9112, 3.2, 6.1 and 6.3).
bool is_unambiguous(const Request& head);

// Percent-decoding of a path or of one query part ('+' is a space only in a query). False: malformed.
bool decode_percent(std::string_view text, bool plus_is_space, std::string& out);
// Splits a target into path and query; false when it is not one that we serve.
bool parse_target(std::string_view target, Request& into);

}  // namespace warmheart::http
