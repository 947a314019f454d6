// One hand-written character to candidates, by zinnia with tegaki's simplified Chinese model (6,763 characters).
// Owner: HandwritingInputMethod. Thread: one (GUI). Opens its model at the first stroke (4 ms, mapped from the file).
// Failure: is_open() is false and nothing is recognised.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace warmheart {

using Stroke = std::vector<std::pair<int, int>>;  // points in pixels of the writing area

class HandwritingEngine {
 public:
  static constexpr std::size_t kMaxStrokes = 48;
  static constexpr std::size_t kMaxPointsOfStroke = 400;

  HandwritingEngine();
  ~HandwritingEngine();
  HandwritingEngine(const HandwritingEngine&) = delete;
  HandwritingEngine& operator=(const HandwritingEngine&) = delete;

  bool open();
  bool is_open() const;
  // The most likely characters, best first; UTF-8. The character may stand anywhere in the area and be of any size.
  std::vector<std::string> recognise(const std::vector<Stroke>& strokes, std::size_t limit);

 private:
  struct Library;
  std::unique_ptr<Library> m_library;
  bool m_tried = false;
};

}  // namespace warmheart
