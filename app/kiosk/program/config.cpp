#include "app/kiosk/program/config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace warmheart {

namespace {

using Texts = std::vector<std::string>;

// Reads one [table] of the file and reports errors in sentences.
class Table {
 public:
  Table(const toml::table& file, const char* name, std::string path, Texts& mistakes)
      : m_name(name), m_path(std::move(path)), m_mistakes(mistakes) {
    const toml::node* node = file.get(name);
    m_table = node ? node->as_table() : nullptr;
    if (node && !m_table) add_error(*node, "[" + m_name + "] must be a table");
  }

  void text(const char* key, std::string& into) {
    if (const toml::node* node = find(key)) {
      if (const auto* value = node->as_string())
        into = value->get();
      else
        add_error(*node, quoted(key) + " must be text in quotation marks");
    }
  }

  void one_of(const char* key, std::string& into, std::initializer_list<const char*> allowed) {
    std::string value = into;
    text(key, value);
    if (std::ranges::find(allowed, value) != allowed.end()) {
      into = value;
      return;
    }
    std::string choices;
    for (const char* choice : allowed) choices += (choices.empty() ? "\"" : ", \"") + std::string(choice) + "\"";
    add_error(*m_table->get(key), quoted(key) + " is \"" + value + "\", but must be one of " + choices);
  }

  void number(const char* key, double& into, double least, double most) {
    if (const toml::node* node = find(key)) {
      const auto value = node->value<double>();
      if (value && *value >= least && *value <= most)
        into = *value;
      else
        add_error(*node, quoted(key) + " must be a number from " + show(least) + " to " + show(most));
    }
  }

  void number(const char* key, int& into, int least, int most) {
    double value = into;
    number(key, value, least, most);
    into = static_cast<int>(value);
  }

  void one_of(const char* key, int& into, std::initializer_list<int> allowed) {
    const toml::node* node = find(key);
    if (!node) return;
    const auto value = node->value<std::int64_t>();
    for (const int choice : allowed) {
      if (value == choice) into = choice;
    }
    if (value == into) return;
    std::string choices;
    for (const int choice : allowed) choices += (choices.empty() ? "" : ", ") + std::to_string(choice);
    add_error(*node, quoted(key) + " must be one of " + choices);
  }

  void yes_or_no(const char* key, bool& into) {
    if (const toml::node* node = find(key)) {
      if (const auto* value = node->as_boolean())
        into = value->get();
      else
        add_error(*node, quoted(key) + " must be true or false");
    }
  }

  // Call last: what nobody asked for is a slip of the pen.
  void no_others() {
    if (!m_table) return;
    for (const auto& [key, node] : *m_table) {
      if (std::ranges::find(m_known, key.str()) != m_known.end()) continue;
      std::string known;
      for (const std::string& name : m_known) known += (known.empty() ? "" : ", ") + name;
      add_error(node, "[" + m_name + "] has no \"" + std::string(key.str()) + "\"; it takes " + known);
    }
  }

 private:
  static std::string show(double value) { return std::to_string(static_cast<long>(value)); }
  std::string quoted(const char* key) const { return "\"" + std::string(key) + "\" in [" + m_name + "]"; }

  const toml::node* find(const char* key) {
    m_known.emplace_back(key);
    return m_table ? m_table->get(key) : nullptr;
  }
  void add_error(const toml::node& node, const std::string& what) {
    m_mistakes.push_back(m_path + " line " + std::to_string(node.source().begin.line) + ": " + what + ".");
  }

  const toml::table* m_table = nullptr;
  std::string m_name;
  std::string m_path;
  Texts& m_mistakes;
  Texts m_known;
};

void read_tables(const toml::table& file, const std::string& path, KioskConfig& config, Texts& mistakes) {
  Table station(file, "station", path, mistakes);
  station.text("data_dir", config.data_dir);
  station.text("assets_dir", config.assets_dir);
  station.text("counter_file", config.counter_file);
  station.text("sheets_dir", config.sheets_dir);
  station.one_of("language", config.language, {"zh", "en"});
  station.no_others();

  Table centre(file, "centre", path, mistakes);
  centre.text("host", config.centre_host);
  centre.number("people_port", config.people_port, 1, 65535);
  centre.number("devices_port", config.devices_port, 1, 65535);
  centre.no_others();

  Table devices(file, "devices", path, mistakes);
  devices.text("id_reader", config.id_reader);
  devices.text("scanner", config.scanner);
  devices.text("printer", config.printer);
  devices.text("sound", config.sound);
  devices.yes_or_no("sound_private", config.sound_private);
  devices.text("recordings", config.recordings);
  devices.no_others();

  Table screen(file, "screen", path, mistakes);
  screen.number("width_mm", config.screen_width_mm, 80, 3000);
  screen.number("height_mm", config.screen_height_mm, 80, 3000);
  screen.number("width_px", config.width_px, 480, 7680);
  screen.number("height_px", config.height_px, 480, 7680);
  screen.one_of("touch_rotation_deg", config.touch.rotation_deg, {0, 90, 180, 270});
  screen.yes_or_no("touch_mirrored", config.touch.mirrored);
  screen.number("attract_seconds", config.attract_seconds, 0, 3600);
  screen.yes_or_no("full_screen", config.full_screen);
  screen.one_of("theme", config.theme, {"warm", "contrast", "night"});
  screen.one_of("rendering", config.rendering, {"auto", "software", "opengl"});
  screen.no_others();

  for (const auto& [key, node] : file) {
    if (key.str() == "station" || key.str() == "centre" || key.str() == "screen" || key.str() == "devices") continue;
    mistakes.push_back(path + " line " + std::to_string(node.source().begin.line) + ": \"" + std::string(key.str()) +
                       "\" is unknown; the file has [station], [centre], [devices] and [screen].");
  }
  if (config.data_dir.empty()) {
    mistakes.push_back(path +
                       ": data_dir is missing. Write [station] and below it data_dir = \"/var/lib/warmheart-kiosk\".");
  }
}

}  // namespace

tl::expected<KioskConfig, ConfigMistakes> read_config(const std::string& path) {
  KioskConfig config;
  config.assets_dir = "/usr/share/warmheart";
  Texts mistakes;
  try {
    read_tables(toml::parse_file(path), path, config, mistakes);
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    mistakes.push_back(
        line == 0 ? path + " cannot be read: " + std::string(error.description()) + ". Check the path and its rights."
                  : path + " line " + std::to_string(line) + ": " + std::string(error.description()) + ".");
  }
  if (config.counter_file.empty()) config.counter_file = config.data_dir + "/places.count";
  if (!mistakes.empty()) return tl::unexpected(ConfigMistakes{std::move(mistakes)});
  return config;
}

}  // namespace warmheart
