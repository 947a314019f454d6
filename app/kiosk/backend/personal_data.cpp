#include "app/kiosk/backend/personal_data.h"

#include <algorithm>

namespace warmheart {

void PersonalRegistry::wipe_typed() {
  for (auto member = m_members.rbegin(); member != m_members.rend(); ++member) {
    if ((*member)->keeps() == PersonalData::Keeps::until_home) (*member)->wipe();
  }
}

void PersonalRegistry::wipe_all() {
  for (auto member = m_members.rbegin(); member != m_members.rend(); ++member) (*member)->wipe();
}

bool PersonalRegistry::holds(const PersonalData& member) const { return std::ranges::count(m_members, &member) == 1; }

PersonalData::PersonalData(PersonalRegistry& registry, Keeps keeps) : m_registry(registry), m_keeps(keeps) {
  registry.m_members.push_back(this);
}

PersonalData::~PersonalData() { std::erase(m_registry.m_members, this); }

}  // namespace warmheart
