#include "app/kiosk/service/local_visit_service.h"

#include "core/station/badges.h"
#include "core/station/loans.h"
#include "core/station/ratings.h"
#include "core/station/visits.h"

namespace warmheart {

void LocalVisitService::occupancy(Callback<Result<std::vector<ServiceOccupancy>>> then) {
  m_store.read<std::vector<ServiceOccupancy>>([](StationStore& store) { return warmheart::occupancy(store); },
                                              std::move(then));
}

void LocalVisitService::register_visit(NewVisit visit, Callback<Result<VisitOutcome>> then) {
  m_store.write<VisitOutcome>(
      [visit = std::move(visit)](StationStore& store) { return warmheart::register_visit(store, visit); },
      std::move(then));
}

void LocalVisitService::undo_visit(const Uuid& visit, Callback<Result<void>> then) {
  m_store.write<void>([visit](StationStore& store) { return warmheart::undo_visit(store, visit); }, std::move(then));
}

void LocalVisitService::give_back(const std::string& service, std::uint32_t unit, Callback<Result<void>> then) {
  m_store.write<void>(
      [service, unit](StationStore& store) -> Result<void> {
        WARMHEART_TRY_ASSIGN(const Uuid visit, visit_at_unit(store, service, unit));
        return check_out(store, visit);
      },
      std::move(then));
}

void LocalVisitService::delivery_of(const Uuid& visit, Callback<Result<Delivery>> then) {
  m_store.read<Delivery>(
      [visit](StationStore& store) -> Result<Delivery> {
        WARMHEART_TRY_ASSIGN(const VisitLine line, find_visit(store, visit));
        return line.delivery;
      },
      std::move(then));
}

void LocalVisitService::open_requests(Callback<Result<std::vector<ServiceRequest>>> then) {
  m_store.read<std::vector<ServiceRequest>>([](StationStore& store) { return warmheart::open_requests(store); },
                                            std::move(then));
}

void LocalVisitService::call_staff(const Uuid& id, std::string why, Callback<Result<ServiceRequest>> then) {
  m_store.write<ServiceRequest>(
      [id, why = std::move(why)](StationStore& store) { return warmheart::call_staff(store, id, why); },
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

void LocalVisitService::return_loan(std::string number, Callback<Result<RegisteredVisit>> then) {
  m_store.write<RegisteredVisit>(
      [number = std::move(number)](StationStore& store) { return warmheart::return_loan(store, number); },
      std::move(then));
}

void LocalVisitService::queue_line(Callback<Result<std::vector<QueueNumber>>> then) {
  m_store.read<std::vector<QueueNumber>>([](StationStore& store) { return warmheart::queue_line(store); },
                                         std::move(then));
}

void LocalVisitService::take_number(const Uuid& id, std::string service, Callback<Result<QueueNumber>> then) {
  m_store.write<QueueNumber>(
      [id, service = std::move(service)](StationStore& store) { return warmheart::take_number(store, id, service); },
      std::move(then));
}

void LocalVisitService::leave_queue(const Uuid& id, Callback<Result<void>> then) {
  m_store.write<void>([id](StationStore& store) { return warmheart::leave_queue(store, id); }, std::move(then));
}

void LocalVisitService::rate(const Uuid& id, std::string service, std::string face, Callback<Result<void>> then) {
  m_store.write<void>([id, service = std::move(service),
                       face = std::move(face)](StationStore& store) { return rate_service(store, id, service, face); },
                      std::move(then));
}

void LocalVisitService::report_fault(Fault fault, Callback<Result<void>> then) {
  m_store.write<void>([fault = std::move(fault)](StationStore& store) { return warmheart::report_fault(store, fault); },
                      std::move(then));
}

}  // namespace warmheart
