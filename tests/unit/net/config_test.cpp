#include <catch2/catch.hpp>

#include "app/central/config.h"

using namespace warmheart;

TEST_CASE("A good configuration is read, and what is not said has its default") {
  const auto config = parse_config("[central]\ndata_dir = \"/srv/wh\"\npeople_port = 9443\n", "central.toml");
  REQUIRE(config);
  CHECK(config->data_dir == "/srv/wh");
  CHECK(config->people_port == 9443);
  CHECK(config->devices_port == 8444);
  CHECK(config->bind == "0.0.0.0");
  CHECK(config->undo_seconds == 10);
}

TEST_CASE("Mistakes are told all at once, each with its line") {
  const auto config = parse_config("[central]\ndata_dir = 5\ndevices_port = 99999\npeople_prot = 1\n", "central.toml");
  REQUIRE_FALSE(config);
  REQUIRE(config.error().size() == 3);
  CHECK(config.error()[0] == "central.toml, line 2: data_dir is no text in quotes");
  CHECK(config.error()[1] == "central.toml, line 3: devices_port is no port from 1 to 65535");
  CHECK(config.error()[2] == "central.toml, line 4: nothing is called people_prot here");
}

TEST_CASE("A decision can be undone for 1 to 60 seconds") {
  CHECK(parse_config("[central]\ndata_dir = \"a\"\nundo_seconds = 3\n", "c.toml")->undo_seconds == 3);
  for (const char* value : {"0", "61", "\"ten\""}) {
    const auto config =
        parse_config(std::string("[central]\ndata_dir = \"a\"\nundo_seconds = ") + value + "\n", "c.toml");
    REQUIRE_FALSE(config);
    CHECK(config.error()[0] == "c.toml, line 3: undo_seconds is no number from 1 to 60");
  }
}

TEST_CASE("Who is let in is set by numbers, and a number out of its range is told") {
  const auto config = parse_config(
      "[central]\ndata_dir = \"a\"\npeople_connections = 64\npeople_an_address = 8\nfirst_byte_seconds = 1\n"
      "epochs_a_day = 3\n",
      "c.toml");
  REQUIRE(config);
  CHECK(config->people_connections == 64);
  CHECK(config->people_an_address == 8);
  CHECK(config->first_byte_seconds == 1);
  CHECK(config->epochs_a_day == 3);
  CHECK(config->devices_an_address == 1024);
  CHECK(config->requests_a_day == 20'000);
  for (const char* setting : {"people_connections = 0", "people_an_address = 1", "requests_a_day = 0"})
    CHECK_FALSE(parse_config(std::string("[central]\ndata_dir = \"a\"\n") + setting + "\n", "c.toml"));
}

TEST_CASE("A bind that is no address, and half a certificate of people, are mistakes") {
  CHECK(parse_config("[central]\ndata_dir=\"a\"\nbind=\"nonsense\"\n", "c.toml").error()[0].find("nonsense") !=
        std::string::npos);
  CHECK(parse_config("[central]\ndata_dir=\"a\"\npeople_key=\"k.pem\"\n", "c.toml").error()[0] ==
        "c.toml: people_certificate and people_key go together");
}

TEST_CASE("The names of console and riders' pages go together, in lower case") {
  const std::string begin = "[central]\ndata_dir=\"a\"\n";
  const auto two = parse_config(begin + "console_host=\"c.example.org\"\nriders_host=\"r.example.org\"\n", "c.toml");
  REQUIRE(two);
  CHECK(two->console_host == "c.example.org");
  CHECK(two->riders_host == "r.example.org");
  CHECK(parse_config(begin, "c.toml")->console_host.empty());
  CHECK(parse_config(begin + "riders_host=\"r.example.org\"\n", "c.toml").error()[0] ==
        "c.toml: console_host and riders_host go together");
  for (const char* bad : {"\"C.example.org\"", "\"10.0.0.5\"", "\"c.example.org:8443\"", "\"\"", "5"}) {
    const auto config = parse_config(begin + "riders_host=\"r.example.org\"\nconsole_host=" + bad + "\n", "c.toml");
    REQUIRE_FALSE(config);
    CHECK(config.error()[0] == "c.toml, line 4: console_host is no host name in lower case");
  }
}

TEST_CASE("Broken TOML, no section, no file, one port for both: a sentence each") {
  CHECK(parse_config("[central\n", "c.toml").error()[0].find("c.toml, line ") == 0);
  CHECK(parse_config("", "c.toml").error()[0] == "c.toml: there is no section [central]");
  CHECK(parse_config("[central]\n", "c.toml").error()[0] == "c.toml: [central] needs data_dir");
  CHECK(parse_config("[central]\ndata_dir=\"a\"\npeople_port=1\ndevices_port=1\n", "c.toml").error().size() == 1);
  CHECK(read_config("/nowhere/central.toml").error()[0].find("/nowhere/central.toml") != std::string::npos);
}
