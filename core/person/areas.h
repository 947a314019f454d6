// Names of places: districts and streets for the work step, counties of the country for showing a name. Read once,
// never written. Failure: a missing or broken table is an Error that names the file and the line. Never used to reject
// an identity number.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/person/name_search.h"

namespace warmheart {

struct Area {
  std::string code;  // 6 digits: district; 9 digits: street
  std::string name;
};

class Areas {
 public:
  // `folder` holds streets-beijing.tsv, areas-national.tsv, readings.tsv and english.tsv (assets/areas).
  static Result<Areas> load(const std::string& folder);

  // Districts of the city, and streets of one, in the table's order. An unknown district has no streets.
  const std::vector<Area>& districts() const { return m_districts; }
  const std::vector<Area>& streets_of(std::string_view district_code) const;

  // 6 or 9 digits; "" when nobody knows the code.
  std::string name_of(std::string_view code) const;
  // "Wangjing Subdistrict"; the Chinese name where nobody wrote an English one, "" when nobody knows the code.
  std::string english_name_of(std::string_view code) const;
  bool has_street(std::string_view code) const { return m_names.contains(code) && code.size() == 9; }

  // Streets of the whole city by what was typed, those that begin so first, at most `most`. Nothing typed: none.
  std::vector<Area> find_streets(std::string_view typed, std::size_t most) const;
  const NameSearch& search() const { return m_search; }

 private:
  std::vector<Area> m_districts;
  std::map<std::string, std::vector<Area>, std::less<>> m_streets;
  std::map<std::string, std::string, std::less<>> m_names;
  NameSearch m_search;
  std::map<std::string, std::string, std::less<>> m_english;
};

}  // namespace warmheart
