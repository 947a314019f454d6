// Records what it was asked and answers when the test says so: a fake of BookingService.
#pragma once

#include <vector>

#include "app/kiosk/service/booking_service.h"

namespace warmheart::test {

class FakeBookings final : public BookingService {
 public:
  std::vector<SessionView> open;
  std::vector<BookingRequest> requests;
  std::vector<Uuid> cancelled;
  std::vector<BookingView> known;
  Callback<Result<BookingView>> answer_book;
  Callback<Result<void>> answer_cancel;
  Callback<Result<std::optional<BookingView>>> answer_find;

  void sessions(Callback<Result<std::vector<SessionView>>> then) override { then(open); }
  void book(BookingRequest request, Callback<Result<BookingView>> then) override {
    requests.push_back(std::move(request));
    answer_book = std::move(then);
  }
  void read(const Uuid& booking, Callback<Result<BookingView>> then) override {
    for (const BookingView& one : known) {
      if (one.id == booking) return then(one);
    }
    then(fail(ErrorCode::not_found, "not here"));
  }
  void of_card(const CardNumber&, Callback<Result<std::vector<BookingView>>> then) override { then(known); }
  void find(std::string, std::string, Callback<Result<std::optional<BookingView>>> then) override { answer_find = std::move(then); }
  void cancel(const Uuid& booking, Callback<Result<void>> then) override {
    cancelled.push_back(booking);
    answer_cancel = std::move(then);
  }
};

}  // namespace warmheart::test
