// The port to what riders ask about their own data. Every call returns at once; the answer is posted to the GUI thread.
// Implemented by LocalDataRequestService over the store thread; tests and pictures have fakes of their own.
#pragma once

#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "core/base/id.h"
#include "core/base/result.h"
#include "core/member/application.h"
#include "core/service/rider_request.h"

namespace warmheart {

struct DataRequestView {
  RiderAsk ask = RiderAsk::withdraw;
  std::int64_t asked_ms = 0;
  std::string state;  // saved, received, under-review, done, refused, taken-back
  std::string reason;
  std::int64_t effective_ms = 0;
};

class DataRequestService {
 public:
  virtual ~DataRequestService() = default;
  // The same id twice is one request.
  virtual void ask(const Uuid& id, const Uuid& application, RiderAsk ask, Callback<Result<DataRequestView>> then) = 0;
  // Values to be looked at by the union. The same id twice is one request.
  virtual void correct(const Uuid& id, const Uuid& application, Correction correction, Callback<Result<void>> then) = 0;
  virtual void asked(const Uuid& application, Callback<Result<std::vector<DataRequestView>>> then) = 0;
};

}  // namespace warmheart
