// The Log port. One line, key=value after a sentence, never personal data. The programs give spdlog; tests collect.
#pragma once

#include <string_view>

namespace warmheart {

enum class LogLevel { info, warning, error };

class Log {
 public:
  virtual ~Log() = default;
  virtual void write(LogLevel level, std::string_view line) = 0;
};

// Drops everything: for tools and tests that look at results only.
class NullLog final : public Log {
 public:
  void write(LogLevel, std::string_view) override {}
};

}  // namespace warmheart
