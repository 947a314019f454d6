// Records what it was asked and answers when the test says so: a fake of HelpService.
#pragma once

#include <vector>

#include "app/kiosk/service/help_service.h"

namespace warmheart::test {

class FakeHelp final : public HelpService {
 public:
  std::vector<wire::CaseKind> offered;
  std::vector<CaseRequest> requests;
  std::optional<CaseView> known;
  Callback<Result<CaseView>> answer_open;
  Callback<Result<std::optional<CaseView>>> answer_find;

  void kinds(Callback<Result<std::vector<wire::CaseKind>>> then) override { then(offered); }
  void open(CaseRequest request, Callback<Result<CaseView>> then) override {
    requests.push_back(std::move(request));
    answer_open = std::move(then);
  }
  void read(const Uuid&, Callback<Result<CaseView>> then) override {
    if (known) then(*known);
  }
  void find(std::string, std::string, Callback<Result<std::optional<CaseView>>> then) override { answer_find = std::move(then); }
};

}  // namespace warmheart::test
