#include "app/kiosk/service/local_booking_service.h"

#include "app/kiosk/service/scrubbed.h"
#include "core/station/places.h"

namespace warmheart {

namespace {

BookingView view_of(const Booking& booking) {
  BookingView view;
  view.id = booking.id;
  view.session = booking.session;
  view.state = booking.state;
  view.place = booking.place;
  view.masked_name = booking.masked_name;
  view.reason = booking.reason;
  view.ahead = booking.ahead;
  view.delivery = booking.delivery == Delivery::received ? DeliveryView::received : DeliveryView::saved_here;
  return view;
}

}  // namespace

void LocalBookingService::sessions(Callback<Result<std::vector<SessionView>>> then) {
  m_store.read<std::vector<SessionView>>(
      [](StationStore& store) -> Result<std::vector<SessionView>> {
        WARMHEART_TRY_ASSIGN(auto here, sessions_here(store));
        std::vector<SessionView> views;
        for (SessionHere& one : here) {
          const auto id = Uuid::from_bytes(warmheart::view_of(one.session.session_id()));
          if (id) views.push_back({*id, std::move(one.session), one.confirmable});
        }
        return views;
      },
      std::move(then));
}

void LocalBookingService::book(BookingRequest request, Callback<Result<BookingView>> then) {
  auto held = std::make_shared<const Scrubbed<BookingRequest>>(std::move(request));
  m_store.write<BookingView>(
      [this, held](StationStore& store) -> Result<BookingView> {
        const BookingRequest& given = held->value;
        NewBooking booking{given.id, given.session, given.rider, given.consents, given.masked_name, {}};
        WARMHEART_TRY_ASSIGN(booking.prepared, prepare_application(last_four(given.rider), m_device, m_random));
        const auto otherwise = given.centre_may_answer ? WhenNoneHeld::ask_centre : WhenNoneHeld::join_waiting_list;
        const Result<Booking> made = book_slot(store, booking, otherwise);
        warmheart::wipe(booking.rider);
        if (!made) return fail(made.error());
        BookingView view = view_of(*made);
        view.short_code = std::string(made->short_code.view());
        return view;
      },
      std::move(then));
}

void LocalBookingService::read(const Uuid& booking, Callback<Result<BookingView>> then) {
  m_store.read<BookingView>(
      [booking](StationStore& store) -> Result<BookingView> {
        WARMHEART_TRY_ASSIGN(const Booking found, find_booking(store, booking));
        return view_of(found);
      },
      std::move(then));
}

void LocalBookingService::of_card(const CardNumber& card, Callback<Result<std::vector<BookingView>>> then) {
  m_store.read<std::vector<BookingView>>(
      [card](StationStore& store) -> Result<std::vector<BookingView>> {
        WARMHEART_TRY_ASSIGN(const auto bookings, bookings_of_card(store, card));
        std::vector<BookingView> views;
        for (const Booking& booking : bookings) views.push_back(view_of(booking));
        return views;
      },
      std::move(then));
}

void LocalBookingService::find(std::string short_code, std::string last_four, Callback<Result<std::optional<BookingView>>> then) {
  auto held = std::make_shared<const std::pair<SecretString, SecretString>>(SecretString(std::move(short_code)),
                                                                           SecretString(std::move(last_four)));
  m_store.read<std::optional<BookingView>>(
      [this, held](StationStore& store) -> Result<std::optional<BookingView>> {
        WARMHEART_TRY_ASSIGN(const Digest key, look_up_key_of(held->first.view(), held->second.view(), m_device));
        WARMHEART_TRY_ASSIGN(const auto found, find_booking_by_look_up_key(store, key));
        return found ? std::optional(view_of(*found)) : std::nullopt;
      },
      std::move(then));
}

void LocalBookingService::cancel(const Uuid& booking, Callback<Result<void>> then) {
  m_store.write<void>([booking](StationStore& store) { return cancel_booking(store, booking, "rider"); }, std::move(then));
}

}  // namespace warmheart
