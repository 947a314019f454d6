// Which candidates come first where a person's name is written: surnames at its start (with their rare readings),
// usual given-name characters after it. Pure functions, those for Pinyin over PinyinEngine; GUI thread; no failure of
// its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace warmheart {

class PinyinEngine;

struct PinyinCandidate {
  std::string text;         // UTF-8
  std::size_t letters = 0;  // how many typed letters it stands for; 0 means: ask the engine when chosen
};

enum class NamePosition {
  kText,       // employer names and the like: the dictionary's order
  kNameStart,  // an empty name field
  kNameRest,   // after the surname
};

// Surnames read as reading ("zeng" → 曾), the usual first; with prefix also those whose reading only begins so.
std::vector<std::string_view> surnames_of(std::string_view reading, bool prefix);
// True for characters that are common in given names.
bool is_given_name_character(std::string_view character);

// Hand-written characters, the likely ones of a name before look-alikes that no name has. Nothing is left out.
std::vector<std::string> order_for_name(std::vector<std::string> characters, NamePosition position);

std::vector<PinyinCandidate> pinyin_candidates(PinyinEngine& engine, const std::string& letters, NamePosition position,
                                               std::size_t limit);

}  // namespace warmheart
