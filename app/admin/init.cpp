#include <arpa/inet.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/admin/commands.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/start/clock.h"
#include "core/storage/durable_files.h"
#include "net/tls/authority.h"
#include "net/tls/certificates.h"
#include "net/tls/host_name.h"

namespace warmheart::admin {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> ask_for_hosts() {
  return fail(ErrorCode::invalid_argument,
              "say by which names stations and browsers will reach this centre: init --host centre.example.org --host "
              "10.0.0.5");
}

Result<void> make_authority_once(const Centre& centre, const std::string& keys) {
  const auto present = tls::Authority::load(keys);
  if (present) return {};
  if (exists(centre.data_folder + "/central.db")) {
    return fail(ErrorCode::conflict, "there is a database, but its authority cannot be used (" + present.error().what +
                                         "); restore it from your copy of the keys: devices trust no other");
  }
  if (exists(keys + "/ca.pem")) return fail(present.error());
  WARMHEART_TRY(tls::make_authority(keys));
  centre.out
      << "made the root authority that devices will trust, and an issuing one below it: " << keys
      << "/ca.pem, issuing.pem\nits key, " << keys
      << "/ca.key, is needed for the next issuing authority alone: move it where this machine does not reach it\n";
  return {};
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream lines(text);
  std::vector<std::string> out;
  for (std::string line; std::getline(lines, line);) out.push_back(line);
  return out;
}

// The names are remembered beside the certificate, so that a second init leaves a good certificate alone.
Result<void> make_server_certificate_once(const Centre& centre, const std::string& keys, const InitOptions& options) {
  const std::string names_file = keys + "/server.names";
  std::string before;
  if (exists(keys + "/server.pem")) before = tls::read_small_file(names_file).value_or("");
  std::vector<std::string> hosts = options.hosts.empty() ? lines_of(before) : options.hosts;
  if (hosts.empty()) return ask_for_hosts();
  for (const std::string& host : {options.console_host, options.riders_host}) {
    if (!host.empty()) hosts.push_back(host);
  }
  std::ranges::sort(hosts);
  hosts.erase(std::ranges::unique(hosts).begin(), hosts.end());
  std::string names;
  for (const std::string& host : hosts) names += host + "\n";
  if (names == before) return {};
  WARMHEART_TRY(tls::make_server_certificate(keys, hosts));
  WARMHEART_TRY(tls::write_public_file(names_file, names));
  centre.out << "made the server certificate for:";
  for (const std::string& host : hosts) centre.out << " " << host;
  centre.out << "\n";
  return {};
}

std::string host_settings(const InitOptions& options) {
  if (options.console_host.empty()) return {};
  return "console_host = \"" + options.console_host + "\"\nriders_host = \"" + options.riders_host + "\"\n";
}

Result<void> write_config_once(const Centre& centre, const InitOptions& options) {
  const std::string path = centre.data_folder + "/central.toml";
  const std::string names = host_settings(options);
  if (exists(path)) {
    WARMHEART_TRY_ASSIGN(const std::string present, tls::read_small_file(path));
    if (present.find(names) == std::string::npos)
      centre.out << path << " stays as it is; for the two names it needs, in [central]:\n" << names;
    return {};
  }
  const std::string text = "# Read by: warmheart-central --config " + path + "\n[central]\ndata_dir = \"" +
                           fs::absolute(centre.data_folder).lexically_normal().string() + "\"\nbind = \"" +
                           options.bind + "\"\ndevices_port = " + std::to_string(options.devices_port) +
                           "\npeople_port = " + std::to_string(options.people_port) + "\n" + names;
  WARMHEART_TRY(tls::write_public_file(path, text));
  centre.out << "wrote " << path << "\n";
  return {};
}

bool is_ip_address(const std::string& text) {
  unsigned char bytes[16];
  return ::inet_pton(AF_INET, text.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

// Names that only browsers use: kiosks need one of their own.
Result<void> check_browsers_names(const InitOptions& options) {
  if (options.console_host.empty() && options.riders_host.empty()) return {};
  for (const std::string& host : {options.console_host, options.riders_host}) {
    if (!tls::is_host_name(host))
      return fail(ErrorCode::invalid_argument,
                  "--console-host and --riders-host go together, as names in lower case: "
                  "--console-host console.example.org --riders-host riders.example.org");
    if (std::ranges::find(options.hosts, host) != options.hosts.end())
      return fail(ErrorCode::invalid_argument, host + " is given as --host, too: kiosks need a name of their own");
  }
  return {};
}

// Before anything is made.
Result<void> check_options(const Centre& centre, const InitOptions& options) {
  WARMHEART_TRY(check_browsers_names(options));
  if (!is_ip_address(options.bind))
    return fail(ErrorCode::invalid_argument,
                "\"" + options.bind + "\" is no IP address to listen on; 0.0.0.0 means all of this machine");
  if (options.devices_port == 0 || options.people_port == 0 || options.devices_port == options.people_port)
    return fail(ErrorCode::invalid_argument, "the two ports are two numbers from 1 to 65535");
  const ClockReading machine = centre.clock.now();
  if (machine.wall_ms >= build_time_ms()) return {};
  return fail(ErrorCode::conflict, "this machine's clock shows " + time_text(machine.wall_ms) +
                                       " (China time), before this program was made: keys and certificates made now "
                                       "would end before they begin. Set the clock right first");
}

Result<void> give_up_databases(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(const CentreLock stopped, CentreLock::take(centre.data_folder));
  WARMHEART_TRY_ASSIGN(const std::string aside, set_databases_aside(centre.data_folder, centre.clock.now().wall_ms));
  centre.out << "what this centre knew lies in " << aside << "; kiosks must be enrolled anew\n";
  return {};
}

// The mark stands before the first key: a lost database is then never taken for one that was not made yet.
Result<Opening> begin(const Centre& centre, const InitOptions& options) {
  if (options.begin_anew && exists(centre.data_folder)) WARMHEART_TRY(give_up_databases(centre));
  WARMHEART_TRY_ASSIGN(auto mark, read_mark(centre.data_folder));
  if (!mark) {
    WARMHEART_TRY(begin_mark(centre.data_folder, options.begin_anew, centre.random));
    WARMHEART_TRY_ASSIGN(mark, read_mark(centre.data_folder));
  }
  return mark && mark->being_made ? Opening::make : Opening::own;
}

}  // namespace

Result<void> init(const Centre& centre, const InitOptions& options) {
  const std::string keys = keys_folder(centre.data_folder);
  if (options.hosts.empty() && !exists(keys + "/server.pem")) return ask_for_hosts();
  WARMHEART_TRY(check_options(centre, options));
  std::error_code problem;
  fs::create_directories(centre.data_folder, problem);
  if (problem) return fail(ErrorCode::io, "cannot make the folder " + centre.data_folder + ": " + problem.message());
  ::chmod(centre.data_folder.c_str(), 0700);
  WARMHEART_TRY_ASSIGN(const Opening how, begin(centre, options));
  WARMHEART_TRY(make_central_keys(keys, centre.random));
  WARMHEART_TRY(make_authority_once(centre, keys));
  WARMHEART_TRY(make_server_certificate_once(centre, keys, options));
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open(how));
  WARMHEART_TRY(publish_keys(store));
  WARMHEART_TRY(note_state(store, centre.data_folder));  // from here on the databases are there to be missed
  WARMHEART_TRY(write_config_once(centre, options));
  centre.out << "the centre is ready in " << centre.data_folder << "\nkeep a copy of " << keys
             << " in a safe place, apart from the databases: without it nothing stored can be read\n"
             << "next: publish a catalogue, add a user, start warmheart-central\n";
  return {};
}

}  // namespace warmheart::admin
