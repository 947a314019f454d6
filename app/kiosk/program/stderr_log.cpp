#include "app/kiosk/program/stderr_log.h"

#include <cstdio>
#include <ctime>
#include <string>

namespace warmheart {

namespace {

const char* word_for(LogLevel level) {
  switch (level) {
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  return "error";
}

}  // namespace

void StderrLog::write(LogLevel level, std::string_view line) {
  char when[32] = "";
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  if (gmtime_r(&now, &parts)) std::strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &parts);
  const std::string text = std::string(when) + " " + word_for(level) + " " + std::string(line) + "\n";
  std::fwrite(text.data(), 1, text.size(), stderr);  // one call: lines of two threads do not mix
}

}  // namespace warmheart
