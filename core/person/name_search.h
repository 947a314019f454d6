// Names of places found by what people type: characters, Pinyin, or the first letters of it (wj for 望京). Read once
// from assets/areas/readings.tsv, never written. Failure: a missing or broken table is an Error that names file and
// line.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace warmheart {

class NameSearch {
 public:
  static Result<NameSearch> load(const std::string& path);

  enum class Match { none, inside, at_start };  // the better one is greater
  // Both UTF-8, else none. Blanks and apostrophes in `typed` do not count, nor capital letters; no more than its first
  // 24 characters are looked at. Nothing typed: at_start. A character without readings in the table is found by itself
  // alone.
  Match match(std::string_view name, std::string_view typed) const;
  bool knows(char32_t character) const { return m_readings.contains(character); }

 private:
  bool follows(std::u32string_view name, std::u32string_view typed) const;

  std::map<char32_t, std::vector<std::string>> m_readings;
};

}  // namespace warmheart
