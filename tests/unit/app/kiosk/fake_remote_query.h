// Records what it was asked and answers when the test says so: a fake of RemoteQueryService.
#pragma once

#include <vector>

#include "app/kiosk/service/remote_query_service.h"

namespace warmheart::test {

class FakeRemoteQuery final : public RemoteQueryService {
 public:
  std::vector<RiderProofView> proofs;
  std::vector<Uuid> calls;
  Callback<Result<ApplicationView>> answer_status;
  Callback<Result<RiderDataView>> answer_my_data;
  Callback<Result<CallBackView>> answer_call;

  void status(RiderProofView proof, Callback<Result<ApplicationView>> then) override {
    proofs.push_back(std::move(proof));
    answer_status = std::move(then);
  }
  void my_data(RiderProofView proof, Callback<Result<RiderDataView>> then) override {
    proofs.push_back(std::move(proof));
    answer_my_data = std::move(then);
  }
  void call_back_number(const Uuid& help_case, const BadgeId&, Callback<Result<CallBackView>> then) override {
    calls.push_back(help_case);
    answer_call = std::move(then);
  }
  std::vector<std::string> numbers;
  Callback<Result<std::vector<KnownView>>> answer_known;
  void known(std::string document_number, const BadgeId&, Callback<Result<std::vector<KnownView>>> then) override {
    numbers.push_back(std::move(document_number));
    answer_known = std::move(then);
  }
};

}  // namespace warmheart::test
