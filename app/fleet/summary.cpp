// A run's summary, for people and for programs.
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/fleet/run.h"

namespace warmheart::fleet {
namespace {

using Json = nlohmann::json;

constexpr double kUsInMs = 1000;

double milliseconds(std::int64_t microseconds) { return static_cast<double>(microseconds) / kUsInMs; }

Json json_of(const Histogram& histogram) {
  return {{"count", histogram.count()},
          {"mean", histogram.mean_us() / kUsInMs},
          {"p50", milliseconds(histogram.at_us(50))},
          {"p90", milliseconds(histogram.at_us(90))},
          {"p99", milliseconds(histogram.at_us(99))},
          {"p999", milliseconds(histogram.at_us(99.9))},
          {"max", milliseconds(histogram.max_us())}};
}

void write_latency(std::ostream& out, const char* what, const Histogram& histogram) {
  out << std::left << std::setw(20) << what << "p50 " << milliseconds(histogram.at_us(50)) << " ms, p90 "
      << milliseconds(histogram.at_us(90)) << ", p99 " << milliseconds(histogram.at_us(99)) << ", p99.9 "
      << milliseconds(histogram.at_us(99.9)) << ", longest " << milliseconds(histogram.max_us()) << "\n";
}

}  // namespace

double Summary::records_a_second() const {
  return all_acknowledged_s > 0 ? static_cast<double>(acknowledged) / all_acknowledged_s : 0;
}

std::string summary_text(const RunOptions& options, const Summary& it) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(3);
  out << "scenario            " << name_of(options.scenario) << ", " << it.stations << " stations, " << it.heard
      << " of them had an answer" << (it.stopped ? ", stopped by a signal" : "") << "\n"
      << "records             " << it.written << " written, " << it.acknowledged << " acknowledged, " << it.waiting()
      << " wait, " << it.records_a_second() << " a second\n"
      << "requests            " << it.measures.requests << " over " << it.measures.connections << " connections\n";
  write_latency(out, "request", it.measures.request);
  write_latency(out, "record", it.measures.record);
  out << "longest silence     " << it.longest_silence_s << " s\n"
      << "last acknowledged   " << it.all_acknowledged_s << " s after the first connection\n"
      << "feed                " << it.measures.checkpoints << " checkpoints\n"
      << "trouble             " << it.measures.gaps << " gaps, " << it.measures.epochs << " new epochs, "
      << it.measures.forgotten << " acknowledged and forgotten, " << it.measures.parked << " parked, "
      << it.measures.outages << " outages\n";
  if (it.measures.renewals > 0) out << "renewed             " << it.measures.renewals << " certificates\n";
  for (const auto& [name, count] : it.measures.failures) out << "failed              " << count << " " << name << "\n";
  out << "time                " << it.wall_s << " s; own processor " << it.cpu_user_s << " s, in the system "
      << it.cpu_system_s << " s\n";
  return out.str();
}

std::string summary_json(const RunOptions& options, const Summary& it) {
  const Json json = {{"scenario", name_of(options.scenario)},
                     {"stations", it.stations},
                     {"stations_heard", it.heard},
                     {"stopped", it.stopped},
                     {"records_written", it.written},
                     {"records_acknowledged", it.acknowledged},
                     {"records_waiting", it.waiting()},
                     {"records_a_second", it.records_a_second()},
                     {"requests", it.measures.requests},
                     {"connections", it.measures.connections},
                     {"request_ms", json_of(it.measures.request)},
                     {"record_ms", json_of(it.measures.record)},
                     {"longest_silence_s", it.longest_silence_s},
                     {"all_acknowledged_s", it.all_acknowledged_s},
                     {"checkpoints", it.measures.checkpoints},
                     {"gaps", it.measures.gaps},
                     {"epochs", it.measures.epochs},
                     {"forgotten", it.measures.forgotten},
                     {"parked", it.measures.parked},
                     {"renewals", it.measures.renewals},
                     {"outages", it.measures.outages},
                     {"failures", it.measures.failures},
                     {"wall_s", it.wall_s},
                     {"cpu_user_s", it.cpu_user_s},
                     {"cpu_system_s", it.cpu_system_s}};
  return json.dump(2) + "\n";
}

}  // namespace warmheart::fleet
