#include "tests/kiosk_fakes/fake_visits.h"

#include <QMetaObject>

#include <algorithm>
#include <string>

#include "tests/kiosk_fakes/fake_clock.h"

namespace warmheart::test {

ServiceOccupancy offered_service(const char* code, const char* name, const char* name_en, std::uint32_t units,
                                 std::uint32_t free, bool by_hand) {
  ServiceOccupancy made;
  made.service.set_code(code);
  made.service.set_name(name);
  made.service.set_name_en(name_en);
  made.service.set_units(units);
  made.service.set_by_hand(by_hand);
  made.free = free;
  made.next_free_ms = free == 0 && units > 0 ? kNow + 9 * kMinute : 0;
  for (std::uint32_t unit = 1; unit + free <= units; ++unit)
    made.in_use.push_back({unit, kNow + (4 + 5 * unit) * kMinute});
  return made;
}

FakeVisits::FakeVisits() {
  services = {offered_service("REST", "坐下歇歇", "A seat", 8, 6),
              offered_service("WATER", "接杯热水", "Hot water", 0, 0),
              offered_service("HEAT", "热饭", "Meal heating", 2, 2, true),
              offered_service("CHARGE", "手机充电", "Charging", 6, 0),
              offered_service("LEND", "借雨具", "Rain gear", 12, 9, true),
              offered_service("MED", "急救药箱", "First aid kit", 0, 0, true),
              offered_service("WC", "卫生间", "Toilet", 0, 0),
              offered_service("WIFI", "免费无线网", "Free Wi-Fi", 0, 0),
              offered_service("PUMP", "打气筒", "Tyre pump", 1, 1)};
  services[4].service.set_lent(true);
}

void FakeVisits::fill(const QString& code) {
  for (ServiceOccupancy& one : services) {
    const wire::ServiceOffered service = one.service;
    if (service.code() != code.toStdString()) continue;
    one = offered_service(service.code().c_str(), service.name().c_str(), service.name_en().c_str(), service.units(), 0,
                          service.by_hand());
    one.service.set_lent(service.lent());
  }
}

void FakeVisits::ask(const QString& code) {
  const std::string number = std::to_string(100'000'000'000 + ++m_asked);
  requests.push_back({*Uuid::from_text("018f3c00-0000-7000-8000-" + number), code.toStdString(), kNow - 2 * kMinute});
}

void FakeVisits::clearRequests() {
  requests.clear();
  Q_EMIT visitsChanged();
}

VisitOutcome FakeVisits::outcome_of(const NewVisit& visit) {
  const auto found =
      std::ranges::find_if(services, [&](const ServiceOccupancy& one) { return one.service.code() == visit.service; });
  VisitOutcome outcome;
  const std::uint32_t units = found->service.units();
  if (units > 0 && found->free < visit.people) {
    outcome.next_free_ms = found->next_free_ms;
    return outcome;
  }
  ++m_saved;
  m_last_occupation = QString::fromStdString(visit.occupation);
  RegisteredVisit made;
  made.id = visit.id;
  made.service = visit.service;
  made.people = visit.people;
  if (found->service.by_hand()) made.request = visit.id;
  if (units > 0) {
    for (unsigned n = 0; n < visit.people; ++n) made.units.push_back(units - found->free + 1 + n);
    made.ends_ms = kNow + 30 * kMinute;
  }
  if (found->service.lent()) {
    made.loan = "4821";
    made.ends_ms = kNow + kDay;
  }
  outcome.visit = std::move(made);
  Q_EMIT visitsChanged();
  return outcome;
}

void FakeVisits::register_visit(NewVisit visit, Callback<Result<VisitOutcome>> then) {
  registered.push_back(visit);
  answer_visit = std::move(then);
  if (by_hand) return;
  QMetaObject::invokeMethod(
      this, [this, visit = std::move(visit), then = answer_visit] { then(outcome_of(visit)); }, Qt::QueuedConnection);
}

void FakeVisits::undo_visit(const Uuid&, Callback<Result<void>> then) {
  answer_undo = std::move(then);
  if (by_hand) return;
  answer_undo(m_refuses_undo ? Result<void>(fail(ErrorCode::conflict, "too late")) : Result<void>());
}

void FakeVisits::give_back(const std::string& code, std::uint32_t unit, Callback<Result<void>> then) {
  given_back.emplace_back(code, unit);
  const auto found =
      std::ranges::find_if(services, [&](const ServiceOccupancy& one) { return one.service.code() == code; });
  if (found != services.end()) {
    std::erase_if(found->in_use, [unit](const UnitInUse& used) { return used.unit == unit; });
    ++found->free;
  }
  then({});
}

void FakeVisits::call() {
  if (line.empty()) return;
  line.front().called_ms = kNow;
  line.front().until_ms = kNow + 3 * kMinute;
}

void FakeVisits::return_loan(std::string number, Callback<Result<RegisteredVisit>> then) {
  if (number != "4821") return then(fail(ErrorCode::not_found, "nothing is out under this number"));
  RegisteredVisit was;
  was.id = *Uuid::from_text("018f3c00-0000-7000-8000-200000000001");
  was.service = "LEND";
  was.units = {3};
  was.loan = number;
  then(was);
}

void FakeVisits::take_number(const Uuid& id, std::string service, Callback<Result<QueueNumber>> then) {
  QueueNumber made;
  made.id = id;
  made.service = std::move(service);
  made.number = 12 + static_cast<std::uint32_t>(line.size());
  made.taken_ms = kNow;
  made.ahead = static_cast<std::uint32_t>(line.size());
  line.push_back(made);
  then(made);
}

void FakeVisits::leave_queue(const Uuid& id, Callback<Result<void>> then) {
  std::erase_if(line, [&](const QueueNumber& one) { return one.id == id; });
  then({});
}

void FakeVisits::rate(const Uuid&, std::string service, std::string face, Callback<Result<void>> then) {
  rated.push_back(service + " " + face);
  Q_EMIT visitsChanged();
  then({});
}

void FakeVisits::report_fault(Fault fault, Callback<Result<void>> then) {
  reported.push_back(fault.item + " " + fault.what);
  Q_EMIT visitsChanged();
  then({});
}

void FakeVisits::call_staff(const Uuid& id, std::string why, Callback<Result<ServiceRequest>> then) {
  calls.emplace_back(id, why);
  answer_call = std::move(then);
  if (by_hand) return;
  const auto open = std::ranges::find_if(requests, [&](const ServiceRequest& one) { return one.service == why; });
  const ServiceRequest request = open != requests.end() ? *open : ServiceRequest{id, std::move(why), kNow};
  if (open == requests.end()) requests.push_back(request);
  Q_EMIT visitsChanged();
  QMetaObject::invokeMethod(
      this, [request, then = answer_call] { then(request); }, Qt::QueuedConnection);
}

void FakeVisits::take_up(const Uuid&, std::string badge, Callback<Result<void>> then) {
  const bool stranger = badge.find("STRANGER") != std::string::npos;
  badges.push_back(std::move(badge));
  answer_badge = std::move(then);
  if (by_hand) return;
  if (stranger) return answer_badge(fail(ErrorCode::forbidden, "nobody's badge"));
  requests.erase(requests.begin());
  answer_badge({});
}

}  // namespace warmheart::test
