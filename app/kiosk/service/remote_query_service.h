// The port to questions that only the centre can answer. Every call returns at once; the answer is posted to the GUI thread, and nothing of
// it is kept anywhere. Implemented by RemoteQueryClient over the exchange; tests and pictures have fakes of their own.
// Failure: unavailable, timeout = no network now; not_found = no such code or card with these digits (never which), or no such call;
// limit = too many wrong tries, closed for an hour; forbidden = no right here.
#pragma once

#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/data_request_service.h"
#include "app/kiosk/service/views.h"
#include "core/member/card.h"
#include "core/service/badge.h"

namespace warmheart {

// What the rider holds and knows.
struct RiderProofView {
  std::optional<CardNumber> card;  // none: by query code
  std::string query_code, last_four;
};

struct ConsentGivenView {
  std::string text_id, version;
  bool given = false;
};
struct RiderBookingView {
  std::string title, title_en, place, place_en, state, reason;
  std::int64_t starts_ms = 0;
};
struct RiderCaseView {
  std::string number, kind, state, union_name, answer;
  std::int64_t opened_ms = 0;
};
// Everything that the union keeps of a rider, whole: personal.
struct RiderDataView {
  ApplicationView application;
  std::string name, document_kind, document_number, mobile, occupation, platform, employer, street_code;
  std::vector<ConsentGivenView> consents;
  std::vector<RiderBookingView> bookings;
  std::vector<RiderCaseView> cases;
  std::vector<DataRequestView> requests;

  void wipe();  // overwrites what is personal
};

struct CallBackView {
  std::string number, masked_name;
};

// An application that stands under a document number.
struct KnownView {
  std::string masked_name, station;
  ApplicationState state = ApplicationState::received;
  std::int64_t submitted_ms = 0;
};

class RemoteQueryService {
 public:
  virtual ~RemoteQueryService() = default;
  virtual void status(RiderProofView proof, Callback<Result<ApplicationView>> then) = 0;
  virtual void my_data(RiderProofView proof, Callback<Result<RiderDataView>> then) = 0;
  virtual void call_back_number(const Uuid& help_case, const BadgeId& badge, Callback<Result<CallBackView>> then) = 0;
  // None: nobody has applied with this number.
  virtual void known(std::string document_number, const BadgeId& badge, Callback<Result<std::vector<KnownView>>> then) = 0;
};

}  // namespace warmheart
