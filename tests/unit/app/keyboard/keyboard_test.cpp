#include <catch2/catch.hpp>

#include "app/kiosk/keyboard/prepare.h"
#include "app/kiosk/keyboard/typing.h"
#include "catch_main.h"
#include "keyboard_fixture.h"

#include <QDir>
#include <QDirIterator>
#include <QGuiApplication>
#include <QInputMethod>
#include <QMetaObject>
#include <QRegularExpression>
#include <QFile>
#include <QTemporaryDir>
#include <QTranslator>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace Catch {
template <>
struct StringMaker<QString> {
  static std::string convert(const QString& text) { return text.toStdString(); }
};
}  // namespace Catch

namespace {

// The sentences as the kiosk shows them, read from assets/sentences.
class Sentences : public QTranslator {
 public:
  explicit Sentences(const QString& file) {
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly)) return;
    static const QRegularExpression kLine(QStringLiteral("^\"(keyboard[^\"]*)\"\\s*=\\s*\"(.*)\"\\s*$"));
    while (!in.atEnd()) {
      const auto match = kLine.match(QString::fromUtf8(in.readLine()).trimmed());
      if (match.hasMatch())
        m_texts[match.captured(1)] = match.captured(2).replace(QStringLiteral("\\n"), QStringLiteral("\n"));
    }
  }
  bool isEmpty() const override { return m_texts.empty(); }
  QString translate(const char*, const char* id, const char*, int) const override {
    const auto found = m_texts.find(QString::fromLatin1(id));
    return found == m_texts.end() ? QString() : found->second;
  }

 private:
  std::map<QString, QString> m_texts;
};

bool contains(const std::vector<QString>& shown, const QString& word) {
  return std::find(shown.begin(), shown.end(), word) != shown.end();
}

const std::vector<std::vector<QPointF>> kZhang = {
    // 张: the bow in three strokes, then 长.
    {{0.15, 0.15}, {0.42, 0.15}, {0.42, 0.33}},
    {{0.16, 0.34}, {0.43, 0.34}},
    {{0.16, 0.34}, {0.13, 0.54}, {0.42, 0.54}, {0.40, 0.85}, {0.30, 0.80}},
    {{0.84, 0.15}, {0.74, 0.28}, {0.60, 0.38}},
    {{0.50, 0.48}, {0.92, 0.46}},
    {{0.62, 0.15}, {0.62, 0.86}, {0.72, 0.76}},
    {{0.66, 0.50}, {0.76, 0.68}, {0.92, 0.84}},
};

}  // namespace

TEST_CASE("typing zhangwei on the screen and choosing 张伟 writes the name") {
  KeyboardFixture fixture;
  fixture.focus("nameField");
  REQUIRE(fixture.find("keyboardPanel"));
  fixture.type("zhangwei");
  REQUIRE(contains(fixture.candidates(), QStringLiteral("张伟")));
  REQUIRE(fixture.choose(QStringLiteral("张伟")));
  CHECK(fixture.text("nameField") == QStringLiteral("张伟"));
  CHECK(fixture.candidates().empty());
}

TEST_CASE("a name can be put together from its surname and the rest") {
  KeyboardFixture fixture;
  fixture.focus("nameField");
  fixture.type("ouyangxiaoming");
  REQUIRE(fixture.choose(QStringLiteral("欧阳")));
  CHECK(fixture.text("nameField").isEmpty());
  REQUIRE(fixture.choose(QStringLiteral("小明")));
  CHECK(fixture.text("nameField") == QStringLiteral("欧阳小明"));
}

TEST_CASE("surnames with rare readings come first in an empty name field, and only there") {
  KeyboardFixture fixture;
  fixture.focus("nameField");
  const std::vector<std::pair<QString, QString>> rare = {
      {"zeng", "曾"},     {"shan", "单"}, {"xie", "解"}, {"qiu", "仇"},   {"ou", "区"},
      {"zha", "查"},      {"ge", "盖"},   {"ren", "任"}, {"piao", "朴"},  {"yuchi", "尉迟"},
      {"ouyang", "欧阳"}, {"miao", "缪"}, {"she", "折"}, {"moqi", "万俟"}};
  for (const auto& [reading, surname] : rare) {
    CAPTURE(reading.toStdString());
    fixture.type(reading);
    CHECK(contains(fixture.candidates(), surname));
    for (int i = 0; i < reading.size(); ++i) fixture.tap("key_backspace");
    CHECK(fixture.candidates().empty());
  }
  fixture.type("shan");
  CHECK(fixture.candidates().front() == QStringLiteral("单"));
  fixture.focus("employerField");
  fixture.type("shan");
  CHECK(fixture.candidates().front() != QStringLiteral("单"));
}

TEST_CASE("the middle dot and the sign for a character that cannot be typed are one tap away") {
  KeyboardFixture fixture;
  fixture.focus("nameField");
  fixture.type("mai");
  fixture.choose(QStringLiteral("买"));
  REQUIRE(fixture.tap(QStringLiteral("key_\u00B7")));
  REQUIRE(fixture.tap("key_unknown"));
  CHECK(fixture.text("nameField") == QStringLiteral("买\u00B7\u3013"));
}

TEST_CASE("the middle dot tapped while letters wait takes the first word before it") {
  KeyboardFixture fixture;
  fixture.focus("employerField");
  fixture.type("women");
  const QString first = fixture.candidates().front();
  fixture.tap(QStringLiteral("key_\u00B7"));
  CHECK(fixture.text("employerField") == first + QStringLiteral("\u00B7"));
}

TEST_CASE("writing 张 with the finger offers it, one tap away from Pinyin") {
  KeyboardFixture fixture;
  fixture.focus("nameField");
  REQUIRE(fixture.tap("key_handwriting"));
  fixture.settle(50);
  REQUIRE(fixture.write(kZhang));
  const auto shown = fixture.candidates();
  CAPTURE(shown);
  CHECK(contains(shown, QStringLiteral("张")));
  REQUIRE(fixture.choose(QStringLiteral("张")));
  CHECK(fixture.text("nameField") == QStringLiteral("张"));
  CHECK(fixture.candidates().empty());
  REQUIRE(fixture.tap("key_pinyin"));
  fixture.settle(50);
  fixture.type("wei");
  REQUIRE(fixture.choose(QStringLiteral("伟")));
  CHECK(fixture.text("nameField") == QStringLiteral("张伟"));
}

TEST_CASE("backspace rubs out one stroke, then characters of the field") {
  KeyboardFixture fixture;
  fixture.focus("nameField");
  fixture.tap("key_handwriting");
  fixture.settle(50);
  fixture.write({kZhang[4]});
  REQUIRE_FALSE(fixture.candidates().empty());
  fixture.tap("key_backspace");
  CHECK(fixture.candidates().empty());
  fixture.tap("key_unknown");
  CHECK(fixture.text("nameField") == QStringLiteral("\u3013"));
  fixture.tap("key_backspace");
  CHECK(fixture.text("nameField").isEmpty());
}

TEST_CASE("identity numbers and phones get digits, with X only where it belongs") {
  KeyboardFixture fixture;
  fixture.focus("identityField");
  REQUIRE(fixture.find("digitPad"));
  CHECK_FALSE(fixture.find("key_q"));
  for (const QChar c : QStringLiteral("11010519491231002X")) REQUIRE(fixture.tap(QStringLiteral("pad_") + c));
  CHECK(fixture.text("identityField") == QStringLiteral("11010519491231002X"));
  fixture.tap("pad_backspace");
  CHECK(fixture.text("identityField") == QStringLiteral("11010519491231002"));
  fixture.tap("pad_clear");
  CHECK(fixture.text("identityField").isEmpty());
  fixture.focus("phoneField");
  CHECK_FALSE(fixture.find("pad_X"));
  for (const QChar c : QStringLiteral("13800000001")) fixture.tap(QStringLiteral("pad_") + c);
  CHECK(fixture.text("phoneField") == QStringLiteral("13800000001"));
  fixture.tap("pad_done");
  fixture.settle(50);
  CHECK_FALSE(fixture.find("digitPad"));
  CHECK_FALSE(fixture.find("keyboardPanel"));
}

TEST_CASE("Latin fields start with letters in capitals") {
  KeyboardFixture fixture;
  fixture.focus("latinField");
  fixture.type("li");
  fixture.tap("key_space");
  fixture.tap("key_capitals");
  fixture.type("na");
  CHECK(fixture.text("latinField") == QStringLiteral("LI na"));
}

TEST_CASE("after a wipe nothing of the person before is left") {
  KeyboardFixture fixture;
  fixture.focus("nameField");
  fixture.type("zhangw");
  REQUIRE_FALSE(fixture.candidates().empty());
  QMetaObject::invokeMethod(fixture.root(), "wipe");
  fixture.settle(50);
  CHECK_FALSE(fixture.find("keyboardPanel"));
  CHECK(fixture.text("nameField").isEmpty());
  CHECK(fixture.pending("nameField").isEmpty());
  fixture.focus("nameField");
  CHECK(fixture.candidates().empty());
  fixture.type("ei");
  CHECK_FALSE(contains(fixture.candidates(), QStringLiteral("张伟")));
  fixture.tap("key_backspace");
  fixture.tap("key_backspace");
  fixture.tap("key_handwriting");
  fixture.settle(50);
  fixture.write(kZhang);
  QMetaObject::invokeMethod(fixture.root(), "wipe");
  fixture.settle(50);
  fixture.focus("nameField");
  CHECK(fixture.candidates().empty());
  CHECK(fixture.find("key_q"));  // the chosen page is forgotten too
}

TEST_CASE("Qt's keyboard, which remembers the text around the cursor, is never told it") {
  KeyboardFixture fixture;
  fixture.focus("nameField");
  fixture.type("zhangwei");
  fixture.choose(QStringLiteral("张伟"));
  REQUIRE(fixture.find("nameField")->property("text").toString() == QStringLiteral("张伟"));
  CHECK(fixture.root()->property("around").toString().isEmpty());
  fixture.focus("employerField");
  fixture.focus("nameField");
  CHECK(fixture.root()->property("around").toString().isEmpty());
}

TEST_CASE("letters that nobody chose a word for are not text when another field is tapped") {
  KeyboardFixture fixture;
  fixture.focus("nameField");
  fixture.type("zhang");
  fixture.focus("employerField");
  CHECK(fixture.text("nameField").isEmpty());
  CHECK(fixture.text("employerField").isEmpty());
  CHECK(fixture.candidates().empty());
}

TEST_CASE("typing never changes the order of candidates") {
  KeyboardFixture fixture;
  fixture.focus("employerField");
  fixture.type("shunfeng");
  const auto before = fixture.candidates();
  REQUIRE(before.size() > 1);
  for (int i = 0; i < 3; ++i) {
    fixture.tap("candidate_1");
    fixture.type("shunfeng");
  }
  CHECK(fixture.candidates() == before);
}

TEST_CASE("candidates and keys are at least 18 mm apart on every screen") {
  struct Screen {
    int width, height;
    double unit;
  };
  for (const Screen screen : {Screen{1080, 1920, 1.24}, Screen{1920, 1080, 1.24}, Screen{1280, 800, 1.78}}) {
    KeyboardFixture fixture(screen.width, screen.height, screen.unit);
    CAPTURE(screen.width, screen.height);
    const double least = 60 * screen.unit - 1;
    fixture.focus("nameField");
    fixture.type("shi");
    CHECK(fixture.find("candidate_0")->width() >= least);
    CHECK(fixture.find("candidate_0")->height() >= least);
    CHECK(fixture.find("key_q")->width() >= least);
    CHECK(fixture.find("key_q")->height() >= least);
    CHECK(fixture.find("candidates_next")->width() >= least);
    fixture.focus("identityField");
    CHECK(fixture.find("pad_1")->width() >= least);
    CHECK(fixture.find("pad_1")->height() >= least);
  }
}

TEST_CASE("a finger that rests on the screen does not block the pad") {
  KeyboardFixture fixture;
  fixture.focus("phoneField");
  fixture.rest(QPointF(540, 1100));
  fixture.tap("pad_5");
  CHECK(fixture.text("phoneField") == QStringLiteral("5"));
  fixture.lift(QPointF(540, 1100));
}

namespace {

// Everything typed, by all pages, for the test below and the pictures.
void take_pictures(const QString& folder) {
  struct Screen {
    const char* name;
    int width, height;
    double unit;
  };
  for (const Screen& screen : {Screen{"portrait", 1080, 1920, 1.24}, Screen{"landscape", 1920, 1080, 1.24},
                               Screen{"small", 1280, 800, 1.78}}) {
    for (const char* theme : {"warm", "contrast", "night"}) {
      KeyboardFixture fixture(screen.width, screen.height, screen.unit);
      fixture.root()->setProperty("theme", theme);
      const auto save = [&](const char* what) {
        fixture.picture().save(QStringLiteral("%1/%2-%3-%4.png").arg(folder, screen.name, theme, what));
      };
      fixture.focus("nameField");
      save("empty");
      fixture.type("zhangwei");
      save("pinyin");
      fixture.choose(QStringLiteral("张伟"));
      fixture.tap("key_symbols");
      save("symbols");
      fixture.tap("key_handwriting");
      fixture.tap("key_pinyin");
      fixture.tap("key_handwriting");
      fixture.write(kZhang);
      save("handwriting");
      fixture.focus("latinField");
      save("letters");
      fixture.focus("identityField");
      save("identity");
      fixture.focus("phoneField");
      save("phone");
    }
  }
}

}  // namespace

TEST_CASE("pictures of every page, where WARMHEART_PICTURES names a folder") {
  const QString folder = qEnvironmentVariable("WARMHEART_PICTURES");
  if (folder.isEmpty()) return;
  QDir().mkpath(folder);
  take_pictures(folder);
}

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  qputenv("QT_QUICK_BACKEND", "software");
  // A home of its own: the last check below is that nothing was written into it.
  QTemporaryDir home;
  for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
    qputenv(name, home.path().toUtf8());
  qputenv("QML_DISABLE_DISK_CACHE", "1");
  warmheart::prepare_keyboard();
  QGuiApplication application(argc, argv);
  warmheart::register_keyboard_modules();
  Sentences sentences(QStringLiteral(WARMHEART_SOURCE_DIR "/assets/sentences/kiosk/") +
                      qEnvironmentVariable("WARMHEART_LANGUAGE", QStringLiteral("zh")) +
                      QStringLiteral("/keyboard.toml"));
  QCoreApplication::installTranslator(&sentences);
  const int failed = catch_main(argc, argv);
  QDirIterator written(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
  int files = 0;
  while (written.hasNext()) {
    std::fprintf(stderr, "the keyboard wrote %s\n", qPrintable(written.next()));
    ++files;
  }
  return failed ? failed : files;
}
