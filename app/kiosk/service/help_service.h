// The port to cases: values in, values out. Every call returns at once; the answer is posted to the GUI thread.
// Implemented by LocalHelpService over the store thread; tests and pictures have a fake. Errors as core/station/cases.h
// has them.
#pragma once

#include <string>
#include <vector>

#include "app/kiosk/service/callback.h"
#include "core/station/cases.h"

namespace warmheart {

class HelpService {
 public:
  virtual ~HelpService() = default;
  virtual void kinds(Callback<Result<std::vector<wire::CaseKind>>> then) = 0;
  // `wanted` comes without `prepared`. The same id twice is one case.
  virtual void open(NewCase wanted, Callback<Result<HelpCase>> then) = 0;
  virtual void read(const Uuid& id, Callback<Result<HelpCase>> then) = 0;
  // A face for the answer; the answer did not help. Each once an answer.
  virtual void rate(const Uuid& id, std::string face, Callback<Result<HelpCase>> then) = 0;
  virtual void reopen(const Uuid& id, Callback<Result<HelpCase>> then) = 0;
};

}  // namespace warmheart
