// Who holds something of the person at the screen, and the one list of all of them. A class joins the list by deriving
// from PersonalData; nothing else has to name it. GUI thread. The registry outlives its members. Wiping cannot fail.
#pragma once

#include <cstddef>
#include <vector>

namespace warmheart {

class PersonalData;

class PersonalRegistry {
 public:
  PersonalRegistry() = default;
  PersonalRegistry(const PersonalRegistry&) = delete;
  PersonalRegistry& operator=(const PersonalRegistry&) = delete;

  void wipe_typed();  // the same person goes Home: what is kept until_left stays
  void wipe_all();    // the person leaves
  std::size_t size() const { return m_members.size(); }
  bool holds(const PersonalData& member) const;

 private:
  friend class PersonalData;
  std::vector<PersonalData*> m_members;  // the oldest first; wiped from the newest, which reads the older ones
};

class PersonalData {
 public:
  enum class Keeps {
    until_home,  // what was typed, read or shown, and a card on the reader: nobody knows who begins at Home
    until_left,  // how the person reads and hears the screen, and devices that listen for a page
  };
  PersonalData(const PersonalData&) = delete;
  PersonalData& operator=(const PersonalData&) = delete;

  Keeps keeps() const { return m_keeps; }
  virtual void wipe() = 0;  // overwrites what is secret, drops answers under way; may come at any time, and twice

 protected:
  PersonalData(PersonalRegistry& registry, Keeps keeps);
  ~PersonalData();

 private:
  PersonalRegistry& m_registry;
  const Keeps m_keeps;
};

}  // namespace warmheart
