// What the centre of a station that does not exist keeps of an invented rider. For pictures and tests of pages. Thread: GUI; answers
// come at once.
#pragma once

#include "app/kiosk/service/remote_query_service.h"

namespace warmheart {

class MadeUpRemoteQuery final : public RemoteQueryService {
 public:
  // "": answers; else as the centre would refuse, or not be reached.
  void setFailure(std::optional<ErrorCode> code) { m_failure = code; }
  void setElsewhere(std::optional<ApplicationView> application) { m_elsewhere = std::move(application); }

  void status(RiderProofView, Callback<Result<ApplicationView>> then) override;
  void my_data(RiderProofView, Callback<Result<RiderDataView>> then) override;
  void known(std::string, const BadgeId&, Callback<Result<std::vector<KnownView>>> then) override;
  void call_back_number(const Uuid&, const BadgeId&, Callback<Result<CallBackView>> then) override;

 private:
  std::optional<ErrorCode> m_failure;
  std::optional<ApplicationView> m_elsewhere;
};

}  // namespace warmheart
