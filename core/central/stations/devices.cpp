#include "core/central/store/audit.h"
#include "core/central/stations/devices.h"

#include "core/base/utf8.h"
#include "core/central/store/columns.h"
#include "core/central/feed/feed.h"
#include "core/central/store/states.h"
#include "core/central/stations/station_table.h"
#include "core/service/geo.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::kStationColumns;
using internal::read_station;

constexpr std::size_t kMachineBytes = 100;

Result<std::optional<Station>> station_where(Snapshot& in, const std::string& condition, auto&& value) {
  return sql::row<Station>(in, std::string("SELECT ") + kStationColumns + " FROM station s WHERE " + condition,
                           read_station, value);
}

void fill_assignment(const Station& station, wire::StationAssignment& out) {
  out.set_station_id(string_of(station.id.bytes()));
  out.set_name(station.name);
  out.set_host(station.host);
  out.set_district_code(station.district_code);
  out.set_street_code(station.street_code);
  out.set_opening_hours(station.opening_hours);
  out.set_union_code(station.union_code);
  out.set_controller_name(station.controller_name);
  out.set_controller_phone(station.controller_phone);
  out.set_controller_name_en(station.controller_name_en);
  *out.mutable_place() = station.place;
  out.set_wifi_network(station.wifi_network);
  out.set_wifi_password(station.wifi_password);
}

constexpr std::size_t kMaxNetworkBytes = 32;
constexpr std::size_t kMinPassword = 8, kMaxPassword = 63;

Result<void> check_place(const Station& station) {
  const auto wrong = [&](const char* what) {
    return fail(ErrorCode::invalid_argument, "station " + station.code + ": " + what);
  };
  const wire::GeoPoint& point = station.place.point();
  if (station.place.has_point() && !geo_point_from_e6(point.latitude_e6(), point.longitude_e6()))
    return wrong("latitude goes from -90 to 90 degrees, longitude from -180 to 180, and 0, 0 is no place");
  if (station.wifi_network.size() > kMaxNetworkBytes) return wrong("the name of a network has at most 32 bytes");
  const std::size_t password = station.wifi_password.size();
  if (password > 0 && station.wifi_network.empty()) return wrong("a network's password without its name");
  if (password > 0 && (password < kMinPassword || password > kMaxPassword))
    return wrong("the password of a network has 8 to 63 characters");
  return {};
}

Result<void> set_place(Act& act, const Station& station) {
  const wire::StationPlace& place = station.place;
  std::optional<std::int64_t> latitude, longitude;
  if (place.has_point()) {
    latitude = place.point().latitude_e6();
    longitude = place.point().longitude_e6();
  }
  WARMHEART_TRY(sql::execute(
      act,
      "UPDATE station SET name_en = ?, host_en = ?, address = ?, address_en = ?, phone = ?, landmark = ?, "
      "landmark_en = ?, defibrillator = ?, defibrillator_en = ?, latitude_e6 = ?, longitude_e6 = ?, wifi_network = ?, "
      "wifi_password = ?, controller_name_en = ? WHERE id = ?",
      place.name_en(), place.host_en(), place.address(), place.address_en(), place.phone(), place.landmark(),
      place.landmark_en(), place.defibrillator(), place.defibrillator_en(), latitude, longitude, station.wifi_network,
      station.wifi_password, station.controller_name_en, station.id.bytes()));
  return {};
}

std::string card_key_entry(ByteView card_public_key) { return "card-key/" + to_hex(key_id_of(card_public_key)); }

Result<void> publish_card_key(Act& act, const std::string& district_code, ByteView card_public_key) {
  wire::FeedValue value;
  wire::CardKey& key = *value.mutable_card_key();
  key.set_key_id(string_of(key_id_of(card_public_key)));
  key.set_public_key(string_of(card_public_key));
  key.set_final_role(false);
  return internal::write_feed(act, district_scope(district_code), card_key_entry(card_public_key), value);
}

Digest code_hash_of(ByteView code) { return sha256({view_of("warmheart enrolment code 1"), code}); }

struct CodeRow {
  Uuid station;
  std::int64_t ends_ms = 0;
  bool used = false;
  Uuid device;
  Digest machine{};
  bool at_once = false;
};
CodeRow read_code(sql::Columns& row) {
  return {row.id(),
          row.integer(),
          row.flag(),
          internal::id_or_none(row),
          row.next<std::optional<Digest>>().value_or(kZeroDigest),
          row.flag()};
}
Result<std::optional<CodeRow>> find_code(Snapshot& in, const Digest& hash) {
  return sql::row<CodeRow>(
      in,
      "SELECT station, ends_ms, used_ms IS NOT NULL, device, machine_digest, at_once FROM enrolment_code "
      "WHERE code_hash = ?",
      read_code, hash);
}

Result<DeviceState> state_of_device(Snapshot& in, const Uuid& device) {
  struct Admission {
    DeviceState state = DeviceState::active;
    bool revoked = false;
  };
  const auto read = [](sql::Columns& row) { return Admission{row.named(state_from<DeviceState>), row.flag()}; };
  WARMHEART_TRY_ASSIGN(
      const auto found,
      sql::row<Admission>(
          in,
          "SELECT d.state, r.device IS NOT NULL FROM device d LEFT JOIN revocation r ON r.device = d.id WHERE d.id = ?",
          read, device.bytes()));
  if (!found) return fail(ErrorCode::not_found, "this device is not enrolled here");
  return found->revoked ? DeviceState::revoked : found->state;
}

// Its first answer was lost; that it waits for an approval is no reason to refuse another.
Result<void> may_ask_again(Snapshot& in, const Uuid& device) {
  WARMHEART_TRY_ASSIGN(const DeviceState state, state_of_device(in, device));
  if (state == DeviceState::unapproved) return {};
  return internal::admit_device(in, device);
}

struct Enrolled {
  DeviceState state = DeviceState::unapproved;
  std::string fingerprint;  // of its certificate
  std::string district;
  Bytes card_key;
};
Result<std::optional<Enrolled>> find_enrolled(Snapshot& in, const Uuid& device) {
  const auto read = [](sql::Columns& row) {
    return Enrolled{row.named(state_from<DeviceState>), row.text(), row.text(), row.bytes()};
  };
  return sql::row<Enrolled>(in,
                            "SELECT d.state, d.certificate_fingerprint, s.district_code, d.card_public_key FROM device "
                            "d JOIN station s ON s.id = d.station WHERE d.id = ?",
                            read, device.bytes());
}

std::string hexadecimal_of(std::string_view typed) {
  std::string out;
  for (const char letter : typed) {
    if (letter >= 'A' && letter <= 'F')
      out += static_cast<char>(letter - 'A' + 'a');
    else if (letter != ' ' && letter != '-' && letter != ':')
      out += letter;
  }
  return out;
}

// Somebody else has had this code in hands: neither machine may connect before an operator has looked.
Result<void> hold_both(Act& act, const CodeRow& code, std::string_view second_machine) {
  WARMHEART_TRY(act.lock(Lock::device(code.device)));
  WARMHEART_TRY(sql::execute(act, "UPDATE device SET state = ? WHERE id = ? AND state <> ?", name_of(DeviceState::held),
                             code.device.bytes(), name_of(DeviceState::revoked)));
  WARMHEART_TRY(internal::raise_alarm(act, "code-used-twice", code.device, "",
                                      "an enrolment code was used by two machines; both are held: compare the "
                                      "fingerprint on the kiosk, then release or revoke"));
  return internal::write_audit(act, "centre", "enrolment-held", code.device.text(), second_machine);
}

Result<EnrolmentGrant> make_device(Act& act, const EnrolmentAsk& ask, const Digest& hash, const Digest& machine,
                                   const Station& station, bool at_once) {
  EnrolmentGrant grant;
  grant.device = act.make_id();
  grant.station = station;
  grant.card_key_id = key_id_of(ask.card_public_key);
  const std::string machine_name(cut_text(ask.machine, kMachineBytes));
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO device(id, station, state, machine, card_public_key, enrolled_ms, feed_ordinal) "
      "VALUES(?, ?, ?, ?, ?, ?, ?)",
      grant.device.bytes(), station.id.bytes(), name_of(at_once ? DeviceState::active : DeviceState::unapproved),
      machine_name, ask.card_public_key, act.now_ms(), act.keys().feed_ordinal()));
  WARMHEART_TRY(
      sql::execute(act, "UPDATE enrolment_code SET used_ms = ?, device = ?, machine_digest = ? WHERE code_hash = ?",
                   act.now_ms(), grant.device.bytes(), machine, hash));
  if (at_once) WARMHEART_TRY(publish_card_key(act, station.district_code, ask.card_public_key));
  WARMHEART_TRY(internal::write_audit(act, "device:" + grant.device.text(), "enrolled", station.id.text(),
                                      at_once ? "serves at once" : "waits for an approval"));
  return grant;
}

}  // namespace

Result<Uuid> put_station(CentralStore& store, Station station) {
  if (station.code.empty() || station.name.empty() || station.district_code.size() != 6) {
    return fail(ErrorCode::invalid_argument,
                "a station needs a code, a name and a district of six digits; given: \"" + station.code + "\"");
  }
  WARMHEART_TRY(check_place(station));
  return store.transact({Lock::devices()}, [&](Act& act) -> Result<Uuid> {
    WARMHEART_TRY_ASSIGN(const auto present, station_where(act, "s.code = ?", station.code));
    if (present)
      station.id = present->id;
    else if (station.id.empty())
      station.id = act.make_id();
    WARMHEART_TRY(sql::execute(act,
                               "INSERT INTO station(id, code, name, host, district_code, street_code, opening_hours, "
                               "union_code, controller_name, controller_phone) "
                               "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET name = "
                               "excluded.name, host = excluded.host, "
                               "district_code = excluded.district_code, street_code = excluded.street_code, "
                               "opening_hours = excluded.opening_hours, "
                               "union_code = excluded.union_code, controller_name = excluded.controller_name, "
                               "controller_phone = excluded.controller_phone",
                               station.id.bytes(), station.code, station.name, station.host, station.district_code,
                               station.street_code, station.opening_hours, station.union_code, station.controller_name,
                               station.controller_phone));
    WARMHEART_TRY(set_place(act, station));
    wire::FeedValue value;
    fill_assignment(station, *value.mutable_station());
    WARMHEART_TRY(internal::write_feed(act, station_scope(station.id), "station", value));
    return station.id;
  });
}

Result<Station> internal::find_station(Snapshot& in, const std::string& code_or_id) {
  WARMHEART_TRY_ASSIGN(auto by_code, station_where(in, "s.code = ?", code_or_id));
  if (by_code) return *by_code;
  if (const auto id = Uuid::from_text(code_or_id)) {
    WARMHEART_TRY_ASSIGN(auto by_id, station_where(in, "s.id = ?", id->bytes()));
    if (by_id) return *by_id;
  }
  WARMHEART_TRY_ASSIGN(auto by_name, station_where(in, "s.name = ?", code_or_id));
  if (by_name) return *by_name;
  return fail(ErrorCode::not_found, "there is no station \"" + code_or_id +
                                        "\"; `warmheart-admin stations` lists them, `publish` makes them");
}

Result<Station> find_station(CentralStore& store, const std::string& code_or_id) {
  return store.read([&](Snapshot& in) { return internal::find_station(in, code_or_id); });
}

Result<EnrolmentCode> make_enrolment_code(CentralStore& store, const std::string& station_code_or_id, Serves serves) {
  WARMHEART_TRY_ASSIGN(Station station, find_station(store, station_code_or_id));
  Bytes code(16);
  store.random().fill(code);
  const std::int64_t ends = store.now_ms() + kEnrolmentCodeLifeMs;
  auto made = store.transact({Lock::code(code_hash_of(code))}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY(sql::execute(act,
                               "INSERT INTO enrolment_code(code_hash, station, made_ms, ends_ms, at_once) "
                               "VALUES(?, ?, ?, ?, ?)",
                               code_hash_of(code), station.id.bytes(), act.now_ms(), ends, serves == Serves::at_once));
    return internal::write_audit(act, "admin", "enrolment-code-made", station.id.text(), "");
  });
  if (!made) return fail(made.error());
  return EnrolmentCode{SecretBytes(std::move(code)), std::move(station), ends};
}

Result<EnrolmentGrant> enrol_device(CentralStore& store, const EnrolmentAsk& ask) {
  if (ask.code.size() != 16 || ask.card_public_key.size() != 32) {
    return fail(ErrorCode::invalid_argument, "the enrolment request is not complete");
  }
  const Digest hash = code_hash_of(ask.code);
  const Digest machine = sha256({ask.card_public_key, ask.csr_key_digest});
  WARMHEART_TRY_ASSIGN(
      auto grant, store.transact({Lock::code(hash)}, [&](Act& act) -> Result<std::optional<EnrolmentGrant>> {
        WARMHEART_TRY_ASSIGN(const auto code, find_code(act, hash));
        if (!code) return fail(ErrorCode::unauthenticated, "this enrolment code is not known; ask for a new one");
        WARMHEART_TRY_ASSIGN(const auto station, station_where(act, "s.id = ?", code->station.bytes()));
        if (!station) return fail(ErrorCode::internal, "the code's station is gone");
        if (code->used && code->machine == machine) {
          WARMHEART_TRY(may_ask_again(act, code->device));
          return EnrolmentGrant{code->device, *station, key_id_of(ask.card_public_key), true};
        }
        if (code->used && act.now_ms() < code->ends_ms) {
          WARMHEART_TRY(hold_both(act, *code, cut_text(ask.machine, kMachineBytes)));
          return std::optional<EnrolmentGrant>();
        }
        if (act.now_ms() >= code->ends_ms) {
          return fail(ErrorCode::unauthenticated, "this enrolment code is older than 24 hours; ask for a new one");
        }
        WARMHEART_TRY_ASSIGN(auto made, make_device(act, ask, hash, machine, *station, code->at_once));
        return std::optional<EnrolmentGrant>(std::move(made));
      }));
  if (!grant)
    return fail(ErrorCode::forbidden, "this enrolment code was used before; both attempts are held, tell the operator");
  return std::move(*grant);
}

void fill_enrol_answer(CentralStore& store, const EnrolmentGrant& grant, wire::EnrolAnswer& out) {
  out.set_device(string_of(grant.device.bytes()));
  out.set_root_public_key(string_of(store.keys().root.public_key));
  out.set_feed_public_key(string_of(store.keys().feed.public_key));
  out.set_root_ordinal(store.keys().root_ordinal());
  out.set_feed_ordinal(store.keys().feed_ordinal());
  *out.mutable_sealing_key() = signed_sealing_key(store.keys());
  fill_assignment(grant.station, *out.mutable_station());
  out.set_card_key_id(string_of(grant.card_key_id));
  out.set_incarnation(store.incarnation());
  out.set_server_time_ms(store.now_ms());
}

Result<void> store_certificate(CentralStore& store, const Uuid& device, const std::string& fingerprint_hex,
                               std::int64_t ends_ms) {
  WARMHEART_TRY(store.transact({Lock::device(device)}, [&](Act& act) {
    return sql::execute(act, "UPDATE device SET certificate_fingerprint = ?, certificate_ends_ms = ? WHERE id = ?",
                        fingerprint_hex, ends_ms, device.bytes());
  }));
  return {};
}

namespace {

DeviceRow read_device(sql::Columns& row) {
  DeviceRow out;
  out.station = read_station(row);
  out.device = row.id();
  out.state = row.named(state_from<DeviceState>);
  out.machine = row.text();
  out.certificate_fingerprint = row.text();
  out.certificate_ends_ms = row.integer();
  out.enrolled_ms = row.integer();
  out.last_contact_ms = row.integer();
  out.version = row.text();
  out.waiting = row.counter();
  out.disk_free_mib = row.counter();
  out.clock_unproven = row.flag();
  out.parked = row.counter();
  out.revoked_reason = row.text();
  return out;
}

std::string devices_sql(const std::string& which) {
  return std::string("SELECT ") + kStationColumns +
         ", d.id, d.state, d.machine, d.certificate_fingerprint, d.certificate_ends_ms, "
         "d.enrolled_ms, d.last_contact_ms, d.version, "
         "d.waiting, d.disk_free_mib, d.clock_unproven, (SELECT count(*) FROM parked_record p "
         "WHERE p.device = d.id), coalesce(r.reason, '') "
         "FROM device d JOIN station s ON s.id = d.station LEFT JOIN revocation r ON "
         "r.device = d.id " +
         which + "ORDER BY s.name, d.enrolled_ms";
}

}  // namespace

Result<std::vector<DeviceRow>> list_devices(CentralStore& store) {
  return store.read([&](Snapshot& in) -> Result<std::vector<DeviceRow>> {
    return sql::rows<DeviceRow>(in, devices_sql(""), read_device);
  });
}

Result<std::vector<DeviceRow>> devices_behind(CentralStore& store, ByteView authority_id, std::uint64_t roots_ordinal) {
  return store.read([&](Snapshot& in) -> Result<std::vector<DeviceRow>> {
    return sql::rows<DeviceRow>(in,
                                devices_sql("WHERE d.state <> 'revoked' AND r.device IS NULL AND "
                                            "(coalesce(d.authority_id, x'') <> ? OR d.roots_ordinal < ?) "),
                                read_device, authority_id, roots_ordinal);
  });
}

Result<std::uint64_t> devices_under(CentralStore& store, ByteView authority_id) {
  return store.read([&](Snapshot& in) {
    return sql::value<std::uint64_t>(in,
                                     "SELECT count(*) FROM device WHERE authority_id = ? AND state <> 'revoked' "
                                     "AND id NOT IN (SELECT device FROM revocation)",
                                     authority_id);
  });
}

Result<void> internal::admit_device(Snapshot& in, const Uuid& device) {
  WARMHEART_TRY_ASSIGN(const DeviceState state, state_of_device(in, device));
  switch (state) {
    case DeviceState::active: return {};
    case DeviceState::revoked: return fail(ErrorCode::forbidden, "this device is revoked");
    case DeviceState::held: return fail(ErrorCode::forbidden, "this device is held until an operator releases it");
    case DeviceState::unapproved: break;
  }
  return fail(ErrorCode::forbidden, "this device waits until an operator has compared its fingerprint and approves it");
}

Result<void> revoke_device(CentralStore& store, const Uuid& device, const std::string& by, const std::string& reason) {
  return store.transact({Lock::device(device)}, [&](Act& act) -> Result<void> {
    struct Vouched {
      std::string district;
      Bytes card_key;
    };
    const auto read = [](sql::Columns& row) { return Vouched{row.text(), row.bytes()}; };
    WARMHEART_TRY_ASSIGN(
        const auto vouched,
        sql::row<Vouched>(
            act,
            "SELECT s.district_code, d.card_public_key FROM device d JOIN station s ON s.id = d.station WHERE d.id = ?",
            read, device.bytes()));
    if (!vouched)
      return fail(ErrorCode::not_found,
                  "there is no device " + device.text() + "; `warmheart-admin devices` lists them");
    WARMHEART_TRY_ASSIGN(
        const auto revoked,
        sql::execute(
            act,
            "INSERT INTO revocation(device, at_ms, by_whom, reason) VALUES(?, ?, ?, ?) ON CONFLICT(device) DO NOTHING",
            device.bytes(), act.now_ms(), by, reason));
    if (revoked == 0) return {};  // revoked before: nothing to add
    WARMHEART_TRY(
        sql::execute(act, "UPDATE device SET state = ? WHERE id = ?", name_of(DeviceState::revoked), device.bytes()));
    // Cards signed by a machine in unknown hands are no longer vouched for.
    WARMHEART_TRY(internal::write_tombstone(act, district_scope(vouched->district), card_key_entry(vouched->card_key)));
    WARMHEART_TRY(internal::write_audit(act, by, "device-revoked", device.text(), reason));
    return {};
  });
}

Result<void> approve_device(CentralStore& store, const Uuid& device, const std::string& fingerprint,
                            const std::string& by) {
  const std::string given = hexadecimal_of(fingerprint);
  if (given.size() < kFingerprintDigits) {
    return fail(ErrorCode::invalid_argument,
                "give at least the first 16 digits of the fingerprint that the kiosk showed when it was enrolled");
  }
  WARMHEART_TRY_ASSIGN(const bool same, store.transact({Lock::device(device)}, [&](Act& act) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const auto enrolled, find_enrolled(act, device));
    if (!enrolled || enrolled->state != DeviceState::unapproved)
      return fail(ErrorCode::conflict, "the device " + device.text() + " does not wait for an approval");
    if (!enrolled->fingerprint.starts_with(given)) {
      WARMHEART_TRY(internal::write_audit(act, by, "approval-refused", device.text(), "another fingerprint"));
      return false;
    }
    WARMHEART_TRY(
        sql::execute(act, "UPDATE device SET state = ? WHERE id = ?", name_of(DeviceState::active), device.bytes()));
    WARMHEART_TRY(publish_card_key(act, enrolled->district, enrolled->card_key));
    WARMHEART_TRY(internal::write_audit(act, by, "device-approved", device.text(), given));
    return true;
  }));
  if (same) return {};
  return fail(ErrorCode::forbidden,
              "this is not the fingerprint of " + device.text() +
                  ": another machine may have used the code; revoke it, and enrol the kiosk anew");
}

Result<void> release_device(CentralStore& store, const Uuid& device, const std::string& by) {
  return store.transact({Lock::device(device)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto released,
                         sql::execute(act, "UPDATE device SET state = ? WHERE id = ? AND state = ?",
                                      name_of(DeviceState::active), device.bytes(), name_of(DeviceState::held)));
    if (released != 1) return fail(ErrorCode::conflict, "the device " + device.text() + " is not held");
    WARMHEART_TRY_ASSIGN(const auto enrolled, find_enrolled(act, device));
    if (enrolled) WARMHEART_TRY(publish_card_key(act, enrolled->district, enrolled->card_key));
    WARMHEART_TRY(internal::write_audit(act, by, "device-released", device.text(), ""));
    return {};
  });
}

Result<void> internal::raise_alarm(Act& act, std::string_view code, const Uuid& device, std::string_view subject,
                                   std::string_view detail) {
  WARMHEART_TRY(
      sql::execute(act,
                   "INSERT INTO alarm(code, device, subject, at_ms, detail) VALUES(?, ?, ?, ?, ?) "
                   "ON CONFLICT(code, device, subject) DO UPDATE SET at_ms = excluded.at_ms, detail = excluded.detail",
                   code, device.bytes(), subject, act.now_ms(), detail));
  return {};
}

Result<void> internal::take_back_alarm(Act& act, std::string_view code, const Uuid& device, std::string_view subject) {
  WARMHEART_TRY(sql::execute(act, "DELETE FROM alarm WHERE code = ? AND device = ? AND subject = ?", code,
                             device.bytes(), subject));
  return {};
}

Result<void> raise_budget_alarm(CentralStore& store, const Uuid& device) {
  return store.transact({}, [&](Act& act) {
    return internal::raise_alarm(act, "daily-budget", device, "",
                                 "the device has sent its daily budget and waits: look what it records, or at a device "
                                 "that sends the same again and again");
  });
}

Result<std::vector<Alarm>> internal::list_alarms(Snapshot& in, std::size_t max) {
  const auto read = [](sql::Columns& row) {
    return Alarm{row.integer(), row.text(), row.id(), row.text(), row.text()};
  };
  return sql::rows<Alarm>(in,
                          "SELECT a.at_ms, a.code, a.device, coalesce(s.name, ''), a.detail FROM alarm a LEFT JOIN "
                          "device d ON d.id = a.device "
                          "LEFT JOIN station s ON s.id = d.station ORDER BY a.at_ms DESC, a.code LIMIT ?",
                          read, static_cast<std::uint64_t>(max));
}

Result<std::vector<Alarm>> list_alarms(CentralStore& store, std::size_t max) {
  return store.read([&](Snapshot& in) { return internal::list_alarms(in, max); });
}

Result<void> admit_device(CentralStore& store, const Uuid& device) {
  return store.read([&](Snapshot& in) { return internal::admit_device(in, device); });
}

}  // namespace warmheart
