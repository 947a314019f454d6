#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include "app/fleet/enrolling.h"
#include "app/fleet/fleet_file.h"
#include "app/fleet/run_options.h"

using namespace warmheart;
using namespace warmheart::fleet;

namespace {

struct FleetFolder {
  std::string path = std::filesystem::temp_directory_path() / "warmheart-fleet-XXXXXX";
  FleetFolder() { REQUIRE(::mkdtemp(path.data()) != nullptr); }
  ~FleetFolder() { std::filesystem::remove_all(path); }
};

Member member(std::uint8_t number) {
  Member out;
  DeviceIdentity& it = out.identity;
  it.device = Uuid(std::array<std::uint8_t, 16>{number});
  it.station = Uuid(std::array<std::uint8_t, 16>{number, 1});
  it.centre_host = "centre.test";
  it.devices_port = 8444;
  it.people_port = 8443;
  it.ca_der = Bytes(100, number);
  it.roots_ordinal = 3;
  it.roots_signer = Bytes(32, 5);
  it.roots_signer_ordinal = 2;
  it.root_public_key = Bytes(32, 6);
  it.feed_public_key = Bytes(32, 7);
  it.sealing_key = Bytes(40, 8);
  it.first_assignment = Bytes{};
  it.card_key_id = Bytes(8, 9);
  it.first_known_ms = 1'790'000'000'000;
  it.certificate_pem = "-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n";
  it.key_pem = SecretString("a key\nof two lines");
  it.card_secret_key = SecretBytes(Bytes(64, number));
  out.code_mark = mark_of_code("WHE1:" + std::to_string(number));
  return out;
}

}  // namespace

TEST_CASE("a fleet is read back as it was saved, by its owner alone") {
  const FleetFolder folder;
  const std::string path = folder.path + "/fleet";
  REQUIRE(save_fleet(path, {member(1), member(2)}));
  const auto fleet = load_fleet(path);
  REQUIRE(fleet);
  REQUIRE(fleet->size() == 2);
  const DeviceIdentity& it = fleet->at(1).identity;
  const Member made = member(2);
  CHECK(it.device == made.identity.device);
  CHECK(it.ca_der == made.identity.ca_der);
  CHECK(it.roots_ordinal == 3);
  CHECK(it.roots_signer_ordinal == 2);
  CHECK(it.key_pem.view() == "a key\nof two lines");
  CHECK(same_bytes(it.card_secret_key.view(), made.identity.card_secret_key.view()));
  CHECK(it.first_known_ms == made.identity.first_known_ms);
  CHECK(fleet->at(1).code_mark == made.code_mark);
  struct stat facts {};
  REQUIRE(::stat((path + "/fleet.jsonl").c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
}

TEST_CASE("no fleet, and a line that is none, are errors that say where") {
  const FleetFolder folder;
  CHECK(load_fleet(folder.path).error().code == ErrorCode::not_found);
  REQUIRE(save_fleet(folder.path, {member(1)}));
  {
    std::ofstream file(folder.path + "/fleet.jsonl", std::ios::app);
    file << "{\"device\": 5}\n";
  }
  const auto broken = load_fleet(folder.path);
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == ErrorCode::corrupt);
  CHECK(broken.error().what.find("line 2") != std::string::npos);
}

TEST_CASE("codes are found in whatever an operator's command has printed, once each") {
  const auto codes = codes_in(
      "station: 望京\ncode:    WHE1:AEBA-GBAF-WII\nvalid until 2027\nWHE1:AAAA-2222\nagain WHE1:AEBA-GBAF-WII, and "
      "WHE1:ZZZZ");
  CHECK(codes == std::vector<std::string>{"WHE1:AEBA-GBAF-WII", "WHE1:AAAA-2222", "WHE1:ZZZZ"});
  CHECK(codes_in("nothing here").empty());
}

TEST_CASE("each station has a loopback address of its own") {
  CHECK(loopback_address(0) == "127.64.0.1");
  CHECK(loopback_address(249) == "127.64.0.250");
  CHECK(loopback_address(250) == "127.64.1.1");
  CHECK(loopback_address(7'399) == "127.64.29.150");
}
