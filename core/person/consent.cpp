#include "core/person/consent.h"

#include <utility>

namespace warmheart {

std::string show_consent(std::string_view text, const ConsentParties& parties) {
  const std::array<std::pair<std::string_view, const std::string*>, 5> values = {
      {{"{controller}", &parties.controller},
       {"{controller_phone}", &parties.controller_phone},
       {"{union}", &parties.union_name},
       {"{union_phone}", &parties.union_phone},
       {"{provider}", &parties.provider}}};
  std::string out;
  while (!text.empty()) {
    bool filled = false;
    for (const auto& [placeholder, value] : values) {
      if (!text.starts_with(placeholder)) continue;
      out += *value;
      text.remove_prefix(placeholder.size());
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
