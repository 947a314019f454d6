#include "app/kiosk/service/local_visit_service.h"

#include "core/station/badges.h"
#include "core/station/visits.h"

namespace warmheart {

namespace {

ServiceOccupancyView view_of(const ServiceOccupancy& one) {
  ServiceOccupancyView view;
  view.code = one.service.code();
  view.name = one.service.name();
  view.name_en = one.service.name_en();
  view.places = one.service.places();
  view.free = one.free;
  view.next_free_ms = one.next_free_ms;
  view.by_hand = one.service.by_hand();
  for (const PlaceInUse& used : one.in_use) view.in_use.push_back({used.place, used.ends_ms});
  return view;
}

}  // namespace

void LocalVisitService::occupancy(Callback<Result<std::vector<ServiceOccupancyView>>> then) {
  m_store.read<std::vector<ServiceOccupancyView>>(
      [](StationStore& store) -> Result<std::vector<ServiceOccupancyView>> {
        WARMHEART_TRY_ASSIGN(const auto all, warmheart::occupancy(store));
        std::vector<ServiceOccupancyView> views;
        for (const ServiceOccupancy& one : all) views.push_back(view_of(one));
        return views;
      },
      std::move(then));
}

void LocalVisitService::register_visit(NewVisit visit, Callback<Result<VisitOutcomeView>> then) {
  m_store.write<VisitOutcomeView>(
      [visit = std::move(visit)](StationStore& store) -> Result<VisitOutcomeView> {
        WARMHEART_TRY_ASSIGN(const VisitOutcome outcome, warmheart::register_visit(store, visit));
        VisitOutcomeView view;
        view.next_free_ms = outcome.next_free_ms;
        if (const auto& made = outcome.visit) {
          view.visit = VisitView{made->id, made->service, made->places, made->ends_ms, made->request.has_value()};
        }
        return view;
      },
      std::move(then));
}

void LocalVisitService::undo_visit(const Uuid& visit, Callback<Result<void>> then) {
  m_store.write<void>([visit](StationStore& store) { return warmheart::undo_visit(store, visit); }, std::move(then));
}

void LocalVisitService::give_back(const std::string& service, std::uint32_t place, Callback<Result<void>> then) {
  m_store.write<void>(
      [service, place](StationStore& store) -> Result<void> {
        WARMHEART_TRY_ASSIGN(const Uuid visit, visit_at_place(store, service, place));
        return check_out(store, visit);
      },
      std::move(then));
}

void LocalVisitService::delivery_of(const Uuid& visit, Callback<Result<DeliveryView>> then) {
  m_store.read<DeliveryView>(
      [visit](StationStore& store) -> Result<DeliveryView> {
        WARMHEART_TRY_ASSIGN(const VisitLine line, find_visit(store, visit));
        return line.delivery == Delivery::received ? DeliveryView::received : DeliveryView::saved_here;
      },
      std::move(then));
}

void LocalVisitService::open_requests(Callback<Result<std::vector<RequestView>>> then) {
  m_store.read<std::vector<RequestView>>(
      [](StationStore& store) -> Result<std::vector<RequestView>> {
        WARMHEART_TRY_ASSIGN(const auto open, warmheart::open_requests(store));
        std::vector<RequestView> views;
        for (const ServiceRequest& request : open) views.push_back({request.id, request.service, request.asked_ms});
        return views;
      },
      std::move(then));
}

void LocalVisitService::take_up(const Uuid& request, std::string badge, Callback<Result<void>> then) {
  auto held = std::make_shared<const SecretString>(std::move(badge));
  m_store.write<void>(
      [request, held](StationStore& store) -> Result<void> {
        const auto parsed = parse_badge(held->view());
        if (!parsed) return fail(ErrorCode::forbidden, "not a badge");
        WARMHEART_TRY_ASSIGN(const auto staff, staff_with_badge(store, *parsed));
        if (!staff) return fail(ErrorCode::forbidden, "nobody's badge at this station");
        return take_up_request(store, request, "done", parsed->id);
      },
      std::move(then));
}

}  // namespace warmheart
