#include "app/admin/catalogue_file.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <toml++/toml.h>

namespace warmheart::admin {
namespace {

std::string at(const std::string& path, const toml::source_region& where) { return path + ":" + std::to_string(where.begin.line) + ": "; }

// One table of the file, with every complaint naming its line. The first complaint is kept.
class Reader {
 public:
  Reader(const std::string& path, const toml::table& table, std::optional<Error>& complaint)
      : m_path(path), m_table(table), m_complaint(complaint) {}

  void allow(std::initializer_list<std::string_view> keys) {
    for (const auto& [key, node] : m_table) {
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
        complain(node.source(), "\"" + std::string(key.str()) + "\" is not a key that is known here");
      }
    }
  }
  std::string text(std::string_view key, bool required) {
    const toml::node* node = find(key, required);
    if (!node) return {};
    if (const auto value = node->value_exact<std::string>()) {
      if (required && value->empty()) complain(node->source(), "\"" + std::string(key) + "\" is empty");
      return *value;
    }
    complain(node->source(), "\"" + std::string(key) + "\" must be a text in quotes");
    return {};
  }
  std::uint32_t number(std::string_view key) {
    const toml::node* node = find(key, false);
    if (!node) return 0;
    const auto value = node->value_exact<std::int64_t>();
    if (value && *value >= 0 && *value <= 1'000'000) return static_cast<std::uint32_t>(*value);
    complain(node->source(), "\"" + std::string(key) + "\" must be a number from 0 on");
    return 0;
  }
  bool truth(std::string_view key) {
    const toml::node* node = find(key, true);
    if (!node) return false;
    if (const auto value = node->value_exact<bool>()) return *value;
    complain(node->source(), "\"" + std::string(key) + "\" must be true or false");
    return false;
  }
  std::vector<std::string> texts(std::string_view key) {
    std::vector<std::string> values;
    const toml::node* node = find(key, false);
    if (!node) return values;
    const toml::array* list = node->as_array();
    for (std::size_t i = 0; list && i < list->size(); ++i) {
      if (const auto value = (*list)[i].value_exact<std::string>()) values.push_back(*value);
      else list = nullptr;
    }
    if (!list) complain(node->source(), "\"" + std::string(key) + "\" must be a list of texts");
    return values;
  }

 private:
  const toml::node* find(std::string_view key, bool required) {
    const toml::node* node = m_table.get(key);
    if (!node && required) complain(m_table.source(), "\"" + std::string(key) + "\" is missing");
    return node;
  }
  void complain(const toml::source_region& where, const std::string& what) {
    if (!m_complaint) m_complaint = Error{ErrorCode::invalid_argument, at(m_path, where) + what};
  }

  const std::string& m_path;
  const toml::table& m_table;
  std::optional<Error>& m_complaint;
};

wire::ReceivingUnion read_union(Reader reader) {
  reader.allow({"code", "name", "name_en", "kind", "streets", "address", "phone"});
  wire::ReceivingUnion value;
  value.set_code(reader.text("code", true));
  value.set_name(reader.text("name", true));
  value.set_name_en(reader.text("name_en", false));
  value.set_kind(reader.text("kind", true));
  for (const std::string& street : reader.texts("streets")) value.add_streets(street);
  value.set_address(reader.text("address", false));
  value.set_phone(reader.text("phone", false));
  return value;
}

Station read_station(Reader reader) {
  reader.allow({"code", "name", "host", "street", "hours", "union"});
  Station station;
  station.code = reader.text("code", true);
  station.name = reader.text("name", true);
  station.host = reader.text("host", false);
  station.street_code = reader.text("street", true);
  station.opening_hours = reader.text("hours", false);
  station.union_code = reader.text("union", true);
  return station;
}

OfferedService read_service(Reader reader) {
  reader.allow({"code", "name", "name_en", "places", "station"});
  OfferedService offered;
  offered.station_code = reader.text("station", false);
  offered.service.set_code(reader.text("code", true));
  offered.service.set_name(reader.text("name", true));
  offered.service.set_name_en(reader.text("name_en", false));
  offered.service.set_places(reader.number("places"));
  return offered;
}

wire::RiderAnswer read_answer(Reader reader) {
  reader.allow({"id", "order", "language", "question", "answer"});
  wire::RiderAnswer answer;
  answer.set_id(reader.text("id", true));
  answer.set_order(reader.number("order"));
  answer.set_language(reader.text("language", true));
  answer.set_question(reader.text("question", true));
  answer.set_answer(reader.text("answer", true));
  return answer;
}

wire::ConsentText read_consent(Reader reader) {
  reader.allow({"id", "version", "language", "required", "text"});
  wire::ConsentText consent;
  consent.set_id(reader.text("id", true));
  consent.set_version(reader.text("version", true));
  consent.set_language(reader.text("language", true));
  consent.set_required(reader.truth("required"));
  consent.set_text(reader.text("text", true));
  return consent;
}

template <class Value>
void read_all(const toml::table& root, const char* key, const std::string& path, std::optional<Error>& complaint,
              Value (*read)(Reader), std::vector<Value>& out) {
  const toml::node* node = root.get(key);
  if (!node) return;
  const toml::array* list = node->as_array();
  for (std::size_t i = 0; list && i < list->size(); ++i) {
    const toml::table* table = (*list)[i].as_table();
    if (!table) list = nullptr;
    else out.push_back(read(Reader(path, *table, complaint)));
  }
  if (!list && !complaint) complaint = Error{ErrorCode::invalid_argument, at(path, node->source()) + "write [[" + key + "]] with two brackets"};
}

void read_controller(const toml::table& root, CatalogueFile& file, std::optional<Error>& complaint) {
  const toml::table* table = root["controller"].as_table();
  std::string name;
  std::string phone;
  if (table) {
    Reader reader(file.path, *table, complaint);
    reader.allow({"name", "name_en", "phone"});
    name = reader.text("name", true);
    phone = reader.text("phone", true);
  } else if (!file.stations.empty() && !complaint) {
    complaint = Error{ErrorCode::invalid_argument, file.path + ": stations need a [controller] with name and phone: the notice names it"};
  }
  for (Station& station : file.stations) {
    station.controller_name = name;
    station.controller_phone = phone;
    station.district_code = station.street_code.substr(0, 6);
  }
}

}  // namespace

Result<CatalogueFile> read_catalogue_file(const std::string& path) {
  CatalogueFile file;
  file.path = path;
  toml::table root;
  try {
    root = toml::parse_file(path);
  } catch (const toml::parse_error& error) {
    if (error.source().begin.line == 0) return fail(ErrorCode::not_found, "cannot read " + path + ": " + std::string(error.description()));
    return fail(ErrorCode::invalid_argument, at(path, error.source()) + std::string(error.description()));
  }
  std::optional<Error> complaint;
  Reader top(path, root, complaint);
  top.allow({"district", "controller", "union", "station", "service", "answer", "consent"});
  file.district = top.text("district", false);
  read_all(root, "union", path, complaint, read_union, file.unions);
  read_all(root, "station", path, complaint, read_station, file.stations);
  read_all(root, "service", path, complaint, read_service, file.services);
  read_all(root, "answer", path, complaint, read_answer, file.answers);
  read_all(root, "consent", path, complaint, read_consent, file.consents);
  read_controller(root, file, complaint);
  if (complaint) return fail(*complaint);
  return file;
}

}  // namespace warmheart::admin
