#include "app/kiosk/keyboard/name_candidates.h"

#include "app/kiosk/keyboard/pinyin_engine.h"
#include "app/kiosk/keyboard/surnames.h"

#include <algorithm>
#include <unordered_set>

namespace warmheart {
namespace {

struct Surname {
  std::string_view text;
  std::string_view reading;
};

std::size_t character_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

std::vector<std::string_view> characters_of(std::string_view text) {
  std::vector<std::string_view> found;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = std::min(character_length(static_cast<unsigned char>(text[at])), text.size() - at);
    found.push_back(text.substr(at, length));
    at += length;
  }
  return found;
}

std::vector<Surname> read_surnames() {
  std::vector<Surname> found;
  std::size_t at = 0;
  while (at < kSurnames.size()) {
    const std::size_t space = std::min(kSurnames.find(' ', at), kSurnames.size());
    const std::string_view entry = kSurnames.substr(at, space - at);
    const std::size_t reading = entry.find_first_of("abcdefghijklmnopqrstuvwxyz");
    if (reading != std::string_view::npos && reading > 0)
      found.push_back({entry.substr(0, reading), entry.substr(reading)});
    at = space + 1;
  }
  return found;
}

const std::vector<Surname>& surnames() {
  static const std::vector<Surname> kTable = read_surnames();
  return kTable;
}

const std::unordered_set<std::string_view>& given_characters() {
  static const std::unordered_set<std::string_view> kTable = [] {
    const auto characters = characters_of(kGivenNameCharacters);
    return std::unordered_set<std::string_view>(characters.begin(), characters.end());
  }();
  return kTable;
}

bool is_given_name(std::string_view text) {
  const auto characters = characters_of(text);
  return !characters.empty() && std::all_of(characters.begin(), characters.end(), is_given_name_character);
}

std::size_t rank_in_given_names(std::string_view character) { return kGivenNameCharacters.find(character); }

// Collects candidates without saying one twice.
class Collector {
 public:
  explicit Collector(std::size_t limit) : m_limit(limit) {}

  void add(std::string text, std::size_t letters) {
    if (text.empty() || m_candidates.size() >= m_limit || !m_seen.insert(text).second) return;
    m_candidates.push_back({std::move(text), letters});
  }
  std::vector<PinyinCandidate> take() { return std::move(m_candidates); }

 private:
  std::size_t m_limit;
  std::unordered_set<std::string> m_seen;
  std::vector<PinyinCandidate> m_candidates;
};

// Characters for one syllable, the ones usual in given names first and by how usual they are.
std::vector<std::string> given_characters_at(PinyinEngine& engine, const std::string& letters, std::size_t begin) {
  std::vector<std::string> usual;
  for (auto& word : engine.words_at(letters, begin, 400))
    if (is_given_name_character(word)) usual.push_back(std::move(word));
  std::stable_sort(usual.begin(), usual.end(), [](const std::string& a, const std::string& b) {
    return rank_in_given_names(a) < rank_in_given_names(b);
  });
  return usual;
}

// Given names for the syllables from first on: words of the dictionary made of usual characters, then put together.
std::vector<std::string> given_names(PinyinEngine& engine, const std::string& letters,
                                     const std::vector<PinyinSyllable>& syllables, std::size_t first,
                                     std::size_t limit) {
  const std::size_t count = syllables.size() - first;
  std::vector<std::string> names;
  if (count == 0 || count > 2 || !syllables.back().complete) return names;
  const auto heads = given_characters_at(engine, letters, syllables[first].begin);
  if (count == 1) {
    names.assign(heads.begin(), heads.begin() + static_cast<std::ptrdiff_t>(std::min(limit, heads.size())));
    return names;
  }
  for (auto& word : engine.words_at(letters, syllables[first].begin, 24))
    if (names.size() < 2 && characters_of(word).size() == 2 && is_given_name(word)) names.push_back(std::move(word));
  const auto tails = given_characters_at(engine, letters, syllables[first + 1].begin);
  for (std::size_t i = 0; i < std::min<std::size_t>(2, heads.size()); ++i)
    for (std::size_t j = 0; j < std::min<std::size_t>(2, tails.size()) && names.size() < limit; ++j)
      names.push_back(heads[i] + tails[j]);
  return names;
}

// Surname and given name typed in one go: 张伟 for zhangwei, 欧阳明 for ouyangming.
void add_whole_names(Collector& out, PinyinEngine& engine, const std::string& letters,
                     const std::vector<PinyinSyllable>& syllables) {
  for (std::size_t used : {std::size_t{2}, std::size_t{1}}) {
    if (syllables.size() <= used || !syllables[used - 1].complete) continue;
    const auto family = surnames_of(std::string_view(letters).substr(0, syllables[used - 1].end), false);
    if (family.empty()) continue;
    const auto given = given_names(engine, letters, syllables, used, 4);
    for (std::size_t i = 0; i < std::min<std::size_t>(2, family.size()); ++i)
      for (std::size_t j = 0; j < std::min<std::size_t>(i == 0 ? 4 : 2, given.size()); ++j)
        out.add(std::string(family[i]) + given[j], letters.size());
  }
}

void add_surnames(Collector& out, const std::string& letters, const std::vector<PinyinSyllable>& syllables) {
  for (std::size_t used : {std::size_t{2}, std::size_t{1}}) {
    if (syllables.size() < used || !syllables[used - 1].complete) continue;
    const std::size_t end = syllables[used - 1].end;
    for (const auto surname : surnames_of(std::string_view(letters).substr(0, end), false))
      out.add(std::string(surname), end);
  }
  // While the reading is not finished ("zh"), the surnames it may become.
  if (syllables.size() <= 1)
    for (const auto surname : surnames_of(letters, true)) out.add(std::string(surname), letters.size());
}

void add_given(Collector& out, PinyinEngine& engine, const std::string& letters,
               const std::vector<PinyinSyllable>& syllables) {
  for (auto& name : given_names(engine, letters, syllables, 0, 8)) out.add(std::move(name), letters.size());
  if (!syllables.empty() && syllables.size() > 1)
    for (auto& head : given_characters_at(engine, letters, 0)) out.add(std::move(head), syllables.front().end);
}

}  // namespace

std::vector<std::string_view> surnames_of(std::string_view reading, bool prefix) {
  std::vector<std::string_view> found;
  std::string plain;
  std::copy_if(reading.begin(), reading.end(), std::back_inserter(plain), [](char c) { return c != '\''; });
  if (plain.empty()) return found;
  for (const Surname& surname : surnames())
    if (prefix ? surname.reading.starts_with(plain) : surname.reading == plain)
      if (std::find(found.begin(), found.end(), surname.text) == found.end()) found.push_back(surname.text);
  return found;
}

bool is_given_name_character(std::string_view character) { return given_characters().contains(character); }

std::vector<std::string> order_for_name(std::vector<std::string> characters, NamePosition position) {
  if (position == NamePosition::kText) return characters;
  // Among the first few only: what was hardly recognised does not come first for being a surname.
  constexpr std::size_t kAmong = 12;
  const auto end = characters.begin() + static_cast<std::ptrdiff_t>(std::min(kAmong, characters.size()));
  std::stable_partition(characters.begin(), end, [position](const std::string& character) {
    if (position == NamePosition::kNameRest) return is_given_name_character(character);
    return std::any_of(surnames().begin(), surnames().end(), [&](const Surname& s) { return s.text == character; });
  });
  return characters;
}

std::vector<PinyinCandidate> pinyin_candidates(PinyinEngine& engine, const std::string& letters, NamePosition position,
                                               std::size_t limit) {
  Collector out(limit);
  const auto syllables = engine.syllables(letters);
  if (position == NamePosition::kNameStart) {
    add_whole_names(out, engine, letters, syllables);
    add_surnames(out, letters, syllables);
  } else if (position == NamePosition::kNameRest) {
    add_given(out, engine, letters, syllables);
  }
  for (auto& word : engine.words(letters, limit)) out.add(std::move(word), 0);
  return out.take();
}

}  // namespace warmheart
