// What a person typed, on its way to the store thread: overwritten when the last copy of the task goes.
#pragma once

#include <utility>

#include "core/member/application.h"
#include "core/service/rider.h"

namespace warmheart {

inline void wipe(Correction& correction) { wipe(correction.values); }

template <class T>
struct InTransit {
  T value;
  explicit InTransit(T given) : value(std::move(given)) {}
  InTransit(const InTransit&) = delete;
  InTransit& operator=(const InTransit&) = delete;
  ~InTransit() { wipe(value); }
};

}  // namespace warmheart
