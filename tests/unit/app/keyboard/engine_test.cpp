#include <catch2/catch.hpp>

#include "app/kiosk/keyboard/handwriting_engine.h"
#include "app/kiosk/keyboard/name_candidates.h"
#include "app/kiosk/keyboard/pinyin_engine.h"

#include <algorithm>

using namespace warmheart;

namespace {

std::size_t place_of(const std::vector<PinyinCandidate>& candidates, const std::string& text) {
  const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const auto& c) { return c.text == text; });
  return static_cast<std::size_t>(found - candidates.begin());
}

}  // namespace

TEST_CASE("every surname of the design's list is among the first under its reading as a surname") {
  PinyinEngine engine;
  REQUIRE(engine.open());
  const std::vector<std::pair<std::string, std::string>> wanted = {
      {"zeng", "曾"},    {"shan", "单"},     {"xie", "解"}, {"qiu", "仇"},   {"ou", "区"},
      {"zha", "查"},     {"ge", "盖"},       {"gai", "盖"}, {"ren", "任"},   {"piao", "朴"},
      {"yuchi", "尉迟"}, {"ouyang", "欧阳"}, {"bi", "秘"},  {"chong", "种"}, {"zhai", "翟"}};
  for (const auto& [reading, surname] : wanted) {
    CAPTURE(reading, surname);
    CHECK(place_of(pinyin_candidates(engine, reading, NamePosition::kNameStart, 40), surname) < 6);
  }
}

TEST_CASE("whole names come first in a name field") {
  PinyinEngine engine;
  REQUIRE(engine.open());
  const std::vector<std::pair<std::string, std::string>> wanted = {
      {"zhangwei", "张伟"}, {"wangfang", "王芳"}, {"liuyang", "刘洋"}, {"ouyangming", "欧阳明"}, {"zengqiang", "曾强"}};
  for (const auto& [letters, name] : wanted) {
    CAPTURE(letters, name);
    const auto found = pinyin_candidates(engine, letters, NamePosition::kNameStart, 40);
    REQUIRE(place_of(found, name) < 4);
    CHECK(found[place_of(found, name)].letters == letters.size());
  }
}

TEST_CASE("a chosen surname stands for its own letters only") {
  PinyinEngine engine;
  const auto found = pinyin_candidates(engine, "zhangwei", NamePosition::kNameStart, 40);
  REQUIRE(place_of(found, "张") < found.size());
  CHECK(found[place_of(found, "张")].letters == 5);
  CHECK(engine.letters_of("zhangwei", "章") == 5);
  CHECK(engine.letters_of("xianshi", "西安") == 4);
}

TEST_CASE("letters that are no Pinyin, and too many of them, give no candidates and no crash") {
  PinyinEngine engine;
  CHECK(pinyin_candidates(engine, "", NamePosition::kNameStart, 40).empty());
  CHECK(pinyin_candidates(engine, "'", NamePosition::kNameStart, 40).empty());
  CHECK(pinyin_candidates(engine, std::string(10000, 'z'), NamePosition::kNameStart, 40).empty());
  for (const char* odd : {"vvvv", "iii", "u", "zh", "x'", "''a", "nv", "lve"})
    (void)pinyin_candidates(engine, odd, NamePosition::kNameRest, 40);
}

TEST_CASE("choosing and asking many times leaves the dictionaries as they were") {
  PinyinEngine engine;
  const auto before = engine.words("shunfeng", 40);
  for (int i = 0; i < 200; ++i) {
    (void)engine.letters_of("shunfeng", before.back());
    engine.forget();
  }
  CHECK(engine.words("shunfeng", 40) == before);
}

TEST_CASE("handwriting reads a character wherever and however large it is written") {
  HandwritingEngine engine;
  REQUIRE(engine.open());
  const std::vector<Stroke> ten = {{{10, 50}, {50, 50}, {90, 50}}, {{50, 10}, {50, 50}, {50, 95}}};
  for (const int scale : {1, 3}) {
    std::vector<Stroke> moved = ten;
    for (Stroke& stroke : moved)
      for (auto& [x, y] : stroke) {
        x = x * scale + 400;
        y = y * scale + 7;
      }
    const auto found = engine.recognise(moved, 5);
    REQUIRE_FALSE(found.empty());
    CHECK(std::find(found.begin(), found.end(), "十") != found.end());
  }
  CHECK(engine.recognise({}, 5).empty());
  CHECK_FALSE(engine.recognise({{{5, 5}}}, 5).empty());
}
