#include "core/central/application_row.h"

#include "core/central/feed.h"
#include "core/central/inside.h"
#include "core/central/people.h"
#include "core/central/rider_door.h"
#include "core/person/mask.h"
#include "core/record/record.h"

namespace warmheart::inside {
namespace {

std::optional<ByteView> nullable(const Uuid& id) { return id.empty() ? std::nullopt : std::optional<ByteView>(id.bytes()); }

ApplicationRow read_row(const sqlite::Statement& query) {
  ApplicationRow row;
  row.id = uuid_at(query, 0);
  row.person = uuid_at(query, 1);
  row.state = query.text(2);
  row.union_code = query.text(3);
  row.device = uuid_at(query, 4);
  row.station = uuid_at(query, 5);
  row.district_code = query.text(6);
  row.masked_name = query.text(7);
  row.occupation = query.text(8);
  row.sealed = bytes_of(query.bytes(9));
  row.card_number = bytes_of(query.bytes(10));
  row.manual_review = query.integer(11) != 0;
  row.signature_missing = query.integer(12) != 0;
  row.submitted_ms = query.integer(13);
  row.received_ms = query.integer(14);
  row.returned_fields = split_names(query.text(15));
  row.reason = query.text(16);
  row.decided_by = query.text(17);
  row.decided_ms = query.integer(18);
  row.approved_ms = query.integer(19);
  row.resolution_person = query.text(20);
  row.resolution = query.text(21);
  row.final_card = query.text(22);
  row.assigned_to = query.text(23);
  row.assigned_ms = query.integer(24);
  row.code_hash = bytes_of(query.bytes(25));
  return row;
}

}  // namespace

Result<std::optional<ApplicationRow>> find_application(CentralStore& store, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT id, person, state, union_code, device, station, district_code, masked_name, occupation, sealed, card_number, "
      "manual_review, signature_missing, submitted_ms, received_ms, returned_fields, reason, decided_by, decided_ms, approved_ms, "
      "resolution_person, resolution, final_card, assigned_to, assigned_ms, code_hash FROM application WHERE id = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(id.bytes()).step());
  return found ? std::optional<ApplicationRow>(read_row(query)) : std::nullopt;
}

Result<void> insert_application(CentralStore& store, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare(
      "INSERT INTO application(id, person, state, union_code, device, station, district_code, masked_name, occupation, sealed, "
      "card_number, manual_review, signature_missing, submitted_ms, received_ms, code_hash) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
  return insert.bind(row.id.bytes(), row.person.bytes(), row.state, row.union_code, row.device.bytes(), nullable(row.station),
                     row.district_code, row.masked_name, row.occupation, row.sealed, row.card_number, row.manual_review,
                     row.signature_missing, row.submitted_ms, row.received_ms, row.code_hash).run();
}

Result<void> update_application(CentralStore& store, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare(
      "UPDATE application SET person = ?, state = ?, union_code = ?, masked_name = ?, occupation = ?, sealed = ?, manual_review = ?, "
      "signature_missing = ?, returned_fields = ?, reason = ?, decided_by = ?, decided_ms = ?, approved_ms = ?, "
      "resolution_person = ?, resolution = ?, final_card = ?, assigned_to = ?, assigned_ms = ? WHERE id = ?"));
  return update.bind(row.person.bytes(), row.state, row.union_code, row.masked_name, row.occupation, row.sealed, row.manual_review,
                     row.signature_missing, join_names(row.returned_fields), row.reason, row.decided_by, row.decided_ms,
                     row.approved_ms, row.resolution_person, row.resolution, row.final_card, row.assigned_to, row.assigned_ms,
                     row.id.bytes()).run();
}

Result<wire::ApplicationSubmitted> open_whole(CentralStore& store, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(const SecretBytes plain, decrypt_for_person(store, row.person, row.id, row.sealed));
  wire::ApplicationSubmitted whole;
  if (!parse(plain.view(), whole)) return fail(ErrorCode::corrupt, "the application " + row.id.text() + " cannot be read back");
  return whole;
}

Result<void> put_whole(CentralStore& store, const wire::ApplicationSubmitted& whole, ApplicationRow& row) {
  const wire::ApplicationFields& fields = whole.fields();
  WARMHEART_TRY_ASSIGN(row.person, person_for_number(store, fields.document_number()));
  const SecretBytes plain(serialise(whole));
  WARMHEART_TRY_ASSIGN(row.sealed, encrypt_for_person(store, row.person, row.id, plain.view()));
  row.masked_name = mask_name(fields.name());
  row.occupation = fields.occupation();
  row.union_code = fields.union_code();
  row.code_hash = bytes_of(ByteView(code_hash(store, whole.query_code())));
  row.manual_review = fields.manual_review();
  row.signature_missing = fields.signature().strokes().empty();
  return {};
}

Result<void> add_history(CentralStore& store, const Uuid& id, std::string_view what, std::string_view by, std::string_view reason) {
  WARMHEART_TRY_ASSIGN(auto insert, store.inside().db.prepare(
      "INSERT INTO application_history(application, ordinal, at_ms, what, by_whom, reason) "
      "VALUES(?, (SELECT coalesce(max(ordinal), 0) + 1 FROM application_history WHERE application = ?), ?, ?, ?, ?)"));
  return insert.bind(id.bytes(), id.bytes(), store.now_ms(), what, by, reason).run();
}

Result<UnionName> union_name(CentralStore& store, const std::string& code) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare("SELECT name, name_en, kind FROM receiving_union WHERE code = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(code).step());
  return found ? UnionName{code, query.text(0), query.text(1), query.text(2)} : UnionName{code, code, code, ""};
}

Result<wire::ApplicationDecision> decision_of(CentralStore& store, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(const UnionName receiving, union_name(store, row.union_code));
  wire::ApplicationDecision decision;
  decision.set_application_id(string_of(row.id.bytes()));
  decision.set_state(row.state);
  for (const std::string& field : row.returned_fields) decision.add_fields(field);
  decision.set_reason(row.reason);
  decision.set_decided_at_ms(row.decided_ms);
  decision.set_union_code(row.union_code);
  decision.set_union_name(receiving.name);
  decision.set_final_card(row.final_card);
  return decision;
}

Result<void> publish_decision(CentralStore& store, const ApplicationRow& row) {
  if (row.station.empty()) return {};
  wire::FeedValue value;
  WARMHEART_TRY_ASSIGN(*value.mutable_decision(), decision_of(store, row));
  return write_feed(store, station_scope(row.station), "decision/" + row.id.text(), value);
}

}  // namespace warmheart::inside
