#include "app/kiosk/service/local_booking_service.h"

#include "app/kiosk/service/scrubbed.h"
#include "core/station/slots.h"

namespace warmheart {

void LocalBookingService::sessions(Callback<Result<std::vector<SessionHere>>> then) {
  m_store.read<std::vector<SessionHere>>([](StationStore& store) { return sessions_here(store); }, std::move(then));
}

void LocalBookingService::book(NewBooking booking, WhenNoneHeld otherwise, Callback<Result<Booking>> then) {
  auto held = std::make_shared<Scrubbed<NewBooking>>(std::move(booking));
  m_store.write_with<Booking, LookupCredential>(
      [held, device = m_device, &random = m_random] {
        return prepare_application(last_four(held->value.rider), device, random);
      },
      [held, otherwise](StationStore& store, const LookupCredential& prepared) {
        held->value.prepared = prepared;
        return book_slot(store, held->value, otherwise);
      },
      std::move(then));
}

void LocalBookingService::read(const Uuid& booking, Callback<Result<Booking>> then) {
  m_store.read<Booking>([booking](StationStore& store) { return find_booking(store, booking); }, std::move(then));
}

void LocalBookingService::of_card(const CardNumber& card, Callback<Result<std::vector<Booking>>> then) {
  m_store.read<std::vector<Booking>>([card](StationStore& store) { return bookings_of_card(store, card); },
                                     std::move(then));
}

void LocalBookingService::cancel(const Uuid& booking, Callback<Result<void>> then) {
  m_store.write<void>([booking](StationStore& store) { return cancel_booking(store, booking, "rider"); },
                      std::move(then));
}

}  // namespace warmheart
