// Fake of RemoteQueryService: what the centre keeps of an invented rider. GUI thread.
#pragma once

#include "app/kiosk/service/remote_query_service.h"

namespace warmheart::test {

class FakeRemoteQuery final : public RemoteQueryService {
 public:
  std::vector<RiderProofView> proofs;
  std::vector<Uuid> calls;
  std::vector<std::string> numbers;
  std::optional<ErrorCode> failure;          // as the centre would refuse, or not be reached; none: it answers
  std::optional<ApplicationView> elsewhere;  // what it knows of an application made at another station
  bool by_hand = false;
  Callback<Result<ApplicationView>> answer_status;
  Callback<Result<RiderDataView>> answer_my_data;
  Callback<Result<CallBackView>> answer_call;
  Callback<Result<std::vector<wire::AssistedDuplicate>>> answer_known;

  void status(RiderProofView proof, Callback<Result<ApplicationView>> then) override;
  void my_data(RiderProofView proof, Callback<Result<RiderDataView>> then) override;
  void call_back_number(const Uuid& help_case, const BadgeId& badge, Callback<Result<CallBackView>> then) override;
  void known(std::string document_number, const BadgeId& badge,
             Callback<Result<std::vector<wire::AssistedDuplicate>>> then) override;
};

// Somebody who has applied with a document number.
wire::AssistedDuplicate a_duplicate(const char* masked_name, const char* station, ApplicationState state,
                                    std::int64_t submitted_ms);

}  // namespace warmheart::test
