// Records what it was asked and answers when the test says so: a fake of StaffService.
#pragma once

#include <vector>

#include "app/kiosk/service/staff_service.h"

namespace warmheart::test {

class FakeStaff final : public StaffService {
 public:
  StaffBoard now;
  std::vector<std::string> pins;
  std::vector<std::pair<Uuid, std::string>> voided, taken_up, called;
  std::vector<std::pair<Uuid, bool>> attendance;
  std::vector<EventRequest> events;
  std::vector<unsigned> ended;
  Callback<Result<UnlockView>> answer_unlock;
  Callback<Result<std::string>> answer_challenge;

  void unlock(std::string, std::string pin, Callback<Result<UnlockView>> then) override {
    pins.push_back(std::move(pin));
    answer_unlock = std::move(then);
  }
  void challenge(std::string, Callback<Result<std::string>> then) override { answer_challenge = std::move(then); }
  void unlock_with_help(std::string, std::string answer, Callback<Result<UnlockView>> then) override {
    pins.push_back(std::move(answer));
    answer_unlock = std::move(then);
  }
  void board(Callback<Result<StaffBoard>> then) override { then(now); }
  void void_visit(const Uuid& visit, std::string reason, const BadgeId&, Callback<Result<void>> then) override {
    voided.emplace_back(visit, std::move(reason));
    then({});
  }
  void take_up(const Uuid& request, std::string how, const BadgeId&, Callback<Result<void>> then) override {
    taken_up.emplace_back(request, std::move(how));
    then({});
  }
  void called_back(const Uuid& help_case, std::string outcome, const BadgeId&, Callback<Result<void>> then) override {
    called.emplace_back(help_case, std::move(outcome));
    then({});
  }
  void attended(const Uuid& booking, bool came, const BadgeId&, Callback<Result<void>> then) override {
    attendance.emplace_back(booking, came);
    then({});
  }
  void start_event(EventRequest event, const BadgeId&, Callback<Result<void>> then) override {
    events.push_back(std::move(event));
    then({});
  }
  void end_event(unsigned people, const BadgeId&, Callback<Result<EventView>> then) override {
    ended.push_back(people);
    then(EventView{});
  }
};

}  // namespace warmheart::test
