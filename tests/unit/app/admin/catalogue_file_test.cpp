#include <catch2/catch.hpp>
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

TEST_CASE("a file that is not there is named") {
  const auto read = read_catalogue_file("/nonexistent/file.toml");
  REQUIRE_FALSE(read);
  CHECK(read.error().what.find("/nonexistent/file.toml") != std::string::npos);
  const auto folder = read_catalogue_file("/");
  REQUIRE_FALSE(folder);
  CHECK(folder.error().what.find("is no file") != std::string::npos);
}
