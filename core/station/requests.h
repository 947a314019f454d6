// Requests of riders about their own data, made at this station (core/service/DOMAIN.md "What riders may ask about
// their own data"). One function, one transaction; store thread. Errors: those of the store (station_store.h), and
// those named below.
#pragma once

#include <optional>
#include <vector>

#include "core/member/application.h"
#include "core/service/rider_request.h"
#include "core/station/states.h"
#include "core/station/station_store.h"

namespace warmheart {

struct RequestHere {
  Uuid id;  // of the record
  RiderAsk ask = RiderAsk::withdraw;
  std::int64_t asked_ms = 0;
  RequestState state = RequestState::saved;
  std::string reason;             // of a refusal
  std::int64_t effective_ms = 0;  // leaving can be taken back until then; 0: not known yet
  std::string code = {};          // of a refusal that has a sentence of its own (core/service/rider_request.h)
};

// `id` was made before the first touch: twice is one request. The application's name and card are not shown here any
// more where it blocks them. not_found: no such application on this device; conflict: it cannot be withdrawn
// (approved), or not left (not a member). `stay` takes back the leaving that was asked here, within seven days;
// conflict: there is none, or it is too late. `proof` goes sealed to the centre, which judges it before the request
// stands; invalid_argument: it has not the form of one.
Result<RequestHere> ask_request(StationStore& store, const Uuid& id, const Uuid& application, RiderAsk ask,
                                const RequestProof& proof);
// Values of an application that is not in the union's hands to be filled anew (that is correct_application): somebody
// looks at them first. The same `id` twice is one record. not_found; conflict: it is returned, withdrawn, rejected or
// left.
Result<RequestHere> ask_correction(StationStore& store, const Uuid& id, const Uuid& application,
                                   const Correction& correction, const RequestProof& proof);
// Of one application, the newest first.
Result<std::vector<RequestHere>> requests_of(StationStore& store, const Uuid& application);

}  // namespace warmheart
