// The port to what riders ask about their own data. Every call returns at once; the answer is posted to the GUI thread.
// Implemented by LocalDataRequestService over the store thread; tests and pictures have a fake.
#pragma once

#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "core/member/application.h"
#include "core/station/requests.h"

namespace warmheart {

class DataRequestService {
 public:
  virtual ~DataRequestService() = default;
  // With what the rider typed, for the centre to prove. The same id twice is one request.
  virtual void ask(const Uuid& id, const Uuid& application, RiderAsk ask, RequestProof proof,
                   Callback<Result<RequestHere>> then) = 0;
  // Values to be looked at by the union. The same id twice is one request.
  virtual void correct(const Uuid& id, const Uuid& application, Correction correction, RequestProof proof,
                       Callback<Result<void>> then) = 0;
  virtual void asked(const Uuid& application, Callback<Result<std::vector<RequestHere>>> then) = 0;
};

}  // namespace warmheart
