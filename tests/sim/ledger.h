// What riders were told, written down outside the machines: the checker of lost, doubled, reordered.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "core/base/id.h"

namespace warmheart::sim {

struct Promise {
  Uuid record;
  Uuid application;
  std::size_t station = 0;
  bool correction = false;
  std::uint64_t order = 0;  // by which the station saved them
  bool on_device = true;    // the station's disk holds it (as it stands now)
  bool excused = false;     // a disk or the centre went back in time while nobody else held it: no software can know it
};

class Ledger {
 public:
  void saved(const Uuid& record, const Uuid& application, std::size_t station, bool correction) {
    m_promises.push_back({record, application, station, correction, ++m_order, true, false});
  }
  std::vector<Promise>& promises() { return m_promises; }

  // A station's snapshot remembers what had been saved by then.
  std::uint64_t mark() const { return m_order; }

  // The station's disk is as it was at `mark`. `held`: what the centre holds of it now.
  void device_rolled_back(std::size_t station, std::uint64_t mark, const std::set<Uuid>& held) {
    for (Promise& promise : m_promises) {
      if (promise.station != station || promise.order <= mark) continue;
      promise.on_device = false;
      if (!held.contains(promise.record)) promise.excused = true;
    }
  }
  // The centre is as it was; `held`: what it holds of this station after that.
  void centre_restored(std::size_t station, const std::set<Uuid>& held) {
    for (Promise& promise : m_promises) {
      if (promise.station == station && !promise.on_device && !held.contains(promise.record)) promise.excused = true;
    }
  }

 private:
  std::vector<Promise> m_promises;
  std::uint64_t m_order = 0;
};

}  // namespace warmheart::sim
