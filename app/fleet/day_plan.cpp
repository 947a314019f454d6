#include "app/fleet/day_plan.h"

#include <algorithm>
#include <array>
#include <random>

namespace warmheart::fleet {
namespace {

using Hours = std::array<double, 24>;

// How a day's acts spread over its hours. Riders rest around lunch and before the evening's orders, and have time for
// the form at lunch.
constexpr Hours kVisitHours = {0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 6, 13, 16, 12, 8, 6, 6, 8, 6, 4, 3, 2, 1, 0};
constexpr Hours kJoinHours = {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 12, 20, 14, 6, 3, 2, 3, 2, 1, 0, 0, 0, 0};
constexpr Hours kHelpHours = {0, 0, 0, 0, 0, 0, 0, 0, 3, 6, 6, 5, 6, 6, 6, 6, 5, 3, 2, 1, 0, 0, 0, 0};

// Of each visit.
constexpr double kLeaves = 0.6, kBrought = 0.08, kRates = 0.1;
// To each visit.
constexpr double kJoins = 0.03, kBookings = 0.04, kCases = 0.01, kHandOffs = 0.03, kFaults = 0.004;

constexpr double kMinuteMs = 60'000;

class DayMaker {
 public:
  DayMaker(const DayOptions& options, std::size_t station)
      : m_options(options), m_random(options.seed * 0x9E3779B97F4A7C15ull + station * 0xD1B54A32D192ED03ull + 1) {}

  std::vector<PlannedAct> make() {
    for (const std::int64_t at : moments(m_options.visits, kVisitHours)) visit(at);
    add(Doing::join, kJoins, kJoinHours);
    add(Doing::hand_off, kHandOffs, kJoinHours);
    add(Doing::book, kBookings, kHelpHours);
    add(Doing::ask_for_help, kCases, kHelpHours);
    add(Doing::fault, kFaults, kVisitHours);
    outage();
    std::ranges::stable_sort(m_acts, {}, &PlannedAct::at_ms);
    return std::move(m_acts);
  }

 private:
  double chance() { return std::uniform_real_distribution<double>(0, 1)(m_random); }
  double minutes(double from, double to) { return std::uniform_real_distribution<double>(from, to)(m_random); }

  std::vector<std::int64_t> moments(double mean, const Hours& hours) {
    std::vector<std::int64_t> out;
    if (mean <= 0) return out;
    const int count = std::poisson_distribution<int>(mean)(m_random);
    std::discrete_distribution<int> hour(hours.begin(), hours.end());
    std::uniform_int_distribution<std::int64_t> within(0, kHourOfDayMs - 1);
    for (int i = 0; i < count; ++i) {
      const std::int64_t full = hour(m_random) * kHourOfDayMs;
      out.push_back(full + within(m_random));
    }
    return out;
  }

  void put(std::int64_t at_ms, Doing doing, std::uint32_t subject = 0) {
    if (at_ms < kWholeDayMs) m_acts.push_back({at_ms, doing, subject});
  }
  void put_later(std::int64_t at_ms, double after_minutes, Doing doing, std::uint32_t subject = 0) {
    put(at_ms + static_cast<std::int64_t>(after_minutes * kMinuteMs), doing, subject);
  }

  void visit(std::int64_t at) {
    const bool brought = chance() < kBrought;
    const bool leaves = !brought && chance() < kLeaves;
    const std::uint32_t subject = brought || leaves ? ++m_subjects : 0;
    put(at, brought ? Doing::brought : Doing::visit, subject);
    if (brought) put_later(at, minutes(0.5, 6), Doing::taken_up, subject);
    if (leaves) put_later(at, minutes(8, 40), Doing::leave, subject);
    if (chance() < kRates) put_later(at, minutes(5, 45), Doing::rate);
  }

  void add(Doing doing, double a_visit, const Hours& hours) {
    for (const std::int64_t at : moments(m_options.visits * a_visit, hours)) put(at, doing);
  }

  void outage() {
    if (chance() >= m_options.outage_share) return;
    const double from = minutes(9 * 60, 17 * 60);
    put(static_cast<std::int64_t>(from * kMinuteMs), Doing::network_away);
    put(static_cast<std::int64_t>((from + minutes(60, 240)) * kMinuteMs), Doing::network_back);
  }

  const DayOptions m_options;
  std::mt19937_64 m_random;
  std::vector<PlannedAct> m_acts;
  std::uint32_t m_subjects = 0;
};

}  // namespace

std::vector<PlannedAct> plan_day(const DayOptions& options, std::size_t station) {
  return DayMaker(options, station).make();
}

}  // namespace warmheart::fleet
