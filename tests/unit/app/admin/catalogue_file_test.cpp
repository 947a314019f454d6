#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/admin/catalogue_file.h"

using namespace warmheart;
using namespace warmheart::admin;

namespace {

struct File {
  std::string path;
  explicit File(const std::string& text) {
    char name[] = "/tmp/warmheart-catalogue-XXXXXX";
    REQUIRE(::mkstemp(name) >= 0);
    path = name;
    std::ofstream(path) << text;
  }
  ~File() { std::filesystem::remove(path); }
};

std::string error_of(const std::string& text) {
  const File file(text);
  const auto read = read_catalogue_file(file.path);
  REQUIRE_FALSE(read);
  CHECK(read.error().what.starts_with(file.path));
  return read.error().what.substr(file.path.size());
}

}  // namespace

TEST_CASE("the published district and the consent texts of this repository are read whole") {
  const std::string assets = std::string(WARMHEART_SOURCE_DIR) + "/assets/";
  const auto district = read_catalogue_file(assets + "catalogue/chaoyang.toml");
  if (!district) FAIL(district.error().what);
  CHECK(district->district == "110105");
  CHECK(district->unions.size() > 40);
  REQUIRE_FALSE(district->stations.empty());
  CHECK(district->stations[0].district_code == "110105");
  CHECK_FALSE(district->stations[0].controller_phone.empty());
  CHECK_FALSE(district->services.empty());
  CHECK_FALSE(district->answers.empty());
  for (const char* language : {"zh", "en"}) {
    const auto consents = read_catalogue_file(assets + "consent/joining-" + language + ".toml");
    if (!consents) FAIL(consents.error().what);
    CHECK(consents->consents.size() == 4);
    CHECK(consents->consents[0].language() == language);
    CHECK(consents->consents[0].required());
  }
}

TEST_CASE("a slip of the pen is answered with file and line, not published") {
  CHECK(error_of("[[union]]\ncode = \"A\"\nnmae = \"x\"\n").find("nmae") != std::string::npos);
  CHECK(error_of("\n[[union]]\ncode = \"A\"\nkind = \"street\"\n").find(":2: \"name\" is missing") !=
        std::string::npos);
  CHECK(error_of("[[union]]\ncode = 5\nname = \"x\"\nkind = \"s\"\n").find(":2:") != std::string::npos);
  CHECK(error_of("[[service]]\ncode = \"A\"\nname = \"x\"\nunits = -1\n").find("units") != std::string::npos);
  CHECK(error_of("[union]\ncode = \"A\"\n").find("two brackets") != std::string::npos);
  CHECK(error_of("[[consent]]\nid = \"a\"\nversion = \"1\"\nlanguage = \"zh\"\ntext = \"t\"\n").find("required") !=
        std::string::npos);
  CHECK(
      error_of("[[station]]\ncode = \"a\"\nname = \"b\"\nstreet = \"110105026\"\nunion = \"c\"\n").find("controller") !=
      std::string::npos);
  CHECK(error_of("this is not TOML").find(":1: ") != std::string::npos);
  CHECK(error_of("distrikt = \"110105\"\n").find("distrikt") != std::string::npos);
  CHECK(error_of("district = \"朝阳\"\n").find("six digits") != std::string::npos);
  CHECK(error_of("[[union]]\ncode = \"A\"\nname = \"x\"\nkind = \"palace\"\n").find("street, joint") !=
        std::string::npos);
  CHECK(error_of("[[union]]\ncode = \"A\"\nname = \"x\"\nkind = \"street\"\nstreets = [\"1\"]\n").find("nine digits") !=
        std::string::npos);
  CHECK(error_of("[[station]]\ncode = \"a\"\nname = \"b\"\nstreet = \"1\"\nunion = \"c\"\n").find("nine digits") !=
        std::string::npos);
  CHECK(error_of("").find("nothing that could be published") != std::string::npos);
}

TEST_CASE("a station says where it is, by WGS 84 or as a map of China shows it") {
  const std::string begin =
      "[controller]\nname = \"c\"\nname_en = \"C\"\nphone = \"1\"\n[[station]]\ncode = \"a\"\nname = \"b\"\n"
      "street = \"110105026\"\nunion = \"u\"\n";
  const auto station = [&](const std::string& more) {
    const File file(begin + more);
    const auto read = read_catalogue_file(file.path);
    if (!read) FAIL(read.error().what);
    return read->stations.at(0);
  };
  const auto plain = station(
      "latitude = 39.911954\nlongitude = 116.377817\nname_en = \"B\"\nhost_en = \"H\"\naddress = \"d\"\n"
      "address_en = \"D\"\nphone = \"2\"\nlandmark = \"l\"\nlandmark_en = \"L\"\ndefibrillator = \"f\"\n"
      "defibrillator_en = \"F\"\nwifi_network = \"w\"\nwifi_password = \"12345678\"\n");
  CHECK(plain.place.point().latitude_e6() == 39'911'954);
  CHECK(plain.place.point().longitude_e6() == 116'377'817);
  CHECK(plain.place.name_en() + plain.place.host_en() + plain.place.address_en() + plain.place.landmark_en() +
            plain.place.defibrillator_en() ==
        "BHDLF");
  CHECK(plain.place.address() + plain.place.phone() + plain.place.landmark() + plain.place.defibrillator() == "d2lf");
  CHECK(plain.wifi_network + plain.wifi_password == "w12345678");
  CHECK(plain.controller_name_en == "C");
  const auto shown = station("latitude = 39.913345\nlongitude = 116.384047\ndatum = \"gcj02\"\n");
  CHECK(std::abs(shown.place.point().latitude_e6() - 39'911'954) <= 2);
  CHECK(std::abs(shown.place.point().longitude_e6() - 116'377'817) <= 2);
  CHECK(station("latitude = 40\nlongitude = 116\n").place.point().latitude_e6() == 40'000'000);
  CHECK_FALSE(station("").place.has_point());
  CHECK(error_of(begin + "latitude = 39.9\n").find("both") != std::string::npos);
  CHECK(error_of(begin + "latitude = 116.4\nlongitude = 39.9\n").find("degrees") != std::string::npos);
  CHECK(error_of(begin + "latitude = 0\nlongitude = 0\n").find("degrees") != std::string::npos);
  CHECK(error_of(begin + "latitude = \"39.9\"\nlongitude = 116.4\n").find("a number") != std::string::npos);
  CHECK(error_of(begin + "latitude = 39.9\nlongitude = 116.4\ndatum = \"bd09\"\n").find("gcj02") != std::string::npos);
  CHECK(error_of(begin + "hours = \"9-18\"\n").find("HH:MM") != std::string::npos);
  CHECK(error_of("[[service]]\ncode = \"WC\"\nname = \"x\"\nhow = \"left\"\n").find("station") != std::string::npos);
}

TEST_CASE("a file that is not there is named") {
  const auto read = read_catalogue_file("/nonexistent/file.toml");
  REQUIRE_FALSE(read);
  CHECK(read.error().what.find("/nonexistent/file.toml") != std::string::npos);
  const auto folder = read_catalogue_file("/");
  REQUIRE_FALSE(folder);
  CHECK(folder.error().what.find("is no file") != std::string::npos);
}
