#include "app/kiosk/keyboard/handwriting_engine.h"

#include <zinnia.h>

#include <algorithm>
#include <limits>

namespace warmheart {
namespace {

constexpr const char* kModel = WARMHEART_HANDWRITING_MODEL;
constexpr int kBox = 1000;    // the model was trained on a square of this size
constexpr int kBorder = 150;  // left free around the character, as a person leaves it in a squared exercise book
constexpr int kFlat = 3;      // beyond this a character is meant to be flat or thin

// People write wider or narrower than the model learned. Each way of fitting into the square is asked, and they vote.
enum class Fit { kAlike, kFilled, kCorner };
constexpr Fit kFits[] = {Fit::kAlike, Fit::kFilled, Fit::kCorner};

struct Bounds {
  int left = std::numeric_limits<int>::max();
  int top = std::numeric_limits<int>::max();
  int right = std::numeric_limits<int>::min();
  int bottom = std::numeric_limits<int>::min();
};

Bounds bounds_of(const std::vector<Stroke>& strokes) {
  Bounds box;
  for (const Stroke& stroke : strokes) {
    for (const auto& [x, y] : stroke) {
      box.left = std::min(box.left, x);
      box.right = std::max(box.right, x);
      box.top = std::min(box.top, y);
      box.bottom = std::max(box.bottom, y);
    }
  }
  return box;
}

std::unique_ptr<zinnia::Character> fitted(const std::vector<Stroke>& strokes, Fit fit) {
  const Bounds box = bounds_of(strokes);
  const int width = std::max(box.right - box.left, 1);
  const int height = std::max(box.bottom - box.top, 1);
  const int longer = std::max(width, height);
  const bool fill = fit == Fit::kFilled && width < kFlat * height && height < kFlat * width;
  const int inner = kBox - 2 * kBorder;
  const int scale_x = fill ? width : longer;
  const int scale_y = fill ? height : longer;
  const int shift_x = fit == Fit::kCorner ? kBorder : kBorder + (inner - width * inner / scale_x) / 2;
  const int shift_y = fit == Fit::kCorner ? kBorder : kBorder + (inner - height * inner / scale_y) / 2;
  std::unique_ptr<zinnia::Character> character(zinnia::Character::create());
  character->clear();
  character->set_width(kBox);
  character->set_height(kBox);
  for (std::size_t s = 0; s < std::min(strokes.size(), HandwritingEngine::kMaxStrokes); ++s)
    for (const auto& [x, y] : strokes[s])
      character->add(s, shift_x + (x - box.left) * inner / scale_x, shift_y + (y - box.top) * inner / scale_y);
  return character;
}

}  // namespace

struct HandwritingEngine::Library {
  std::unique_ptr<zinnia::Recognizer> recognizer;
};

HandwritingEngine::HandwritingEngine() = default;
HandwritingEngine::~HandwritingEngine() = default;

bool HandwritingEngine::open() {
  if (m_tried) return is_open();
  m_tried = true;
  auto library = std::make_unique<Library>();
  library->recognizer.reset(zinnia::Recognizer::create());
  if (!library->recognizer || !library->recognizer->open(kModel)) return false;
  m_library = std::move(library);
  return true;
}

bool HandwritingEngine::is_open() const { return m_library != nullptr; }

std::vector<std::string> HandwritingEngine::recognise(const std::vector<Stroke>& strokes, std::size_t limit) {
  std::vector<std::string> found;
  if (strokes.empty() || !open()) return found;
  std::vector<std::pair<double, std::string>> votes;
  for (const Fit fit : kFits) {
    const auto character = fitted(strokes, fit);
    const std::unique_ptr<zinnia::Result> result(m_library->recognizer->classify(*character, limit));
    for (std::size_t i = 0; result && i < result->size(); ++i) {
      const std::string value = result->value(i);
      const double vote = 1.0 / static_cast<double>(i + 2);
      const auto known = std::find_if(votes.begin(), votes.end(), [&](const auto& v) { return v.second == value; });
      if (known == votes.end())
        votes.emplace_back(vote, value);
      else
        known->first += vote;
    }
  }
  std::stable_sort(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; i < std::min(limit, votes.size()); ++i) found.push_back(std::move(votes[i].second));
  return found;
}

}  // namespace warmheart
