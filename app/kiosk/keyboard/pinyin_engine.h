// Pinyin letters to candidate words, by libpinyin, for one text at a time.
// Owner: PinyinInputMethod. Thread: one (the GUI thread). Nothing is ever learned: the library gets a user folder that
// cannot exist, and none of its training or saving functions is called. Failure: is_open() is false and no candidates
// come.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace warmheart {

struct PinyinSyllable {
  std::size_t begin = 0;  // in letters
  std::size_t end = 0;
  bool complete = false;  // "zh" alone is not
};

class PinyinEngine {
 public:
  // What is typed at once is bounded: no name or employer needs more.
  static constexpr std::size_t kMaxLetters = 48;

  PinyinEngine();
  ~PinyinEngine();
  PinyinEngine(const PinyinEngine&) = delete;
  PinyinEngine& operator=(const PinyinEngine&) = delete;

  // Opens the dictionaries at the first call (about 15 ms, 6 MB); false when they are not installed.
  bool open();
  bool is_open() const;

  // The letters (a-z and the apostrophe) as the library divides them.
  std::vector<PinyinSyllable> syllables(const std::string& letters);
  // Words for the whole of letters first, then words and characters for its beginning; UTF-8.
  std::vector<std::string> words(const std::string& letters, std::size_t limit);
  // Words and characters that begin at a syllable's begin; no sentences.
  std::vector<std::string> words_at(const std::string& letters, std::size_t begin, std::size_t limit);
  // How many letters a word of words(letters) stands for; all of them where the word is not known.
  std::size_t letters_of(const std::string& letters, const std::string& word);

  // Forgets the last text; the dictionaries stay.
  void forget();

 private:
  struct Library;
  bool parse(const std::string& letters);

  std::unique_ptr<Library> m_library;
  bool m_tried = false;
};

}  // namespace warmheart
