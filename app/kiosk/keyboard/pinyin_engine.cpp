#include <pinyin.h>

#include "app/kiosk/keyboard/pinyin_engine.h"

#include <algorithm>

namespace warmheart {
namespace {

constexpr const char* kDictionaries = WARMHEART_PINYIN_DATA;
// Below a device that is no folder nothing can be created, whatever the library tries.
constexpr const char* kNoUserFolder = "/dev/null/none";
constexpr std::size_t kAllWords = 4000;
constexpr guint kWordOrder =
    SORT_WITHOUT_LONGER_CANDIDATE | SORT_BY_PHRASE_LENGTH | SORT_BY_PINYIN_LENGTH | SORT_BY_FREQUENCY;
constexpr pinyin_option_t kOptions =
    IS_PINYIN | PINYIN_INCOMPLETE | USE_DIVIDED_TABLE | USE_RESPLIT_TABLE | PINYIN_CORRECT_ALL;

std::vector<std::string> read_candidates(pinyin_instance_t* instance, std::size_t limit) {
  std::vector<std::string> words;
  guint count = 0;
  pinyin_get_n_candidate(instance, &count);
  for (guint i = 0; i < count && words.size() < limit; ++i) {
    lookup_candidate_t* candidate = nullptr;
    const gchar* text = nullptr;
    if (!pinyin_get_candidate(instance, i, &candidate) || !pinyin_get_candidate_string(instance, candidate, &text) ||
        !text)
      continue;
    if (std::find(words.begin(), words.end(), text) == words.end()) words.emplace_back(text);
  }
  return words;
}

}  // namespace

struct PinyinEngine::Library {
  pinyin_context_t* context = nullptr;
  pinyin_instance_t* instance = nullptr;

  ~Library() {
    if (instance) pinyin_free_instance(instance);
    if (context) pinyin_fini(context);
  }
};

PinyinEngine::PinyinEngine() = default;
PinyinEngine::~PinyinEngine() = default;

bool PinyinEngine::open() {
  if (m_tried) return is_open();
  m_tried = true;
  auto library = std::make_unique<Library>();
  library->context = pinyin_init(kDictionaries, kNoUserFolder);
  if (!library->context) return false;
  pinyin_set_options(library->context, kOptions);
  library->instance = pinyin_alloc_instance(library->context);
  if (!library->instance) return false;
  m_library = std::move(library);
  return true;
}

bool PinyinEngine::is_open() const { return m_library != nullptr; }

bool PinyinEngine::parse(const std::string& letters) {
  if (letters.empty() || letters.size() > kMaxLetters || !open()) return false;
  pinyin_reset(m_library->instance);
  return pinyin_parse_more_full_pinyins(m_library->instance, letters.c_str()) > 0;
}

std::vector<PinyinSyllable> PinyinEngine::syllables(const std::string& letters) {
  std::vector<PinyinSyllable> found;
  if (!parse(letters)) return found;
  const std::size_t parsed = pinyin_get_parsed_input_length(m_library->instance);
  std::size_t offset = 0;
  while (offset < parsed) {
    if (letters[offset] == '\'') {
      ++offset;
      continue;
    }
    ChewingKey* key = nullptr;
    ChewingKeyRest* rest = nullptr;
    guint16 begin = 0;
    guint16 end = 0;
    if (!pinyin_get_pinyin_key(m_library->instance, offset, &key) ||
        !pinyin_get_pinyin_key_rest(m_library->instance, offset, &rest) ||
        !pinyin_get_pinyin_key_rest_positions(m_library->instance, rest, &begin, &end) || end <= offset)
      break;
    found.push_back({offset, end, !pinyin_get_pinyin_is_incomplete(m_library->instance, key)});
    offset = end;
  }
  return found;
}

std::vector<std::string> PinyinEngine::words(const std::string& letters, std::size_t limit) {
  if (!parse(letters)) return {};
  pinyin_guess_sentence(m_library->instance);
  pinyin_guess_candidates(m_library->instance, 0, kWordOrder);
  return read_candidates(m_library->instance, limit);
}

std::vector<std::string> PinyinEngine::words_at(const std::string& letters, std::size_t begin, std::size_t limit) {
  if (begin >= letters.size() || !parse(letters)) return {};
  pinyin_guess_candidates(m_library->instance, begin, kWordOrder | SORT_WITHOUT_SENTENCE_CANDIDATE);
  return read_candidates(m_library->instance, limit);
}

std::size_t PinyinEngine::letters_of(const std::string& letters, const std::string& word) {
  // The shortest beginning that the word can stand for: 西安 is "xian" in "xianshi", 我们 is all of "women". The
  // library's own answer comes only with choosing the candidate, and choosing is the first step of its learning.
  for (const PinyinSyllable& syllable : syllables(letters)) {
    if (syllable.end >= letters.size()) break;
    const auto found = words_at(letters.substr(0, syllable.end), 0, kAllWords);
    if (std::find(found.begin(), found.end(), word) != found.end()) return syllable.end;
  }
  return letters.size();
}

void PinyinEngine::forget() {
  if (!m_library) return;
  // The instance holds the letters, the sentence and the candidates; a new one holds nothing.
  pinyin_free_instance(m_library->instance);
  m_library->instance = pinyin_alloc_instance(m_library->context);
  if (!m_library->instance) m_library.reset();
}

}  // namespace warmheart
