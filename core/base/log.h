// The Log port. One line, key=value after a sentence, never personal data. The programs give spdlog; tests collect.
#pragma once

#include <string_view>
#include <utility>

namespace warmheart {

enum class LogLevel { info, warning, error };

class Log {
 public:
  virtual ~Log() = default;
  virtual void write(LogLevel level, std::string_view line) = 0;
};

// Which request a thread works on, for as long as this lives: a program's log adds it to each line that the thread
// writes meanwhile, whoever writes it. `id` outlives it. Not across a co_await: the thread does other work there.
class LogRequest {
 public:
  explicit LogRequest(std::string_view id) : m_before(std::exchange(in_hand, id)) {}
  LogRequest(const LogRequest&) = delete;
  LogRequest& operator=(const LogRequest&) = delete;
  ~LogRequest() { in_hand = m_before; }
  static std::string_view current() { return in_hand; }  // empty: none

 private:
  static inline thread_local std::string_view in_hand;
  const std::string_view m_before;
};

// Drops everything: for tools and tests that look at results only.
class NullLog final : public Log {
 public:
  void write(LogLevel, std::string_view) override {}
};

}  // namespace warmheart
