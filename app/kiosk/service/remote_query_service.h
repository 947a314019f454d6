// The port to questions that only the centre can answer. Every call returns at once; the answer is posted to the GUI
// thread, and nothing of it is kept anywhere. Implemented by RemoteQueryClient over the exchange; tests and pictures
// have a fake. Failure: unavailable, timeout = no network now; not_found = no such code or card with these digits
// (never which), or no such call; limit = too many wrong tries, closed for an hour; forbidden = no right here.
#pragma once

#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/views.h"
#include "core/member/card.h"
#include "core/record/exchange.h"
#include "core/service/badge.h"

namespace warmheart {

// What the rider holds and knows.
struct RiderProofView {
  std::optional<CardNumber> card;  // none: by query code
  std::string query_code, last_four;
};

// Everything that the union keeps of a rider, whole: personal.
struct RiderDataView {
  ApplicationView application;
  wire::AskAnswer answer;

  void wipe();  // overwrites what is personal
};
// Overwrites what is personal in an answer of the centre.
void wipe(wire::AskAnswer& answer);

struct CallBackView {
  std::string number, masked_name;
};

class RemoteQueryService {
 public:
  virtual ~RemoteQueryService() = default;
  virtual void status(RiderProofView proof, Callback<Result<ApplicationView>> then) = 0;
  virtual void my_data(RiderProofView proof, Callback<Result<RiderDataView>> then) = 0;
  virtual void call_back_number(const Uuid& help_case, const BadgeId& badge, Callback<Result<CallBackView>> then) = 0;
  // The applications that stand under it. None: nobody has applied with this number.
  virtual void known(std::string document_number, const BadgeId& badge,
                     Callback<Result<std::vector<wire::AssistedDuplicate>>> then) = 0;
};

}  // namespace warmheart
