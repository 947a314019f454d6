// Records what it was asked and answers when the test says so: a fake of DataRequestService.
#pragma once

#include <vector>

#include "app/kiosk/service/data_request_service.h"

namespace warmheart::test {

class FakeRequests final : public DataRequestService {
 public:
  std::vector<std::pair<Uuid, RiderAsk>> made;  // id of the record, what
  std::vector<DataRequestView> known;
  Callback<Result<DataRequestView>> answer_ask;

  void ask(const Uuid& id, const Uuid&, RiderAsk ask, Callback<Result<DataRequestView>> then) override {
    made.emplace_back(id, ask);
    answer_ask = std::move(then);
  }
  std::vector<std::pair<Uuid, Correction>> corrections;
  Callback<Result<void>> answer_correct;
  void correct(const Uuid& id, const Uuid&, Correction correction, Callback<Result<void>> then) override {
    corrections.emplace_back(id, std::move(correction));
    answer_correct = std::move(then);
  }
  void asked(const Uuid&, Callback<Result<std::vector<DataRequestView>>> then) override { then(known); }
};

}  // namespace warmheart::test
