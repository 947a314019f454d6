// The log of the server: one JSON object a line on stderr, with the request that it is about (LogRequest). Thread-safe.
// What core and net write holds no personal data.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "core/base/log.h"

namespace warmheart {

class SpdLog final : public Log {
 public:
  SpdLog() : m_logger("central", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
    m_logger.set_pattern(R"({"at":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","line":%v})");  // %v with what follows it
    m_logger.flush_on(spdlog::level::info);
  }
  void write(LogLevel level, std::string_view line) override {
    std::string quoted = nlohmann::json(line).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    if (const std::string_view request = LogRequest::current(); !request.empty())
      quoted += R"(,"request":)" + nlohmann::json(request).dump();
    switch (level) {
      case LogLevel::info: m_logger.info("{}", quoted); break;
      case LogLevel::warning: m_logger.warn("{}", quoted); break;
      case LogLevel::error: m_logger.error("{}", quoted); break;
    }
  }

 private:
  spdlog::logger m_logger;
};

}  // namespace warmheart
