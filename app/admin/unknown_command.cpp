#include "app/admin/unknown_command.h"

#include <algorithm>
#include <numeric>

namespace warmheart::admin {
namespace {

constexpr std::size_t kMaxSlips = 2;

// Letters to change, add or take away (Levenshtein); two neighbours that changed places count as one slip.
std::size_t slips_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last.back();
}

}  // namespace

std::string unknown_command(std::string_view word, std::string_view before, const std::vector<std::string>& known) {
  const std::string start = before.empty() ? "" : std::string(before) + " ";
  std::string sentence = "there is no command \"" + start + std::string(word) + "\"";
  const auto nearest =
      std::ranges::min_element(known, {}, [&](const std::string& one) { return slips_between(word, one); });
  if (nearest != known.end() && slips_between(word, *nearest) <= std::min(kMaxSlips, word.size() / 2))
    return sentence + "; did you mean \"" + start + *nearest + "\"?";
  std::string all;
  for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
  return sentence + "; there are: " + all;
}

}  // namespace warmheart::admin
