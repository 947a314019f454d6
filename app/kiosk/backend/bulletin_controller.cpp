#include "app/kiosk/backend/bulletin_controller.h"

#include <algorithm>
#include <iterator>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/backend/station_controller.h"
#include "app/kiosk/language/sentences.h"
#include "core/base/clock.h"
#include "core/service/notice.h"

namespace warmheart {

namespace {

// When it is light in the streets, all year round; nobody is misled by half an hour.
constexpr int kDawn = 6, kMorning = 8, kDusk = 17, kDark = 19;

const char* scene_at(std::string_view weather, int hour) {
  if (weather == "rain") return "rain";
  if (weather == "snow") return "snow";
  if (hour < kDawn || hour >= kDark) return "night";
  if (weather == "cloud" || weather == "fog" || weather == "wind") return "cloud";
  return hour < kMorning || hour >= kDusk ? "dusk" : "sun";
}

}  // namespace

BulletinController::BulletinController(BackendRegistry& registry, const BackendContext& context,
                                       const StationController& station)
    : Translated(registry.translation), m_context(context), m_station(station) {
  connect(&m_station, &StationController::changed, this, &BulletinController::refresh);
  connect(&m_station, &StationController::timeChanged, this, &BulletinController::refresh);
  refresh();
}

void BulletinController::refresh() {
  const MirrorView& mirror = m_station.view().mirror;
  const std::int64_t now = m_station.nowMs();
  m_alerts = alerts_in_force(mirror.alerts, now);
  m_weather = weather_in_force(mirror.weather, now);
  std::vector<Choice> others, benefits;
  for (std::size_t i = 1; i < m_alerts.size(); ++i) {
    others.push_back({QString::fromStdString(m_alerts[i].id()), titleOf(m_alerts[i], "weather.alert.title"),
                      inLanguage(m_alerts[i].text(), m_alerts[i].text_en()), false});
  }
  for (const wire::Benefit& benefit : benefits_in_force(mirror.benefits, now)) {
    const QString how = inLanguage(benefit.how(), benefit.how_en());
    const QString until = m_context.sentences.text("benefit.until").arg(format_month_and_day(benefit.until_ms()));
    benefits.push_back({QString::fromStdString(benefit.kind()), inLanguage(benefit.title(), benefit.title_en()),
                        how + u' ' + until, false});
  }
  m_others.setRows(std::move(others));
  m_benefits.setRows(std::move(benefits));
  Q_EMIT changed();
}

QString BulletinController::inLanguage(const std::string& text, const std::string& text_en) const {
  return QString::fromStdString(m_context.sentences.language() == u"en" && !text_en.empty() ? text_en : text);
}

QString BulletinController::titleOf(const wire::WeatherAlert& alert, const char* pattern) const {
  const Sentences& words = m_context.sentences;
  return words.text(pattern).arg(words.text("weather.alert.kind." + alert.kind()),
                                 words.text("weather.alert.level." + alert.level()));
}

QString BulletinController::alertKind() const {
  return m_alerts.empty() ? QString() : QString::fromStdString(m_alerts.front().kind());
}
int BulletinController::alertLevel() const {
  if (m_alerts.empty()) return 0;
  const auto found = std::ranges::find(kAlertLevels, std::string_view(m_alerts.front().level()));
  return static_cast<int>(found - std::begin(kAlertLevels)) + 1;
}
QString BulletinController::alertTitle() const {
  return m_alerts.empty() ? QString() : titleOf(m_alerts.front(), "weather.alert.title");
}
QString BulletinController::alertBrief() const {
  return m_alerts.empty() ? QString() : titleOf(m_alerts.front(), "weather.alert.brief");
}
QString BulletinController::alertText() const {
  return m_alerts.empty() ? QString() : inLanguage(m_alerts.front().text(), m_alerts.front().text_en());
}
QString BulletinController::alertUntil() const {
  if (m_alerts.empty()) return {};
  const std::int64_t until = m_alerts.front().until_ms();
  const bool soon = until - m_station.nowMs() < kDayMs;
  return m_context.sentences.text("weather.alert.until").arg(soon ? format_time(until) : format_date_and_time(until));
}
QString BulletinController::alertAdvice() const {
  if (m_alerts.empty()) return {};
  const wire::WeatherAlert& alert = m_alerts.front();
  if (!alert.advice().empty()) return inLanguage(alert.advice(), alert.advice_en());
  return m_context.sentences.text("weather.advice." + alert.kind());
}

QString BulletinController::weatherKind() const {
  return m_weather ? QString::fromStdString(m_weather->kind()) : QString();
}
QString BulletinController::weatherText() const {
  if (!m_weather) return {};
  const Sentences& words = m_context.sentences;
  return words.text("weather.now")
      .arg(words.text("weather.kind." + m_weather->kind()))
      .arg(m_weather->low())
      .arg(m_weather->high());
}
QString BulletinController::scene() const {
  return QString::fromUtf8(
      scene_at(m_weather ? std::string_view(m_weather->kind()) : std::string_view(), hour_of(m_station.nowMs())));
}

QString BulletinController::heatAllowance() const {
  const auto& allowance = m_station.view().mirror.heat_allowance;
  if (!allowance) return {};
  const Sentences& words = m_context.sentences;
  const QString months =
      words.text("rights.allowance.months").arg(allowance->first_month()).arg(allowance->last_month());
  const QString outdoor = words.text("rights.allowance.outdoor").arg(allowance->outdoor_yuan()).arg(months);
  if (allowance->indoor_yuan() == 0) return outdoor;
  return outdoor + words.text("rights.allowance.indoor").arg(allowance->indoor_yuan());
}

}  // namespace warmheart
