// The port to hand-offs: a form that goes on on the rider's own phone. Every call returns at once; the answer is posted
// to the GUI thread. Implemented by LocalPhoneService over the store thread; tests and pictures have a fake.
#pragma once

#include <cstdint>
#include <string>

#include "app/kiosk/service/callback.h"
#include "core/station/handoffs.h"

namespace warmheart {

struct HandoffView {
  Handoff handoff;
  std::string address;  // for the QR code
};

class PhoneService {
 public:
  virtual ~PhoneService() = default;
  // A new code. Nothing is written of it yet.
  virtual void make(Callback<Result<HandoffView>> then) = 0;
  // It has been taken: written as HANDOFF_OPENED. Once for each code.
  virtual void open(const Handoff& handoff, Callback<Result<void>> then) = 0;
  virtual void progress(const Uuid& id, Callback<Result<HandoffProgress>> then) = 0;
  // The centre's card page: the card goes behind it, in the fragment.
  virtual std::string card_page() const = 0;
  virtual std::string rights_page() const = 0;  // behind it "#" and a topic
};

}  // namespace warmheart
