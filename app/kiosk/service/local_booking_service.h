// BookingService over the store thread. GUI thread.
#pragma once

#include "app/kiosk/service/booking_service.h"
#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/store_client.h"
#include "core/base/random.h"

namespace warmheart {

class LocalBookingService final : public BookingService {
 public:
  LocalBookingService(StoreClient& store, const Uuid& device, Random& random)
      : m_store(store), m_device(device), m_random(random) {}

  void sessions(Callback<Result<std::vector<SessionHere>>> then) override;
  void book(NewBooking booking, WhenNoneHeld otherwise, Callback<Result<Booking>> then) override;
  void read(const Uuid& booking, Callback<Result<Booking>> then) override;
  void of_card(const CardNumber& card, Callback<Result<std::vector<Booking>>> then) override;
  void cancel(const Uuid& booking, Callback<Result<void>> then) override;

 private:
  StoreClient& m_store;
  const Uuid m_device;
  Random& m_random;
};

}  // namespace warmheart
