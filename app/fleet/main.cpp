// warmheart-fleet: thousands of stations in one process, over real mutual TLS (README.md). Exit: 0 everything that was
// written is acknowledged; 1 not, or the run could not be made; 2 the command line, or a file that it names, is wrong.
#include <CLI/CLI.hpp>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sys/stat.h>

#include "app/fleet/enrolling.h"
#include "app/fleet/run.h"
#include "core/base/secret.h"
#include "net/tls/certificates.h"

namespace {

using namespace warmheart;
using namespace warmheart::fleet;

int say(const Error& error) {
  std::cerr << "warmheart-fleet: " << error.what << "\n";
  return error.code == ErrorCode::invalid_argument ? 2 : 1;
}

// "HOST:PORT"; an IPv6 address stands in brackets.
Result<http::Endpoint> endpoint_from(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  http::Endpoint out;
  bool is_port = false;
  if (colon != std::string_view::npos) {
    const char* const end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data() + colon + 1, end, out.port);
    is_port = error == std::errc() && at == end && out.port != 0;
    out.host = std::string(text.substr(0, colon));
  }
  if (out.host.size() > 2 && out.host.front() == '[' && out.host.back() == ']')
    out.host = out.host.substr(1, out.host.size() - 2);
  if (is_port && !out.host.empty()) return out;
  return fail(ErrorCode::invalid_argument, std::string(text) + " is no HOST:PORT");
}

Result<std::vector<http::Endpoint>> endpoints_from(std::string_view text) {
  std::vector<http::Endpoint> out;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    WARMHEART_TRY_ASSIGN(http::Endpoint one, endpoint_from(text.substr(0, comma)));
    out.push_back(std::move(one));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return out;
}

// "07:30", as milliseconds since midnight.
Result<std::int64_t> time_of_day_from(const std::string& text) {
  int hours = 0, minutes = 0;
  char rest = 0;
  const bool holds = std::sscanf(text.c_str(), "%2d:%2d%c", &hours, &minutes, &rest) == 2 && hours >= 0 && hours < 24 &&
                     minutes >= 0 && minutes < 60;
  if (!holds) return fail(ErrorCode::invalid_argument, text + " is no time of day from 00:00 to 23:59");
  return hours * kHourOfDayMs + minutes * kHourOfDayMs / 60;
}

Result<void> write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) return fail(ErrorCode::io, "cannot write " + path);
  return {};
}

// What the command line says in words.
struct Words {
  std::string centre, ca_file, scenario = "day", from = "07:00";
  double minutes = 0;  // 0: not said
};

Result<void> read_words(const Words& words, RunOptions& options) {
  const auto scenario = scenario_from(words.scenario);
  if (!scenario) return fail(ErrorCode::invalid_argument, "a scenario is day, storm, steady or idle");
  options.scenario = *scenario;
  if (words.minutes > 0) options.minutes = words.minutes;
  WARMHEART_TRY_ASSIGN(options.from_ms, time_of_day_from(words.from));
  WARMHEART_TRY_ASSIGN(options.centres, endpoints_from(words.centre));
  if (words.ca_file.empty()) return {};
  auto pem = tls::read_small_file(words.ca_file);
  if (!pem) return fail(ErrorCode::invalid_argument, pem.error().what);
  auto der = tls::der_of_pem(*pem);
  if (!der) return fail(ErrorCode::invalid_argument, words.ca_file + ": " + der.error().what);
  options.ca_der = std::move(*der);
  return {};
}

Result<bool> run(const RunOptions& options, const sigset_t& stop_signals) {
  WARMHEART_TRY_ASSIGN(const Summary summary, run_fleet(options, stop_signals, std::cerr));
  std::cout << summary_text(options, summary);
  if (!options.json.empty()) WARMHEART_TRY(write_file(options.json, summary_json(options, summary)));
  if (!options.histogram.empty())
    WARMHEART_TRY(write_file(options.histogram, summary.measures.request.percentiles_text()));
  return summary.waiting() == 0;
}

void add_enrol(CLI::App& app, EnrolAll& asked, std::string& centre) {
  auto* command = app.add_subcommand("enrol", "Enrol a station for each code, through the centre's own endpoint");
  command->add_option("--admin-codes", asked.codes_file, "Text with codes, as warmheart-admin enrol-codes prints them")
      ->required();
  command->add_option("--out", asked.folder, "The fleet's folder; what is there already stays")->required();
  command->add_option("--centre", centre, "HOST:PORT of the people listener")->required();
  command->add_option("--threads", asked.threads, "Enrolments at once")->check(CLI::Range(1, 64));
  command->add_flag("--own-addresses", asked.own_addresses,
                    "Connect from loopback addresses of their own (a centre on this machine)");
}

void add_run(CLI::App& app, RunOptions& options, Words& words) {
  auto* command = app.add_subcommand("run", "Let the stations live, and say what came of it");
  command->add_option("--fleet", options.folder, "The fleet's folder")->required();
  command->add_option("--centre", words.centre, "HOST:PORT[,HOST:PORT…] of the devices listener; else as enrolled");
  command->add_option("--ca", words.ca_file, "PEM of the root to trust; else as enrolled");
  command->add_option("--scenario", words.scenario, "day, storm, steady or idle");
  command->add_option("--speed", options.speed, "Of the day's clock")->check(CLI::Range(0.1, 10'000.0));
  command->add_option("--from", words.from, "Where the day begins, HH:MM");
  command->add_option("--minutes", words.minutes, "Of real time, at most")->check(CLI::PositiveNumber);
  command->add_option("--stations,--connections", options.stations, "How many of the fleet's; else all");
  command->add_option("--visits", options.day.visits, "A station and day, on average")->check(CLI::Range(0.0, 2'000.0));
  command->add_option("--outages", options.day.outage_share, "Of stations that lose their network once in the day")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--records-a-request", options.records_a_request, "Of steady")->check(CLI::Range(1, 200));
  command->add_option("--records", options.storm_records, "Of each station in a storm")->check(CLI::Range(0, 2'000));
  command->add_option("--seed", options.day.seed, "The same seed gives the same day");
  command->add_option("--threads", options.threads, "Else one a core")->check(CLI::Range(1, 256));
  command->add_option("--ramp", options.ramp_s, "Seconds over which the stations come")->check(CLI::NonNegativeNumber);
  command->add_option("--drain", options.drain_s, "Seconds for what still waits at the end")
      ->check(CLI::NonNegativeNumber);
  command->add_flag("--own-addresses", options.own_addresses,
                    "Each station connects from a loopback address of its own (a centre on this machine)");
  command->add_option("--ledger", options.ledger, "Append what was acknowledged (README.md)");
  command->add_option("--json", options.json, "Write the summary");
  command->add_option("--histogram", options.histogram, "Write the requests' percentiles in HdrHistogram's form");
}

}  // namespace

int main(int argc, char** argv) {
  EnrolAll enrolment;
  RunOptions options;
  Words words;
  std::string people;
  CLI::App app("A fleet of Warmheart's stations in one process, for demo, benchmarks and failover");
  app.name("warmheart-fleet");
  app.require_subcommand(1);
  add_enrol(app, enrolment, people);
  add_run(app, options, words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) { return app.exit(wrong) == 0 ? 0 : 2; }

  forbid_core_dumps();
  ::umask(S_IRWXG | S_IRWXO);  // whatever is made here is its owner's alone
  std::signal(SIGPIPE, SIG_IGN);
  if (app.got_subcommand("enrol")) {
    const auto centre = endpoint_from(people);
    if (!centre) return say(centre.error());
    enrolment.host = centre->host;
    enrolment.people_port = centre->port;
    const auto done = enrol_all(enrolment, std::cerr);
    return done ? 0 : say(done.error());
  }
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGTERM);
  sigaddset(&stop_signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);  // before any thread: only the run takes them
  if (const auto read = read_words(words, options); !read) return say(read.error());
  const auto done = run(options, stop_signals);
  if (!done) return say(done.error());
  return *done ? 0 : 1;
}
