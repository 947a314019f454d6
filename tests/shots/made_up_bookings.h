// Sessions and bookings of a station that does not exist, in memory. For pictures and tests of pages.
// Owner: the test program. Thread: GUI; answers come on the next turn of the loop.
#pragma once

#include <QObject>

#include "app/kiosk/service/booking_service.h"

namespace warmheart {

class MadeUpBookings final : public QObject, public BookingService {
  Q_OBJECT
  Q_PROPERTY(int bookings READ bookings NOTIFY bookingsChanged)

 public:
  MadeUpBookings();

  int bookings() const { return static_cast<int>(m_bookings.size()); }
  // What becomes of the next booking: "confirmed", "waiting", "wanted", "needs-you".
  Q_INVOKABLE void answerWith(const QString& state, const QString& reason = {});
  Q_INVOKABLE void decide(const QString& state);  // the last one that was made: the centre has answered
  Q_INVOKABLE void hold(int places);              // of the first session
  Q_INVOKABLE void cancelSession();               // the first one
  QString code(int session) const;

  void sessions(Callback<Result<std::vector<SessionView>>> then) override { then(m_sessions); }
  void book(BookingRequest request, Callback<Result<BookingView>> then) override;
  void read(const Uuid& booking, Callback<Result<BookingView>> then) override;
  void of_card(const CardNumber& card, Callback<Result<std::vector<BookingView>>> then) override;
  void find(std::string short_code, std::string last_four, Callback<Result<std::optional<BookingView>>> then) override;
  void cancel(const Uuid& booking, Callback<Result<void>> then) override;

 Q_SIGNALS:
  void bookingsChanged();

 private:
  std::vector<SessionView> m_sessions;
  std::vector<BookingView> m_bookings;
  BookingState m_next = BookingState::confirmed;
  std::string m_reason;
};

}  // namespace warmheart
