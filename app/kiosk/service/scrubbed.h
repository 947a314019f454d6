// What a person typed, on its way to the store thread: overwritten when the last copy of the task goes.
#pragma once

#include <utility>

#include "core/member/application.h"
#include "core/service/rider.h"
#include "core/station/cases.h"
#include "core/station/slots.h"

namespace warmheart {

inline void wipe(Correction& correction) { wipe(correction.values); }
inline void wipe(NewBooking& booking) { wipe(booking.rider); }
inline void wipe(NewCase& wanted) {
  wipe(wanted.rider);
  wipe(wanted.wish);
  wanted.secret = SecretString();
}

template <class T>
struct Scrubbed {
  T value;
  explicit Scrubbed(T given) : value(std::move(given)) {}
  Scrubbed(const Scrubbed&) = delete;
  Scrubbed& operator=(const Scrubbed&) = delete;
  ~Scrubbed() { wipe(value); }
};

}  // namespace warmheart
