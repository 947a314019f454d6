// The small port between the controllers and everything behind them: values in, values out. Every call returns at once;
// the answer is posted to the GUI thread. A call whose answer can no longer be wanted (the program stops) is dropped.
// Implemented by LocalKioskService over the store thread; tests and pictures have a fake.
#pragma once

#include <functional>
#include <string>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/views.h"
#include "core/service/rider_request.h"
#include "net/sync/sync_runner.h"

namespace warmheart {

class KioskService {
 public:
  virtual ~KioskService() = default;

  // Query code, card number and Argon2id, while the rider looks at the review page; submit() does it itself when it
  // must.
  virtual void prepare(const Uuid& application_id, const std::string& last_four) = 0;
  // The same id twice is one application and gives the same answer.
  virtual void submit(const Uuid& application_id, Application application,
                      Callback<Result<SubmittedApplication>> then) = 0;
  virtual void correct(const Uuid& application_id, const Uuid& record_id, Correction correction, RequestProof proof,
                       Callback<Result<void>> then) = 0;
  // An application made elsewhere, as the centre told it, that its rider wants something done with here. Before
  // correct() or a request.
  virtual void adopt(const ApplicationView& application, Callback<Result<void>> then) = 0;
  // The person left: what was prepared for nobody is overwritten.
  virtual void forget() = 0;

  // What a query code opens on this device, of whichever kind; empty: nothing. limit: too many wrong tries;
  // invalid_argument: no query code, or not four characters.
  virtual void find(std::string query_code, std::string last_four, Callback<Result<FoundView>> then) = 0;
  // A try that only the centre can judge is counted here before it is asked. limit: too many were wrong, over all cards
  // and codes.
  virtual void begin_try(Callback<Result<void>> then) = 0;
  virtual void forgive_try() = 0;  // it was right, or nobody could be asked
  virtual void find_again(const Uuid& application_id, Callback<Result<std::optional<ApplicationView>>> then) = 0;
  virtual void find_by_card(const CardNumber& number, Callback<Result<std::optional<ApplicationView>>> then) = 0;
  virtual void check_card(std::string scanned, Callback<Result<CardCheck>> then) = 0;

  virtual void read_station(Callback<StationView> then) = 0;

  // Called on the GUI thread, at once with the present state and at every change. One subscriber each.
  virtual void on_sync(Callback<SyncStatus> changed) = 0;
  virtual void on_mirror(std::function<void()> moved) = 0;
};

}  // namespace warmheart
