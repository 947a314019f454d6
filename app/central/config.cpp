#include "app/central/config.h"

#include <arpa/inet.h>
#include <set>
#include <toml++/toml.h>

#include "net/tls/certificates.h"
#include "net/tls/host_name.h"

namespace warmheart {
namespace {

bool is_ip_address(const std::string& text) {
  unsigned char bytes[16];
  return ::inet_pton(AF_INET, text.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

class Reader {
 public:
  Reader(const toml::table& table, std::string path) : m_table(table), m_path(std::move(path)) {}

  void text(const char* key, std::string& into, bool required = false) {
    const auto* node = take(key);
    if (node == nullptr) {
      if (required) m_mistakes.push_back(m_path + ": [central] needs " + key);
      return;
    }
    const auto value = node->value<std::string>();
    if (node->is_string() && value && !value->empty())
      into = *value;
    else
      add_mistake(*node, std::string(key) + " is no text in quotes");
  }
  void host(const char* key, std::string& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    const auto value = node->value<std::string>();
    if (node->is_string() && value && tls::is_host_name(*value))
      into = *value;
    else
      add_mistake(*node, std::string(key) + " is no host name in lower case");
  }
  void address_of_database(const char* key, std::string& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    const auto value = node->value<std::string>();
    if (node->is_string() && value && (value->starts_with("postgresql://") || value->starts_with("postgres://")))
      into = *value;
    else
      add_mistake(*node, std::string(key) + " is no address of a database (\"postgresql://user@host/NAME\")");
  }
  void flag(const char* key, bool& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    if (node->is_boolean())
      into = node->value_or(false);
    else
      add_mistake(*node, std::string(key) + " is neither true nor false");
  }
  void port(const char* key, std::uint16_t& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    const auto value = node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
    if (value && *value >= 1 && *value <= 65535)
      into = static_cast<std::uint16_t>(*value);
    else
      add_mistake(*node, std::string(key) + " is no port from 1 to 65535");
  }
  // 0: off.
  void port_or_off(const char* key, std::uint16_t& into) {
    const auto* node = m_table.get(key);
    if (node != nullptr && node->is_integer() && node->value<std::int64_t>() == 0) {
      take(key);
      into = 0;
      return;
    }
    port(key, into);
  }
  void addresses(const char* key, std::vector<std::string>& into) {
    const auto* node = take(key);
    if (node == nullptr) return;
    const toml::array* const list = node->as_array();
    if (list == nullptr) return add_mistake(*node, std::string(key) + " is no list of IP addresses");
    for (const toml::node& one : *list) {
      const auto address = one.value<std::string>();
      if (one.is_string() && address && is_ip_address(*address))
        into.push_back(*address);
      else
        add_mistake(one, std::string(key) + " holds what is no IP address");
    }
  }
  void count(const char* key, int& into, int most, int least = 0) {
    const auto* node = take(key);
    if (node == nullptr) return;
    const auto value = node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
    if (value && *value >= least && *value <= most)
      into = static_cast<int>(*value);
    else
      add_mistake(*node,
                  std::string(key) + " is no number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  // A key that nobody reads is a slip of the pen, and the operator wants to know.
  ConfigMistakes finish() {
    for (const auto& [key, node] : m_table) {
      if (m_known.count(std::string(key.str())) == 0)
        add_mistake(node, "nothing is called " + std::string(key.str()) + " here");
    }
    return m_mistakes;
  }

 private:
  const toml::node* take(const char* key) {
    m_known.insert(key);
    return m_table.get(key);
  }
  void add_mistake(const toml::node& node, const std::string& what) {
    m_mistakes.push_back(m_path + ", line " + std::to_string(node.source().begin.line) + ": " + what);
  }

  const toml::table& m_table;
  std::string m_path;
  std::set<std::string> m_known;
  ConfigMistakes m_mistakes;
};

}  // namespace

tl::expected<CentralConfig, ConfigMistakes> parse_config(const std::string& text, const std::string& path) {
  toml::table whole;
  try {
    whole = toml::parse(text, path);
  } catch (const toml::parse_error& broken) {
    return tl::unexpected<ConfigMistakes>(ConfigMistakes{path + ", line " + std::to_string(broken.source().begin.line) +
                                                         ": " + std::string(broken.description())});
  }
  const toml::table* central = whole["central"].as_table();
  if (central == nullptr)
    return tl::unexpected<ConfigMistakes>(ConfigMistakes{path + ": there is no section [central]"});
  CentralConfig out;
  Reader reader(*central, path);
  reader.text("data_dir", out.data_dir, true);
  reader.address_of_database("database", out.database);
  reader.address_of_database("people_database", out.people_database);
  reader.flag("standbys", out.standbys);
  reader.text("bind", out.bind);
  reader.port("devices_port", out.devices_port);
  reader.port("people_port", out.people_port);
  reader.text("web_dir", out.web_dir);
  reader.text("bootstrap_dir", out.bootstrap_dir);
  reader.text("areas_dir", out.areas_dir);
  reader.text("people_certificate", out.people_certificate);
  reader.text("people_key", out.people_key);
  reader.host("console_host", out.console_host);
  reader.host("riders_host", out.riders_host);
  reader.count("threads", out.threads, 256);
  reader.count("undo_seconds", out.undo_seconds, 60, 1);
  reader.count("people_connections", out.people_connections, 65'536, 16);
  reader.count("people_an_address", out.people_an_address, 65'536, 6);
  reader.count("devices_connections", out.devices_connections, 1'000'000, 3);
  reader.count("devices_an_address", out.devices_an_address, 65'536, 3);
  reader.addresses("balancers", out.balancers);
  reader.text("health_bind", out.health_bind);
  reader.port_or_off("health_port", out.health_port);
  reader.count("first_byte_seconds", out.first_byte_seconds, 60, 1);
  reader.count("body_mib_in_flight", out.body_mib_in_flight, 65'536, 1);
  reader.count("requests_a_day", out.requests_a_day, 10'000'000, 1);
  reader.count("epochs_a_day", out.epochs_a_day, 10'000, 1);
  reader.count("records_a_day", out.records_a_day, 10'000'000, 1);
  ConfigMistakes mistakes = reader.finish();
  if (mistakes.empty() && out.devices_port == out.people_port)
    mistakes.push_back(path + ": devices_port and people_port are the same");
  if (mistakes.empty() && (out.health_port == out.people_port || out.health_port == out.devices_port))
    mistakes.push_back(path + ": health_port is the port of another listener");
  if (!is_ip_address(out.health_bind))
    mistakes.push_back(path + ": health_bind is no IP address of this machine: " + out.health_bind);
  if (mistakes.empty() && out.database.empty() && (out.standbys || !out.people_database.empty()))
    mistakes.push_back(path + ": people_database and standbys need database");
  if (!is_ip_address(out.bind)) mistakes.push_back(path + ": bind is no IP address of this machine: " + out.bind);
  if (out.people_certificate.empty() != out.people_key.empty())
    mistakes.push_back(path + ": people_certificate and people_key go together");
  if (mistakes.empty() && out.console_host.empty() != out.riders_host.empty())
    mistakes.push_back(path + ": console_host and riders_host go together");
  if (!mistakes.empty()) return tl::unexpected<ConfigMistakes>(std::move(mistakes));
  if (out.areas_dir.empty()) out.areas_dir = out.web_dir + "/../areas";
  return out;
}

tl::expected<CentralConfig, ConfigMistakes> read_config(const std::string& path) {
  const auto text = tls::read_small_file(path);
  if (!text) return tl::unexpected<ConfigMistakes>(ConfigMistakes{text.error().what});
  return parse_config(*text, path);
}

}  // namespace warmheart
