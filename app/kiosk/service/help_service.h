// The port to cases: values in, values out. Every call returns at once; the answer is posted to the GUI thread.
// Implemented by LocalHelpService over the store thread; tests and pictures have fakes of their own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "app/kiosk/service/views.h"
#include "core/base/secret.h"
#include "core/person/consent.h"
#include "core/service/help_case.h"

namespace warmheart {

struct CaseView {
  Uuid id;
  std::string kind;         // a code
  std::string number;       // only in the answer to open(): nine digits
  std::int64_t due_ms = 0;
  CaseStage stage = CaseStage::received;
  std::string union_name;   // who has it; empty until it was handed over
  std::string answer;
  DeliveryView delivery = DeliveryView::saved_here;
};

struct CaseRequest {
  Uuid id;  // made before the first touch
  std::string kind, topic;
  Rider rider;  // empty: nobody is named
  std::string wish;
  bool call_back = false;
  std::vector<Consent> consents;
  std::string masked_name;
};
inline void wipe(CaseRequest& request) {
  wipe(request.rider);
  wipe(request.wish);
}

class HelpService {
 public:
  virtual ~HelpService() = default;
  virtual void kinds(Callback<Result<std::vector<wire::CaseKind>>> then) = 0;
  // The same id twice is one case.
  virtual void open(CaseRequest request, Callback<Result<CaseView>> then) = 0;
  virtual void read(const Uuid& id, Callback<Result<CaseView>> then) = 0;
  // none: no such number here. limit: too many wrong tries.
  virtual void find(std::string number, std::string last_four, Callback<Result<std::optional<CaseView>>> then) = 0;
};

}  // namespace warmheart
