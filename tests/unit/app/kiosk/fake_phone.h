// Answers when the test says so: a fake of PhoneService.
#pragma once

#include "app/kiosk/service/phone_service.h"

namespace warmheart::test {

class FakePhone final : public PhoneService {
 public:
  Callback<Result<HandoffView>> answer_open;
  HandoffProgressView now;

  void open(Callback<Result<HandoffView>> then) override { answer_open = std::move(then); }
  void progress(const Uuid&, Callback<Result<HandoffProgressView>> then) override { then(now); }
  std::string card_page() const override { return "https://centre.example.org:8443/phone/card.html"; }
};

}  // namespace warmheart::test
