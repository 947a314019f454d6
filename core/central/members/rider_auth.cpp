#include "core/central/store/audit.h"
#include "core/central/members/rider_auth.h"

#include "core/central/store/columns.h"
#include "core/member/application.h"
#include "core/member/query_code.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart::internal {
namespace {

struct RiderAuth {
  Bytes key;
  int most = 0;
};

Result<bool> is_closed(Snapshot& in, const RiderAuth& door) {
  WARMHEART_TRY_ASSIGN(const auto until,
                       sql::row<std::int64_t>(in, "SELECT closed_until_ms FROM rider_try WHERE door = ?", door.key));
  return until && *until > in.now_ms();
}

Result<void> count_wrong(Act& act, const RiderAuth& door) {
  act.needs(Lock::door(door.key));
  const std::int64_t now = act.now_ms();
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO rider_try(door, wrong, closed_until_ms, last_ms) VALUES(?, 1, 0, ?) ON CONFLICT(door) DO UPDATE SET "
      "wrong = CASE WHEN rider_try.last_ms < ? THEN 1 ELSE rider_try.wrong + 1 END, last_ms = excluded.last_ms",
      door.key, now, now - kDoorClosedMs));
  WARMHEART_TRY(sql::execute(act, "UPDATE rider_try SET closed_until_ms = ?, wrong = 0 WHERE door = ? AND wrong >= ?",
                             now + kDoorClosedMs, door.key, door.most));
  return {};
}

Result<void> forget_wrong(Act& act, const RiderAuth& door) {
  WARMHEART_TRY(sql::execute(act, "DELETE FROM rider_try WHERE door = ?", door.key));
  return {};
}

std::string last_four_of(const wire::ApplicationFields& fields) {
  const std::string& whole = fields.mobile().empty() ? fields.document_number() : fields.mobile();
  return whole.size() < 4 ? std::string() : whole.substr(whole.size() - 4);
}

// By card or by code; two people of a city may hold the same nine digits.
Result<std::vector<Uuid>> applications_behind(Snapshot& in, const RiderProof& proof, const RiderAuth& door) {
  const char* const by = proof.card_number.empty() ? "code_hash" : "card_number";
  return sql::rows<Uuid>(in, std::string("SELECT id FROM application WHERE ") + by + " = ? ORDER BY received_ms DESC",
                         door.key);
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
  const RiderAuth door{bytes_of("asks " + std::string(who)), most};
  return store.transact({Lock::door(door.key)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const bool closed, is_closed(act, door));
    if (closed) return fail(ErrorCode::limit, "too many questions within an hour");
    WARMHEART_TRY(count_wrong(act, door));
    return {};
  });
}

Digest code_hash(const CentralKeys& keys, std::string_view query_code) {
  return keyed_hash(keys.id_hash_key.view(), view_of("query code " + std::string(query_code)));
}

Result<ProvenRider> prove_rider(CentralStore& store, const RiderProof& proof, std::string_view who,
                                std::string_view what) {
  const auto typed = parse_last_four(proof.last_four);
  const auto code = parse_query_code(proof.query_code);
  if (!typed || (proof.card_number.size() != 8 && !code))
    return fail(ErrorCode::invalid_argument, "a card or a query code, and four characters");
  std::vector<RiderAuth> doors = {{proof.card_number, kWrongAtDoor}};
  if (proof.card_number.empty()) doors[0].key = bytes_of(ByteView(code_hash(store.keys(), *code)));
  if (!proof.device.empty()) doors.push_back({bytes_of(proof.device.bytes()), kWrongAtDevice});

  Locks locks;
  for (const RiderAuth& door : doors) locks.push_back(Lock::door(door.key));
  WARMHEART_TRY_ASSIGN(auto proven,
                       store.transact(std::move(locks), [&](Act& act) -> Result<std::optional<ProvenRider>> {
                         for (const RiderAuth& door : doors) {
                           WARMHEART_TRY_ASSIGN(const bool closed, is_closed(act, door));
                           if (closed) return fail(ErrorCode::limit, "closed for an hour");
                         }
                         WARMHEART_TRY_ASSIGN(const auto applications, applications_behind(act, proof, doors[0]));
                         WARMHEART_TRY_ASSIGN(auto rider, match_last_four(act, applications, *typed));
                         if (!rider) {
                           for (const RiderAuth& door : doors) WARMHEART_TRY(count_wrong(act, door));
                           return rider;
                         }
                         WARMHEART_TRY(forget_wrong(act, doors[0]));
                         WARMHEART_TRY(write_audit(act, who, what, rider->row.id.text(), ""));
                         return rider;
                       }));
  if (!proven) return fail(ErrorCode::not_found, "nobody with these digits");
  return std::move(*proven);
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
