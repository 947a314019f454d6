// Records what it was asked and answers when the test says so: a fake of VisitService.
#pragma once

#include <vector>

#include "app/kiosk/service/visit_service.h"

namespace warmheart::test {

class FakeVisits final : public VisitService {
 public:
  std::vector<ServiceOccupancyView> services;
  std::vector<RequestView> requests;
  std::vector<NewVisit> visits;
  std::vector<std::string> badges;
  std::vector<std::pair<std::string, std::uint32_t>> given_back;
  Callback<Result<VisitOutcomeView>> answer_visit;
  Callback<Result<void>> answer_undo;
  Callback<Result<void>> answer_badge;
  DeliveryView delivery = DeliveryView::saved_here;

  void occupancy(Callback<Result<std::vector<ServiceOccupancyView>>> then) override { then(services); }
  void register_visit(NewVisit visit, Callback<Result<VisitOutcomeView>> then) override {
    visits.push_back(std::move(visit));
    answer_visit = std::move(then);
  }
  void undo_visit(const Uuid&, Callback<Result<void>> then) override { answer_undo = std::move(then); }
  void give_back(const std::string& service, std::uint32_t place, Callback<Result<void>> then) override {
    given_back.emplace_back(service, place);
    then({});
  }
  void delivery_of(const Uuid&, Callback<Result<DeliveryView>> then) override { then(delivery); }
  void open_requests(Callback<Result<std::vector<RequestView>>> then) override { then(requests); }
  void take_up(const Uuid&, std::string badge, Callback<Result<void>> then) override {
    badges.push_back(std::move(badge));
    answer_badge = std::move(then);
  }
};

}  // namespace warmheart::test
