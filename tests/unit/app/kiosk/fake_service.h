// Records what it was asked and answers when the test says so: a fake of KioskService.
#pragma once

#include <map>
#include <vector>

#include "app/kiosk/service/kiosk_service.h"

namespace warmheart::test {

class FakeService final : public KioskService {
 public:
  std::vector<std::string> prepared;        // last four
  std::vector<Application> submitted;
  std::vector<Uuid> submitted_ids;
  std::vector<Correction> corrected;
  std::vector<Uuid> correction_ids;
  int forgotten = 0;
  Callback<Result<SubmittedView>> answer_submit;
  Callback<Result<void>> answer_correct;
  Callback<Result<FoundView>> answer_find;
  Callback<Result<CardCheck>> answer_check;
  FoundView known;
  StationView station;

  void prepare(const Uuid&, const std::string& last_four) override { prepared.push_back(last_four); }
  void submit(const Uuid& id, Application application, Callback<Result<SubmittedView>> then) override {
    submitted_ids.push_back(id);
    submitted.push_back(std::move(application));
    answer_submit = std::move(then);
  }
  void correct(const Uuid&, const Uuid& record_id, Correction correction, Callback<Result<void>> then) override {
    correction_ids.push_back(record_id);
    corrected.push_back(std::move(correction));
    answer_correct = std::move(then);
  }
  std::vector<ApplicationView> adopted;
  Result<void> answer_adopt = {};
  void adopt(const ApplicationView& told, Callback<Result<void>> then) override {
    adopted.push_back(told);
    then(answer_adopt);
  }
  void forget() override { ++forgotten; }
  void find(std::string, std::string, Callback<Result<FoundView>> then) override { answer_find = std::move(then); }
  void find_again(const Uuid&, Callback<Result<FoundView>> then) override { then(known); }
  void find_by_card(const CardNumber&, Callback<Result<FoundView>> then) override { then(known); }
  void check_card(std::string, Callback<Result<CardCheck>> then) override { answer_check = std::move(then); }
  void read_station(Callback<StationView> then) override { then(station); }
  void on_sync(Callback<SyncView> changed) override { sync = std::move(changed); }
  void on_mirror(std::function<void()> moved) override { mirror = std::move(moved); }

  Callback<SyncView> sync;
  std::function<void()> mirror;
};

}  // namespace warmheart::test
