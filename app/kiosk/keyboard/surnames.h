// Surnames with the readings they have as surnames, and characters usual in given names. Data, no code; both ordered by
// how common they are today (own compilation from general knowledge; order matters only for who comes first).
#pragma once

#include <string_view>

namespace warmheart {

// "王wang 李li …": a surname, then its reading without tone; ü is v. One surname may come twice, with two readings.
extern const std::string_view kSurnames;
// Characters, one after another.
extern const std::string_view kGivenNameCharacters;

}  // namespace warmheart
