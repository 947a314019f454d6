// Every catalogue and consent file of the tree is what its README promises, and its texts fit the pages they stand on.
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <toml++/toml.h>

#include "core/member/application.h"
#include "core/member/receiving_union.h"
#include "core/person/areas.h"
#include "core/person/consent.h"
#include "core/person/text.h"

using namespace warmheart;

namespace {

const std::string kAssets = std::string(WARMHEART_SOURCE_DIR) + "/assets/";

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(kAssets + folder)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path().string());
  }
  REQUIRE_FALSE(files.empty());
  return files;
}

std::vector<toml::table> tables(const toml::table& file, std::string_view name) {
  std::vector<toml::table> out;
  const toml::array* array = file[name].as_array();
  if (array == nullptr) return out;
  for (const toml::node& node : *array) out.push_back(*node.as_table());
  return out;
}

// Districts, published whole; other files of the folder add to one of them.
std::vector<std::string> district_files() {
  std::vector<std::string> files = files_in("catalogue");
  std::erase_if(files, [](const std::string& path) { return tables(toml::parse_file(path), "union").empty(); });
  REQUIRE_FALSE(files.empty());
  return files;
}

std::string text(const toml::table& table, std::string_view key) { return table[key].value_or(std::string()); }
std::size_t characters(const std::string& words) { return from_utf8(words).value().size(); }

const Areas& areas() {
  static const Areas kAreas = Areas::load(kAssets + "areas").value();
  return kAreas;
}

const std::set<std::string> kServices = {"REST", "WATER", "HEAT", "CHARGE", "WC",  "MED",   "SHELTER", "READ", "LEND",
                                         "PUMP", "WIFI",  "SWAP", "LEGAL",  "AID", "CHECK", "CASE",    "JOIN"};

}  // namespace

TEST_CASE("every street of a published district has a union of its own") {
  for (const std::string& path : district_files()) {
    CAPTURE(path);
    const toml::table file = toml::parse_file(path);
    std::vector<UnionServes> unions;
    for (const toml::table& entry : tables(file, "union")) {
      UnionServes serves{text(entry, "code"), text(entry, "kind"), {}};
      for (const toml::node& street : *entry["streets"].as_array())
        serves.streets.push_back(street.value_or(std::string()));
      unions.push_back(serves);
    }
    for (const Area& street : areas().streets_of(text(file, "district"))) {
      CAPTURE(street.name);
      const std::string proposed = propose_union(unions, street.code, "");
      const auto chosen = std::ranges::find_if(unions, [&](const UnionServes& u) { return u.code == proposed; });
      REQUIRE(chosen != unions.end());
      CHECK(chosen->kind == "street");
    }
  }
}

TEST_CASE("a union has a short code, a kind, names in both languages, an address and a telephone") {
  for (const std::string& path : district_files()) {
    const toml::table file = toml::parse_file(path);
    std::set<std::string> codes;
    for (const toml::table& entry : tables(file, "union")) {
      const std::string code = text(entry, "code");
      CAPTURE(path, code);
      CHECK(codes.insert(code).second);
      Draft draft;
      draft.union_code = code;
      CHECK(check_field(draft, Field::receiving_union, {2026, 3, 9}).empty());
      CHECK(std::set<std::string>{"street", "joint", "industry", "enterprise"}.contains(text(entry, "kind")));
      for (const char* key : {"name", "name_en", "address", "address_en", "phone"})
        CHECK_FALSE(text(entry, key).empty());
      for (const toml::node& street : *entry["streets"].as_array())
        CHECK(areas().has_street(street.value_or(std::string())));
    }
    const toml::table& controller = *file["controller"].as_table();
    for (const char* key : {"name", "name_en", "phone"}) CHECK_FALSE(text(controller, key).empty());
  }
}

TEST_CASE("a station stands in its district, opens by the clock and has a union that exists") {
  for (const std::string& path : district_files()) {
    const toml::table file = toml::parse_file(path);
    std::set<std::string> unions;
    for (const toml::table& entry : tables(file, "union")) unions.insert(text(entry, "code"));
    std::set<std::string> stations = {""};
    for (const toml::table& entry : tables(file, "station")) {
      const std::string code = text(entry, "code");
      CAPTURE(path, code);
      CHECK(stations.insert(code).second);
      CHECK(areas().has_street(text(entry, "street")));
      CHECK(text(entry, "street").starts_with(text(file, "district")));
      CHECK(std::regex_match(text(entry, "hours"),
                             std::regex("([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-4]):[0-5][0-9]")));
      CHECK(unions.contains(text(entry, "union")));
      for (const char* key : {"name", "name_en", "host", "host_en", "address", "address_en", "phone"})
        CHECK_FALSE(text(entry, key).empty());
      for (const char* key : {"landmark", "defibrillator"})
        CHECK(text(entry, key).empty() == text(entry, std::string(key) + "_en").empty());
      // Within Beijing, so that two numbers are not exchanged and none is of another city.
      CHECK(entry["latitude"].value_or(0.0) == Approx(40.2).margin(0.9));
      CHECK(entry["longitude"].value_or(0.0) == Approx(116.5).margin(1.1));
    }
    std::set<std::string> offered;
    for (const toml::table& entry : tables(file, "service")) {
      CAPTURE(path, text(entry, "code"), text(entry, "station"));
      CHECK(kServices.contains(text(entry, "code")));
      CHECK(stations.contains(text(entry, "station")));
      CHECK(offered.insert(text(entry, "station") + "/" + text(entry, "code")).second);
      CHECK(entry["units"].value_or(std::int64_t{-1}) >= 0);
      for (const char* key : {"name", "name_en"}) CHECK_FALSE(text(entry, key).empty());
      CHECK(text(entry, "how").empty() == text(entry, "how_en").empty());
      CHECK(characters(text(entry, "how")) <= 24u);
    }
  }
}

TEST_CASE("what riders ask is answered in both languages, in lines a tired person reads") {
  for (const std::string& path : district_files()) {
    std::map<std::string, std::set<std::string>> languages;
    for (const toml::table& entry : tables(toml::parse_file(path), "answer")) {
      const std::string id = text(entry, "id");
      const std::string language = text(entry, "language");
      CAPTURE(path, id, language);
      CHECK(languages[id].insert(language).second);
      CHECK(entry["order"].value_or(std::int64_t{0}) > 0);
      CHECK_FALSE(text(entry, "question").empty());
      CHECK(characters(text(entry, "answer")) <= (language == "zh" ? 120u : 260u));
    }
    for (const char* id : {"benefits", "cost", "privacy"}) CHECK(languages[id] == std::set<std::string>{"en", "zh"});
  }
}

TEST_CASE(
    "a session has a name and a place in both languages, a capacity within the quota, and a hospital where bodies are "
    "looked at") {
  int sessions = 0;
  for (const std::string& path : files_in("catalogue")) {
    for (const toml::table& entry : tables(toml::parse_file(path), "session")) {
      ++sessions;
      CAPTURE(path, text(entry, "code"));
      for (const char* key : {"title", "title_en", "place", "place_en", "starts", "ends"})
        CHECK_FALSE(text(entry, key).empty());
      const std::int64_t capacity = entry["capacity"].value_or(std::int64_t{0});
      CHECK(capacity > 0);
      CHECK(capacity <= 200);  // of a half-day site
      if (text(entry, "kind") != "health-check") continue;
      for (const char* key : {"provider", "provider_en"}) CHECK_FALSE(text(entry, key).empty());
    }
  }
  CHECK(sessions > 0);
}

TEST_CASE(
    "a kind of help has names, hours until it is due and a difficulty; each announcement stands in both languages") {
  int kinds = 0;
  std::map<std::string, std::set<std::string>> announced;
  for (const std::string& path : files_in("catalogue")) {
    const toml::table file = toml::parse_file(path);
    for (const toml::table& entry : tables(file, "case_kind")) {
      ++kinds;
      CAPTURE(path, text(entry, "code"));
      for (const char* key : {"name", "name_en", "about", "about_en", "phone"}) CHECK_FALSE(text(entry, key).empty());
      CHECK(entry["due_hours"].value_or(std::int64_t{0}) > 0);
      CHECK(std::set<std::string>{"general", "hard", "complex"}.contains(text(entry, "difficulty")));
    }
    for (const toml::table& entry : tables(file, "announcement"))
      CHECK(announced[text(entry, "id")].insert(text(entry, "language")).second);
  }
  CHECK(kinds >= 5);
  for (const auto& [id, languages] : announced) CHECK(languages == std::set<std::string>{"en", "zh"});
}

TEST_CASE("consent texts stand in both languages under one version, and name who is meant") {
  std::map<std::string, std::map<std::string, std::pair<std::string, bool>>> texts;
  for (const std::string& path : files_in("consent")) {
    for (const toml::table& entry : tables(toml::parse_file(path), "consent")) {
      const std::string id = text(entry, "id");
      const std::string language = text(entry, "language");
      CAPTURE(path, id, language);
      CHECK(texts[id].emplace(language, std::pair(text(entry, "version"), entry["required"].value_or(false))).second);
      const std::string shown = show_consent(text(entry, "text"), {"处理者", "1", "工会", "2", "体检中心"});
      CHECK_FALSE(shown.empty());
      CHECK(shown.find('{') == std::string::npos);
      if (id == "notice") CHECK(shown.find("处理者") != std::string::npos);
      if (id == kHealthCheckConsent) CHECK(shown.find("体检中心") != std::string::npos);
      if (id == "receiving-union") CHECK(shown.find("工会") != std::string::npos);
    }
  }
  for (const auto& [id, languages] : texts) {
    CAPTURE(id);
    REQUIRE(languages.size() == 2);
    CHECK(languages.at("zh") == languages.at("en"));
    const bool required = std::ranges::find(kRequiredConsents, id) != kRequiredConsents.end() ||
                          id == kHealthCheckConsent || id == "help-case";
    CHECK(languages.at("zh").second == required);
  }
  CHECK(texts.size() == 6);
}
