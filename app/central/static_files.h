// The console's own files and Debian's Bootstrap, from two folders; nothing else is reachable. Any thread; reads small local files.
#pragma once

#include <string>

#include "net/http/message.h"

namespace warmheart {

class StaticFiles {
 public:
  StaticFiles(std::string console_dir, std::string bootstrap_dir) : m_console(std::move(console_dir)), m_bootstrap(std::move(bootstrap_dir)) {}

  // GET of a path that net/http has cleaned (no "..", no backslash). 404 is a small page for people. Unchanged files are 304.
  http::Response serve(const http::Request& request) const;

 private:
  std::string m_console;
  std::string m_bootstrap;
};

}  // namespace warmheart
