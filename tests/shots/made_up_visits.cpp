#include "tests/shots/made_up_visits.h"

#include <QMetaObject>

#include <algorithm>
#include <string>

namespace warmheart {

namespace {

constexpr std::int64_t kNow = 1'795'405'320'000;  // 2026-11-23 11:42 in China
constexpr std::int64_t kMinute = 60'000;

ServiceOccupancyView service(const char* code, const char* name, const char* name_en, std::uint32_t places, std::uint32_t free, bool by_hand = false) {
  ServiceOccupancyView view{code, name, name_en, places, free, free == 0 && places > 0 ? kNow + 9 * kMinute : 0, by_hand, {}};
  for (std::uint32_t place = 1; place + free <= places; ++place) view.in_use.push_back({place, kNow + (4 + 5 * place) * kMinute});
  return view;
}

}  // namespace

MadeUpVisits::MadeUpVisits() {
  m_services = {service("REST", "坐下歇歇", "A seat", 8, 6),          service("WATER", "接杯热水", "Hot water", 0, 0),
                service("HEAT", "热饭", "Meal heating", 2, 2, true),   service("CHARGE", "手机充电", "Charging", 6, 0),
                service("LEND", "借雨具", "Rain gear", 0, 0, true),    service("MED", "急救药箱", "First aid kit", 0, 0, true),
                service("WC", "卫生间", "Toilet", 0, 0),               service("WIFI", "免费无线网", "Free Wi-Fi", 0, 0),
                service("PUMP", "打气筒", "Tyre pump", 1, 1)};
}

void MadeUpVisits::fill(const QString& code) {
  for (ServiceOccupancyView& one : m_services) {
    if (one.code == code.toStdString()) one = service(one.code.c_str(), one.name.c_str(), one.name_en.c_str(), one.places, 0, one.by_hand);
  }
}

void MadeUpVisits::ask(const QString& code) { m_requests.push_back({*Uuid::from_text("018f3c00-0000-7000-8000-" + std::to_string(100'000'000'000 + ++m_asked)), code.toStdString(), kNow - 2 * kMinute}); }

void MadeUpVisits::register_visit(NewVisit visit, Callback<Result<VisitOutcomeView>> then) {
  QMetaObject::invokeMethod(this, [this, visit = std::move(visit), then = std::move(then)] {
    const auto found = std::ranges::find(m_services, visit.service, &ServiceOccupancyView::code);
    VisitOutcomeView outcome;
    if (found->places > 0 && found->free < visit.people) {
      outcome.next_free_ms = found->next_free_ms;
      return then(outcome);
    }
    ++m_visits;
    m_last_occupation = QString::fromStdString(visit.occupation);
    VisitView made{visit.id, visit.service, {}, 0, found->by_hand};
    if (found->places > 0) {
      for (unsigned n = 0; n < visit.people; ++n) made.places.push_back(found->places - found->free + 1 + n);
      made.ends_ms = kNow + 30 * kMinute;
    }
    outcome.visit = std::move(made);
    Q_EMIT visitsChanged();
    then(outcome);
  }, Qt::QueuedConnection);
}

void MadeUpVisits::give_back(const std::string& code, std::uint32_t place, Callback<Result<void>> then) {
  const auto found = std::ranges::find(m_services, code, &ServiceOccupancyView::code);
  std::erase_if(found->in_use, [place](const UnitInUseView& used) { return used.place == place; });
  ++found->free;
  then({});
}

void MadeUpVisits::take_up(const Uuid&, std::string badge, Callback<Result<void>> then) {
  if (badge.find("STRANGER") != std::string::npos) return then(fail(ErrorCode::forbidden, "nobody's badge"));
  m_requests.erase(m_requests.begin());
  then({});
}

}  // namespace warmheart
