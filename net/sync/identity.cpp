#include "net/sync/identity.h"

#include <sys/stat.h>
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>

#include "core/base/random.h"
#include "core/station/types.h"
#include "net/tls/certificates.h"

namespace warmheart {
namespace {

constexpr std::size_t kCardSecretBytes = 64;
constexpr std::size_t kPepperBytes = 32;

// Reads one table of identity.toml; remembers the first thing that is wrong.
class Reader {
 public:
  Reader(const toml::table& table, std::string file) : m_table(table), m_file(std::move(file)) {}

  std::string text(const char* key) {
    const auto value = m_table[key].value<std::string>();
    if (!value) record_error(key, "is missing or no text");
    return value.value_or(std::string());
  }
  std::uint16_t port(const char* key) {
    const auto value = m_table[key].value<std::int64_t>();
    if (!value || *value < 1 || *value > 65535) record_error(key, "is no port from 1 to 65535");
    return static_cast<std::uint16_t>(value.value_or(0));
  }
  Bytes bytes(const char* key, std::size_t exact = 0) {
    const auto value = from_base64url(text(key));
    if (!value || value->empty() || (exact != 0 && value->size() != exact)) {
      record_error(key, "is not what enrolment wrote");
      return {};
    }
    return *value;
  }
  std::uint64_t ordinal(const char* key) {  // identities of before ordinals have none
    return static_cast<std::uint64_t>(std::max<std::int64_t>(1, m_table[key].value<std::int64_t>().value_or(1)));
  }
  std::int64_t time_if_kept(const char* key) { return m_table[key].value<std::int64_t>().value_or(0); }
  Uuid id(const char* key) {
    const auto value = Uuid::from_text(text(key));
    if (!value) record_error(key, "is no id");
    return value ? *value : Uuid();
  }

  const std::string& error() const { return m_error; }

 private:
  void record_error(const char* key, const char* what) {
    if (m_error.empty()) m_error = m_file + ": " + key + " " + what;
  }

  const toml::table& m_table;
  std::string m_file;
  std::string m_error;
};

Result<toml::table> parse_file(const std::string& path) {
  auto content = tls::read_small_file(path);
  if (!content && content.error().code == ErrorCode::not_found) {
    return fail(ErrorCode::not_found, "this kiosk is not enrolled: " + path + " does not exist");
  }
  if (!content) return fail(content.error());
  try {
    return toml::parse(*content, path);
  } catch (const toml::parse_error& broken) {
    return fail(ErrorCode::corrupt, path + ", line " + std::to_string(broken.source().begin.line) + ": " +
                                        std::string(broken.description()));
  }
}

std::string line(const char* key, const std::string& value) { return std::string(key) + " = \"" + value + "\"\n"; }
std::string line(const char* key, ByteView value) { return line(key, to_base64url(value)); }

// What goes into quotes must not be able to leave them.
bool is_host(const std::string& host) {
  return !host.empty() && host.size() <= 253 &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:_") ==
             std::string::npos;
}

std::string as_toml(const DeviceIdentity& it) {
  Bytes incarnation;
  append_be64(incarnation, it.incarnation);
  return "# Written by enrolment. The address may be changed by hand; the rest belongs to the keys beside this "
         "file.\n" +
         line("device", it.device.text()) + line("station", it.station.text()) + line("centre_host", it.centre_host) +
         "devices_port = " + std::to_string(it.devices_port) + "\npeople_port = " + std::to_string(it.people_port) +
         "\n" + line("ca", it.ca_der) + line("root_public_key", it.root_public_key) +
         line("feed_public_key", it.feed_public_key) + line("sealing_key", it.sealing_key) +
         line("first_assignment", it.first_assignment) + line("card_key_id", it.card_key_id) +
         line("incarnation", incarnation) + "first_known_ms = " + std::to_string(it.first_known_ms) +
         "\nroot_ordinal = " + std::to_string(it.root_ordinal) + "\nfeed_ordinal = " + std::to_string(it.feed_ordinal) +
         "\nroots_ordinal = " + std::to_string(it.roots_ordinal) + "\n";
}

std::string roots_path(const std::string& folder) { return folder + "/roots.toml"; }

// What took the place of enrolment's roots, where something has.
Result<void> load_trusted_roots(const std::string& folder, DeviceIdentity& it) {
  const std::string path = roots_path(folder);
  if (::access(path.c_str(), F_OK) != 0) return {};
  WARMHEART_TRY_ASSIGN(const toml::table table, parse_file(path));
  Reader reader(table, path);
  const std::uint64_t ordinal = reader.ordinal("roots_ordinal");
  const Bytes roots = reader.bytes("roots");
  const Bytes signer = reader.bytes("signer", 32);
  const std::uint64_t signer_ordinal = reader.ordinal("signer_ordinal");
  if (!reader.error().empty()) return fail(ErrorCode::corrupt, reader.error());
  if (ordinal <= it.roots_ordinal) return {};
  it.ca_der = roots;
  it.roots_ordinal = ordinal;
  it.roots_signer = signer;
  it.roots_signer_ordinal = signer_ordinal;
  return {};
}

Result<SecretBytes> load_pepper(const std::string& path) {
  auto content = tls::read_small_file(path);
  if (!content && content.error().code != ErrorCode::not_found) return fail(content.error());
  if (!content) {
    Bytes fresh(kPepperBytes);
    SystemRandom().fill(fresh);
    SecretBytes made(std::move(fresh));
    WARMHEART_TRY(tls::write_secret_file(path, text_of(made.view())));
    return made;
  }
  SecretBytes pepper(bytes_of(*content));
  wipe(*content);
  if (pepper.view().size() != kPepperBytes) return fail(ErrorCode::corrupt, path + " is no key of 32 bytes");
  return pepper;
}

}  // namespace

Result<DeviceIdentity> load_identity(const std::string& folder) {
  const std::string path = folder + "/identity.toml";
  WARMHEART_TRY_ASSIGN(const toml::table table, parse_file(path));
  Reader reader(table, path);
  DeviceIdentity it;
  it.device = reader.id("device");
  it.station = reader.id("station");
  it.centre_host = reader.text("centre_host");
  it.devices_port = reader.port("devices_port");
  it.people_port = reader.port("people_port");
  it.ca_der = reader.bytes("ca");
  it.root_public_key = reader.bytes("root_public_key", 32);
  it.feed_public_key = reader.bytes("feed_public_key", 32);
  it.root_ordinal = reader.ordinal("root_ordinal");
  it.feed_ordinal = reader.ordinal("feed_ordinal");
  it.roots_ordinal = reader.ordinal("roots_ordinal");
  it.roots_signer = it.root_public_key;
  it.roots_signer_ordinal = it.root_ordinal;
  it.sealing_key = reader.bytes("sealing_key");
  it.first_assignment = reader.bytes("first_assignment");
  it.card_key_id = reader.bytes("card_key_id", 8);
  const Bytes incarnation = reader.bytes("incarnation", 8);
  if (!reader.error().empty()) return fail(ErrorCode::corrupt, reader.error());
  it.incarnation = read_be64(incarnation);
  it.first_known_ms = reader.time_if_kept("first_known_ms");
  WARMHEART_TRY(load_trusted_roots(folder, it));

  WARMHEART_TRY_ASSIGN(it.certificate_pem, tls::read_small_file(folder + "/device.pem"));
  WARMHEART_TRY_ASSIGN(std::string key, tls::read_small_file(folder + "/device.key"));
  it.key_pem = SecretString(std::move(key));
  WARMHEART_TRY_ASSIGN(std::string card, tls::read_small_file(folder + "/card.key"));
  it.card_secret_key = SecretBytes(bytes_of(card));
  wipe(card);
  if (it.card_secret_key.view().size() != kCardSecretBytes)
    return fail(ErrorCode::corrupt, folder + "/card.key is not a card key");

  WARMHEART_TRY_ASSIGN(const Bytes der, tls::der_of_pem(it.certificate_pem));
  WARMHEART_TRY_ASSIGN(const tls::CertificateFacts facts, tls::read_certificate(der));
  if (facts.device != it.device)
    return fail(ErrorCode::forbidden, folder + "/device.pem is the certificate of another device");
  WARMHEART_TRY_ASSIGN(it.look_up_pepper, load_pepper(folder + "/look-up.key"));
  return it;
}

Result<void> save_identity(const std::string& folder, const DeviceIdentity& identity) {
  if (!is_host(identity.centre_host)) return fail(ErrorCode::invalid_argument, "the centre's address is no host name");
  WARMHEART_TRY(tls::remove_file(roots_path(folder)));  // of another enrolment
  WARMHEART_TRY(tls::write_secret_file(folder + "/device.key", identity.key_pem.view()));
  WARMHEART_TRY(tls::write_secret_file(folder + "/card.key", text_of(identity.card_secret_key.view())));
  WARMHEART_TRY(tls::write_secret_file(folder + "/device.pem", identity.certificate_pem));
  return tls::write_secret_file(folder + "/identity.toml", as_toml(identity));  // last: with it the device is enrolled
}

Result<void> save_certificate(const std::string& folder, const std::string& certificate_pem) {
  return tls::write_secret_file(folder + "/device.pem", certificate_pem);
}

Result<void> save_trusted_roots(const std::string& folder, const DeviceIdentity& identity) {
  return tls::write_secret_file(
      roots_path(folder), "# Written by the renewal of the certificate; belongs to identity.toml.\nroots_ordinal = " +
                              std::to_string(identity.roots_ordinal) + "\n" + line("roots", identity.ca_der) +
                              line("signer", identity.roots_signer) +
                              "signer_ordinal = " + std::to_string(identity.roots_signer_ordinal) + "\n");
}

Result<std::string> fingerprint_text(const DeviceIdentity& identity) {
  constexpr std::size_t kShown = 32, kGroup = 4;
  WARMHEART_TRY_ASSIGN(const Bytes der, tls::der_of_pem(identity.certificate_pem));
  WARMHEART_TRY_ASSIGN(const tls::CertificateFacts facts, tls::read_certificate(der));
  std::string text = to_hex(facts.fingerprint).substr(0, kShown);
  for (std::size_t at = kShown - kGroup; at > 0; at -= kGroup) text.insert(at, " ");
  return text;
}

Result<StationIdentity> station_identity(const DeviceIdentity& identity) {
  StationIdentity out;
  out.device = identity.device;
  out.root_public_key = identity.root_public_key;
  out.feed_public_key = identity.feed_public_key;
  out.root_ordinal = identity.root_ordinal;
  out.feed_ordinal = identity.feed_ordinal;
  if (!out.sealing_key.ParseFromString(string_of(identity.sealing_key)) ||
      !out.first_assignment.ParseFromString(string_of(identity.first_assignment))) {
    return fail(ErrorCode::corrupt, "identity.toml holds a sealing key or an assignment that cannot be read");
  }
  WARMHEART_TRY_ASSIGN(out.card_key_id, eight_bytes(identity.card_key_id));
  out.card_secret_key = identity.card_secret_key;
  out.first_known_ms = identity.first_known_ms;
  out.look_up_pepper = identity.look_up_pepper;
  return out;
}

}  // namespace warmheart
