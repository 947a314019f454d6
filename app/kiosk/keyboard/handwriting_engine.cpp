#include "app/kiosk/keyboard/handwriting_engine.h"

#include <zinnia.h>

#include <algorithm>
#include <limits>

namespace warmheart {
namespace {

constexpr const char* kModel = WARMHEART_HANDWRITING_MODEL;
constexpr int kBox = 1000;     // the model was trained on a square of this size
constexpr int kBorder = 100;   // left free around the character, as a person leaves it in a squared exercise book

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

}  // namespace

struct HandwritingEngine::Library {
    std::unique_ptr<zinnia::Recognizer> recognizer;
};

HandwritingEngine::HandwritingEngine() = default;
HandwritingEngine::~HandwritingEngine() = default;

bool HandwritingEngine::open() {
    if (m_tried)
        return is_open();
    m_tried = true;
    auto library = std::make_unique<Library>();
    library->recognizer.reset(zinnia::Recognizer::create());
    if (!library->recognizer || !library->recognizer->open(kModel))
        return false;
    m_library = std::move(library);
    return true;
}

bool HandwritingEngine::is_open() const {
    return m_library != nullptr;
}

std::vector<std::string> HandwritingEngine::recognise(const std::vector<Stroke>& strokes, std::size_t limit) {
    std::vector<std::string> found;
    if (strokes.empty() || !open())
        return found;
    const Bounds box = bounds_of(strokes);
    const int size = std::max({box.right - box.left, box.bottom - box.top, 1});
    const int inner = kBox - 2 * kBorder;
    // Centred and scaled alike in both directions, so that 一 stays flat and 丨 stays thin.
    const int shift_x = kBorder + (inner - (box.right - box.left) * inner / size) / 2;
    const int shift_y = kBorder + (inner - (box.bottom - box.top) * inner / size) / 2;
    const std::unique_ptr<zinnia::Character> character(zinnia::Character::create());
    character->clear();
    character->set_width(kBox);
    character->set_height(kBox);
    for (std::size_t s = 0; s < std::min(strokes.size(), kMaxStrokes); ++s)
        for (const auto& [x, y] : strokes[s])
            character->add(s, shift_x + (x - box.left) * inner / size, shift_y + (y - box.top) * inner / size);
    const std::unique_ptr<zinnia::Result> result(m_library->recognizer->classify(*character, limit));
    if (!result)
        return found;
    for (std::size_t i = 0; i < result->size(); ++i)
        found.emplace_back(result->value(i));
    return found;
}

}  // namespace warmheart
