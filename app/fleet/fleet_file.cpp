#include "app/fleet/fleet_file.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "net/tls/certificates.h"

namespace warmheart::fleet {
namespace {

using Json = nlohmann::json;

std::string path_in(const std::string& folder) { return folder + "/fleet.jsonl"; }

Json to_json(const Member& member) {
  const DeviceIdentity& it = member.identity;
  return {{"device", it.device.text()},
          {"station", it.station.text()},
          {"centre_host", it.centre_host},
          {"devices_port", it.devices_port},
          {"people_port", it.people_port},
          {"ca", to_base64url(it.ca_der)},
          {"roots_ordinal", it.roots_ordinal},
          {"roots_signer", to_base64url(it.roots_signer)},
          {"roots_signer_ordinal", it.roots_signer_ordinal},
          {"root_public_key", to_base64url(it.root_public_key)},
          {"feed_public_key", to_base64url(it.feed_public_key)},
          {"root_ordinal", it.root_ordinal},
          {"feed_ordinal", it.feed_ordinal},
          {"sealing_key", to_base64url(it.sealing_key)},
          {"first_assignment", to_base64url(it.first_assignment)},
          {"card_key_id", to_base64url(it.card_key_id)},
          {"first_known_ms", it.first_known_ms},
          {"certificate", it.certificate_pem},
          {"key", std::string(it.key_pem.view())},
          {"card_key", to_base64url(it.card_secret_key.view())},
          {"code_mark", member.code_mark}};
}

Result<Bytes> bytes_at(const Json& line, const char* key) { return from_base64url(line.at(key).get<std::string>()); }

// Throws what the JSON library throws where a value is missing or of another kind.
Result<Member> read_member(const Json& line) {
  Member out;
  DeviceIdentity& it = out.identity;
  WARMHEART_TRY_ASSIGN(it.device, Uuid::from_text(line.at("device").get<std::string>()));
  WARMHEART_TRY_ASSIGN(it.station, Uuid::from_text(line.at("station").get<std::string>()));
  it.centre_host = line.at("centre_host").get<std::string>();
  it.devices_port = line.at("devices_port").get<std::uint16_t>();
  it.people_port = line.at("people_port").get<std::uint16_t>();
  WARMHEART_TRY_ASSIGN(it.ca_der, bytes_at(line, "ca"));
  it.roots_ordinal = line.at("roots_ordinal").get<std::uint64_t>();
  WARMHEART_TRY_ASSIGN(it.roots_signer, bytes_at(line, "roots_signer"));
  it.roots_signer_ordinal = line.at("roots_signer_ordinal").get<std::uint64_t>();
  WARMHEART_TRY_ASSIGN(it.root_public_key, bytes_at(line, "root_public_key"));
  WARMHEART_TRY_ASSIGN(it.feed_public_key, bytes_at(line, "feed_public_key"));
  it.root_ordinal = line.at("root_ordinal").get<std::uint64_t>();
  it.feed_ordinal = line.at("feed_ordinal").get<std::uint64_t>();
  WARMHEART_TRY_ASSIGN(it.sealing_key, bytes_at(line, "sealing_key"));
  WARMHEART_TRY_ASSIGN(it.first_assignment, bytes_at(line, "first_assignment"));
  WARMHEART_TRY_ASSIGN(it.card_key_id, bytes_at(line, "card_key_id"));
  it.first_known_ms = line.at("first_known_ms").get<std::int64_t>();
  it.certificate_pem = line.at("certificate").get<std::string>();
  it.key_pem = SecretString(line.at("key").get<std::string>());
  WARMHEART_TRY_ASSIGN(Bytes card, bytes_at(line, "card_key"));
  it.card_secret_key = SecretBytes(std::move(card));
  out.code_mark = line.at("code_mark").get<std::string>();
  return out;
}

}  // namespace

std::string mark_of_code(std::string_view code_text) {
  constexpr std::size_t kDigits = 16;
  return to_hex(sha256({view_of(code_text)})).substr(0, kDigits);
}

Result<std::vector<Member>> load_fleet(const std::string& folder) {
  const std::string path = path_in(folder);
  std::ifstream file(path, std::ios::binary);
  if (!file) return fail(ErrorCode::not_found, "no fleet in " + folder + ": `warmheart-fleet enrol` makes one");
  std::vector<Member> members;
  std::string text;
  for (std::size_t number = 1; std::getline(file, text); ++number) {
    const std::string where = path + ", line " + std::to_string(number);
    try {
      auto member = read_member(Json::parse(text));
      if (!member) return fail(ErrorCode::corrupt, where + ": " + member.error().what);
      members.push_back(std::move(*member));
    } catch (const Json::exception&) { return fail(ErrorCode::corrupt, where + " is no station of a fleet"); }
    wipe(text);
  }
  if (file.bad()) return fail(ErrorCode::io, "cannot read " + path);
  return members;
}

Result<void> save_fleet(const std::string& folder, const std::vector<Member>& members) {
  ::mkdir(folder.c_str(), S_IRWXU);  // it may be there; where it cannot be written to, the file's error says so
  std::string text;
  for (const Member& member : members) text += to_json(member).dump() + "\n";
  const auto saved = tls::write_secret_file(path_in(folder), text);
  wipe(text);
  return saved;
}

}  // namespace warmheart::fleet
