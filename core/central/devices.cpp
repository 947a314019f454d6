#include "core/central/devices.h"

#include "core/central/feed.h"
#include "core/central/apply_kinds.h"
#include "core/central/inside.h"

namespace warmheart {
namespace {

constexpr const char* kStationColumns =
    "s.id, s.code, s.name, s.host, s.district_code, s.street_code, s.opening_hours, s.union_code, s.controller_name, s.controller_phone";
constexpr int kStationColumnCount = 10;
constexpr std::size_t kMachineBytes = 100;

Station read_station(const sqlite::Statement& query, int from) {
  return {inside::uuid_at(query, from), query.text(from + 1), query.text(from + 2), query.text(from + 3), query.text(from + 4),
          query.text(from + 5), query.text(from + 6), query.text(from + 7), query.text(from + 8), query.text(from + 9)};
}

Result<std::optional<Station>> station_where(CentralStore& store, const std::string& condition, auto&& value) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(std::string("SELECT ") + kStationColumns + " FROM station s WHERE " + condition));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(value).step());
  return found ? std::optional<Station>(read_station(query, 0)) : std::nullopt;
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
}

std::string card_key_entry(ByteView card_public_key) { return "card-key/" + to_hex(key_id_of(card_public_key)); }

Result<void> publish_card_key(CentralStore& store, const std::string& district_code, ByteView card_public_key) {
  wire::FeedValue value;
  wire::CardKey& key = *value.mutable_card_key();
  key.set_key_id(string_of(key_id_of(card_public_key)));
  key.set_public_key(string_of(card_public_key));
  key.set_final_role(false);
  return inside::write_feed(store, district_scope(district_code), card_key_entry(card_public_key), value);
}

Digest code_hash_of(ByteView code) { return sha256({view_of("warmheart enrolment code 1"), code}); }

struct CodeRow {
  Uuid station;
  std::int64_t ends_ms = 0;
  bool used = false;
  Uuid device;
  Digest machine{};
};
Result<std::optional<CodeRow>> find_code(CentralStore& store, const Digest& hash) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT station, ends_ms, used_ms, device, machine_digest FROM enrolment_code WHERE code_hash = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(hash).step());
  if (!found) return std::optional<CodeRow>();
  return std::optional<CodeRow>(CodeRow{inside::uuid_at(query, 0), query.integer(1), !query.is_null(2), inside::uuid_at(query, 3),
                                        inside::digest_at(query, 4)});
}

// Somebody else has had this code in hands: neither machine may connect before an operator has looked.
Result<void> hold_both(CentralStore& store, const CodeRow& code, std::string_view second_machine) {
  WARMHEART_TRY_ASSIGN(auto hold, store.inside().db.prepare("UPDATE device SET state = 'held' WHERE id = ? AND state = 'active'"));
  WARMHEART_TRY(hold.bind(code.device.bytes()).run());
  WARMHEART_TRY(inside::raise_alarm(store, "code-used-twice", code.device, "",
                                    "an enrolment code was used by two machines; both are held: compare the fingerprint on the kiosk, then release or revoke"));
  return inside::write_audit(store, "centre", "enrolment-held", code.device.text(), second_machine);
}

Result<EnrolmentGrant> make_device(CentralStore& store, const EnrolmentAsk& ask, const Digest& hash, const Digest& machine, const Station& station) {
  EnrolmentGrant grant;
  grant.device = store.make_id();
  grant.station = station;
  grant.card_key_id = key_id_of(ask.card_public_key);
  const std::string machine_name = ask.machine.substr(0, kMachineBytes);
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare(
      "INSERT INTO device(id, station, state, machine, card_public_key, enrolled_ms) VALUES(?, ?, 'active', ?, ?, ?)"));
  WARMHEART_TRY(insert.bind(grant.device.bytes(), station.id.bytes(), machine_name, ask.card_public_key, store.now_ms()).run());
  WARMHEART_TRY_ASSIGN(auto spend, store.inside().db.prepare(
      "UPDATE enrolment_code SET used_ms = ?, device = ?, machine_digest = ? WHERE code_hash = ?"));
  WARMHEART_TRY(spend.bind(store.now_ms(), grant.device.bytes(), machine, hash).run());
  WARMHEART_TRY(publish_card_key(store, station.district_code, ask.card_public_key));
  WARMHEART_TRY(inside::write_audit(store, "device:" + grant.device.text(), "enrolled", station.id.text(), ""));
  return grant;
}

}  // namespace

Result<Uuid> put_station(CentralStore& store, Station station) {
  if (station.code.empty() || station.name.empty() || station.district_code.size() != 6) {
    return fail(ErrorCode::invalid_argument, "a station needs a code, a name and a district of six digits; given: \"" + station.code + "\"");
  }
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(const auto present, station_where(store, "s.code = ?", station.code));
  if (present) station.id = present->id;
  else if (station.id.empty()) station.id = store.make_id();
  WARMHEART_TRY_ASSIGN(auto upsert, store.inside().db.prepare(
      "INSERT INTO station(id, code, name, host, district_code, street_code, opening_hours, union_code, controller_name, controller_phone) "
      "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET name = excluded.name, host = excluded.host, "
      "district_code = excluded.district_code, street_code = excluded.street_code, opening_hours = excluded.opening_hours, "
      "union_code = excluded.union_code, controller_name = excluded.controller_name, controller_phone = excluded.controller_phone"));
  WARMHEART_TRY(upsert.bind(station.id.bytes(), station.code, station.name, station.host, station.district_code, station.street_code,
                            station.opening_hours, station.union_code, station.controller_name, station.controller_phone).run());
  wire::FeedValue value;
  fill_assignment(station, *value.mutable_station());
  WARMHEART_TRY(inside::write_feed(store, station_scope(station.id), "station", value));
  WARMHEART_TRY(transaction.commit());
  return station.id;
}

Result<Station> find_station(CentralStore& store, const std::string& code_or_id) {
  WARMHEART_TRY_ASSIGN(auto by_code, station_where(store, "s.code = ?", code_or_id));
  if (by_code) return *by_code;
  if (const auto id = Uuid::from_text(code_or_id)) {
    WARMHEART_TRY_ASSIGN(auto by_id, station_where(store, "s.id = ?", id->bytes()));
    if (by_id) return *by_id;
  }
  WARMHEART_TRY_ASSIGN(auto by_name, station_where(store, "s.name = ?", code_or_id));
  if (by_name) return *by_name;
  return fail(ErrorCode::not_found, "there is no station \"" + code_or_id + "\"; `warmheart-admin stations` lists them, `publish` makes them");
}

Result<EnrolmentCode> make_enrolment_code(CentralStore& store, const std::string& station_code_or_id) {
  WARMHEART_TRY_ASSIGN(Station station, find_station(store, station_code_or_id));
  Bytes code(16);
  store.random().fill(code);
  const std::int64_t ends = store.now_ms() + kEnrolmentCodeLifeMs;
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare(
      "INSERT INTO enrolment_code(code_hash, station, made_ms, ends_ms) VALUES(?, ?, ?, ?)"));
  WARMHEART_TRY(insert.bind(code_hash_of(code), station.id.bytes(), store.now_ms(), ends).run());
  WARMHEART_TRY(inside::write_audit(store, "admin", "enrolment-code-made", station.id.text(), ""));
  WARMHEART_TRY(transaction.commit());
  return EnrolmentCode{SecretBytes(std::move(code)), std::move(station), ends};
}

Result<EnrolmentGrant> enrol_device(CentralStore& store, const EnrolmentAsk& ask) {
  if (ask.code.size() != 16 || ask.card_public_key.size() != 32) {
    return fail(ErrorCode::invalid_argument, "the enrolment request is not complete");
  }
  const Digest hash = code_hash_of(ask.code);
  const Digest machine = sha256({ask.card_public_key, ask.csr_key_digest});
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(const auto code, find_code(store, hash));
  if (!code) return fail(ErrorCode::unauthenticated, "this enrolment code is not known; ask for a new one");
  WARMHEART_TRY_ASSIGN(const auto station, station_where(store, "s.id = ?", code->station.bytes()));
  if (!station) return fail(ErrorCode::internal, "the code's station is gone");
  if (code->used && code->machine == machine) {
    WARMHEART_TRY(admit_device(store, code->device));
    return EnrolmentGrant{code->device, *station, key_id_of(ask.card_public_key), true};
  }
  if (code->used) {
    WARMHEART_TRY(hold_both(store, *code, ask.machine.substr(0, kMachineBytes)));
    WARMHEART_TRY(transaction.commit());
    return fail(ErrorCode::forbidden, "this enrolment code was used before; both attempts are held, tell the operator");
  }
  if (store.now_ms() >= code->ends_ms) {
    return fail(ErrorCode::unauthenticated, "this enrolment code is older than 24 hours; ask for a new one");
  }
  WARMHEART_TRY_ASSIGN(auto grant, make_device(store, ask, hash, machine, *station));
  WARMHEART_TRY(transaction.commit());
  return grant;
}

void fill_enrol_answer(CentralStore& store, const EnrolmentGrant& grant, wire::EnrolAnswer& out) {
  out.set_device(string_of(grant.device.bytes()));
  out.set_root_public_key(string_of(store.keys().root.public_key));
  out.set_feed_public_key(string_of(store.keys().feed.public_key));
  *out.mutable_sealing_key() = signed_sealing_key(store.keys());
  fill_assignment(grant.station, *out.mutable_station());
  out.set_card_key_id(string_of(grant.card_key_id));
  out.set_incarnation(store.incarnation());
}

Result<void> note_certificate(CentralStore& store, const Uuid& device, const std::string& fingerprint_hex, std::int64_t ends_ms) {
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare(
      "UPDATE device SET certificate_fingerprint = ?, certificate_ends_ms = ? WHERE id = ?"));
  return update.bind(fingerprint_hex, ends_ms, device.bytes()).run();
}

const char* name_of(DeviceState state) {
  switch (state) {
    case DeviceState::active: return "active";
    case DeviceState::held: return "held";
    case DeviceState::revoked: return "revoked";
  }
  return "unknown";
}

namespace {

DeviceState state_from(const std::string& text) {
  return text == "active" ? DeviceState::active : text == "held" ? DeviceState::held : DeviceState::revoked;
}

}  // namespace

Result<std::vector<DeviceRow>> list_devices(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(std::string("SELECT ") + kStationColumns +
      ", d.id, d.state, d.machine, d.certificate_fingerprint, d.certificate_ends_ms, d.enrolled_ms, d.last_contact_ms, d.version, "
      "d.waiting, d.disk_free_mib, d.clock_unproven, (SELECT count(*) FROM raw_record p WHERE p.device = d.id AND p.state = 'parked'), coalesce(r.reason, '') "
      "FROM device d JOIN station s ON s.id = d.station LEFT JOIN revocation r ON r.device = d.id ORDER BY s.name, d.enrolled_ms"));
  std::vector<DeviceRow> rows;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return rows;
    const int at = kStationColumnCount;
    rows.push_back({inside::uuid_at(query, at), read_station(query, 0), state_from(query.text(at + 1)), query.text(at + 2),
                    query.text(at + 3), query.integer(at + 4), query.integer(at + 5), query.integer(at + 6), query.text(at + 7),
                    static_cast<std::uint64_t>(query.integer(at + 8)), static_cast<std::uint64_t>(query.integer(at + 9)), query.integer(at + 10) != 0,
                    static_cast<std::uint64_t>(query.integer(at + 11)), query.text(at + 12)});
  }
}

Result<void> admit_device(CentralStore& store, const Uuid& device) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT d.state, r.device FROM device d LEFT JOIN revocation r ON r.device = d.id WHERE d.id = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(device.bytes()).step());
  if (!found) return fail(ErrorCode::not_found, "this device is not enrolled here");
  if (!query.is_null(1)) return fail(ErrorCode::forbidden, "this device is revoked");
  if (query.text(0) != "active") return fail(ErrorCode::forbidden, "this device is held until an operator releases it");
  return {};
}

Result<void> revoke_device(CentralStore& store, const Uuid& device, const std::string& by, const std::string& reason) {
  sqlite::Database& db = store.inside().db;
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(db));
  std::string district;
  Bytes card_key;
  {
    WARMHEART_TRY_ASSIGN(auto query, db.prepare(
        "SELECT s.district_code, d.card_public_key FROM device d JOIN station s ON s.id = d.station WHERE d.id = ?"));
    WARMHEART_TRY_ASSIGN(const bool found, query.bind(device.bytes()).step());
    if (!found) return fail(ErrorCode::not_found, "there is no device " + device.text() + "; `warmheart-admin devices` lists them");
    district = query.text(0);
    card_key = bytes_of(query.bytes(1));
  }
  WARMHEART_TRY_ASSIGN(auto insert, db.prepare(
      "INSERT INTO revocation(device, at_ms, by_whom, reason) VALUES(?, ?, ?, ?) ON CONFLICT(device) DO NOTHING"));
  WARMHEART_TRY(insert.bind(device.bytes(), store.now_ms(), by, reason).run());
  if (db.changes() == 0) return {};  // revoked before: nothing to add
  WARMHEART_TRY_ASSIGN(auto update, db.prepare("UPDATE device SET state = 'revoked' WHERE id = ?"));
  WARMHEART_TRY(update.bind(device.bytes()).run());
  // Cards signed by a machine in unknown hands are no longer vouched for.
  WARMHEART_TRY(inside::write_tombstone(store, district_scope(district), card_key_entry(card_key)));
  WARMHEART_TRY(inside::write_audit(store, by, "device-revoked", device.text(), reason));
  return transaction.commit();
}

Result<void> release_device(CentralStore& store, const Uuid& device, const std::string& by) {
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare("UPDATE device SET state = 'active' WHERE id = ? AND state = 'held'"));
  WARMHEART_TRY(update.bind(device.bytes()).run());
  if (store.inside().db.changes() != 1) return fail(ErrorCode::conflict, "the device " + device.text() + " is not held");
  WARMHEART_TRY(inside::write_audit(store, by, "device-released", device.text(), ""));
  return transaction.commit();
}

Result<void> raise_budget_alarm(CentralStore& store, const Uuid& device) {
  return inside::raise_alarm(store, "daily-budget", device, "",
                             "the device has sent its daily budget and waits: look what it records, or at a device that sends the same again and again");
}

Result<std::vector<Alarm>> list_alarms(CentralStore& store, std::size_t max) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT a.at_ms, a.code, a.device, coalesce(s.name, ''), a.detail FROM alarm a LEFT JOIN device d ON d.id = a.device "
      "LEFT JOIN station s ON s.id = d.station ORDER BY a.at_ms DESC, a.code LIMIT ?"));
  query.bind(static_cast<std::uint64_t>(max));
  std::vector<Alarm> alarms;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return alarms;
    alarms.push_back({query.integer(0), query.text(1), inside::uuid_at(query, 2), query.text(3), query.text(4)});
  }
}

Result<inside::StandingPlace> inside::place_of(CentralStore& store, const Uuid& device) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT s.id, s.district_code FROM device d JOIN station s ON s.id = d.station WHERE d.id = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(device.bytes()).step());
  return found ? StandingPlace{uuid_at(query, 0), query.text(1)} : StandingPlace{};
}

}  // namespace warmheart
