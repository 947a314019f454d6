// warmheart-sim --seeds N --first S [--jobs J] [--trace] [--folder DIR]: runs N seeds; prints one command for a failing
// one.
#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "simulation.h"
#include "world.h"

namespace {

using namespace warmheart::sim;

// libsodium's own randomness (sealed boxes) has to come from the seed, too.
SeededRandom* g_random = nullptr;
const char* random_name() { return "seeded"; }
std::uint32_t random_word() { return static_cast<std::uint32_t>(g_random->next()); }
void random_bytes(void* const out, const std::size_t size) { g_random->fill({static_cast<std::uint8_t*>(out), size}); }
randombytes_implementation g_seeded = {random_name, random_word, nullptr, nullptr, random_bytes, nullptr};

// A machine that gives up in the middle of a seed still says how to see it again.
std::uint64_t g_seed = 0;
std::string g_program;
void report_and_die(int signal) {
  char text[512];
  const int size = std::snprintf(text, sizeof text, "seed %llu broke off\nreplay: %s --seeds 1 --first %llu --trace\n",
                                 static_cast<unsigned long long>(g_seed), g_program.c_str(),
                                 static_cast<unsigned long long>(g_seed));
  if (write(STDOUT_FILENO, text, static_cast<std::size_t>(size)) < 0) _exit(3);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

struct Sum {
  std::uint64_t seeds = 0, failed = 0, promises = 0, excused = 0, events = 0, rollbacks = 0, restores = 0, crashes = 0,
                epochs = 0, bookings = 0, oversold = 0;
  std::uint64_t virtual_days = 0;
};

Sum run(std::uint64_t first, std::uint64_t count, std::uint64_t step, const std::filesystem::path& folder, bool brief,
        bool trace) {
  Sum sum;
  std::int64_t virtual_ms = 0;
  for (std::uint64_t seed = first; seed < first + count; seed += step) {
    g_seed = seed;
    SeededRandom random(seed ^ 0x5EA1ED);
    g_random = &random;
    const Outcome outcome = run_seed(seed, folder, brief, trace);
    ++sum.seeds;
    sum.promises += outcome.promises;
    sum.excused += outcome.excused;
    sum.events += outcome.events;
    sum.rollbacks += outcome.rollbacks;
    sum.restores += outcome.restores;
    sum.crashes += outcome.crashes;
    sum.epochs += outcome.epochs;
    sum.bookings += outcome.bookings;
    sum.oversold += outcome.oversold;
    virtual_ms += outcome.virtual_ms;
    if (outcome.findings.empty()) continue;
    ++sum.failed;
    std::string text = "seed " + std::to_string(seed) + " failed:\n";
    for (const std::string& finding : outcome.findings) text += "  " + finding + "\n";
    text += "replay: " + g_program + " --seeds 1 --first " + std::to_string(seed) + (brief ? " --brief" : "") +
            " --trace\n";
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
  }
  sum.virtual_days = static_cast<std::uint64_t>(virtual_ms / kDay);
  return sum;
}

void add(Sum& to, const Sum& one) {
  to.seeds += one.seeds;
  to.failed += one.failed;
  to.promises += one.promises;
  to.excused += one.excused;
  to.events += one.events;
  to.rollbacks += one.rollbacks;
  to.restores += one.restores;
  to.crashes += one.crashes;
  to.epochs += one.epochs;
  to.bookings += one.bookings;
  to.oversold += one.oversold;
  to.virtual_days += one.virtual_days;
}

struct Asked {
  std::uint64_t seeds = 500, first = 1;
  unsigned jobs = 2;
  bool trace = false, brief = false;
  std::string folder =
      std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path().string();
};

// A process of its own runs every `jobs`-th seed and tells its sum through a pipe.
struct Child {
  pid_t process = -1;
  int results = -1;
};
Child start_child(const Asked& asked, unsigned job, const std::filesystem::path& base) {
  int ends[2];
  if (pipe(ends) != 0) return {};
  const pid_t process = fork();
  if (process != 0) {
    close(ends[1]);
    return {process, ends[0]};
  }
  close(ends[0]);
  const Sum sum =
      run(asked.first + job, asked.seeds - job, asked.jobs, base / std::to_string(job), asked.brief, asked.trace);
  const bool complete = write(ends[1], &sum, sizeof sum) == static_cast<ssize_t>(sizeof sum);
  _exit(complete ? 0 : 2);
}

// False: it broke off, and told nothing that counts.
bool collect(const Child& child, Sum& all) {
  Sum sum;
  const bool complete = read(child.results, &sum, sizeof sum) == static_cast<ssize_t>(sizeof sum);
  int status = 0;
  waitpid(child.process, &status, 0);
  if (complete) add(all, sum);
  return complete && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void print_summary(const Sum& all, double took, bool broken) {
  const auto figure = [](std::uint64_t value) { return static_cast<unsigned long long>(value); };
  std::printf(
      "%llu seeds, %llu virtual days, %llu events in %.1f s; %llu promises (%llu excused: gone with a disk that went "
      "back), "
      "%llu crashes, %llu disks rolled back, %llu restores of the centre, %llu epochs; %llu failed%s\n",
      figure(all.seeds), figure(all.virtual_days), figure(all.events), took, figure(all.promises), figure(all.excused),
      figure(all.crashes), figure(all.rollbacks), figure(all.restores), figure(all.epochs), figure(all.failed),
      broken ? "; a process of the simulator broke off" : "");
  std::printf("%llu bookings confirmed to riders, %llu oversold\n", figure(all.bookings), figure(all.oversold));
  std::printf("seeds: %llu passed, %llu failed\n", figure(all.seeds - all.failed),
              figure(all.failed + (broken ? 1 : 0)));
}

}  // namespace

int main(int argc, char** argv) {
  Asked asked;
  CLI::App app("Seeded simulator of the exchange: real engine, codec and SQL over a virtual clock and network");
  app.add_option("--seeds", asked.seeds, "how many seeds");
  app.add_option("--first", asked.first, "the first one");
  app.add_option("--jobs", asked.jobs, "processes at once")->check(CLI::Range(1u, 64u));
  app.add_flag("--brief", asked.brief, "hours instead of weeks in each seed");
  app.add_flag("--trace", asked.trace, "write what happens to stderr");
  app.add_option("--folder", asked.folder, "where the databases lie; a tmpfs is fast");
  CLI11_PARSE(app, argc, argv);
  g_program = argv[0];
  std::signal(SIGABRT, report_and_die);
  std::signal(SIGSEGV, report_and_die);
  randombytes_set_implementation(&g_seeded);
  SeededRandom start(asked.first);
  g_random = &start;
  if (sodium_init() < 0) return 2;

  const auto began = std::chrono::steady_clock::now();
  asked.jobs = static_cast<unsigned>(std::min<std::uint64_t>(asked.jobs, asked.seeds));
  const auto base = std::filesystem::path(asked.folder) / ("warmheart-sim-" + std::to_string(getpid()));
  std::vector<Child> children;
  for (unsigned job = 0; job < asked.jobs; ++job) {
    children.push_back(start_child(asked, job, base));
    if (children.back().process < 0) return 2;
  }
  Sum all;
  bool broken = false;
  for (const Child& child : children) broken = !collect(child, all) || broken;
  std::error_code ignored;
  std::filesystem::remove_all(base, ignored);
  print_summary(all, std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count(), broken);
  return all.failed == 0 && !broken ? 0 : 1;
}
