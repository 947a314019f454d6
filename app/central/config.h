// The server's configuration file. Every mistake is reported with its line, all at once, and the server does not start.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tl/expected.hpp>

namespace warmheart {

struct CentralConfig {
  std::string data_dir;  // made by warmheart-admin init; keys lie in data_dir/keys
  // postgresql://user@host/NAME, and where person keys lie (empty: NAME_keys on the same server); empty: files in
  // data_dir.
  std::string database, people_database;
  bool standbys = false;  // acknowledge only while named standbys are in force (core/central/ingest/ingest.h)
  std::string bind = "0.0.0.0";
  std::uint16_t devices_port = 8444;
  std::uint16_t people_port = 8443;
  std::string web_dir = "/usr/share/warmheart/web";                // holds console/
  std::string bootstrap_dir = "/usr/share/javascript/bootstrap5";  // Debian's libjs-bootstrap5
  std::string areas_dir;  // streets and districts by name; default: web_dir/../areas
  // Names that only browsers use: the console answers by one alone, riders' pages by the other, kiosks by all others
  // (hosts.h). Lower case; both empty: every name answers everything.
  std::string console_host, riders_host;
  int undo_seconds = 10;  // how long a decision can be undone; 1 to 60
  int threads = 0;        // 0: one a core

  // Who is let in (net/http/connection_table.h): connections, not people. One address may stand for many phones.
  int people_connections = 1024;
  int people_an_address = 256;
  int devices_connections = 9000;  // that a certificate has named: a device has up to three
  int devices_an_address = 1024;   // that no certificate has named yet: a building's kiosks come back together
  int first_byte_seconds = 3;
  int body_mib_in_flight = 128;  // of devices' requests

  // Addresses of balancers, whose connections begin with a PROXY header (net/http/proxy_header.h). Empty: there are
  // none.
  std::vector<std::string> balancers;

  // For who watches over the centre, without TLS (operator_pages.h). 0: nobody.
  std::string health_bind = "127.0.0.1";
  std::uint16_t health_port = 0;

  // Of one device (net/sync/PROTOCOL.md "Pace").
  int requests_a_day = 20'000;
  int epochs_a_day = 48;
  int records_a_day = 2'000;

  // A certificate that browsers know, for names that only people use; empty: everybody gets the private one. Kiosks get
  // the private one by the name they ask for (net/tls/server_certificates.h).
  std::string people_certificate, people_key;

  std::string sentences_dir() const { return web_dir + "/../sentences"; }  // what the pages say
  std::string icons_dir() const { return web_dir + "/../icons"; }          // the kiosk's pictures, for phones too
  std::string keys_dir() const { return data_dir + "/keys"; }
};

// Sentences for the operator: "central.toml, line 4: people_port is no port from 1 to 65535".
using ConfigMistakes = std::vector<std::string>;

tl::expected<CentralConfig, ConfigMistakes> read_config(const std::string& path);
tl::expected<CentralConfig, ConfigMistakes> parse_config(const std::string& text, const std::string& path);

}  // namespace warmheart
