#include "app/central/metrics.h"

#include <algorithm>
#include <dirent.h>
#include <fstream>
#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>
#include <sstream>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "app/central/operator_pages.h"
#include "core/base/clock.h"

namespace warmheart {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Labels = std::vector<ClientMetric::Label>;

// Families in the order in which they were begun.
class Page {
 public:
  // The family that the next figures belong to.
  Page& begin(const char* name, const char* help, MetricType type) {
    m_families.push_back(MetricFamily{name, help, type, {}});
    return *this;
  }
  void add(double figure, Labels labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    (m_families.back().type == MetricType::Counter ? metric.counter.value : metric.gauge.value) = figure;
    m_families.back().metric.push_back(std::move(metric));
  }
  void add(const Histogram::Snapshot& figures, Labels labels = {}) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.histogram.sample_count = figures.count;
    metric.histogram.sample_sum = figures.sum;
    for (std::size_t i = 0; i < figures.upper_bounds.size(); ++i)
      metric.histogram.bucket.push_back({figures.up_to[i], figures.upper_bounds[i]});
    m_families.back().metric.push_back(std::move(metric));
  }
  void gauge(const char* name, const char* help, double figure) { begin(name, help, MetricType::Gauge).add(figure); }
  void counter(const char* name, const char* help, double figure) {
    begin(name, help, MetricType::Counter).add(figure);
  }
  void counter(const char* name, const char* help, std::uint64_t figure) {
    counter(name, help, static_cast<double>(figure));
  }
  void gauge(const char* name, const char* help, std::uint64_t figure) {
    gauge(name, help, static_cast<double>(figure));
  }
  void histogram(const char* name, const char* help, const Histogram::Snapshot& figures) {
    begin(name, help, MetricType::Histogram).add(figures);
  }
  std::string text() const {
    std::ostringstream out;
    prometheus::TextSerializer().Serialize(out, m_families);
    return out.str();
  }

 private:
  std::vector<MetricFamily> m_families;
};

double seconds_of(std::chrono::duration<double> duration) { return duration.count(); }

void add_listeners(Page& page, const Metrics& metrics) {
  page.begin("warmheart_http_requests_total", "Requests that were answered, by listener, path and status.",
             MetricType::Counter);
  for (const auto& listener : metrics.listeners) {
    for (const auto& [key, count] : listener.requests->counts())
      page.add(static_cast<double>(count),
               {{"listener", listener.name}, {"path", key.path}, {"code", std::to_string(key.status)}});
  }
  page.begin("warmheart_http_connections", "Connections that stand, by whether a certificate has named their device.",
             MetricType::Gauge);
  for (const auto& listener : metrics.listeners) {
    const http::ConnectionTable::Counts counts = listener.server->connections();
    page.add(static_cast<double>(counts.strangers), {{"listener", listener.name}, {"of", "strangers"}});
    page.add(static_cast<double>(counts.of_devices), {{"listener", listener.name}, {"of", "devices"}});
  }
  page.begin("warmheart_http_refusals_total", "Connections that were closed by us before a request, by why.",
             MetricType::Counter);
  for (const auto& listener : metrics.listeners) {
    const http::ConnectionTable::Counts counts = listener.server->connections();
    const http::TurnedAway turned_away = listener.server->turned_away();
    const auto add = [&](const char* reason, std::uint64_t count) {
      page.add(static_cast<double>(count), {{"listener", listener.name}, {"reason", reason}});
    };
    add("no_place", counts.refused);
    add("made_room", counts.sent_away);
    add("replaced", counts.replaced);
    add("proxy_header", turned_away.proxy_header);
    add("no_hello", turned_away.no_hello);
    add("handshake", turned_away.handshake);
    add("no_device", turned_away.no_device);
  }
  page.begin("warmheart_http_silence_seconds", "How long a listener's slowest thread has not come round.",
             MetricType::Gauge);
  for (const auto& listener : metrics.listeners)
    page.add(seconds_of(listener.server->silence()), {{"listener", listener.name}});
}

void add_exchange(Page& page, const SyncServer::Figures& sync) {
  page.counter("warmheart_store_commits_total", "Commits of what devices sent that were tried.", sync.store.commits);
  page.counter("warmheart_store_commits_failed_total", "Commits of what devices sent that failed.", sync.store.failed);
  page.counter("warmheart_store_records_total", "Records that were new and are durable.", sync.store.records);
  page.histogram("warmheart_store_commit_seconds", "How long a commit of what devices sent took.", sync.store.seconds);
  page.histogram("warmheart_store_commit_records", "Records that a commit was to store.", sync.store.rows);
  page.histogram("warmheart_store_commit_requests", "Requests that a commit answered.", sync.store.batches);
  page.gauge("warmheart_store_waiting_requests", "Requests that stand before the store.",
             static_cast<std::uint64_t>(sync.store.queued));
  page.begin("warmheart_apply_records_total", "Records that apply has come to, by what became of them.",
             MetricType::Counter);
  page.add(static_cast<double>(sync.applied), {{"outcome", "applied"}});
  page.add(static_cast<double>(sync.parked), {{"outcome", "parked"}});
  page.add(static_cast<double>(sync.waiting), {{"outcome", "waiting"}});
  page.gauge("warmheart_long_polls_waiting", "Devices whose answer is held until there is news.",
             static_cast<std::uint64_t>(sync.polls.waiting));
  page.begin("warmheart_long_polls_ended_total", "Held answers that went out, by why.", MetricType::Counter);
  page.add(static_cast<double>(sync.polls.woken), {{"end", "news"}});
  page.add(static_cast<double>(sync.polls.expired), {{"end", "time"}});
  page.add(static_cast<double>(sync.polls.refused), {{"end", "too_many"}});
  page.add(static_cast<double>(sync.polls.closed), {{"end", "stopping"}});
}

void add_pools(Page& page, const std::vector<DatabasePool::Figures>& pools) {
  page.begin("warmheart_database_threads", "Threads that have a connection to the database.", MetricType::Gauge);
  for (const auto& pool : pools) page.add(static_cast<double>(pool.threads), {{"pool", pool.name}});
  page.begin("warmheart_database_waiting_jobs", "Jobs that no thread has begun.", MetricType::Gauge);
  for (const auto& pool : pools) page.add(static_cast<double>(pool.queued), {{"pool", pool.name}});
  page.begin("warmheart_database_wait_seconds", "How long a job stood before a thread began it.",
             MetricType::Histogram);
  for (const auto& pool : pools) page.add(pool.wait, {{"pool", pool.name}});
  page.begin("warmheart_database_jobs_thrown_total", "Jobs that threw: a bug of ours each.", MetricType::Counter);
  for (const auto& pool : pools) page.add(static_cast<double>(pool.threw), {{"pool", pool.name}});
}

void add_state(Page& page, const StateWatch::Seen& seen, std::int64_t now_ms) {
  const StateWatch::Clock::time_point now = StateWatch::Clock::now();
  page.gauge("warmheart_database_up", "1 while the database takes acts within the deadline.",
             std::uint64_t{seen.answers(now)});
  page.gauge("warmheart_database_act_seconds", "How long an act that changes nothing took at the last look.",
             seconds_of(seen.answered_in));
  if (seen.state_at != StateWatch::Clock::time_point{}) {
    page.gauge("warmheart_state_age_seconds", "How old the figures of the whole centre here are.",
               seconds_of(now - seen.state_at));
    page.gauge("warmheart_apply_lag_seconds", "How long the oldest record that apply has not come to has been stored.",
               static_cast<double>(seen.state.apply_lag_ms) / 1000);
    page.gauge("warmheart_apply_behind_records", "Records that are stored and that apply has not come to.",
               seen.state.behind);
    page.gauge("warmheart_parked_records", "Records that were not understood and wait for a person.",
               seen.state.parked);
    page.gauge("warmheart_waiting_records", "Records that wait for the one that they speak of.", seen.state.waiting);
    page.gauge("warmheart_alarms_open", "Alarms that stand.", seen.state.alarms);
    page.gauge("warmheart_console_sessions", "People who are signed in at the console.", seen.state.sessions);
    page.gauge("warmheart_feed_position", "Rises with every change of the feed.", seen.state.feed_position);
  }
  page.begin("warmheart_certificate_remaining_seconds", "Until a certificate ends; below zero: it has.",
             MetricType::Gauge);
  for (const auto& one : seen.certificates)
    page.add(static_cast<double>(one.not_after_ms - now_ms) / 1000,
             {{"certificate", one.file.substr(one.file.rfind('/') + 1)}});
}

void add_disk(Page& page, const std::string& folder) {
  struct statvfs facts {};
  if (::statvfs(folder.c_str(), &facts) != 0) return;
  const auto block = static_cast<double>(facts.f_frsize);
  page.gauge("warmheart_disk_free_bytes", "Free on the disk of the data folder, for this program.",
             static_cast<double>(facts.f_bavail) * block);
  page.gauge("warmheart_disk_size_bytes", "Size of the disk of the data folder.",
             static_cast<double>(facts.f_blocks) * block);
}

double open_descriptors() {
  DIR* const folder = ::opendir("/proc/self/fd");
  if (folder == nullptr) return 0;
  double count = -3;  // ".", "..", and the one that reads them
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

// The n-th field of /proc/self/stat behind the program's name, which may hold blanks (proc(5)).
double process_fact(int n) {
  std::ifstream file("/proc/self/stat");
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::istringstream behind(text.substr(std::min(text.size(), text.rfind(')') + 1)));
  std::string field;
  for (int i = 0; i < n; ++i) behind >> field;
  double value = 0;
  std::istringstream(field) >> value;
  return value;
}

double boot_seconds() {
  std::ifstream file("/proc/stat");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("btime ")) return std::stod(line.substr(6));
  }
  return 0;
}

// Under the names that every program with a Prometheus library gives them.
void add_process(Page& page) {
  constexpr int kUserTicks = 12, kSystemTicks = 13, kStartTicks = 20, kResidentPages = 22;
  static const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
  static const auto page_size = static_cast<double>(::sysconf(_SC_PAGESIZE));
  static const double started = boot_seconds() + process_fact(kStartTicks) / ticks;
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  page.counter("process_cpu_seconds_total", "Processor time of this process.",
               (process_fact(kUserTicks) + process_fact(kSystemTicks)) / ticks);
  page.gauge("process_resident_memory_bytes", "Memory of this process.", process_fact(kResidentPages) * page_size);
  page.gauge("process_open_fds", "Descriptors that this process has open.", open_descriptors());
  page.gauge("process_max_fds", "Descriptors that it may have open.", static_cast<double>(files.rlim_cur));
  page.gauge("process_start_time_seconds", "When this process began, in Unix time.", started);
}

}  // namespace

std::string metrics_text(const Metrics& metrics, const Readiness& readiness) {
  const SyncServer::Figures sync = metrics.sync->figures();
  std::vector<DatabasePool::Figures> pools = metrics.pools->figures();
  pools.insert(pools.end(), sync.pools.begin(), sync.pools.end());
  Page page;
  page.begin("warmheart_build_info", "1, with the program's version.", MetricType::Gauge)
      .add(1, {{"version", WARMHEART_VERSION}});
  page.begin("warmheart_ready", "1 for each part that is sound, as /readyz says it.", MetricType::Gauge);
  for (const ReadyPart& part : readiness.parts) page.add(part.why.empty() ? 1 : 0, {{"part", part.name}});
  add_listeners(page, metrics);
  add_exchange(page, sync);
  add_pools(page, pools);
  add_state(page, metrics.state->seen(), SystemClock().now().wall_ms);
  add_disk(page, metrics.data_dir);
  add_process(page);
  return page.text();
}

}  // namespace warmheart
