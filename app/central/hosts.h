// Which host name of the centre answers what, where the console and riders' pages have names of their own (OWASP ASVS
// 5.0, 3.5.4): a page of riders is then another origin to a browser than the console. A request counts for the name in
// its Host, which must be the one of the handshake (SNI). Pure; any thread. Failure: false, and 421 for whoever asks
// (RFC 9110, 7.4 and 15.5.20).
#pragma once

#include <string>

#include "net/http/message.h"

namespace warmheart {

class Hosts {
 public:
  Hosts() = default;  // every name answers everything
  // Lower case, no port; both empty: every name answers everything. They may be the same name.
  Hosts(std::string console, std::string riders);

  // Console, its calls and events: by the console's name. Riders' pages and calls: by the riders'. What kiosks call:
  // by any other. What pages share (/shared/): by the console's and the riders'.
  bool serves(const http::Request& request) const;

  // Whether a request that is served comes from a page of the console, as far as its Origin says (RFC 6454, 7); a
  // request without one does not come from a page of another site.
  bool is_from_console(const http::Request& request) const;

 private:
  std::string m_console, m_riders;
};

// Protocol Buffers for kiosks, JSON for calls, for all else the page `web_dir`/shared/misdirected.html.
http::Response misdirected_response(const http::Request& request, const std::string& web_dir);

}  // namespace warmheart
