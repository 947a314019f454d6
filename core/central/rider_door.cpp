#include "core/central/rider_door.h"

#include "core/central/inside.h"
#include "core/member/application.h"
#include "core/member/query_code.h"
#include "core/record/record.h"

namespace warmheart::inside {
namespace {

struct Door {
  Bytes key;
  int most = 0;
};

Result<bool> is_closed(CentralStore& store, const Door& door) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT closed_until_ms FROM rider_try WHERE door = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(door.key).step());
  return found && query.integer(0) > store.now_ms();
}

Result<void> count_wrong(CentralStore& store, const Door& door) {
  const std::int64_t now = store.now_ms();
  WARMHEART_TRY_ASSIGN(auto upsert, store.inside().db.prepare(
      "INSERT INTO rider_try(door, wrong, closed_until_ms, last_ms) VALUES(?, 1, 0, ?) ON CONFLICT(door) DO UPDATE SET "
      "wrong = CASE WHEN rider_try.last_ms < ? THEN 1 ELSE rider_try.wrong + 1 END, last_ms = excluded.last_ms"));
  WARMHEART_TRY(upsert.bind(door.key, now, now - kDoorClosedMs).run());
  WARMHEART_TRY_ASSIGN(auto close, store.inside().db.prepare("UPDATE rider_try SET closed_until_ms = ?, wrong = 0 WHERE door = ? AND wrong >= ?"));
  return close.bind(now + kDoorClosedMs, door.key, door.most).run();
}

Result<void> forget_wrong(CentralStore& store, const Door& door) {
  WARMHEART_TRY_ASSIGN(auto forget, store.inside().db.prepare("DELETE FROM rider_try WHERE door = ?"));
  return forget.bind(door.key).run();
}

std::string last_four_of(const wire::ApplicationFields& fields) {
  const std::string& whole = fields.mobile().empty() ? fields.document_number() : fields.mobile();
  return whole.size() < 4 ? std::string() : whole.substr(whole.size() - 4);
}

// By card or by code; two people of a city may hold the same nine digits.
Result<std::vector<Uuid>> applications_behind(CentralStore& store, const RiderProof& proof, const Door& door) {
  const char* const sql = proof.card_number.empty() ? "SELECT id FROM application WHERE code_hash = ? ORDER BY received_ms DESC"
                                                    : "SELECT id FROM application WHERE card_number = ? ORDER BY received_ms DESC";
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(sql));
  query.bind(door.key);
  std::vector<Uuid> ids;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return ids;
    ids.push_back(uuid_at(query, 0));
  }
}

Result<std::optional<ProvenRider>> whose_digits(CentralStore& store, const std::vector<Uuid>& applications, std::string_view typed) {
  for (const Uuid& id : applications) {
    WARMHEART_TRY_ASSIGN(auto row, find_application(store, id));
    if (!row || row->sealed.empty()) continue;  // erased
    auto whole = open_whole(store, *row);
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
  const Door door{bytes_of("asks " + std::string(who)), most};
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(const bool closed, is_closed(store, door));
  if (closed) return fail(ErrorCode::limit, "too many questions within an hour");
  WARMHEART_TRY(count_wrong(store, door));
  return transaction.commit();
}

Digest code_hash(const CentralStore& store, std::string_view query_code) {
  return keyed_hash(store.keys().id_hash_key.view(), view_of("query code " + std::string(query_code)));
}

Result<ProvenRider> prove_rider(CentralStore& store, const RiderProof& proof, std::string_view who, std::string_view what) {
  const auto typed = parse_last_four(proof.last_four);
  const auto code = parse_query_code(proof.query_code);
  if (!typed || (proof.card_number.size() != 8 && !code)) return fail(ErrorCode::invalid_argument, "a card or a query code, and four characters");
  std::vector<Door> doors = {{proof.card_number, kWrongAtDoor}};
  if (proof.card_number.empty()) doors[0].key = bytes_of(ByteView(code_hash(store, *code)));
  if (!proof.device.empty()) doors.push_back({bytes_of(proof.device.bytes()), kWrongAtDevice});

  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  for (const Door& door : doors) {
    WARMHEART_TRY_ASSIGN(const bool closed, is_closed(store, door));
    if (closed) return fail(ErrorCode::limit, "closed for an hour");
  }
  WARMHEART_TRY_ASSIGN(const auto applications, applications_behind(store, proof, doors[0]));
  WARMHEART_TRY_ASSIGN(auto proven, whose_digits(store, applications, *typed));
  if (!proven) {
    for (const Door& door : doors) WARMHEART_TRY(count_wrong(store, door));
    WARMHEART_TRY(transaction.commit());
    return fail(ErrorCode::not_found, "nobody with these digits");
  }
  WARMHEART_TRY(forget_wrong(store, doors[0]));
  WARMHEART_TRY(write_audit(store, who, what, proven->row.id.text(), ""));
  WARMHEART_TRY(transaction.commit());
  return std::move(*proven);
}

Result<std::vector<RiderBooking>> bookings_of(CentralStore& store, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT b.id, b.state, b.reason, b.place, s.body FROM booking b JOIN session s ON s.id = b.session WHERE b.card = ? OR b.person = ? "
      "ORDER BY s.starts_ms DESC LIMIT 20"));
  query.bind(row.card_number, row.person.bytes());
  std::vector<RiderBooking> out;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return out;
    RiderBooking booking{uuid_at(query, 0), {}, query.text(1), query.text(2), static_cast<std::uint32_t>(query.integer(3))};
    if (!parse(query.bytes(4), booking.session)) return fail(ErrorCode::corrupt, "a session cannot be read back");
    out.push_back(std::move(booking));
  }
}

Result<std::vector<RiderCase>> cases_of(CentralStore& store, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT id, kind, state, union_name, answer, opened_ms, due_ms FROM help_case WHERE person = ? ORDER BY opened_ms DESC LIMIT 20"));
  query.bind(row.person.bytes());
  std::vector<RiderCase> out;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return out;
    out.push_back({uuid_at(query, 0), query.text(1), query.text(2), query.text(3), query.text(4), query.integer(5), query.integer(6)});
  }
}

Result<std::vector<RiderRequestLine>> requests_of(CentralStore& store, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT id, ask, state, reason, asked_ms, effective_ms FROM rider_request WHERE application = ? ORDER BY asked_ms DESC LIMIT 20"));
  query.bind(row.id.bytes());
  std::vector<RiderRequestLine> out;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return out;
    out.push_back({uuid_at(query, 0), query.text(1), query.text(2), query.text(3), query.integer(4), query.integer(5)});
  }
}

}  // namespace warmheart::inside
