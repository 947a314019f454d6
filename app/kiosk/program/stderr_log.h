// The Log port on stderr: one line each, with the time. journald or the demo keeps it. Thread-safe.
#pragma once

#include "core/base/log.h"

namespace warmheart {

class StderrLog final : public Log {
 public:
  void write(LogLevel level, std::string_view line) override;
};

}  // namespace warmheart
