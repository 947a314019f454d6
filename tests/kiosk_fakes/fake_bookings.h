// Fake of BookingService: five sessions, bookings in memory. GUI thread.
#pragma once

#include <QObject>

#include "app/kiosk/service/booking_service.h"

namespace warmheart::test {

class FakeBookings final : public QObject, public BookingService {
  Q_OBJECT
  Q_PROPERTY(int bookings READ bookings NOTIFY bookingsChanged)

 public:
  FakeBookings();

  std::vector<SessionHere> open;
  std::vector<Booking> known;
  std::vector<NewBooking> requests;
  std::vector<WhenNoneHeld> otherwise;
  std::vector<Uuid> cancelled;
  bool by_hand = false;
  Callback<Result<Booking>> answer_book;
  Callback<Result<void>> answer_cancel;

  int bookings() const { return static_cast<int>(known.size()); }
  // What becomes of the next booking: "confirmed", "waiting", "wanted", "needs-you".
  Q_INVOKABLE void answerWith(const QString& state, const QString& reason = {});
  Q_INVOKABLE void decide(const QString& state);  // the last one that was made: the centre has answered
  // One more, as a look-up finds it: of which the centre has said `reason`, where it has.
  Q_INVOKABLE void show(const QString& state, const QString& delivery, const QString& reason, int ahead);
  Q_INVOKABLE void hold(int slots_held);  // of the first session
  Q_INVOKABLE void cancelSession();       // the first one
  QString code(int session) const;

  void sessions(Callback<Result<std::vector<SessionHere>>> then) override { then(open); }
  void book(NewBooking booking, WhenNoneHeld otherwise, Callback<Result<Booking>> then) override;
  void read(const Uuid& booking, Callback<Result<Booking>> then) override;
  void of_card(const CardNumber&, Callback<Result<std::vector<Booking>>> then) override { then(known); }
  void cancel(const Uuid& booking, Callback<Result<void>> then) override;

 Q_SIGNALS:
  void bookingsChanged();

 private:
  BookingState m_next = BookingState::confirmed;
  std::string m_reason;
};

}  // namespace warmheart::test
