// warmheart-sim --seeds N --first S [--jobs J] [--trace] [--folder DIR]: runs N seeds; prints one command for a failing one.
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
void tell_and_die(int signal) {
  char text[512];
  const int size = std::snprintf(text, sizeof text, "seed %llu broke off\nreplay: %s --seeds 1 --first %llu --trace\n",
                                 static_cast<unsigned long long>(g_seed), g_program.c_str(), static_cast<unsigned long long>(g_seed));
  if (write(STDOUT_FILENO, text, static_cast<std::size_t>(size)) < 0) _exit(3);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

struct Sum {
  std::uint64_t seeds = 0, failed = 0, promises = 0, excused = 0, events = 0, rollbacks = 0, restores = 0, crashes = 0, epochs = 0;
  std::uint64_t virtual_days = 0;
};

Sum run(std::uint64_t first, std::uint64_t count, std::uint64_t step, const std::filesystem::path& folder, bool trace) {
  Sum sum;
  std::int64_t virtual_ms = 0;
  for (std::uint64_t seed = first; seed < first + count; seed += step) {
    g_seed = seed;
    SeededRandom random(seed ^ 0x5EA1ED);
    g_random = &random;
    const Outcome outcome = run_seed(seed, folder, trace);
    ++sum.seeds;
    sum.promises += outcome.promises;
    sum.excused += outcome.excused;
    sum.events += outcome.events;
    sum.rollbacks += outcome.rollbacks;
    sum.restores += outcome.restores;
    sum.crashes += outcome.crashes;
    sum.epochs += outcome.epochs;
    virtual_ms += outcome.virtual_ms;
    if (outcome.findings.empty()) continue;
    ++sum.failed;
    std::string text = "seed " + std::to_string(seed) + " failed:\n";
    for (const std::string& finding : outcome.findings) text += "  " + finding + "\n";
    text += "replay: " + g_program + " --seeds 1 --first " + std::to_string(seed) + " --trace\n";
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
  }
  sum.virtual_days = static_cast<std::uint64_t>(virtual_ms / kDay);
  return sum;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seeds = 500, first = 1;
  unsigned jobs = 2;
  bool trace = false;
  std::string folder = std::filesystem::is_directory("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path().string();
  CLI::App app("Seeded simulator of the exchange: real engine, codec and SQL over a virtual clock and network");
  app.add_option("--seeds", seeds, "how many seeds");
  app.add_option("--first", first, "the first one");
  app.add_option("--jobs", jobs, "processes at once")->check(CLI::Range(1u, 64u));
  app.add_flag("--trace", trace, "write what happens to stderr");
  app.add_option("--folder", folder, "where the databases lie; a tmpfs is fast");
  CLI11_PARSE(app, argc, argv);
  g_program = argv[0];
  std::signal(SIGABRT, tell_and_die);
  std::signal(SIGSEGV, tell_and_die);
  randombytes_set_implementation(&g_seeded);
  SeededRandom start(first);
  g_random = &start;
  if (sodium_init() < 0) return 2;

  const auto began = std::chrono::steady_clock::now();
  jobs = static_cast<unsigned>(std::min<std::uint64_t>(jobs, seeds));
  const auto base = std::filesystem::path(folder) / ("warmheart-sim-" + std::to_string(getpid()));
  std::vector<std::pair<pid_t, int>> children;
  for (unsigned job = 0; job < jobs; ++job) {
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) return 2;
    const pid_t child = fork();
    if (child < 0) return 2;
    if (child == 0) {
      close(pipe_ends[0]);
      const auto own = base / std::to_string(job);
      const Sum sum = run(first + job, seeds - job, jobs, own, trace);
      const bool told = write(pipe_ends[1], &sum, sizeof sum) == static_cast<ssize_t>(sizeof sum);
      _exit(told ? 0 : 2);
    }
    close(pipe_ends[1]);
    children.emplace_back(child, pipe_ends[0]);
  }
  Sum all;
  bool broken = false;
  for (const auto& [child, end] : children) {
    Sum sum;
    if (read(end, &sum, sizeof sum) != static_cast<ssize_t>(sizeof sum)) sum = {};
    int status = 0;
    waitpid(child, &status, 0);
    broken = broken || !WIFEXITED(status) || WEXITSTATUS(status) != 0;
    all.seeds += sum.seeds;
    all.failed += sum.failed;
    all.promises += sum.promises;
    all.excused += sum.excused;
    all.events += sum.events;
    all.rollbacks += sum.rollbacks;
    all.restores += sum.restores;
    all.crashes += sum.crashes;
    all.epochs += sum.epochs;
    all.virtual_days += sum.virtual_days;
  }
  std::error_code ignored;
  std::filesystem::remove_all(base, ignored);
  const double took = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  std::printf("%llu seeds, %llu virtual days, %llu events in %.1f s; %llu promises (%llu excused: gone with a disk that went back), "
              "%llu crashes, %llu disks rolled back, %llu restores of the centre, %llu epochs; %llu failed%s\n",
              static_cast<unsigned long long>(all.seeds), static_cast<unsigned long long>(all.virtual_days),
              static_cast<unsigned long long>(all.events), took, static_cast<unsigned long long>(all.promises),
              static_cast<unsigned long long>(all.excused), static_cast<unsigned long long>(all.crashes),
              static_cast<unsigned long long>(all.rollbacks), static_cast<unsigned long long>(all.restores),
              static_cast<unsigned long long>(all.epochs), static_cast<unsigned long long>(all.failed),
              broken ? "; a process of the simulator broke off" : "");
  std::printf("seeds: %llu passed, %llu failed\n", static_cast<unsigned long long>(all.seeds - all.failed),
              static_cast<unsigned long long>(all.failed + (broken ? 1 : 0)));
  return all.failed == 0 && !broken ? 0 : 1;
}
