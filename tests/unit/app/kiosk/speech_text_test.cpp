#include <catch2/catch.hpp>

#include <QStringView>

#include <string>

#include "app/kiosk/backend/speech_text.h"

using namespace warmheart;

namespace {

std::string shown(QStringView text, const char* language) {
  std::string all;
  for (const SpokenRun& run : runs_of(text.toString(), QString::fromUtf8(language)))
    all += "[" + run.language.toStdString() + ":" + run.text.toStdString() + "]";
  return all;
}

std::string spelled(const char* text, const char* language, bool all = false) {
  return with_digits_spelled(QString::fromUtf8(text), QString::fromUtf8(language), all).toStdString();
}

}  // namespace

TEST_CASE("a name in the other language is a piece of its own, and nothing is lost between the pieces") {
  CHECK(shown(u"Your union: 望京街道总工会, open now", "en") == "[en:Your union: ][zh:望京街道总工会, ][en:open now]");
  CHECK(shown(u"请连接 Wi-Fi 后再试", "zh") == "[zh:请连接 ][en:Wi-Fi ][zh:后再试]");
  CHECK(shown(u"下一步", "en") == "[zh:下一步]");
  CHECK(shown(u"", "zh").empty());
  for (const QString& text :
       {QStringLiteral("3 号 seat, 12:10"), QStringLiteral("𠮷野家 noodles"), QStringLiteral("…")}) {
    QString joined;
    for (const SpokenRun& run : runs_of(text, QStringLiteral("en"))) joined += run.text;
    CHECK(joined == text);
  }
}

TEST_CASE("digits are said in the language they stand in, between two of them in that of the page") {
  CHECK(shown(u"3 号座位", "en") == "[zh:3 号座位]");
  CHECK(shown(u"到 12:10", "en") == "[zh:到 12:10]");
  CHECK(shown(u"朝阳 24 hours", "en") == "[zh:朝阳][en: 24 hours]");
  CHECK(shown(u"朝阳 24 hours", "zh") == "[zh:朝阳 24 ][en:hours]");
  CHECK(shown(u"12:10", "zh") == "[zh:12:10]");
  CHECK(shown(u"12:10", "en") == "[en:12:10]");
}

TEST_CASE("a rare character outside the first plane is Chinese, too") { CHECK(shown(u"𠮷", "en") == "[zh:𠮷]"); }

TEST_CASE("codes, numbers and telephones are said digit by digit, with a pause between their groups") {
  CHECK(spelled("741 926 039", "zh") == "7 4 1，9 2 6，0 3 9");
  CHECK(spelled("741 926 039", "en") == "7 4 1, 9 2 6, 0 3 9");
  CHECK(spelled("请拨 12351。", "zh") == "请拨 1 2 3 5 1。");
  CHECK(spelled("010-10000001", "zh") == "0 1 0，1 0 0 0 0 0 0 1");
  CHECK(spelled("110105 19491231 002X", "zh") == "1 1 0 1 0 5，1 9 4 9 1 2 3 1，0 0 2 X");
}

TEST_CASE("seats, times, dates and amounts are said as they are, and what is spelled is not spelled again") {
  for (const char* text :
       {"3 号座位", "到 12:10", "2026-11-28 08:30", "11-28 08:30", "余 3 个名额", "1 2 3 4 5", "第 2 步，共 6 步"})
    CHECK(spelled(text, "zh") == text);
  const std::string once = spelled("741 926 039", "zh");
  CHECK(spelled(once.c_str(), "zh") == once);
}

TEST_CASE("where every number is a name, short ones are spelled, too") {
  CHECK(spelled("120", "zh", true) == "1 2 0");
  CHECK(spelled("急救 120", "zh", true) == "急救 1 2 0");
  CHECK(spelled("3", "zh", true) == "3");
}
