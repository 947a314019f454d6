#include <catch2/catch.hpp>

#include <QCoreApplication>
#include <QImage>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "app/kiosk/backend/message_keys.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/program/start_problem.h"
#include "core/member/application.h"
#include "core/member/occupation.h"

using namespace warmheart;

namespace {

const std::filesystem::path kRoot = WARMHEART_SOURCE_DIR;

std::string text_of_file(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::map<std::string, std::string> table(const char* language) {
  std::map<std::string, std::string> sentences;
  std::string text;
  for (const auto& file : std::filesystem::directory_iterator(kRoot / "assets/sentences/kiosk" / language))
    text += text_of_file(file.path());
  const std::regex line("\\n\"([^\"]+)\" = \"((?:[^\"\\\\]|\\\\.)*)\"");
  for (std::sregex_iterator it(text.begin(), text.end(), line), end; it != end; ++it) sentences[(*it)[1]] = (*it)[2];
  return sentences;
}

// Everything in quotation marks in pages and programs; ends of composed ids count for what begins with them.
std::set<std::string> quoted() {
  std::set<std::string> found;
  const std::regex quotation("\"([a-z][a-zA-Z0-9.-]+)\"");
  for (const char* folder : {"qml", "app/kiosk", "core/member", "core/sync", "net/sync", "assets/web/phone"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot / folder)) {
      const auto kind = entry.path().extension();
      if (kind != ".qml" && kind != ".cpp" && kind != ".h" && kind != ".js") continue;
      const std::string text = text_of_file(entry.path());
      for (std::sregex_iterator it(text.begin(), text.end(), quotation), end; it != end; ++it) found.insert((*it)[1]);
    }
  }
  return found;
}

std::multiset<std::string> arguments(const std::string& sentence) {
  std::multiset<std::string> found;
  const std::regex argument("%[0-9]");
  for (std::sregex_iterator it(sentence.begin(), sentence.end(), argument), end; it != end; ++it)
    found.insert(it->str());
  return found;
}

}  // namespace

TEST_CASE("every sentence stands in both languages, with the same arguments") {
  const auto zh = table("zh");
  const auto en = table("en");
  REQUIRE(zh.size() > 100);
  for (const auto& [key, sentence] : zh) {
    INFO(key);
    REQUIRE(en.contains(key));
    CHECK_FALSE(sentence.empty());
    CHECK(arguments(sentence) == arguments(en.at(key)));
  }
  for (const auto& [key, sentence] : en) {
    INFO(key);
    const bool singular = key.ends_with(".one") && en.contains(key.substr(0, key.size() - 4));
    const auto other = zh.find(singular ? key.substr(0, key.size() - 4) : key);
    REQUIRE(other != zh.end());
    CHECK(arguments(sentence) == arguments(other->second));
  }
}

TEST_CASE("one of a thing is said in the singular where the language has one") {
  Sentences sentences((kRoot / "assets/sentences").string());
  REQUIRE(sentences.select("en"));
  CHECK(sentences.text("rest.seats", 1) == "%1 seat free");
  CHECK(sentences.text("rest.seats", 0) == "%1 seats free");
  CHECK(sentences.text("rest.seats", 2) == "%1 seats free");
  REQUIRE(sentences.select("zh"));
  CHECK(sentences.text("rest.seats", 1) == sentences.text("rest.seats"));
}

TEST_CASE("the amounts and time limits of a right are the same in both languages") {
  const auto zh = table("zh"), en = table("en");
  const auto numbers = [](const std::string& sentence) {
    const std::regex number("[0-9]+");
    std::set<std::string> found;
    for (std::sregex_iterator it(sentence.begin(), sentence.end(), number), end; it != end; ++it)
      found.insert(it->str());
    return found;
  };
  std::size_t with_numbers = 0;
  for (const auto& [key, sentence] : zh) {
    if (!key.starts_with("rights.")) continue;
    INFO(key);
    CHECK(numbers(sentence) == numbers(en.at(key)));
    with_numbers += !numbers(sentence).empty();
  }
  CHECK(with_numbers > 10);
}

TEST_CASE("a code of nine digits has one name") {
  const std::map<const char*, std::vector<std::string>> others = {
      {"zh", {"短码", "事项编号", "受理编号"}}, {"en", {"hort code", "ase number", "eference number"}}};
  for (const auto& [language, names] : others) {
    for (const auto& [key, sentence] : table(language)) {
      INFO(key);
      for (const std::string& name : names) CHECK(sentence.find(name) == std::string::npos);
    }
  }
}

TEST_CASE("no sentence is left that nobody says") {
  const auto said = quoted();
  for (const auto& [key, sentence] : table("zh")) {
    INFO(key);
    bool used = said.contains(key);
    for (auto dot = key.find('.'); !used && dot != std::string::npos; dot = key.find('.', dot + 1)) {
      used = said.contains(key.substr(0, dot + 1));  // "occupation." + code
    }
    CHECK(used);
  }
}

TEST_CASE("every id that pages and programs ask for has its sentence") {
  const auto zh = table("zh");
  const std::regex asked("(?:qsTrId|sentences\\.text|say)\\((?:config, )?\"([a-z][a-z0-9.-]*[a-z0-9])\"");
  for (const char* folder : {"qml", "app/kiosk"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(kRoot / folder)) {
      const std::string text = text_of_file(entry.path());
      for (std::sregex_iterator it(text.begin(), text.end(), asked), end; it != end; ++it) {
        INFO(entry.path() << ": " << (*it)[1]);
        CHECK(zh.contains((*it)[1]));
      }
    }
  }
  for (const Reason reason : all_reasons()) {
    INFO(sentence_key(reason));
    CHECK(zh.contains(sentence_key(reason)));
  }
  for (const Field field : all_fields()) CHECK(zh.contains(field_key(field)));
  for (const auto occupation : kOccupations) CHECK(zh.contains("occupation." + std::string(occupation)));
  for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
    CHECK(zh.contains(save_error_key(static_cast<ErrorCode>(code))));
    CHECK(zh.contains(look_up_error_key(static_cast<ErrorCode>(code))));
  }
}

TEST_CASE("qsTrId finds a sentence, and another language after a switch") {
  Sentences sentences((kRoot / "assets/sentences").string());
  REQUIRE(sentences.select(QStringLiteral("zh")));
  QCoreApplication::installTranslator(&sentences);
  CHECK(qtTrId("state.awaiting-review") == u"待审核");
  REQUIRE(sentences.select(QStringLiteral("en")));
  CHECK(qtTrId("state.awaiting-review") == u"Awaiting review");
  CHECK(qtTrId("no.such.sentence") == u"no.such.sentence");
  CHECK_FALSE(sentences.select(QStringLiteral("fr")));
  CHECK(sentences.language() == u"en");
  QCoreApplication::removeTranslator(&sentences);
}

TEST_CASE("a sentence file that is missing, empty or no TOML is an error that names it, whichever it is") {
  std::string pattern = (std::filesystem::temp_directory_path() / "warmheart-sentences-XXXXXX").string();
  const std::filesystem::path folder = mkdtemp(pattern.data());
  const auto spoiled = kRoot / "assets/sentences/kiosk/zh";
  for (const auto& file : std::filesystem::directory_iterator(spoiled)) {
    const auto name = file.path().filename();
    INFO(name);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder / "kiosk");
    std::filesystem::copy(spoiled, folder / "kiosk/zh");
    REQUIRE(Sentences(folder.string()).select(QStringLiteral("zh")));

    std::ofstream(folder / "kiosk/zh" / name) << "\"home.title = ";
    const auto broken = Sentences(folder.string()).select(QStringLiteral("zh"));
    REQUIRE_FALSE(broken);
    CHECK(broken.error().code == ErrorCode::corrupt);
    CHECK(broken.error().what.find(name.string()) != std::string::npos);

    std::ofstream(folder / "kiosk/zh" / name, std::ios::trunc);
    CHECK(Sentences(folder.string()).select(QStringLiteral("zh")).error().code == ErrorCode::corrupt);

    std::filesystem::remove(folder / "kiosk/zh" / name);
    const auto missing = Sentences(folder.string()).select(QStringLiteral("zh"));
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == ErrorCode::not_found);
    CHECK(missing.error().what.find(name.string()) != std::string::npos);
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("what keeps the kiosk from starting is said without a file, in both languages") {
  for (const auto key : {start_problem::kSettings, start_problem::kNotEnrolled, start_problem::kIdentity,
                         start_problem::kFiles, start_problem::kPages}) {
    const std::string id(key);
    INFO(id);
    for (const char* language : {"zh", "en"}) {
      const QString said = built_in_sentence(QString::fromUtf8(language), id.c_str());
      CHECK(said.toStdString() == table(language).at(id));
    }
  }
  const QImage picture = picture_of({start_problem::kFiles, {"/nowhere/sentences is missing"}}, QSize(540, 960));
  const auto rows_with_ink = [&](int from, int to) {
    int rows = 0;
    for (int y = from; y < to; ++y) {
      bool ink = false;
      for (int x = 0; x < picture.width() && !ink; ++x) ink = qGray(picture.pixel(x, y)) < 128;
      rows += ink ? 1 : 0;
    }
    return rows;
  };
  CHECK(rows_with_ink(0, 240) > 40);    // one language
  CHECK(rows_with_ink(240, 960) > 40);  // the other, and the detail
}
