// The port to places of sessions: values in, values out. Every call returns at once; the answer is posted to the GUI thread.
// Implemented by LocalBookingService over the store thread; tests and pictures have fakes of their own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/views.h"
#include "core/person/consent.h"
#include "core/service/rider.h"
#include "core/service/session.h"

namespace warmheart {

struct SessionView {
  Uuid id;
  wire::Session session;
  std::uint32_t confirmable = 0;  // places this device may confirm at once, also without network
};

struct BookingView {
  Uuid id;
  wire::Session session;
  BookingState state = BookingState::wanted;
  std::uint32_t place = 0;  // 0: none
  std::string masked_name;
  std::string reason;       // of the centre: "limit", "full", "session-cancelled", "place-taken", "place-moved"
  std::uint32_t ahead = 0;  // on the waiting list
  std::string short_code;   // only in the answer to book()
  DeliveryView delivery = DeliveryView::saved_here;
};

struct BookingRequest {
  Uuid id;  // made before the first touch
  Uuid session;
  Rider rider;
  std::vector<Consent> consents;
  std::string masked_name;
  bool centre_may_answer = false;  // there is a network: where this device holds no place, the centre is asked for one
};
inline void wipe(BookingRequest& request) { wipe(request.rider); }

class BookingService {
 public:
  virtual ~BookingService() = default;
  virtual void sessions(Callback<Result<std::vector<SessionView>>> then) = 0;
  // Confirmed from a place that this device holds; else asked of the centre, or put on the waiting list. The same id twice is one.
  virtual void book(BookingRequest request, Callback<Result<BookingView>> then) = 0;
  virtual void read(const Uuid& booking, Callback<Result<BookingView>> then) = 0;
  virtual void of_card(const CardNumber& card, Callback<Result<std::vector<BookingView>>> then) = 0;
  // none: no such code here. limit: too many wrong tries.
  virtual void find(std::string short_code, std::string last_four, Callback<Result<std::optional<BookingView>>> then) = 0;
  virtual void cancel(const Uuid& booking, Callback<Result<void>> then) = 0;
};

}  // namespace warmheart
