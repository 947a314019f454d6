#include "core/person/name_search.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "core/person/text.h"

namespace warmheart {

namespace {

constexpr std::size_t kMaxTyped = 24;

char32_t lowered(char32_t c) { return c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c; }

bool is_reading(const std::string& word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

// What counts in a search: no blanks, no apostrophes, small letters.
std::optional<std::u32string> bare(std::string_view written) {
  const auto text = from_utf8(written);
  if (!text) return std::nullopt;
  std::u32string letters;
  for (const char32_t c : *text) {
    const char32_t plain = narrow(c);
    if (!is_space(plain) && plain != U'\'' && plain != U'\u2019') letters.push_back(lowered(plain));
  }
  return letters;
}

}  // namespace

Result<NameSearch> NameSearch::load(const std::string& path) {
  std::ifstream file(path);
  if (!file) return fail(ErrorCode::not_found, "cannot read " + path);
  NameSearch out;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (number == 1 || line.empty()) continue;
    const auto tab = line.find('\t');
    const auto character = from_utf8(std::string_view(line).substr(0, tab));
    std::vector<std::string> readings;
    std::istringstream words(tab == std::string::npos ? std::string() : line.substr(tab + 1));
    for (std::string word; words >> word;) readings.push_back(std::move(word));
    if (!character || character->size() != 1 || readings.empty() || !std::ranges::all_of(readings, is_reading))
      return fail(ErrorCode::corrupt, path + " line " + std::to_string(number) + " is not a row of the table");
    out.m_readings[character->front()] = std::move(readings);
  }
  if (out.m_readings.empty()) return fail(ErrorCode::corrupt, path + " is empty");
  return out;
}

// `typed` is used up by characters of `name` one after the other, each by itself or by the beginning of a reading.
bool NameSearch::follows(std::u32string_view name, std::u32string_view typed) const {
  if (typed.empty()) return true;
  if (name.empty()) return false;
  const std::u32string_view rest = name.substr(1);
  if (name.front() == typed.front() && follows(rest, typed.substr(1))) return true;
  const auto known = m_readings.find(name.front());
  if (known == m_readings.end()) return false;
  for (const std::string& reading : known->second) {
    for (std::size_t taken = 0; taken < std::min(reading.size(), typed.size()); ++taken) {
      if (static_cast<char32_t>(reading[taken]) != typed[taken]) break;
      if (follows(rest, typed.substr(taken + 1))) return true;
    }
  }
  return false;
}

NameSearch::Match NameSearch::match(std::string_view name, std::string_view typed) const {
  const auto sought = bare(typed);
  const auto whole = bare(name);
  if (!sought || !whole) return Match::none;
  const std::u32string_view letters(*whole), first = std::u32string_view(*sought).substr(0, kMaxTyped);
  for (std::size_t from = 0; from <= letters.size(); ++from) {
    if (follows(letters.substr(from), first)) return from == 0 ? Match::at_start : Match::inside;
  }
  return Match::none;
}

}  // namespace warmheart
