// A run of the fleet: threads with their stations, what ends it, and its summary.
#pragma once

#include <csignal>
#include <map>
#include <optional>
#include <ostream>
#include <string>

#include "app/fleet/measures.h"
#include "app/fleet/run_options.h"
#include "core/base/result.h"

namespace warmheart::fleet {

struct Summary {
  Measures measures;
  std::size_t stations = 0;
  std::uint64_t heard = 0;  // of them, that had an answer
  std::uint64_t written = 0;
  std::uint64_t acknowledged = 0;  // and in the ledger, where there is one
  double wall_s = 0;               // from the first connection on, without what was prepared before it
  double all_acknowledged_s = 0;   // until the last acknowledgement
  double longest_silence_s = 0;
  double cpu_user_s = 0, cpu_system_s = 0;  // this process's own, of the same time
  bool stopped = false;                     // by a signal

  std::uint64_t waiting() const { return written - acknowledged; }
  double records_a_second() const;
};

// Takes SIGTERM and SIGINT of `stop_signals`, which every thread blocks: the first ends the writing and waits for what
// was written, the second ends at once. `progress`: a line every ten seconds. Errors: not_found, no fleet; limit, fewer
// descriptors than connections; io, the ledger cannot be written.
Result<Summary> run_fleet(const RunOptions& options, const sigset_t& stop_signals, std::ostream& progress);

std::string summary_text(const RunOptions& options, const Summary& summary);
std::string summary_json(const RunOptions& options, const Summary& summary);

}  // namespace warmheart::fleet
