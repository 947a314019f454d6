#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/kiosk/language/recordings.h"
#include "app/kiosk/language/sentences.h"

using namespace warmheart;

namespace {

struct RecordedFolder {
  std::filesystem::path path;
  Recordings::Table sentences = {{"done", QStringLiteral("完成")},    {"step", QStringLiteral("第 %1 步，共 %2 步")},
                                 {"until", QStringLiteral("到 %1")},  {"until.long", QStringLiteral("到 %1 为止")},
                                 {"pair", QStringLiteral("%1 · %2")}, {"staff.title", QStringLiteral("工作人员")}};
  RecordedFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "warmheart-recordings-XXXXXX").string();
    path = mkdtemp(pattern.data());
    std::filesystem::create_directories(path / "zh");
  }
  ~RecordedFolder() { std::filesystem::remove_all(path); }
  void record(const char* name) { std::ofstream(path / "zh" / name) << "sound"; }
  std::string file(const char* name) const { return path.string() + "/zh/" + name; }
  std::vector<RecordedPiece> said(const QString& text) const {
    return Recordings(path.string()).pieces_of(text, QStringLiteral("zh"), sentences);
  }
  std::string missing() const {
    std::string all;
    for (const MissingRecording& one : Recordings(path.string()).missing(QStringLiteral("zh"), sentences))
      all += one.file.toStdString() + "=" + one.words.toStdString() + ";";
    return all;
  }
};

using Pieces = std::vector<RecordedPiece>;

}  // namespace

TEST_CASE("a sentence that was recorded is played, any other is synthesised") {
  RecordedFolder folder;
  folder.record("done.wav");
  CHECK(folder.said(QStringLiteral("完成")) == Pieces{{QStringLiteral("完成"), folder.file("done.wav")}});
  CHECK(folder.said(QStringLiteral("望京")) == Pieces{{QStringLiteral("望京"), {}}});
  CHECK(folder.said(QStringLiteral("完成, 望京")) ==
        Pieces{{QStringLiteral("完成"), folder.file("done.wav")}, {QStringLiteral("望京"), {}}});
}

TEST_CASE("what fills a sentence's blanks is synthesised between the recorded pieces") {
  RecordedFolder folder;
  for (const char* name : {"step.1.wav", "step.2.wav", "step.3.wav"}) folder.record(name);
  CHECK(folder.said(QStringLiteral("第 2 步，共 6 步")) ==
        Pieces{{QStringLiteral("第 "), folder.file("step.1.wav")},
               {QStringLiteral("2"), {}},
               {QStringLiteral(" 步，共 "), folder.file("step.2.wav")},
               {QStringLiteral("6"), {}},
               {QStringLiteral(" 步"), folder.file("step.3.wav")}});
}

TEST_CASE("the most exact sentence counts, and one with a piece missing is synthesised whole") {
  RecordedFolder folder;
  folder.record("until.1.wav");
  folder.record("until.long.1.wav");
  CHECK(folder.said(QStringLiteral("到 12:10")).size() == 2);
  CHECK(folder.said(QStringLiteral("到 12:10 为止")) == Pieces{{QStringLiteral("到 12:10 为止"), {}}});
  folder.record("until.long.2.wav");
  CHECK(folder.said(QStringLiteral("到 12:10 为止")).size() == 3);
}

TEST_CASE("what is missing is listed with its words, without what only staff see and signs without a word") {
  RecordedFolder folder;
  CHECK(folder.missing() ==
        "done.wav=完成;step.1.wav=第;step.2.wav=步，共;step.3.wav=步;until.1.wav=到;until.long.1.wav=到;"
        "until.long.2.wav=为止;");
  folder.record("done.wav");
  folder.record("until.1.wav");
  CHECK(folder.missing().find("done.wav") == std::string::npos);
  CHECK(folder.missing().find("until.1.wav") == std::string::npos);
}

TEST_CASE("a city that records Mandarin alone, or nothing, hears English synthesised") {
  RecordedFolder folder;
  CHECK(Recordings(folder.path.string()).has(QStringLiteral("zh")));
  CHECK_FALSE(Recordings(folder.path.string()).has(QStringLiteral("en")));
  CHECK_FALSE(Recordings("").has(QStringLiteral("zh")));
  CHECK_FALSE(Recordings("/nowhere").has(QStringLiteral("zh")));
}

TEST_CASE("every real sentence that is recorded is found by its words") {
  RecordedFolder folder;
  Sentences sentences(WARMHEART_SOURCE_DIR "/assets/sentences");
  REQUIRE(sentences.select(QStringLiteral("zh")));
  folder.sentences = sentences.all(QStringLiteral("zh"));
  REQUIRE(folder.sentences.size() > 100);
  for (const MissingRecording& one : Recordings(folder.path.string()).missing(QStringLiteral("zh"), folder.sentences))
    folder.record(one.file.toUtf8().constData());
  CHECK(folder.missing().empty());
  Recordings whole(folder.path.string());
  for (auto it = folder.sentences.constBegin(); it != folder.sentences.constEnd(); ++it) {
    if (it.key().startsWith("staff.") || it.key().startsWith("start.") || it.key().startsWith("window.")) continue;
    if (it.value().contains(u'%')) continue;
    INFO(it.key().toStdString());
    const auto pieces = whole.pieces_of(it.value(), QStringLiteral("zh"), folder.sentences);
    REQUIRE(pieces.size() == 1);
    CHECK_FALSE(pieces.front().file.empty());
  }
}
