// PlaceService over the store thread. GUI thread.
#pragma once

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/place_service.h"
#include "app/kiosk/service/store_desk.h"
#include "core/base/random.h"

namespace warmheart {

class PlaceDesk final : public PlaceService {
 public:
  PlaceDesk(StoreDesk& desk, const Uuid& device, Random& random) : m_desk(desk), m_device(device), m_random(random) {}

  void sessions(Callback<Result<std::vector<SessionView>>> then) override;
  void book(BookingRequest request, Callback<Result<BookingView>> then) override;
  void read(const Uuid& booking, Callback<Result<BookingView>> then) override;
  void of_card(const CardNumber& card, Callback<Result<std::vector<BookingView>>> then) override;
  void find(std::string short_code, std::string last_four, Callback<Result<std::optional<BookingView>>> then) override;
  void cancel(const Uuid& booking, Callback<Result<void>> then) override;

 private:
  StoreDesk& m_desk;
  const Uuid m_device;
  Random& m_random;
};

}  // namespace warmheart
