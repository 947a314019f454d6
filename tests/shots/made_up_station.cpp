#include "tests/shots/made_up_station.h"

#include <QTimer>

#include <toml++/toml.h>

#include "core/person/mask.h"

namespace warmheart {

namespace {

constexpr std::int64_t kNow = 1'795'405'320'000;  // 2026-11-23 11:42 +08:00
constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;
constexpr const char* kStation = "wangjing-boc";

// Of a real card's length and alphabet, signed by nobody.
constexpr const char* kCardText =
    "WH1:6BFOXN*TS0BI$ZD-PHM-3ON0Q1D3A8BYVH6Q8V:QHM8/.D5W2O-5GKN.J8Q.OW*P-SOX7B3L5W2O-5GKN.J8Q.OWA0D3A8BYVH6Q8V:QHM8/."
    "D5W2O-5GKN.J8Q.OW*P-SOX7B3L5W2O-5GKN.J8Q.OWA0D3A8BYVH6Q8V:QHM8/.D5W2O";

std::string text_of(const toml::table& table, const char* key) { return table[key].value_or(std::string()); }

void read_catalogue(const std::string& source_dir, StationView& view) {
  const toml::table file = toml::parse_file(source_dir + "/assets/catalogue/chaoyang.toml");
  view.controller_name = file["controller"]["name"].value_or(std::string());
  view.controller_phone = file["controller"]["phone"].value_or(std::string());
  view.district_code = file["district"].value_or(std::string());
  for (const toml::node& node : *file["union"].as_array()) {
    const toml::table& row = *node.as_table();
    UnionView receiver{text_of(row, "code"), text_of(row, "name"),    text_of(row, "name_en"),
                       text_of(row, "kind"), text_of(row, "address"), text_of(row, "phone"), {}};
    if (const auto* streets = row["streets"].as_array()) {
      for (const toml::node& street : *streets) receiver.streets.push_back(street.value_or(std::string()));
    }
    view.unions.push_back(std::move(receiver));
  }
  for (const toml::node& node : *file["station"].as_array()) {
    const toml::table& row = *node.as_table();
    view.listings.push_back({text_of(row, "code"), text_of(row, "name"), text_of(row, "host"), text_of(row, "street"), {}, text_of(row, "hours"), {}});
    if (text_of(row, "code") != kStation) continue;
    view.name = text_of(row, "name");
    view.host = text_of(row, "host");
    view.opening_hours = text_of(row, "hours");
    view.union_code = text_of(row, "union");
  }
  for (const toml::node& node : *file["service"].as_array()) {
    const toml::table& row = *node.as_table();
    const std::string station = text_of(row, "station");
    if (!station.empty() && station != kStation) continue;
    view.services.push_back({text_of(row, "code"), text_of(row, "name"), text_of(row, "name_en"),
                             static_cast<std::uint32_t>(row["places"].value_or(std::int64_t{0}))});
  }
  for (const toml::node& node : *file["answer"].as_array()) {
    const toml::table& row = *node.as_table();
    const std::string id = text_of(row, "id");
    view.answers.push_back({id, text_of(row, "question"), text_of(row, "answer"), text_of(row, "language")});
  }
}

void read_help(const std::string& path, StationView& view) {
  const toml::table file = toml::parse_file(path);
  for (const toml::node& node : *file["emergency"].as_array()) {
    const toml::table& row = *node.as_table();
    view.emergencies.push_back({text_of(row, "number"), text_of(row, "name"), text_of(row, "name_en")});
  }
  for (const toml::node& node : *file["announcement"].as_array()) {
    const toml::table& row = *node.as_table();
    view.announcements.push_back({text_of(row, "text"), text_of(row, "language")});
  }
}

void read_consents(const std::string& path, StationView& view) {
  const toml::table file = toml::parse_file(path);
  for (const toml::node& node : *file["consent"].as_array()) {
    const toml::table& row = *node.as_table();
    view.consents.push_back({text_of(row, "id"), text_of(row, "version"), text_of(row, "language"), text_of(row, "text"),
                             row["required"].value_or(true)});
  }
}

template <class Callback, class Value>
void post(QObject* owner, Callback then, Value value) {
  QTimer::singleShot(0, owner, [then = std::move(then), value = std::move(value)] { then(value); });
}

}  // namespace

ClockReading StoppedClock::now() const { return {kNow, {}, 1'000'000}; }

MadeUpStation::MadeUpStation(const std::string& source_dir) : m_card_text(kCardText) {
  read_catalogue(source_dir, m_view);
  read_help(source_dir + "/assets/catalogue/chaoyang-help.toml", m_view);
  read_consents(source_dir + "/assets/consent/joining-zh.toml", m_view);
  read_consents(source_dir + "/assets/consent/joining-en.toml", m_view);
  read_consents(source_dir + "/assets/consent/services-zh.toml", m_view);
  read_consents(source_dir + "/assets/consent/services-en.toml", m_view);
  if (auto areas = Areas::load(source_dir + "/assets/areas")) m_view.areas = std::make_shared<const Areas>(std::move(*areas));
  m_sync.light = SyncLightView::offline;
}

void MadeUpStation::setHolding(bool holding) {
  m_holding = holding;
  if (!holding && m_held) std::exchange(m_held, nullptr)();
  Q_EMIT applicationsChanged();
}

void MadeUpStation::setFound(const QString& state) {
  m_state = application_state_from(state.toStdString()).value_or(ApplicationState::awaiting_review);
}

void MadeUpStation::setCard(const QString& state) {
  for (const CardState card : {CardState::valid, CardState::valid_by_approval, CardState::not_yet_approved, CardState::expired,
                               CardState::revoked, CardState::not_a_card}) {
    if (state.toStdString() == wire_name(card)) m_card_state = card;
  }
}

void MadeUpStation::setProblem(const QString& sentenceKey) {
  m_view.problem_key = sentenceKey.toStdString();
  if (m_mirror_moved) m_mirror_moved();
}

void MadeUpStation::setLight(int light, int waiting) {
  m_sync.light = static_cast<SyncLightView>(light);
  m_sync.waiting = static_cast<std::uint64_t>(waiting);
  if (m_sync_changed) m_sync_changed(m_sync);
}

void MadeUpStation::submit(const Uuid&, Application application, Callback<Result<SubmittedView>> then) {
  ++m_applications;
  Q_EMIT applicationsChanged();
  SubmittedView view{"741926039", m_card_text, mask_name(application.name), kNow + 60 * kDay};
  auto answer = [this, then = std::move(then), view] { post(this, then, Result<SubmittedView>(view)); };
  if (m_holding) m_held = answer;
  else answer();
}

void MadeUpStation::correct(const Uuid&, const Uuid&, Correction, Callback<Result<void>> then) {
  ++m_applications;
  Q_EMIT applicationsChanged();
  post(this, std::move(then), Result<void>());
}

FoundView MadeUpStation::found() const {
  ApplicationView view;
  view.id = *Uuid::from_text("018f3c00-0000-7000-8000-000000000001");
  view.masked_name = "张*";
  view.occupation = "food-delivery";
  view.union_code = m_view.union_code;
  for (const UnionView& receiver : m_view.unions) {
    if (receiver.code == m_view.union_code) view.union_name = receiver.name;
  }
  view.submitted_ms = kNow - 2 * kDay;
  view.expires_ms = kNow + 60 * kDay;
  view.delivery = DeliveryView::received;
  view.state = m_state;
  view.card_text = m_card_text;
  if (m_state == ApplicationState::returned) {
    view.returned = {Field::name, Field::document};
    view.reason = "姓名与证件号码不一致，请对照身份证重新填写。";
  }
  if (m_state == ApplicationState::approved) {
    view.final_card = m_card_text;
    view.expires_ms = kNow + 3 * 365 * kDay;
  }
  if (m_state != ApplicationState::awaiting_review) view.decided_ms = kNow - kDay;
  return {view};
}

void MadeUpStation::find(std::string, std::string, Callback<Result<FoundView>> then) { post(this, std::move(then), Result<FoundView>(found())); }
void MadeUpStation::find_again(const Uuid&, Callback<Result<FoundView>> then) { post(this, std::move(then), Result<FoundView>(found())); }
void MadeUpStation::find_by_card(const CardNumber&, Callback<Result<FoundView>> then) {
  post(this, std::move(then), Result<FoundView>(found()));
}

void MadeUpStation::check_card(std::string, Callback<Result<CardCheck>> then) {
  CardCheck check;
  check.state = m_card_state;
  check.as_of_ms = kNow - 97 * 60 * 1000;
  check.approved_at_ms = kNow - kDay;
  if (m_card_state != CardState::not_a_card) {
    CardClaims claims;
    claims.masked_name = "张*";
    claims.occupation = "food-delivery";
    claims.union_code = m_view.union_code;
    claims.issued_ms = kNow - 2 * kDay;
    claims.expires_ms = kNow + 60 * kDay;
    check.claims = claims;
  }
  post(this, std::move(then), Result<CardCheck>(check));
}

void MadeUpStation::read_station(Callback<StationView> then) { post(this, std::move(then), m_view); }

void MadeUpStation::on_sync(Callback<SyncView> changed) {
  m_sync_changed = std::move(changed);
  post(this, m_sync_changed, m_sync);
}

}  // namespace warmheart
