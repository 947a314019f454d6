// The port to sessions and their bookings: values in, values out. Every call returns at once; the answer is posted to
// the GUI thread. Implemented by LocalBookingService over the store thread; tests and pictures have a fake. Errors as
// core/station/slots.h has them.
#pragma once

#include <vector>

#include "app/kiosk/service/callback.h"
#include "core/station/slots.h"

namespace warmheart {

class BookingService {
 public:
  virtual ~BookingService() = default;
  virtual void sessions(Callback<Result<std::vector<SessionHere>>> then) = 0;
  // Confirmed from a slot that this device holds, else `otherwise`. `booking` comes without `prepared`. The same id
  // twice is one.
  virtual void book(NewBooking booking, WhenNoneHeld otherwise, Callback<Result<Booking>> then) = 0;
  virtual void read(const Uuid& booking, Callback<Result<Booking>> then) = 0;
  virtual void of_card(const CardNumber& card, Callback<Result<std::vector<Booking>>> then) = 0;
  virtual void cancel(const Uuid& booking, Callback<Result<void>> then) = 0;
};

}  // namespace warmheart
