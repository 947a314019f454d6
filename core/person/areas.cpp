#include "core/person/areas.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>

namespace warmheart {
namespace {

using Row = std::vector<std::string>;

Row split(const std::string& line) {
  Row cells(1);
  for (const char c : line) {
    if (c == '\t') {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back().push_back(c);
    }
  }
  return cells;
}

bool is_code(const std::string& text, std::size_t digits) {
  return text.size() == digits && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Every line after the heading; `columns` cells, the first a code of `digits` digits, 0: of six or nine.
Result<std::vector<Row>> read_table(const std::string& path, std::size_t columns, std::size_t digits) {
  std::ifstream file(path);
  if (!file) return fail(ErrorCode::not_found, "cannot read " + path);
  std::vector<Row> rows;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (number == 1 || line.empty()) continue;
    Row row = split(line);
    const bool coded = digits > 0 ? is_code(row[0], digits) : is_code(row[0], 6) || is_code(row[0], 9);
    if (row.size() != columns || !coded || row.back().empty()) {
      return fail(ErrorCode::corrupt, path + " line " + std::to_string(number) + " is not a row of the table");
    }
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return fail(ErrorCode::corrupt, path + " is empty");
  return rows;
}

// Codes that documents still carry and the tables of 2023 lack.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kFormer = {
    {{"110103", "崇文区"}, {"110104", "宣武区"}, {"110228", "密云县"}, {"110229", "延庆县"}}};

}  // namespace

Result<Areas> Areas::load(const std::string& folder) {
  WARMHEART_TRY_ASSIGN(const std::vector<Row> counties, read_table(folder + "/areas-national.tsv", 4, 6));
  WARMHEART_TRY_ASSIGN(const std::vector<Row> streets, read_table(folder + "/streets-beijing.tsv", 3, 9));
  WARMHEART_TRY_ASSIGN(const std::vector<Row> english, read_table(folder + "/english.tsv", 2, 0));
  Areas areas;
  WARMHEART_TRY_ASSIGN(areas.m_search, NameSearch::load(folder + "/readings.tsv"));
  for (const Row& row : english) areas.m_english[row[0]] = row[1];
  for (const auto& [code, name] : kFormer) areas.m_names.emplace(code, name);
  for (const Row& row : counties) areas.m_names[row[0]] = row[3];
  for (const Row& row : streets) {
    const std::string district = row[0].substr(0, 6);
    std::vector<Area>& list = areas.m_streets[district];
    if (list.empty()) areas.m_districts.push_back({district, row[1]});
    list.push_back({row[0], row[2]});
    areas.m_names[district] = row[1];
    areas.m_names[row[0]] = row[2];
  }
  return areas;
}

const std::vector<Area>& Areas::streets_of(std::string_view district_code) const {
  static const std::vector<Area> kNone;
  const auto found = m_streets.find(district_code);
  return found == m_streets.end() ? kNone : found->second;
}

std::vector<Area> Areas::find_streets(std::string_view typed, std::size_t most) const {
  std::vector<Area> first, others;
  if (typed.empty()) return first;
  for (const Area& district : m_districts) {
    for (const Area& street : streets_of(district.code)) {
      switch (m_search.match(street.name, typed)) {
        case NameSearch::Match::at_start: first.push_back(street); break;
        case NameSearch::Match::inside: others.push_back(street); break;
        case NameSearch::Match::none: break;
      }
    }
  }
  first.insert(first.end(), others.begin(), others.end());
  if (first.size() > most) first.resize(most);
  return first;
}

std::string Areas::english_name_of(std::string_view code) const {
  const auto found = m_english.find(code);
  return found == m_english.end() ? name_of(code) : found->second;
}

std::string Areas::name_of(std::string_view code) const {
  const auto found = m_names.find(code);
  return found == m_names.end() ? std::string() : found->second;
}

}  // namespace warmheart
