#include "app/fleet/run.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <thread>

#include "app/fleet/fleet_file.h"
#include "app/fleet/station.h"

namespace warmheart::fleet {
namespace {

namespace asio = boost::asio;
using SteadyTime = std::chrono::steady_clock::time_point;
using Seconds = std::chrono::duration<double>;

constexpr auto kLook = std::chrono::milliseconds(20);
constexpr double kProgressS = 10;
constexpr double kTryAgainS = 2;
constexpr double kEndingS = 5;
constexpr double kStationsASecond = 400;  // that come at the beginning of a day
constexpr rlim_t kOtherFiles = 64;
constexpr double kUsASecond = 1e6;

// One thread and its stations. Stations go before the io_context that their timers belong to.
struct Worker {
  asio::io_context io{1};
  asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
  Measures measures;
  std::vector<std::unique_ptr<Station>> stations;
  std::thread thread;
  std::atomic<bool> ended{false};
};
using Workers = std::vector<std::unique_ptr<Worker>>;

double default_minutes(const RunOptions& options) {
  switch (options.scenario) {
    case Scenario::day: return static_cast<double>(kWholeDayMs - options.from_ms) / 60'000 / options.speed;
    case Scenario::storm: return 10;
    case Scenario::steady: return 1;
    case Scenario::idle: return 5;
  }
  return 1;
}

double ramp_s(const RunOptions& options, std::size_t stations) {
  if (options.ramp_s >= 0) return options.ramp_s;
  const bool together = options.scenario == Scenario::storm || options.scenario == Scenario::steady;
  return together ? 0 : static_cast<double>(stations) / kStationsASecond;
}

// Each station may have two connections, and a third while one is replaced.
Result<void> check_descriptors(std::size_t stations) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return fail(ErrorCode::io, "the limit of descriptors cannot be read");
  limit.rlim_cur = limit.rlim_max;
  const rlim_t needed = stations * 3 + kOtherFiles;
  if (setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= needed) return {};
  return fail(ErrorCode::limit, std::to_string(stations) + " stations need " + std::to_string(needed) +
                                    " descriptors, and this process may have " + std::to_string(limit.rlim_max) +
                                    " (ulimit -n)");
}

std::uint64_t free_mib_here() {
  struct statvfs facts {};
  if (::statvfs(".", &facts) != 0) return 0;
  return static_cast<std::uint64_t>(facts.f_bavail) * facts.f_frsize / (1024 * 1024);
}

struct Cpu {
  double user_s = 0, system_s = 0;
};
Cpu own_cpu() {
  rusage used{};
  if (getrusage(RUSAGE_SELF, &used) != 0) return {};
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / kUsASecond;
  };
  return {seconds(used.ru_utime), seconds(used.ru_stime)};
}

class Run {
 public:
  Run(const RunOptions& options, const sigset_t& stop_signals, std::ostream& progress)
      : m_options(options), m_stop_signals(stop_signals), m_progress(progress), m_state(options) {}

  Result<Summary> go() {
    WARMHEART_TRY_ASSIGN(m_members, load_fleet(m_options.folder));
    if (m_members.empty()) return fail(ErrorCode::not_found, "the fleet in " + m_options.folder + " has no stations");
    const std::size_t stations =
        m_options.stations == 0 ? m_members.size() : std::min(m_options.stations, m_members.size());
    if (m_options.stations > m_members.size())
      return fail(ErrorCode::not_found, "the fleet has " + std::to_string(m_members.size()) + " stations");
    WARMHEART_TRY(check_descriptors(stations));
    if (!m_options.ledger.empty()) { WARMHEART_TRY_ASSIGN(m_state.ledger, Ledger::open(m_options.ledger)); }
    m_state.disk_free_mib = free_mib_here();
    WARMHEART_TRY(make_stations(stations));
    begin();
    const bool stopped = write_until_the_end();
    m_state.writing = false;
    drain();
    Summary summary = end(stations, stopped);
    WARMHEART_TRY(keep_renewed());
    if (const auto failure = m_state.failure()) return fail(*failure);
    return summary;
  }

 private:
  Result<void> make_stations(std::size_t count) {
    const int threads =
        m_options.threads > 0 ? m_options.threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    for (int i = 0; i < threads; ++i) m_workers.push_back(std::make_unique<Worker>());
    for (std::size_t i = 0; i < count; ++i) {
      Worker& worker = *m_workers[i % m_workers.size()];
      WARMHEART_TRY_ASSIGN(auto station, Station::make(worker.io, m_state, worker.measures, m_members[i].identity, i));
      worker.stations.push_back(std::move(station));
    }
    m_ramp_s = ramp_s(m_options, count);
    m_count = count;
    return {};
  }

  void begin() {
    m_cpu = own_cpu();
    m_begun = std::chrono::steady_clock::now();
    m_begun_us = steady_us();
    for (auto& worker : m_workers) {
      Worker* const at = worker.get();
      for (auto& station : at->stations) {
        const double share = static_cast<double>(station->number()) / static_cast<double>(m_count);
        station->start(std::chrono::microseconds(static_cast<std::int64_t>(share * m_ramp_s * kUsASecond)));
      }
      at->thread = std::thread([at] {
        at->io.run();
        at->ended = true;
      });
    }
  }

  double passed_s() const { return Seconds(std::chrono::steady_clock::now() - m_begun).count(); }
  bool all_acknowledged() const { return m_state.acknowledged == m_state.written; }

  // True: a signal came while looking.
  bool look() {
    const timespec pause{0, std::chrono::nanoseconds(kLook).count()};
    const bool signalled = sigtimedwait(&m_stop_signals, nullptr, &pause) > 0;
    if (passed_s() >= m_next_progress_s) {
      m_progress << "warmheart-fleet: " << static_cast<int>(passed_s()) << " s, stations heard " << m_state.heard
                 << " of " << m_count << ", records written " << m_state.written << ", acknowledged "
                 << m_state.acknowledged << std::endl;
      m_next_progress_s += kProgressS;
    }
    return signalled;
  }

  bool write_until_the_end() {
    const double end_s = m_options.minutes.value_or(default_minutes(m_options)) * 60;
    while (passed_s() < end_s && !m_state.failure()) {
      if (look()) return true;
      if (m_options.scenario == Scenario::storm && all_acknowledged()) return false;
    }
    return false;
  }

  void for_each_station(void (Station::*what)()) {
    m_told = 0;
    for (auto& worker : m_workers) {
      Worker* const at = worker.get();
      asio::post(at->io, [this, at, what] {
        for (auto& station : at->stations) ((*station).*what)();
        ++m_told;
      });
    }
  }

  // Until all is acknowledged, or it takes too long, or a signal comes. What is all is known once every thread has
  // heard that the writing is over.
  void drain() {
    for_each_station(&Station::stop_writing);
    while (m_told < m_workers.size()) std::this_thread::sleep_for(kLook);
    const double end_s = passed_s() + m_options.drain_s;
    double next_try_s = passed_s() + kTryAgainS;
    while (!all_acknowledged() && passed_s() < end_s && !m_state.failure()) {
      if (look()) return;
      if (passed_s() < next_try_s) continue;
      for_each_station(&Station::try_again);
      next_try_s += kTryAgainS;
    }
  }

  Summary end(std::size_t stations, bool stopped) {
    Summary out;
    const Cpu cpu = own_cpu();
    out.wall_s = passed_s();
    out.cpu_user_s = cpu.user_s - m_cpu.user_s;
    out.cpu_system_s = cpu.system_s - m_cpu.system_s;
    out.longest_silence_s = static_cast<double>(m_state.silence.longest_us(steady_us())) / kUsASecond;
    for_each_station(&Station::shut_down);
    m_state.renewals.join();
    for (auto& worker : m_workers) worker->work.reset();
    for (const double last_s = passed_s() + kEndingS; passed_s() < last_s && !all_ended();)
      std::this_thread::sleep_for(kLook);
    for (auto& worker : m_workers) {
      worker->io.stop();
      worker->thread.join();
      out.measures.add(worker->measures);
    }
    out.stations = stations;
    out.heard = m_state.heard;
    out.stopped = stopped;
    out.written = m_state.written;
    out.acknowledged = m_state.acknowledged;
    const std::int64_t last_us = m_state.last_acknowledged_us;
    if (last_us > 0) out.all_acknowledged_s = static_cast<double>(last_us - m_begun_us) / kUsASecond;
    return out;
  }

  bool all_ended() const {
    return std::ranges::all_of(m_workers, [](const auto& worker) { return worker->ended.load(); });
  }

  // A certificate that was renewed is the fleet's from now on.
  Result<void> keep_renewed() {
    bool any = false;
    for (const auto& worker : m_workers) {
      for (const auto& station : worker->stations) {
        auto identity = station->renewed();
        if (!identity) continue;
        m_members[station->number()].identity = std::move(*identity);
        any = true;
      }
    }
    return any ? save_fleet(m_options.folder, m_members) : Result<void>();
  }

  const RunOptions& m_options;
  const sigset_t& m_stop_signals;
  std::ostream& m_progress;
  std::vector<Member> m_members;
  RunState m_state;
  Workers m_workers;
  std::size_t m_count = 0;
  std::atomic<std::size_t> m_told{0};  // threads that have done the last for_each_station
  double m_ramp_s = 0;
  Cpu m_cpu;
  SteadyTime m_begun;
  std::int64_t m_begun_us = 0;
  double m_next_progress_s = kProgressS;
};

}  // namespace

Result<Summary> run_fleet(const RunOptions& options, const sigset_t& stop_signals, std::ostream& progress) {
  return Run(options, stop_signals, progress).go();
}

const char* name_of(Scenario scenario) {
  switch (scenario) {
    case Scenario::day: return "day";
    case Scenario::storm: return "storm";
    case Scenario::steady: return "steady";
    case Scenario::idle: return "idle";
  }
  return "day";
}

std::optional<Scenario> scenario_from(std::string_view name) {
  for (const Scenario one : {Scenario::day, Scenario::storm, Scenario::steady, Scenario::idle}) {
    if (name == name_of(one)) return one;
  }
  return std::nullopt;
}

std::string loopback_address(std::size_t station) {
  constexpr std::size_t kAByte = 250;
  return "127.64." + std::to_string(station / kAByte % kAByte) + "." + std::to_string(station % kAByte + 1);
}

}  // namespace warmheart::fleet
