// An error that comes back every second is one line in the log until it is solved or becomes another. One thread.
#pragma once

#include <string>

#include "core/base/log.h"
#include "core/base/result.h"

namespace warmheart {

class LogOnce {
 public:
  explicit LogOnce(Log& log) : m_log(&log) {}

  void write(const std::string& line) {
    if (line != m_last) m_log->write(LogLevel::error, line);
    m_last = line;
  }
  void write(const std::string& what_fails, const Error& error) { write(what_fails + " what=" + error.what); }
  void solved() { m_last.clear(); }

 private:
  Log* m_log;
  std::string m_last;
};

}  // namespace warmheart
