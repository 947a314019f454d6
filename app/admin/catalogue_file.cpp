#include "app/admin/catalogue_file.h"

#include <algorithm>
#include <filesystem>

#include "app/admin/catalogue_help.h"
#include "app/admin/catalogue_notices.h"
#include "app/admin/toml_reader.h"
#include "core/service/geo.h"
#include "core/service/opening_hours.h"

namespace warmheart::admin {
namespace {

constexpr std::string_view kUnionKinds[] = {"street", "joint", "industry", "enterprise"};

bool is_code(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789") == std::string_view::npos;
}

wire::ReceivingUnion read_union(TomlReader reader) {
  reader.allow({"code", "name", "name_en", "kind", "streets", "address", "address_en", "phone"});
  wire::ReceivingUnion value;
  value.set_code(reader.text("code", true));
  value.set_name(reader.text("name", true));
  value.set_name_en(reader.text("name_en", false));
  value.set_kind(reader.text("kind", true));
  if (std::ranges::find(kUnionKinds, value.kind()) == std::end(kUnionKinds))
    reader.reject_value("kind", "must be street, joint, industry or enterprise");
  for (const std::string& street : reader.texts("streets")) {
    if (!is_code(street, 9)) reader.reject_value("streets", "must be codes of streets, nine digits each");
    value.add_streets(street);
  }
  value.set_address(reader.text("address", false));
  value.set_address_en(reader.text("address_en", false));
  value.set_phone(reader.text("phone", false));
  return value;
}

// In which datum a station's degrees are written: as a receiver of satellites tells them, or read from a map of China.
constexpr std::string_view kWgs84 = "wgs84", kGcj02 = "gcj02";

void read_point(TomlReader& reader, wire::StationPlace& place) {
  const std::string datum = reader.text("datum", false);
  if (!datum.empty() && datum != kWgs84 && datum != kGcj02) reader.reject_value("datum", "must be wgs84 or gcj02");
  const auto latitude = reader.real("latitude"), longitude = reader.real("longitude");
  if (!latitude && !longitude) return;
  if (!latitude || !longitude)
    return reader.reject_value(latitude ? "latitude" : "longitude", "needs both, latitude and longitude");
  GeoPoint point{*latitude, *longitude};
  if (!is_geo_point(point))
    return reader.reject_value("latitude", "must be degrees: latitude -90 to 90, longitude -180 to 180, not both 0");
  if (datum == kGcj02) point = wgs84_from_gcj02(point);
  place.mutable_point()->set_latitude_e6(static_cast<std::int32_t>(latitude_e6(point)));
  place.mutable_point()->set_longitude_e6(static_cast<std::int32_t>(longitude_e6(point)));
}

wire::StationPlace read_place(TomlReader& reader) {
  wire::StationPlace place;
  place.set_name_en(reader.text("name_en", false));
  place.set_host_en(reader.text("host_en", false));
  place.set_address(reader.text("address", false));
  place.set_address_en(reader.text("address_en", false));
  place.set_phone(reader.text("phone", false));
  place.set_landmark(reader.text("landmark", false));
  place.set_landmark_en(reader.text("landmark_en", false));
  place.set_defibrillator(reader.text("defibrillator", false));
  place.set_defibrillator_en(reader.text("defibrillator_en", false));
  read_point(reader, place);
  return place;
}

Station read_station(TomlReader reader) {
  reader.allow({"code",         "name",         "name_en",  "host",        "host_en",       "street",
                "hours",        "union",        "address",  "address_en",  "latitude",      "longitude",
                "datum",        "phone",        "landmark", "landmark_en", "defibrillator", "defibrillator_en",
                "wifi_network", "wifi_password"});
  Station station;
  station.code = reader.text("code", true);
  station.name = reader.text("name", true);
  station.host = reader.text("host", false);
  station.street_code = reader.text("street", true);
  if (!is_code(station.street_code, 9)) reader.reject_value("street", "must be the code of a street, nine digits");
  station.opening_hours = reader.text("hours", false);
  if (!station.opening_hours.empty() && !opening_hours_from(station.opening_hours))
    reader.reject_value("hours", "must be HH:MM-HH:MM, 00:00-24:00 for always");
  station.union_code = reader.text("union", true);
  station.place = read_place(reader);
  station.wifi_network = reader.text("wifi_network", false);
  station.wifi_password = reader.text("wifi_password", false);
  return station;
}

OfferedService read_service(TomlReader reader) {
  reader.allow({"code", "name", "name_en", "units", "station", "minutes", "by_hand", "order", "hidden", "lent", "how",
                "how_en"});
  OfferedService offered;
  offered.station_code = reader.text("station", false);
  offered.service.set_code(reader.text("code", true));
  offered.service.set_name(reader.text("name", true));
  offered.service.set_name_en(reader.text("name_en", false));
  offered.service.set_units(reader.number("units"));
  offered.service.set_minutes(reader.number("minutes"));
  offered.service.set_by_hand(reader.truth("by_hand", false));
  offered.service.set_order(reader.number("order"));
  offered.service.set_hidden(reader.truth("hidden", false));
  offered.service.set_lent(reader.truth("lent", false));
  if (offered.service.lent() && offered.service.units() == 0)
    reader.reject_value("lent", "needs units: how many things there are to lend");
  offered.service.set_how(reader.text("how", false));
  offered.service.set_how_en(reader.text("how_en", false));
  if (!offered.service.how().empty() && offered.station_code.empty())
    reader.reject_value("how", "is the way in one station: name it in \"station\"");
  return offered;
}

wire::RiderAnswer read_answer(TomlReader reader) {
  reader.allow({"id", "order", "language", "question", "answer"});
  wire::RiderAnswer answer;
  answer.set_id(reader.text("id", true));
  answer.set_order(reader.number("order"));
  answer.set_language(reader.text("language", true));
  answer.set_question(reader.text("question", true));
  answer.set_answer(reader.text("answer", true));
  return answer;
}

wire::ConsentText read_consent(TomlReader reader) {
  reader.allow({"id", "version", "language", "required", "text"});
  wire::ConsentText consent;
  consent.set_id(reader.text("id", true));
  consent.set_version(reader.text("version", true));
  consent.set_language(reader.text("language", true));
  consent.set_required(reader.truth("required"));
  consent.set_text(reader.text("text", true));
  return consent;
}

void read_controller(const toml::table& root, CatalogueFile& file, std::optional<Error>& error) {
  const toml::table* table = root["controller"].as_table();
  std::string name;
  std::string name_en;
  std::string phone;
  if (table) {
    TomlReader reader(file.path, *table, error);
    reader.allow({"name", "name_en", "phone"});
    name = reader.text("name", true);
    name_en = reader.text("name_en", false);
    phone = reader.text("phone", true);
  } else if (!file.stations.empty() && !error) {
    error = Error{ErrorCode::invalid_argument,
                  file.path + ": stations need a [controller] with name and phone: the notice names it"};
  }
  for (Station& station : file.stations) {
    station.controller_name = name;
    station.controller_name_en = name_en;
    station.controller_phone = phone;
    station.district_code = station.street_code.substr(0, 6);
  }
}

}  // namespace

Result<CatalogueFile> read_catalogue_file(const std::string& path, std::int64_t now_ms) {
  CatalogueFile file;
  file.path = path;
  std::error_code problem;
  if (std::filesystem::exists(path, problem) && !std::filesystem::is_regular_file(path, problem))
    return fail(ErrorCode::invalid_argument, path + " is no file; give the TOML files one by one");
  toml::table root;
  try {
    root = toml::parse_file(path);
  } catch (const toml::parse_error& error) {
    if (error.source().begin.line == 0)
      return fail(ErrorCode::not_found, "cannot read " + path + ": " + std::string(error.description()));
    return fail(ErrorCode::invalid_argument, at(path, error.source()) + std::string(error.description()));
  }
  std::optional<Error> error;
  TomlReader top(path, root, error);
  top.allow({"district", "controller", "union", "station", "service", "answer", "consent", "session", "case_kind",
             "emergency", "announcement", "benefit", "heat_allowance"});
  file.district = top.text("district", false);
  if (!file.district.empty() && !is_code(file.district, 6))
    top.reject_value("district", "must be the code of a district, six digits");
  read_all(root, "union", path, error, read_union, file.unions);
  read_all(root, "station", path, error, read_station, file.stations);
  read_all(root, "service", path, error, read_service, file.services);
  read_all(root, "answer", path, error, read_answer, file.answers);
  read_all(root, "consent", path, error, read_consent, file.consents);
  read_all(root, "case_kind", path, error, read_case_kind, file.case_kinds);
  read_all(root, "emergency", path, error, read_emergency, file.emergencies);
  read_all(root, "announcement", path, error, read_announcement, file.announcements);
  const auto benefit = [now_ms](TomlReader reader) { return read_benefit(reader, now_ms); };
  read_all(root, "benefit", path, error, benefit, file.benefits);
  if (const toml::table* table = root["heat_allowance"].as_table())
    file.heat_allowance = read_heat_allowance(TomlReader(path, *table, error));
  else if (root.contains("heat_allowance") && !error)
    error = Error{ErrorCode::invalid_argument, path + ": write [heat_allowance] as a table"};
  const auto session = [now_ms](TomlReader reader) { return read_session(reader, now_ms); };
  read_all(root, "session", path, error, session, file.sessions);
  read_controller(root, file, error);
  if (root.empty() && !error)
    error = Error{ErrorCode::invalid_argument, path + " holds nothing that could be published"};
  if (error) return fail(*error);
  return file;
}

}  // namespace warmheart::admin
