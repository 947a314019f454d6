#include "tests/kiosk_fakes/fake_kiosk.h"

#include <QTimer>

#include <cmath>
#include <toml++/toml.h>

#include "core/person/mask.h"
#include "core/service/geo.h"
#include "tests/kiosk_fakes/fake_bookings.h"
#include "tests/kiosk_fakes/fake_clock.h"
#include "tests/kiosk_fakes/fake_help.h"

namespace warmheart::test {

namespace {

constexpr const char* kStation = "wangjing-boc";
constexpr const char* kQueryCode = "741926039";

// Of a real card's length and alphabet, signed by nobody.
// As long as a card, and good base45.
constexpr const char* kCardText =
    "WH1:6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFO"
    "XN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN6BFOXN";

std::string text_of(const toml::table& table, const char* key) { return table[key].value_or(std::string()); }

void read_place(const toml::table& row, wire::StationPlace& place) {
  place.set_name_en(text_of(row, "name_en"));
  place.set_host_en(text_of(row, "host_en"));
  place.set_address(text_of(row, "address"));
  place.set_address_en(text_of(row, "address_en"));
  place.set_phone(text_of(row, "phone"));
  place.set_landmark(text_of(row, "landmark"));
  place.set_landmark_en(text_of(row, "landmark_en"));
  place.set_defibrillator(text_of(row, "defibrillator"));
  place.set_defibrillator_en(text_of(row, "defibrillator_en"));
  const GeoPoint point{row["latitude"].value_or(0.0), row["longitude"].value_or(0.0)};
  if (!is_geo_point(point)) return;
  place.mutable_point()->set_latitude_e6(static_cast<std::int32_t>(latitude_e6(point)));
  place.mutable_point()->set_longitude_e6(static_cast<std::int32_t>(longitude_e6(point)));
}

void add_services(const toml::table& file, wire::StationListing& listing) {
  for (const toml::node& node : *file["service"].as_array()) {
    const toml::table& row = *node.as_table();
    const std::string station = text_of(row, "station");
    if (station.empty() || station == listing.code()) listing.add_services(text_of(row, "code"));
  }
}

void read_catalogue(const std::string& source_dir, MirrorView& mirror) {
  const toml::table file = toml::parse_file(source_dir + "/assets/catalogue/chaoyang.toml");
  wire::StationAssignment& here = mirror.station;
  here.set_controller_name(file["controller"]["name"].value_or(std::string()));
  here.set_controller_name_en(file["controller"]["name_en"].value_or(std::string()));
  here.set_controller_phone(file["controller"]["phone"].value_or(std::string()));
  here.set_district_code(file["district"].value_or(std::string()));
  for (const toml::node& node : *file["union"].as_array()) {
    const toml::table& row = *node.as_table();
    wire::ReceivingUnion& receiver = mirror.unions.emplace_back();
    receiver.set_code(text_of(row, "code"));
    receiver.set_name(text_of(row, "name"));
    receiver.set_name_en(text_of(row, "name_en"));
    receiver.set_kind(text_of(row, "kind"));
    receiver.set_address(text_of(row, "address"));
    receiver.set_address_en(text_of(row, "address_en"));
    receiver.set_phone(text_of(row, "phone"));
    if (const auto* streets = row["streets"].as_array()) {
      for (const toml::node& street : *streets) receiver.add_streets(street.value_or(std::string()));
    }
  }
  for (const toml::node& node : *file["station"].as_array()) {
    const toml::table& row = *node.as_table();
    wire::StationListing& listing = mirror.listings.emplace_back();
    listing.set_code(text_of(row, "code"));
    listing.set_name(text_of(row, "name"));
    listing.set_host(text_of(row, "host"));
    listing.set_street_code(text_of(row, "street"));
    listing.set_hours(text_of(row, "hours"));
    read_place(row, *listing.mutable_place());
    add_services(file, listing);
    if (listing.code() != kStation) continue;
    *here.mutable_place() = listing.place();
    here.set_wifi_network(text_of(row, "wifi_network"));
    here.set_wifi_password(text_of(row, "wifi_password"));
    here.set_name(listing.name());
    here.set_host(listing.host());
    here.set_opening_hours(listing.hours());
    here.set_union_code(text_of(row, "union"));
    here.set_street_code(listing.street_code());
  }
  for (const toml::node& node : *file["service"].as_array()) {
    const toml::table& row = *node.as_table();
    const std::string station = text_of(row, "station");
    if (!station.empty() && station != kStation) continue;
    wire::ServiceOffered& service = mirror.services.emplace_back();
    service.set_code(text_of(row, "code"));
    service.set_name(text_of(row, "name"));
    service.set_name_en(text_of(row, "name_en"));
    service.set_how(text_of(row, "how"));
    service.set_how_en(text_of(row, "how_en"));
    service.set_units(static_cast<std::uint32_t>(row["units"].value_or(std::int64_t{0})));
  }
  for (const toml::node& node : *file["answer"].as_array()) {
    const toml::table& row = *node.as_table();
    wire::RiderAnswer& answer = mirror.answers.emplace_back();
    answer.set_id(text_of(row, "id"));
    answer.set_question(text_of(row, "question"));
    answer.set_answer(text_of(row, "answer"));
    answer.set_language(text_of(row, "language"));
  }
}

void read_help(const std::string& path, MirrorView& mirror) {
  const toml::table file = toml::parse_file(path);
  for (const toml::node& node : *file["emergency"].as_array()) {
    const toml::table& row = *node.as_table();
    wire::EmergencyNumber& number = mirror.emergencies.emplace_back();
    number.set_number(text_of(row, "number"));
    number.set_name(text_of(row, "name"));
    number.set_name_en(text_of(row, "name_en"));
  }
  for (const toml::node& node : *file["announcement"].as_array()) {
    const toml::table& row = *node.as_table();
    wire::Announcement& announcement = mirror.announcements.emplace_back();
    announcement.set_text(text_of(row, "text"));
    announcement.set_language(text_of(row, "language"));
  }
  for (const toml::node& node : *file["benefit"].as_array()) {
    const toml::table& row = *node.as_table();
    wire::Benefit& benefit = mirror.benefits.emplace_back();
    benefit.set_kind(text_of(row, "kind"));
    benefit.set_title(text_of(row, "title"));
    benefit.set_title_en(text_of(row, "title_en"));
    benefit.set_how(text_of(row, "how"));
    benefit.set_how_en(text_of(row, "how_en"));
    benefit.set_from_ms(kNow - kDay);
    benefit.set_until_ms(kNow + 30 * kDay);
  }
  wire::HeatAllowance& allowance = mirror.heat_allowance.emplace();
  const auto number = [&file](const char* key) {
    return static_cast<std::uint32_t>(file["heat_allowance"][key].value_or(std::int64_t{0}));
  };
  allowance.set_outdoor_yuan(number("outdoor_yuan"));
  allowance.set_indoor_yuan(number("indoor_yuan"));
  allowance.set_first_month(number("first_month"));
  allowance.set_last_month(number("last_month"));
}

void read_consents(const std::string& path, MirrorView& mirror) {
  const toml::table file = toml::parse_file(path);
  for (const toml::node& node : *file["consent"].as_array()) {
    const toml::table& row = *node.as_table();
    wire::ConsentText& consent = mirror.consent_texts.emplace_back();
    consent.set_id(text_of(row, "id"));
    consent.set_version(text_of(row, "version"));
    consent.set_language(text_of(row, "language"));
    consent.set_text(text_of(row, "text"));
    consent.set_required(row["required"].value_or(true));
  }
}

template <class Then, class Value>
void post(QObject* owner, Then then, Value value) {
  QTimer::singleShot(0, owner, [then = std::move(then), value = std::move(value)] { then(value); });
}

}  // namespace

FakeKiosk::FakeKiosk(const std::string& source_dir) {
  read_catalogue(source_dir, station.mirror);
  read_help(source_dir + "/assets/catalogue/chaoyang-help.toml", station.mirror);
  for (const char* name : {"joining-zh", "joining-en", "services-zh", "services-en"}) {
    read_consents(source_dir + "/assets/consent/" + name + ".toml", station.mirror);
  }
  if (auto areas = Areas::load(source_dir + "/assets/areas"))
    station.areas = std::make_shared<const Areas>(std::move(*areas));
  m_catalogue = station.mirror;
}

void FakeKiosk::setStations(int others) {
  auto& listings = station.mirror.listings;
  listings = m_catalogue.listings;
  if (others >= 0) {
    std::erase_if(listings, [](const wire::StationListing& one) { return one.code() != kStation; });
    const wire::StationListing here = listings.empty() ? wire::StationListing() : listings.front();
    for (int i = 0; i < others; ++i) {
      wire::StationListing& made = listings.emplace_back(here);
      const std::string number = std::to_string(i + 1);
      made.set_code("made-up-" + number);
      made.set_name("驿站" + number);
      made.mutable_place()->set_name_en("Station " + number);
      if (!made.place().has_point()) continue;
      // A spiral: each a little farther away than the one before, a right angle and a little on.
      const double turn = 1.6 * i, far_e6 = 2'000.0 + 700.0 * i;
      wire::GeoPoint& point = *made.mutable_place()->mutable_point();
      point.set_latitude_e6(point.latitude_e6() + static_cast<std::int32_t>(far_e6 * std::cos(turn)));
      point.set_longitude_e6(point.longitude_e6() + static_cast<std::int32_t>(far_e6 * std::sin(turn)));
    }
  }
  mirror();
}

void FakeKiosk::setPlaces(bool placed) {
  station.mirror.station = m_catalogue.station;
  station.mirror.listings = m_catalogue.listings;
  if (!placed) {
    station.mirror.station.clear_place();
    for (wire::StationListing& one : station.mirror.listings) one.clear_place();
  }
  mirror();
}

void FakeKiosk::mirror() {
  if (m_mirror_moved) m_mirror_moved();
}

void FakeKiosk::setHolding(bool holding) {
  m_holding = holding;
  if (!holding && m_held) std::exchange(m_held, nullptr)();
  Q_EMIT applicationsChanged();
}

void FakeKiosk::setFound(const QString& state) {
  m_state = application_state_from(state.toStdString()).value_or(ApplicationState::awaiting_review);
}

void FakeKiosk::setDelivery(const QString& delivery) {
  m_delivery = delivery == u"saved" ? Delivery::saved : Delivery::received;
}

void FakeKiosk::setCorrected(bool sent, bool waiting) {
  m_corrected = sent;
  m_correction_waiting = waiting;
}

void FakeKiosk::setCard(const QString& state) {
  for (const CardState card : {CardState::valid, CardState::valid_by_approval, CardState::not_yet_approved,
                               CardState::not_checked, CardState::expired, CardState::revoked, CardState::not_a_card}) {
    if (state.toStdString() == wire_name(card)) m_card_state = card;
  }
}

void FakeKiosk::setProblem(const QString& sentenceKey) {
  station.problem_key = sentenceKey.toStdString();
  mirror();
}

void FakeKiosk::setLight(int light, int waiting) {
  sync.light = static_cast<SyncLight>(light);
  sync.waiting = static_cast<std::uint64_t>(waiting);
  if (m_sync_changed) m_sync_changed(sync);
}

void FakeKiosk::setAlert(const QString& kind, const QString& level) {
  station.mirror.alerts.clear();
  if (!kind.isEmpty()) {
    wire::WeatherAlert& alert = station.mirror.alerts.emplace_back();
    alert.set_id("today");
    alert.set_kind(kind.toStdString());
    alert.set_level(level.toStdString());
    alert.set_text(kind == u"heat" ? "今天最高 38 ℃，路面烫脚，跑单请避开中午。"
                                   : "今夜最低 -12 ℃，路面结冰，请慢行。");
    alert.set_text_en(kind == u"heat" ? "Up to 38 °C today. Keep out of the midday sun."
                                      : "Down to -12 °C tonight. Roads are icy: ride slowly.");
    alert.set_from_ms(kNow - kHour);
    alert.set_until_ms(kNow + kHour);
  }
  mirror();
}

void FakeKiosk::setWeather(const QString& kind, int low, int high) {
  station.mirror.weather.reset();
  if (!kind.isEmpty()) {
    wire::Weather& weather = station.mirror.weather.emplace();
    weather.set_kind(kind.toStdString());
    weather.set_low(low);
    weather.set_high(high);
    weather.set_as_of_ms(kNow - kHour);
    weather.set_until_ms(kNow + kHour);
  }
  mirror();
}

void FakeKiosk::submit(const Uuid& application_id, Application application,
                       Callback<Result<SubmittedApplication>> then) {
  SubmittedApplication saved;
  saved.application_id = application_id;
  saved.query_code = kQueryCode;
  saved.card_text = kCardText;
  saved.masked_name = mask_name(application.name);
  saved.card_expires_ms = kNow + 60 * kDay;
  submitted_ids.push_back(application_id);
  submitted.push_back(std::move(application));
  answer_submit = std::move(then);
  Q_EMIT applicationsChanged();
  if (by_hand) return;
  auto answer = [this, then = answer_submit, saved] { post(this, then, Result<SubmittedApplication>(saved)); };
  if (m_holding)
    m_held = answer;
  else
    answer();
}

void FakeKiosk::begin_try(Callback<Result<void>> then) {
  ++tries;
  then(answer_try);
}

void FakeKiosk::correct(const Uuid&, const Uuid& record_id, Correction correction, RequestProof proof,
                        Callback<Result<void>> then) {
  correction_ids.push_back(record_id);
  proofs.push_back(std::move(proof));
  corrected.push_back(std::move(correction));
  answer_correct = std::move(then);
  Q_EMIT applicationsChanged();
  if (!by_hand) post(this, answer_correct, Result<void>());
}

void FakeKiosk::adopt(const ApplicationView& application, Callback<Result<void>> then) {
  adopted.push_back(application);
  then(answer_adopt);
}

ApplicationView FakeKiosk::found() const {
  ApplicationView view;
  view.id = *Uuid::from_text("018f3c00-0000-7000-8000-000000000001");
  view.masked_name = "张*";
  view.occupation = "food-delivery";
  view.union_code = station.mirror.station.union_code();
  for (const wire::ReceivingUnion& receiver : station.mirror.unions) {
    if (receiver.code() == view.union_code) view.union_name = receiver.name();
  }
  view.submitted_ms = kNow - 2 * kDay;
  view.expires_ms = kNow + 60 * kDay;
  view.delivery = m_delivery;
  view.corrected = m_corrected;
  view.correction_waiting = m_correction_waiting;
  view.state = m_state;
  view.card_text = kCardText;
  if (m_state == ApplicationState::returned) {
    view.returned = {Field::name, Field::document};
    view.reason = "姓名与证件号码不一致，请对照身份证重新填写。";
  }
  if (m_state == ApplicationState::rejected) view.reason = "工作地点不在本区，请向工作地的工会申请。";
  if (m_state == ApplicationState::approved) {
    view.final_card = kCardText;
    view.expires_ms = kNow + 3 * 365 * kDay;
  }
  if (m_state != ApplicationState::awaiting_review) view.decided_ms = kNow - kDay;
  return view;
}

void FakeKiosk::find(std::string query_code, std::string last_four, Callback<Result<FoundView>> then) {
  answer_find = std::move(then);
  if (by_hand) return;
  FoundView view;
  const bool given_out = query_code == kQueryCode;
  if (m_found_kind == u"application") view.application = found();
  if (m_found_kind == u"booking" && given_out && bookings && !bookings->known.empty())
    view.booking = bookings->known.back();
  if (m_found_kind == u"case" && given_out && help) view.help_case = help->found(last_four);
  post(this, answer_find, Result<FoundView>(view));
}

void FakeKiosk::find_again(const Uuid&, Callback<Result<std::optional<ApplicationView>>> then) {
  if (by_hand)
    then(known);
  else
    post(this, std::move(then), Result<std::optional<ApplicationView>>(found()));
}

void FakeKiosk::find_by_card(const CardNumber&, Callback<Result<std::optional<ApplicationView>>> then) {
  if (by_hand)
    then(known);
  else
    post(this, std::move(then), Result<std::optional<ApplicationView>>(found()));
}

void FakeKiosk::check_card(std::string, Callback<Result<CardCheck>> then) {
  answer_check = std::move(then);
  if (by_hand) return;
  CardCheck check;
  check.state = m_card_state;
  check.as_of_ms = kNow - 97 * kMinute;
  check.approved_at_ms = kNow - kDay;
  if (m_card_state != CardState::not_a_card && m_card_state != CardState::not_checked) {
    CardClaims claims;
    claims.masked_name = "张*";
    claims.occupation = "food-delivery";
    claims.union_code = station.mirror.station.union_code();
    claims.issued_ms = kNow - 2 * kDay;
    claims.expires_ms = m_card_state == CardState::expired ? kNow - 3 * kDay : kNow + 60 * kDay;
    check.claims = claims;
    check.ends_ms = claims.expires_ms;
  }
  post(this, answer_check, Result<CardCheck>(check));
}

void FakeKiosk::on_sync(Callback<SyncStatus> changed) {
  m_sync_changed = std::move(changed);
  m_sync_changed(sync);
}

}  // namespace warmheart::test
