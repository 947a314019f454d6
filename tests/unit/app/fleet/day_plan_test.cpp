#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "app/fleet/day_plan.h"

using namespace warmheart::fleet;

namespace {

bool same(const std::vector<PlannedAct>& a, const std::vector<PlannedAct>& b) {
  return std::ranges::equal(a, b, [](const PlannedAct& x, const PlannedAct& y) {
    return x.at_ms == y.at_ms && x.doing == y.doing && x.subject == y.subject;
  });
}

bool is_visit(const PlannedAct& act) { return act.doing == Doing::visit || act.doing == Doing::brought; }

constexpr std::size_t kStations = 2'000;

// Of many stations.
std::map<Doing, std::size_t> counted(const DayOptions& options) {
  std::map<Doing, std::size_t> out;
  for (std::size_t station = 0; station < kStations; ++station) {
    for (const PlannedAct& act : plan_day(options, station)) ++out[act.doing];
  }
  return out;
}

}  // namespace

TEST_CASE("the same seed and station give the same day, and others another") {
  const DayOptions options;
  CHECK(same(plan_day(options, 3), plan_day(options, 3)));
  CHECK_FALSE(same(plan_day(options, 3), plan_day(options, 4)));
  DayOptions other;
  other.seed = 2;
  CHECK_FALSE(same(plan_day(options, 3), plan_day(other, 3)));
}

TEST_CASE("a day is in order, within its 24 hours, and nothing ends before it begins") {
  DayOptions options;
  options.visits = 60;
  options.outage_share = 1;
  for (std::size_t station = 0; station < 50; ++station) {
    const auto day = plan_day(options, station);
    CHECK(std::ranges::is_sorted(day, {}, &PlannedAct::at_ms));
    std::map<std::uint32_t, Doing> begun;
    bool away = false;
    for (const PlannedAct& act : day) {
      CHECK((act.at_ms >= 0 && act.at_ms < kWholeDayMs));
      if (is_visit(act) && act.subject != 0) CHECK(begun.emplace(act.subject, act.doing).second);
      if (act.doing == Doing::leave) CHECK(begun.at(act.subject) == Doing::visit);
      if (act.doing == Doing::taken_up) CHECK(begun.at(act.subject) == Doing::brought);
      if (act.doing == Doing::network_away) away = true;
      if (act.doing == Doing::network_back) CHECK(away);
    }
    CHECK(away);
  }
}

TEST_CASE("a city has its 90,000 visits, most of them at lunch, and everything that riders do") {
  const auto city = counted(DayOptions());
  const auto of = [&city](Doing doing) { return city.contains(doing) ? city.at(doing) : 0; };
  const std::size_t visits = of(Doing::visit) + of(Doing::brought);
  const double a_city = static_cast<double>(visits) * 7'400 / kStations;
  CHECK(a_city == Approx(90'000).epsilon(0.05));
  for (const Doing doing : {Doing::leave, Doing::taken_up, Doing::rate, Doing::fault, Doing::join, Doing::book,
                            Doing::ask_for_help, Doing::hand_off, Doing::network_away, Doing::network_back})
    CHECK(of(doing) > 0);
  CHECK(of(Doing::network_away) == of(Doing::network_back));
  std::size_t lunch = 0, early = 0, lunch_joins = 0, joins = 0;
  for (std::size_t station = 0; station < kStations; ++station) {
    for (const PlannedAct& act : plan_day(DayOptions(), station)) {
      const std::int64_t hour = act.at_ms / kHourOfDayMs;
      if (is_visit(act)) lunch += hour == 12;
      if (is_visit(act)) early += hour == 8;
      if (act.doing == Doing::join) ++joins;
      if (act.doing == Doing::join) lunch_joins += hour >= 11 && hour <= 13;
    }
  }
  CHECK(lunch > 3 * early);
  CHECK(lunch_joins * 2 > joins);
}

TEST_CASE("a share of none is none") {
  DayOptions options;
  options.visits = 0;
  options.outage_share = 0;
  CHECK(counted(options).empty());
}
