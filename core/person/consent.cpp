#include "core/person/consent.h"

#include <utility>

namespace warmheart {

std::string show_consent(std::string_view text, const ConsentPlaces& places) {
  const std::array<std::pair<std::string_view, const std::string*>, 5> values = {
      {{"{controller}", &places.controller},
       {"{controller_phone}", &places.controller_phone},
       {"{union}", &places.union_name},
       {"{union_phone}", &places.union_phone},
       {"{provider}", &places.provider}}};
  std::string out;
  while (!text.empty()) {
    bool filled = false;
    for (const auto& [place, value] : values) {
      if (!text.starts_with(place)) continue;
      out += *value;
      text.remove_prefix(place.size());
      filled = true;
      break;
    }
    if (filled) continue;
    out.push_back(text.front());
    text.remove_prefix(1);
  }
  return out;
}

Digest consent_hash(std::string_view shown_text) { return sha256({view_of(shown_text)}); }

}  // namespace warmheart
