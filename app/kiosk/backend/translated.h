// Who shows sentences, and the one list of all of them, told when the language moves. A class joins the list by
// deriving from Translated; nothing else has to name it. GUI thread. The registry outlives its members. Telling cannot
// fail.
#pragma once

#include <cstddef>
#include <vector>

namespace warmheart {

class Translated;

class TranslationRegistry {
 public:
  TranslationRegistry() = default;
  TranslationRegistry(const TranslationRegistry&) = delete;
  TranslationRegistry& operator=(const TranslationRegistry&) = delete;

  void retranslate();  // the oldest first: the newer ones read them
  std::size_t size() const { return m_members.size(); }
  bool holds(const Translated& member) const;

 private:
  friend class Translated;
  std::vector<Translated*> m_members;
};

class Translated {
 public:
  Translated(const Translated&) = delete;
  Translated& operator=(const Translated&) = delete;

  virtual void retranslate() = 0;  // the sentences have changed: says anew what it shows, and changes nothing else

 protected:
  explicit Translated(TranslationRegistry& registry);
  ~Translated();

 private:
  TranslationRegistry& m_registry;
};

}  // namespace warmheart
