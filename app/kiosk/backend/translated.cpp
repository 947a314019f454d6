#include "app/kiosk/backend/translated.h"

#include <algorithm>

namespace warmheart {

void TranslationRegistry::retranslate() {
  for (Translated* member : m_members) member->retranslate();
}

bool TranslationRegistry::holds(const Translated& member) const { return std::ranges::count(m_members, &member) == 1; }

Translated::Translated(TranslationRegistry& registry) : m_registry(registry) { registry.m_members.push_back(this); }

Translated::~Translated() { std::erase(m_registry.m_members, this); }

}  // namespace warmheart
