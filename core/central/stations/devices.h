// Stations, devices, enrolment codes and revocation (net/sync/PROTOCOL.md "Enrolment"). A device is one enrolled kiosk;
// the station is where it stands. A code is one-time, 128 bits, bound to one station, 24 hours, stored hashed. Seen
// twice within them from different machines, both are held. A new device serves once an operator has compared the
// fingerprint that the kiosk shows, unless its code was made to serve at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/digest.h"
#include "core/base/secret.h"
#include "core/central/store/states.h"
#include "core/central/store/store.h"
#include "warmheart.pb.h"

namespace warmheart {

inline constexpr std::int64_t kEnrolmentCodeLifeMs = 24ll * 3600 * 1000;

struct Station {
  Uuid id;
  std::string code;  // short, for people and files: "wangjing-boc"
  std::string name;
  std::string host;
  std::string district_code;  // 6 digits
  std::string street_code;    // 9 digits
  std::string opening_hours;
  std::string union_code;
  std::string controller_name;
  std::string controller_phone;
  std::string controller_name_en{};
  wire::StationPlace place{};
  std::string wifi_network{};   // at most 32 bytes (IEEE 802.11); empty: none
  std::string wifi_password{};  // 8 to 63 characters (WPA); empty: an open network
};

// New, or changed by its code; the station's own feed scope gets the assignment. `id` empty: kept, or made.
// invalid_argument: without code, name or district; a point that is none by WGS 84; a network that no phone could join.
Result<Uuid> put_station(CentralStore& store, Station station);
// By code, by id text, or by its exact name; not_found says how to see which there are.
Result<Station> find_station(CentralStore& store, const std::string& code_or_id);

struct EnrolmentCode {
  SecretBytes code;  // 16 bytes: shown once, never stored
  Station station;
  std::int64_t expires_ms = 0;
};
enum class Serves { after_approval, at_once };
Result<EnrolmentCode> make_enrolment_code(CentralStore& store, const std::string& station_code_or_id,
                                          Serves serves = Serves::after_approval);

struct EnrolmentAsk {
  Bytes code;               // 16 bytes
  Bytes card_public_key;    // 32 bytes
  Digest csr_key_digest{};  // of the public key in the CSR (net/tls): with the card key it tells a repeat from a second
                            // machine
  std::string machine;      // what the operator will see; cut to 100 characters
};
struct EnrolmentGrant {
  Uuid device;  // goes into the certificate
  Station station;
  KeyId card_key_id{};
  bool again = false;  // the same machine asked again: its first answer was lost
};
// Spends the code and makes the device; its card key goes to the district's feed. The caller signs the CSR for
// `device`. unauthenticated: no such code, or too old. forbidden: used by another machine; both are held now, and an
// alarm is raised.
Result<EnrolmentGrant> enrol_device(CentralStore& store, const EnrolmentAsk& ask);
// Everything of an EnrolAnswer that the centre's store knows; certificate, CA and port are the caller's.
void fill_enrol_answer(CentralStore& store, const EnrolmentGrant& grant, wire::EnrolAnswer& out);
// Remembered for the operator's list and the expiry alarm.
Result<void> store_certificate(CentralStore& store, const Uuid& device, const std::string& fingerprint_hex,
                               std::int64_t ends_ms);

enum class DeviceState { unapproved, active, held, revoked };
inline constexpr StateName<DeviceState> kDeviceStates[] = {{DeviceState::unapproved, "unapproved"},
                                                           {DeviceState::active, "active"},
                                                           {DeviceState::held, "held"},
                                                           {DeviceState::revoked, "revoked"}};
constexpr std::span<const StateName<DeviceState>> names_of(DeviceState) { return kDeviceStates; }

struct DeviceRow {
  Uuid device;
  Station station;
  DeviceState state = DeviceState::active;
  std::string machine;
  std::string certificate_fingerprint;
  std::int64_t certificate_ends_ms = 0;
  std::int64_t enrolled_ms = 0;
  std::int64_t last_contact_ms = 0;  // 0: never
  std::string version;
  std::uint64_t waiting = 0;  // as the device reported, like the next two
  std::uint64_t disk_free_mib = 0;
  bool clock_unproven = false;  // further than 90 days from ours, or never yet told the time
  std::uint64_t parked = 0;     // its records parked here
  std::string revoked_reason;
};
Result<std::vector<DeviceRow>> list_devices(CentralStore& store);

// Devices that may speak, or may be let in again, and have not said with their last exchange that this authority has
// signed their certificate and that they keep this list of roots or a later one (net/sync/PROTOCOL.md "New roots").
Result<std::vector<DeviceRow>> devices_behind(CentralStore& store, ByteView authority_id, std::uint64_t roots_ordinal);
// How many devices, but for revoked ones, have said that this authority has signed their certificate.
Result<std::uint64_t> devices_under(CentralStore& store, ByteView authority_id);

// Asked on every request: forbidden when revoked, held or not yet approved, not_found when never enrolled here (refused
// within 2 s).
Result<void> admit_device(CentralStore& store, const Uuid& device);
Result<void> revoke_device(CentralStore& store, const Uuid& device, const std::string& by, const std::string& reason);
// A new device serves from here on, and its cards are vouched for. `fingerprint`: the beginning of what the kiosk
// shows, at least kFingerprintDigits hexadecimal digits; blanks do not count. forbidden: it is another one; conflict:
// it is not waiting.
inline constexpr std::size_t kFingerprintDigits = 16;
Result<void> approve_device(CentralStore& store, const Uuid& device, const std::string& fingerprint,
                            const std::string& by);
// A held device is let in again after the operator has compared fingerprints. A revoked one never is: enrol it anew.
Result<void> release_device(CentralStore& store, const Uuid& device, const std::string& by);

// The device has sent more in a day than it may, and waits (net/sync/PROTOCOL.md "Refusals"): somebody should look why.
Result<void> raise_budget_alarm(CentralStore& store, const Uuid& device);

struct Alarm {
  std::int64_t at_ms = 0;
  std::string code;  // "two-epochs", "code-used-twice", "fork", "database-set-aside", "daily-budget", "audit-missing"
  Uuid device;
  std::string station;  // name
  std::string detail;
};
Result<std::vector<Alarm>> list_alarms(CentralStore& store, std::size_t max);

namespace internal {

Result<Station> find_station(Snapshot& in, const std::string& code_or_id);
Result<void> admit_device(Snapshot& in, const Uuid& device);
Result<std::vector<Alarm>> list_alarms(Snapshot& in, std::size_t max);
// Once for each (code, device, subject); later ones only refresh the time.
Result<void> raise_alarm(Act& act, std::string_view code, const Uuid& device, std::string_view subject,
                         std::string_view detail);
// Nothing where none stands.
Result<void> take_back_alarm(Act& act, std::string_view code, const Uuid& device, std::string_view subject);

}  // namespace internal

}  // namespace warmheart
