#include "app/kiosk/backend/station_controller.h"

#include <algorithm>

#include "app/kiosk/backend/backend_context.h"
#include "app/kiosk/backend/format.h"
#include "app/kiosk/language/sentences.h"
#include "app/kiosk/service/kiosk_service.h"
#include "core/base/clock.h"
#include "core/person/consent.h"

namespace warmheart {

StationController::StationController(BackendRegistry& registry, const BackendContext& context)
    : Translated(registry.translation), m_context(context) {
  m_context.service.on_mirror([this] { readMirror(); });
  readMirror();
  connect(&m_clockTick, &QTimer::timeout, this, &StationController::updateTime);
  m_clockTick.start(1000);
  updateTime();
}

void StationController::readMirror() {
  m_context.service.read_station([this](StationView view) {
    m_view = std::move(view);
    show();
    updateTime();
  });
}

void StationController::retranslate() {
  show();
  updateTime();
}

void StationController::show() {
  const std::string language = m_context.sentences.language().toStdString();
  std::vector<OfferedService> services;
  for (const wire::ServiceOffered& service : m_view.mirror.services) {
    services.push_back({QString::fromStdString(service.code()), inLanguage(service.name(), service.name_en()),
                        static_cast<int>(service.units())});
  }
  std::vector<AnswerRow> answers;
  for (const wire::RiderAnswer& answer : m_view.mirror.answers) {
    if (answer.language() != language) continue;
    answers.push_back({QString::fromStdString(answer.id()), QString::fromStdString(answer.question()),
                       QString::fromStdString(answer.answer())});
  }
  m_services.setRows(std::move(services));
  m_answers.setRows(std::move(answers));
  Q_EMIT changed();
}

std::int64_t StationController::nowMs() const { return m_context.clock.now().wall_ms + m_view.clock_behind_ms; }

void StationController::updateTime() {
  const std::int64_t now = nowMs();
  const QString time = format_time(now);
  const QString day = m_context.sentences.text("date.weekday." + std::to_string(weekday(now)));
  const QString date = format_date(now) + u' ' + day;
  if (time == m_timeText && date == m_dateText) return;
  m_timeText = time;
  m_dateText = date;
  Q_EMIT timeChanged();
}

QString StationController::inLanguage(const std::string& text, const std::string& text_en) const {
  return QString::fromStdString(m_context.sentences.language() == u"en" && !text_en.empty() ? text_en : text);
}

QString StationController::name() const {
  return inLanguage(m_view.mirror.station.name(), m_view.mirror.station.place().name_en());
}
QString StationController::host() const {
  return inLanguage(m_view.mirror.station.host(), m_view.mirror.station.place().host_en());
}
QString StationController::address() const {
  const wire::StationPlace& place = m_view.mirror.station.place();
  return inLanguage(place.address(), place.address_en());
}
QString StationController::otherAddress() const {
  const wire::StationPlace& place = m_view.mirror.station.place();
  if (place.address().empty() || place.address_en().empty()) return {};
  return QString::fromStdString(m_context.sentences.language() == u"en" ? place.address() : place.address_en());
}
QString StationController::landmark() const {
  const wire::StationPlace& place = m_view.mirror.station.place();
  return inLanguage(place.landmark(), place.landmark_en());
}
QString StationController::defibrillator() const {
  const wire::StationPlace& place = m_view.mirror.station.place();
  return inLanguage(place.defibrillator(), place.defibrillator_en());
}
QString StationController::phone() const { return QString::fromStdString(m_view.mirror.station.place().phone()); }
QString StationController::wifiNetwork() const { return QString::fromStdString(m_view.mirror.station.wifi_network()); }
QString StationController::wifiPassword() const {
  return QString::fromStdString(m_view.mirror.station.wifi_password());
}
QString StationController::wifiCode() const { return wifi_code(wifiNetwork(), wifiPassword()); }
QString StationController::controllerName() const {
  return inLanguage(m_view.mirror.station.controller_name(), m_view.mirror.station.controller_name_en());
}

QString StationController::areaName(std::string_view code) const {
  if (!m_view.areas) return {};
  return QString::fromStdString(m_context.sentences.language() == u"en" ? m_view.areas->english_name_of(code)
                                                                        : m_view.areas->name_of(code));
}

QString StationController::districtName() const { return areaName(m_view.mirror.station.district_code()); }

const wire::ReceivingUnion* StationController::unionOf(const std::string& code) const {
  const auto& unions = m_view.mirror.unions;
  const auto found =
      std::ranges::find_if(unions, [&code](const wire::ReceivingUnion& receiver) { return receiver.code() == code; });
  return found == unions.end() ? nullptr : &*found;
}

QString StationController::nameOf(const wire::ReceivingUnion& receiver) const {
  return inLanguage(receiver.name(), receiver.name_en());
}

QString StationController::addressOf(const wire::ReceivingUnion& receiver) const {
  return inLanguage(receiver.address(), receiver.address_en());
}

QString StationController::serviceName(const std::string& code) const {
  for (const wire::ServiceOffered& service : m_view.mirror.services) {
    if (service.code() == code) return inLanguage(service.name(), service.name_en());
  }
  const std::string key = "service." + QString::fromStdString(code).toLower().toStdString();
  return m_context.sentences.has(key.c_str()) ? m_context.sentences.text(key) : QString::fromStdString(code);
}

QString StationController::wayTo(const QString& service) const {
  const std::string code = service.toStdString();
  for (const wire::ServiceOffered& one : m_view.mirror.services) {
    if (one.code() == code) return inLanguage(one.how(), one.how_en());
  }
  return {};
}

QString StationController::visitName(const RegisteredVisit& visit) const {
  const Sentences& words = m_context.sentences;
  if (visit.units.empty()) return serviceName(visit.service);
  QStringList units;
  for (const std::uint32_t unit : visit.units) units.append(QString::number(unit));
  return words.text("staff.visit.unit").arg(serviceName(visit.service), units.join(words.text("rest.between-numbers")));
}

QString StationController::unionAddress() const {
  const wire::ReceivingUnion* own = unionOf(m_view.mirror.station.union_code());
  return own ? addressOf(*own) : QString();
}

bool StationController::canJoin() const {
  if (!m_view.problem_key.empty() || m_view.mirror.unions.empty() || !m_view.areas) return false;
  const std::string language = m_context.sentences.language().toStdString();
  return std::ranges::all_of(kRequiredConsents, [&](std::string_view id) {
    return std::ranges::any_of(m_view.mirror.consent_texts, [&](const wire::ConsentText& text) {
      return text.id() == id && text.language() == language;
    });
  });
}

QString StationController::problem() const {
  return m_view.problem_key.empty() ? QString() : m_context.sentences.text(m_view.problem_key);
}

}  // namespace warmheart
