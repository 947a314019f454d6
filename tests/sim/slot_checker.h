// What riders were told of slots, written down outside the machines: what checks for oversold and lost bookings
// (core/service/SLOTS.md).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/id.h"

namespace warmheart::sim {

struct SeatPromise {
  Uuid booking;
  Uuid session;
  std::uint32_t slot = 0;
  std::size_t station = 0;
  std::uint64_t mark = 0;  // the ledger's order when it was told
  bool live = true;        // the rider holds it: not cancelled
  bool on_device = true;   // its disk has not gone back to before it
  // The disk went back to before it, and the centre, too: nobody can know of it.
  bool forgotten = false;
  bool excused = false;  // the disk that knew it went back in time before anybody else did: its slot must stay unsold
                         // all the same
};

class SlotChecker {
 public:
  // A rider was told "confirmed". Two riders with one slot at a time: oversold, unless the centre has taken the first
  // one's back for the per-person limit, and told so.
  void confirmed(const Uuid& booking, const Uuid& session, std::uint32_t slot, std::size_t station,
                 std::uint64_t mark) {
    if (m_promises.contains(booking)) return;
    for (const auto& [id, other] : m_promises) {
      if (other.live && !other.forgotten && other.session == session && other.slot == slot)
        m_twice.emplace_back(id, booking);
    }
    m_promises[booking] = {booking, session, slot, station, mark};
  }
  void cancelled(const Uuid& booking) {
    if (const auto found = m_promises.find(booking); found != m_promises.end()) found->second.live = false;
  }
  void device_rolled_back(std::size_t station, std::uint64_t mark, const std::set<Uuid>& held) {
    for (auto& [id, promise] : m_promises) {
      if (promise.station != station || promise.mark < mark) continue;
      promise.on_device = false;
      if (!held.contains(id)) promise.excused = true;
    }
  }
  // `held`: the station's records that the centre of before still has.
  void centre_restored(std::size_t station, const std::set<Uuid>& held) {
    for (auto& [id, promise] : m_promises) {
      if (promise.station == station && !promise.on_device && !held.contains(id)) promise.forgotten = true;
    }
  }
  const std::map<Uuid, SeatPromise>& promises() const { return m_promises; }

  // `taken_back`: whether the centre has told a booking's rider that it may not stand.
  template <class TakenBack>
  std::vector<std::string> oversold(TakenBack taken_back) const {
    std::vector<std::string> findings;
    for (const auto& [first, second] : m_twice) {
      if (taken_back(first)) continue;
      findings.push_back("oversold: slot " + std::to_string(m_promises.at(first).slot) + " was promised to " +
                         first.text() + " and to " + second.text());
    }
    return findings;
  }

 private:
  std::vector<std::pair<Uuid, Uuid>> m_twice;
  std::map<Uuid, SeatPromise> m_promises;
};

}  // namespace warmheart::sim
