#include "core/central/members/rider_auth.h"

#include <algorithm>

#include "core/central/stations/devices.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/member/application.h"
#include "core/member/query_code.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart::internal {
namespace {

// One thing that wrong tries are counted at.
struct RiderAuth {
  Bytes key;
  int most = 0;
  bool grows = true;  // each closing lasts twice as long as the one before
};

RiderAuth all_tries() { return {bytes_of("wrong tries in all"), kWrongInAll, false}; }
RiderAuth device_tries(const Uuid& device) { return {bytes_of(device.bytes()), kWrongAtDevice}; }
// Closed for one device alone: a stolen kiosk keeps nobody from asking elsewhere.
RiderAuth application_tries(const Uuid& application, const Uuid& device) {
  Bytes key = bytes_of("record ");
  for (const Uuid* id : {&application, &device}) key.insert(key.end(), id->bytes().begin(), id->bytes().end());
  return {std::move(key), kWrongAtDoor};
}

Result<bool> is_closed(Snapshot& in, const RiderAuth& door) {
  WARMHEART_TRY_ASSIGN(const auto until,
                       sql::row<std::int64_t>(in, "SELECT closed_until_ms FROM rider_try WHERE door = ?", door.key));
  return until && *until > in.now_ms();
}

// Whether this one has closed it.
Result<bool> count_wrong(Act& act, const RiderAuth& door) {
  act.needs(Lock::door(door.key));
  const std::int64_t now = act.now_ms();
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO rider_try(door, wrong, closed_until_ms, last_ms, closings) VALUES(?, 1, 0, ?, 0) "
      "ON CONFLICT(door) DO UPDATE SET "
      "wrong = CASE WHEN rider_try.last_ms < ? THEN 1 ELSE rider_try.wrong + 1 END, "
      "closings = CASE WHEN rider_try.last_ms < ? THEN 0 ELSE rider_try.closings END, last_ms = excluded.last_ms",
      door.key, now, now - kDoorClosedMs, now - kForgottenAfterMs));
  struct Tries {
    int wrong = 0;
    int closings = 0;
  };
  const auto read = [](sql::Columns& row) { return Tries{row.next<int>(), row.next<int>()}; };
  WARMHEART_TRY_ASSIGN(const auto tries,
                       sql::row<Tries>(act, "SELECT wrong, closings FROM rider_try WHERE door = ?", read, door.key));
  if (!tries || tries->wrong < door.most) return false;
  const int doubled = door.grows ? std::min(tries->closings, 10) : 0;
  const std::int64_t until = now + std::min(kDoorClosedMs << doubled, kLongestClosedMs);
  WARMHEART_TRY(
      sql::execute(act, "UPDATE rider_try SET closed_until_ms = ?, wrong = 0, closings = closings + 1 WHERE door = ?",
                   until, door.key));
  return true;
}

Result<void> forget_wrong(Act& act, const RiderAuth& door) {
  WARMHEART_TRY(sql::execute(act, "DELETE FROM rider_try WHERE door = ?", door.key));
  return {};
}

// Counted at the card or code, at the device (empty: a phone), and in all; told to people where it looks like guessing.
Result<void> count_failure(Act& act, const RiderAuth& door, const Uuid& device, std::string_view who,
                           std::string_view subject) {
  WARMHEART_TRY_ASSIGN(bool closed, count_wrong(act, door));
  if (!device.empty()) {
    WARMHEART_TRY_ASSIGN(const bool device_closed, count_wrong(act, device_tries(device)));
    if (device_closed) {
      WARMHEART_TRY(raise_alarm(act, "wrong-tries", device, "",
                                "so many wrong codes and digits that this device asks for nobody for a while; look "
                                "who stands before it, and revoke it where it was stolen"));
    }
    closed = closed || device_closed;
  }
  WARMHEART_TRY_ASSIGN(const bool too_many, count_wrong(act, all_tries()));
  if (too_many) {
    WARMHEART_TRY(raise_alarm(act, "wrong-tries-in-all", Uuid(), "",
                              "so many wrong codes and digits over all kiosks and phones within an hour that each card "
                              "closes at its first; look in the audit where they come from"));
  }
  return write_audit(act, who, "rider-proof-wrong", subject, closed ? "closed" : "");
}

std::string last_four_of(const wire::ApplicationFields& fields) {
  const std::string& whole = fields.mobile().empty() ? fields.document_number() : fields.mobile();
  return whole.size() < 4 ? std::string() : whole.substr(whole.size() - 4);
}

// By card or by code; two people of a city may hold the same nine digits. `keys`: the card's number, or the hashes that
// the code may stand as.
Result<std::vector<Uuid>> applications_behind(Snapshot& in, const RiderProof& proof, const std::vector<Bytes>& keys) {
  const char* const by = proof.card_number.empty() ? "code_hash" : "card_number";
  std::vector<Uuid> found;
  for (const Bytes& key : keys) {
    WARMHEART_TRY_ASSIGN(
        const auto some,
        sql::rows<Uuid>(in, std::string("SELECT id FROM application WHERE ") + by + " = ? ORDER BY received_ms DESC",
                        key));
    found.insert(found.end(), some.begin(), some.end());
  }
  return found;
}

// What tries are counted at and applications are found by: a card's number, or what the code may stand as.
std::vector<Bytes> door_keys(const CentralKeys& keys, const Bytes& card_number,
                             const std::optional<std::string>& code) {
  if (!card_number.empty() || !code) return {card_number};
  std::vector<Bytes> out;
  for (const Digest& hash : code_hashes(keys, *code)) out.push_back(bytes_of(ByteView(hash)));
  return out;
}

Result<std::optional<ProvenRider>> match_last_four(Snapshot& in, const std::vector<Uuid>& applications,
                                                   std::string_view typed) {
  for (const Uuid& id : applications) {
    WARMHEART_TRY_ASSIGN(auto row, find_application(in, id));
    if (!row || row->sealed.empty()) continue;  // erased
    auto whole = decrypt_application(in, *row);
    if (!whole && whole.error().code == ErrorCode::not_found) continue;
    if (!whole) return fail(whole.error());
    if (same_bytes(view_of(typed), view_of(last_four_of(whole->fields())))) {
      return std::optional<ProvenRider>(ProvenRider{std::move(*row), std::move(*whole)});
    }
  }
  return std::optional<ProvenRider>();
}

}  // namespace

Result<void> count_question(CentralStore& store, std::string_view who, int most) {
  const RiderAuth door{bytes_of("asks " + std::string(who)), most, false};
  return store.transact({Lock::door(door.key)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const bool closed, is_closed(act, door));
    if (closed) return fail(ErrorCode::limit, "too many questions within an hour");
    WARMHEART_TRY(count_wrong(act, door));
    return {};
  });
}

Digest code_hash(const CentralKeys& keys, std::string_view query_code) { return code_hashes(keys, query_code).front(); }

std::vector<Digest> code_hashes(const CentralKeys& keys, std::string_view query_code) {
  return id_hashes(keys, view_of("query code " + std::string(query_code)));
}

Result<ProvenRider> prove_rider(CentralStore& store, const RiderProof& proof, std::string_view who,
                                std::string_view what) {
  const auto typed = parse_last_four(proof.last_four);
  const auto code = parse_query_code(proof.query_code);
  if (!typed || (proof.card_number.size() != 8 && !code))
    return fail(ErrorCode::invalid_argument, "a card or a query code, and four characters");
  WARMHEART_TRY_ASSIGN(
      auto proven, store.transact({Lock::door(all_tries().key)}, [&](Act& act) -> Result<std::optional<ProvenRider>> {
        const std::vector<Bytes> keys = door_keys(act.keys(), proof.card_number, code);
        const RiderAuth door{keys.front(), kWrongAtDoor};
        std::vector<RiderAuth> doors;  // what was closed under an older key stays closed
        for (const Bytes& key : keys) doors.push_back({key, kWrongAtDoor});
        if (!proof.device.empty()) doors.push_back(device_tries(proof.device));
        for (const RiderAuth& one : doors) WARMHEART_TRY(act.lock(Lock::door(one.key)));
        for (const RiderAuth& one : doors) {
          WARMHEART_TRY_ASSIGN(const bool closed, is_closed(act, one));
          if (closed) return fail(ErrorCode::limit, "closed for a while");
        }
        WARMHEART_TRY_ASSIGN(const auto applications, applications_behind(act, proof, keys));
        WARMHEART_TRY_ASSIGN(auto rider, match_last_four(act, applications, *typed));
        if (!rider) {
          WARMHEART_TRY_ASSIGN(const bool strict, is_closed(act, all_tries()));
          RiderAuth counted = door;
          if (strict) counted.most = 1;
          const std::string subject = applications.empty() ? std::string() : applications.front().text();
          WARMHEART_TRY(count_failure(act, counted, proof.device, who, subject));
          return rider;
        }
        for (const Bytes& key : keys) WARMHEART_TRY(forget_wrong(act, {key, kWrongAtDoor}));
        WARMHEART_TRY(write_audit(act, who, what, rider->row.id.text(), ""));
        return rider;
      }));
  if (!proven) return fail(ErrorCode::not_found, "nobody with these digits");
  return std::move(*proven);
}

Result<RecordProof> check_record_proof(Act& act, const ApplicationRow& row, const wire::RiderProof& proof,
                                       const Uuid& device) {
  if (proof.query_code().empty() && proof.last_four().empty()) return RecordProof::missing;
  const RiderAuth door = application_tries(row.id, device);
  for (const RiderAuth& one : {door, device_tries(device)}) {
    WARMHEART_TRY_ASSIGN(const bool closed, is_closed(act, one));
    if (closed) return RecordProof::closed;
  }
  const auto code = parse_query_code(proof.query_code());
  const auto typed = parse_last_four(proof.last_four());
  const std::vector<Digest> hashes = code ? code_hashes(act.keys(), *code) : std::vector<Digest>();
  const bool right_code =
      std::ranges::any_of(hashes, [&](const Digest& hash) { return same_bytes(hash, row.code_hash); });
  if (right_code && typed) {
    WARMHEART_TRY_ASSIGN(const auto rider, match_last_four(act, {row.id}, *typed));
    if (rider) {
      WARMHEART_TRY(forget_wrong(act, door));
      return RecordProof::right;
    }
  }
  WARMHEART_TRY(count_failure(act, door, device, "device:" + device.text(), row.id.text()));
  return RecordProof::wrong;
}

Result<std::vector<RiderBooking>> bookings_of(Snapshot& in, const ApplicationRow& row) {
  const auto read = [](sql::Columns& line) {
    RiderBooking booking{line.id(), {}, line.text(), line.text(), line.next<std::uint32_t>()};
    if (!parse(line.bytes(), booking.session)) line.refuse("is no session");
    return booking;
  };
  return sql::rows<RiderBooking>(in,
                                 "SELECT b.id, b.state, b.reason, b.slot, s.body FROM booking b JOIN session s ON "
                                 "s.id = b.session WHERE b.card = ? OR b.person = ? "
                                 "ORDER BY s.starts_ms DESC LIMIT 20",
                                 read, row.card_number, row.person.bytes());
}

Result<std::vector<RiderCase>> cases_of(Snapshot& in, const ApplicationRow& row) {
  const auto read = [](sql::Columns& line) {
    return RiderCase{line.id(), line.text(), line.text(), line.text(), line.text(), line.integer(), line.integer()};
  };
  return sql::rows<RiderCase>(in,
                              "SELECT id, kind, state, union_name, answer, opened_ms, due_ms FROM help_case WHERE "
                              "person = ? ORDER BY opened_ms DESC LIMIT 20",
                              read, row.person.bytes());
}

Result<std::vector<RiderRequestLine>> requests_of(Snapshot& in, const ApplicationRow& row) {
  const auto read = [](sql::Columns& line) {
    return RiderRequestLine{line.id(), line.text(), line.text(), line.text(), line.integer(), line.integer()};
  };
  return sql::rows<RiderRequestLine>(in,
                                     "SELECT id, ask, state, reason, asked_ms, effective_ms FROM rider_request WHERE "
                                     "application = ? ORDER BY asked_ms DESC LIMIT 20",
                                     read, row.id.bytes());
}

}  // namespace warmheart::internal
