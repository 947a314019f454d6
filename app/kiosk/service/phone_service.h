// The port to hand-offs: a form that goes on on the rider's own phone. Every call returns at once; the answer is posted to the GUI thread.
// Implemented by LocalPhoneService over the store thread; tests and pictures have fakes of their own.
#pragma once

#include <cstdint>
#include <string>

#include "app/kiosk/service/callback.h"
#include "core/base/id.h"
#include "core/base/result.h"

namespace warmheart {

struct HandoffView {
  Uuid id;
  std::string address;  // for the QR code
  unsigned most = 1;    // phones that may use it
};
struct HandoffProgressView {
  std::uint32_t opened = 0, filled = 0;
  std::string masked_name;  // of the one who filled it in, where it was for one
};

class PhoneService {
 public:
  virtual ~PhoneService() = default;
  virtual void open(Callback<Result<HandoffView>> then) = 0;
  virtual void progress(const Uuid& id, Callback<Result<HandoffProgressView>> then) = 0;
  // The centre's card page: the card goes behind it, in the fragment.
  virtual std::string card_page() const = 0;
};

}  // namespace warmheart
