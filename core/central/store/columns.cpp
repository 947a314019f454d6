#include "core/central/store/columns.h"

#include <algorithm>

namespace warmheart::internal {

Result<Uuid> id_beginning(Snapshot& in, const std::string& table, const std::string& beginning, const std::string& noun,
                          const std::string& listed_by) {
  std::string digits = beginning;
  std::erase(digits, '-');
  if (digits.size() < 4)
    return fail(ErrorCode::invalid_argument,
                "give at least four characters of the " + noun + "'s id (" + listed_by + ")");
  digits.resize(std::min<std::size_t>(digits.size(), 32));
  const auto first = from_hex(digits + std::string(32 - digits.size(), '0'));
  const auto last = from_hex(digits + std::string(32 - digits.size(), 'f'));
  if (!first || !last)
    return fail(ErrorCode::not_found, "no " + noun + " begins with " + beginning + " (" + listed_by + ")");
  WARMHEART_TRY_ASSIGN(
      const auto found,
      sql::rows<Uuid>(in, "SELECT id FROM " + table + " WHERE id >= ? AND id <= ? LIMIT 2", *first, *last));
  if (found.empty())
    return fail(ErrorCode::not_found, "no " + noun + " begins with " + beginning + " (" + listed_by + ")");
  if (found.size() > 1)
    return fail(ErrorCode::conflict, "several begin with " + beginning + "; give more of the " + noun + "'s id");
  return found.front();
}

std::string join_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ",") + name;
  return text;
}

std::vector<std::string> split_names(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const auto comma = text.find(',');
    names.emplace_back(text.substr(0, comma));
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
  }
  return names;
}

}  // namespace warmheart::internal
