#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "app/kiosk/program/config.h"

using namespace warmheart;

namespace {

struct ConfigFile {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("warmheart-config-" + std::to_string(getpid()) + ".toml");
  explicit ConfigFile(const std::string& text) { std::ofstream(path) << text; }
  ~ConfigFile() { std::filesystem::remove(path); }
};

std::string first_mistake(const std::string& text) {
  const ConfigFile file(text);
  const auto config = read_config(file.path);
  return config ? "" : config.error().sentences.front().substr(file.path.string().size());
}

}  // namespace

TEST_CASE("a whole station.toml is read") {
  const ConfigFile file(R"([station]
data_dir = "/tmp/station"
language = "en"
[centre]
host = "centre.example"
people_port = 9443
[screen]
width_mm = 268.0
width_px = 1080
full_screen = false
theme = "night"
touch_rotation_deg = 270
touch_mirrored = true
[devices]
sound_private = true
recordings = "/etc/warmheart/voice"
)");
  const auto config = read_config(file.path);
  REQUIRE(config);
  CHECK(config->data_dir == "/tmp/station");
  CHECK(config->language == "en");
  CHECK(config->centre_host == "centre.example");
  CHECK(config->people_port == 9443);
  CHECK_FALSE(config->full_screen);
  CHECK(config->touch.rotation_deg == 270);
  CHECK(config->touch.mirrored);
  CHECK(config->sound_private);
  CHECK(config->recordings == "/etc/warmheart/voice");
  CHECK(config->unit_px() == Approx(1.209).epsilon(0.001));
}

TEST_CASE("a mistake in station.toml names the line and what to do") {
  CHECK(first_mistake("[station]\ndata_dir = 5\n") ==
        " line 2: \"data_dir\" in [station] must be text in quotation marks.");
  CHECK(first_mistake("[station]\ndata_dir = \"/x\"\nlanguage = \"de\"\n") ==
        " line 3: \"language\" in [station] is \"de\", but must be one of \"zh\", \"en\".");
  CHECK(first_mistake("[station]\ndata_dir = \"/x\"\ndatadir = \"/y\"\n") ==
        " line 3: [station] has no \"datadir\"; it takes data_dir, assets_dir, counter_file, sheets_dir, language.");
  CHECK(first_mistake("[station]\ndata_dir = \"/x\"\n[screen]\nwidth_px = 5\n") ==
        " line 4: \"width_px\" in [screen] must be a number from 480 to 7680.");
  CHECK(first_mistake("[station]\ndata_dir = \"/x\"\n[screen]\ntouch_rotation_deg = 45\n") ==
        " line 4: \"touch_rotation_deg\" in [screen] must be one of 0, 90, 180, 270.");
  CHECK(first_mistake("[station]\ndata_dir = \"/x\"\n[screen]\ntouch_rotation_deg = \"180\"\n") ==
        " line 4: \"touch_rotation_deg\" in [screen] must be one of 0, 90, 180, 270.");
  CHECK(first_mistake("[station]\ndata_dir = \"/x\"\n[screen]\ntouch_mirrored = 1\n") ==
        " line 4: \"touch_mirrored\" in [screen] must be true or false.");
  CHECK(first_mistake("[station]\ndata_dir = \"/x\n").find(" line 2: ") == 0);
  CHECK(first_mistake("[station]\ndata_dir = \"/x\"\n[printer]\n") ==
        " line 3: \"printer\" is unknown; the file has [station], [centre], [devices] and [screen].");
  CHECK(first_mistake("").find("data_dir is missing") != std::string::npos);
}

TEST_CASE("all mistakes are told at once, and a missing file is a sentence") {
  const ConfigFile file("[station]\nlanguage = 1\n[screen]\ntheme = \"pink\"\nwidth_mm = \"wide\"\n");
  CHECK(read_config(file.path).error().sentences.size() >= 4);
  CHECK(read_config("/nowhere/station.toml").error().sentences.front().find("cannot be read") != std::string::npos);
}
