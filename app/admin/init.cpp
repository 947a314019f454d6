#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "app/admin/commands.h"
#include "core/central/store/audit.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/members/erased_list.h"
#include "core/central/members/finish_erasures.h"
#include "net/tls/certificates.h"

namespace warmheart::admin {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> ask_for_hosts() {
  return fail(ErrorCode::invalid_argument,
              "say by which names stations and browsers will reach this centre: init --host centre.example.org --host "
              "10.0.0.5");
}

Result<void> make_authority_once(const Centre& centre, const std::string& keys) {
  if (fs::exists(keys + "/ca.pem") && fs::exists(keys + "/ca.key")) return {};
  if (fs::exists(centre.data_folder + "/central.db")) {
    return fail(ErrorCode::conflict, "there is a database, but the authority (ca.pem, ca.key) is missing in " + keys +
                                         "; restore it from your copy of the keys: devices trust no other");
  }
  WARMHEART_TRY(tls::make_authority(keys));
  centre.out << "made the authority that devices will trust: " << keys << "/ca.pem\n";
  return {};
}

// The names are remembered beside the certificate, so that a second init leaves a good certificate alone.
Result<void> make_server_certificate_once(const Centre& centre, const std::string& keys,
                                          std::vector<std::string> hosts) {
  const std::string names_file = keys + "/server.names";
  std::string before;
  if (fs::exists(keys + "/server.pem")) before = tls::read_small_file(names_file).value_or("");
  if (hosts.empty() && !before.empty()) return {};
  if (hosts.empty()) return ask_for_hosts();
  std::ranges::sort(hosts);
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

Result<void> write_config_once(const Centre& centre, const InitOptions& options) {
  const std::string path = centre.data_folder + "/central.toml";
  if (fs::exists(path)) return {};
  const std::string text = "# Read by: warmheart-central --config " + path + "\n[central]\ndata_dir = \"" +
                           fs::absolute(centre.data_folder).lexically_normal().string() + "\"\nbind = \"" +
                           options.bind + "\"\ndevices_port = " + std::to_string(options.devices_port) +
                           "\npeople_port = " + std::to_string(options.people_port) + "\n";
  WARMHEART_TRY(tls::write_public_file(path, text));
  centre.out << "wrote " << path << "\n";
  return {};
}

}  // namespace

Result<void> init(const Centre& centre, const InitOptions& options) {
  const std::string keys = keys_folder(centre.data_folder);
  if (options.hosts.empty() && !fs::exists(keys + "/server.pem")) return ask_for_hosts();
  std::error_code problem;
  fs::create_directories(centre.data_folder, problem);
  if (problem) return fail(ErrorCode::io, "cannot make the folder " + centre.data_folder + ": " + problem.message());
  ::chmod(centre.data_folder.c_str(), 0700);
  WARMHEART_TRY(make_central_keys(keys, centre.random));
  WARMHEART_TRY(make_authority_once(centre, keys));
  WARMHEART_TRY(make_server_certificate_once(centre, keys, options.hosts));
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(publish_keys(store));
  WARMHEART_TRY(write_config_once(centre, options));
  centre.out << "the centre is ready in " << centre.data_folder << "\nkeep a copy of " << keys
             << " in a safe place, apart from the databases: without it nothing stored can be read\n"
             << "next: publish a catalogue, add a user, start warmheart-central\n";
  return {};
}

Result<void> restored(const Centre& centre) {
  WARMHEART_TRY_ASSIGN(CentralStore store, centre.open());
  WARMHEART_TRY(store.begin_new_incarnation());
  WARMHEART_TRY(accept_earlier_audit(store));
  WARMHEART_TRY_ASSIGN(const std::size_t persons, erase_again(store));
  WARMHEART_TRY(audit(store, "admin", "restored", std::to_string(store.incarnation()),
                      "erased again: " + std::to_string(persons)));
  WARMHEART_TRY(ErasureFinisher().run(store));
  WARMHEART_TRY_ASSIGN(const bool unfinished, erasures_unfinished(store));
  if (persons > 0) {
    centre.out << persons << " persons of the backup had been erased, and are erased again"
               << (unfinished ? "; a database is still being read, the server ends it\n" : "\n");
  }
  centre.out
      << "a new incarnation has begun: start warmheart-central now, a server that still runs must be restarted\n";
  return {};
}

}  // namespace warmheart::admin
