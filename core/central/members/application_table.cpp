#include "core/central/members/application_table.h"

#include "core/central/store/columns.h"
#include "core/central/feed/feed.h"
#include "core/central/members/people.h"
#include "core/central/members/rider_auth.h"
#include "core/member/application_wire.h"
#include "core/person/mask.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart::internal {
namespace {

constexpr const char* kRowColumns =
    "SELECT id, person, state, union_code, device, station, district_code, masked_name, occupation, sealed, "
    "card_number, "
    "manual_review, signature_missing, submitted_ms, received_ms, returned_fields, reason, decided_by, decided_ms, "
    "approved_ms, "
    "resolution_person, resolution, final_card, assigned_to, assigned_ms, code_hash FROM application ";

ApplicationRow read_application(sql::Columns& row) {
  ApplicationRow out;
  out.id = row.id();
  out.person = row.id();
  out.state = row.named(application_state_from);
  out.union_code = row.text();
  out.device = row.id();
  out.station = id_or_none(row);
  out.district_code = row.text();
  out.masked_name = row.text();
  out.occupation = row.text();
  out.sealed = row.bytes();
  out.card_number = row.bytes();
  out.manual_review = row.flag();
  out.signature_missing = row.flag();
  out.submitted_ms = row.integer();
  out.received_ms = row.integer();
  out.returned_fields = split_names(row.text());
  out.reason = row.text();
  out.decided_by = row.text();
  out.decided_ms = row.integer();
  out.approved_ms = row.integer();
  out.resolution_person = row.text();
  out.resolution = row.text();
  out.final_card = row.text();
  out.assigned_to = row.text();
  out.assigned_ms = row.integer();
  out.code_hash = row.next<std::optional<Bytes>>().value_or(Bytes());
  return out;
}

}  // namespace

Result<std::optional<ApplicationRow>> find_application(Snapshot& in, const Uuid& id) {
  return sql::row<ApplicationRow>(in, std::string(kRowColumns) + "WHERE id = ?", read_application, id.bytes());
}

Result<std::optional<CardHolder>> find_card_holder(Snapshot& in, ByteView card_number) {
  const auto read = [](sql::Columns& row) { return CardHolder{row.id(), row.id(), row.text()}; };
  return sql::row<CardHolder>(in, "SELECT id, person, masked_name FROM application WHERE card_number = ?", read,
                              card_number);
}

Result<void> insert_application(Act& act, const ApplicationRow& row) {
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO application(id, person, state, union_code, device, station, district_code, "
                             "masked_name, occupation, sealed, "
                             "card_number, manual_review, signature_missing, submitted_ms, received_ms, code_hash, "
                             "code_key) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                             row.id.bytes(), row.person.bytes(), wire_name(row.state), row.union_code,
                             row.device.bytes(), nullable(row.station), row.district_code, row.masked_name,
                             row.occupation, row.sealed, row.card_number, row.manual_review, row.signature_missing,
                             row.submitted_ms, row.received_ms, row.code_hash, act.keys().id_hash_number));
  return {};
}

Result<void> update_application(Act& act, const ApplicationRow& row) {
  act.needs(Lock::person(row.id));
  WARMHEART_TRY(sql::execute(
      act,
      "UPDATE application SET person = ?, state = ?, union_code = ?, masked_name = ?, occupation = ?, sealed = ?, "
      "manual_review = ?, "
      "signature_missing = ?, returned_fields = ?, reason = ?, decided_by = ?, decided_ms = ?, approved_ms = ?, "
      "resolution_person = ?, resolution = ?, final_card = ?, assigned_to = ?, assigned_ms = ? WHERE id = ?",
      row.person.bytes(), wire_name(row.state), row.union_code, row.masked_name, row.occupation, row.sealed,
      row.manual_review, row.signature_missing, join_names(row.returned_fields), row.reason, row.decided_by,
      row.decided_ms, row.approved_ms, row.resolution_person, row.resolution, row.final_card, row.assigned_to,
      row.assigned_ms, row.id.bytes()));
  return {};
}

Result<wire::ApplicationSubmitted> decrypt_application(Snapshot& in, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(const SecretBytes plain, decrypt_for_person(in, row.person, row.id, row.sealed));
  wire::ApplicationSubmitted whole;
  if (!parse(plain.view(), whole))
    return fail(ErrorCode::corrupt, "the application " + row.id.text() + " cannot be read back");
  return whole;
}

Result<void> encrypt_application(Act& act, const wire::ApplicationSubmitted& whole, ApplicationRow& row) {
  const wire::ApplicationFields& fields = whole.fields();
  WARMHEART_TRY_ASSIGN(row.person, person_for_number(act, fields.document_number()));
  const SecretBytes plain(serialise(whole));
  WARMHEART_TRY_ASSIGN(row.sealed, encrypt_for_person(act, row.person, row.id, plain.view()));
  row.masked_name = mask_name(fields.name());
  row.occupation = fields.occupation();
  row.union_code = fields.union_code();
  row.code_hash = bytes_of(ByteView(code_hash(act.keys(), whole.query_code())));
  row.manual_review = fields.manual_review() || !fields_breaking_rules(whole, date_at(act.now_ms())).empty();
  row.signature_missing = fields.signature().strokes().empty();
  return {};
}

Result<void> add_history(Act& act, const Uuid& id, std::string_view what, std::string_view by,
                         std::string_view reason) {
  act.needs(Lock::person(id));
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO application_history(application, ordinal, at_ms, what, by_whom, reason) "
      "VALUES(?, (SELECT coalesce(max(ordinal), 0) + 1 FROM application_history WHERE application = ?), ?, ?, ?, ?)",
      id.bytes(), id.bytes(), act.now_ms(), what, by, reason));
  return {};
}

Result<UnionName> union_name(Snapshot& in, const std::string& code) {
  const auto read = [&](sql::Columns& row) { return UnionName{code, row.text(), row.text(), row.text()}; };
  WARMHEART_TRY_ASSIGN(
      auto found,
      sql::row<UnionName>(in, "SELECT name, name_en, kind FROM receiving_union WHERE code = ?", read, code));
  return found.value_or(UnionName{code, code, code, ""});
}

Result<wire::ApplicationDecision> decision_of(Snapshot& in, const ApplicationRow& row) {
  WARMHEART_TRY_ASSIGN(const UnionName receiving, union_name(in, row.union_code));
  wire::ApplicationDecision decision;
  decision.set_application_id(string_of(row.id.bytes()));
  decision.set_state(wire_name(row.state));
  for (const std::string& field : row.returned_fields) decision.add_fields(field);
  decision.set_reason(row.reason);
  decision.set_decided_at_ms(row.decided_ms);
  decision.set_union_code(row.union_code);
  decision.set_union_name(receiving.name);
  decision.set_final_card(row.final_card);
  return decision;
}

Result<void> publish_decision(Act& act, const ApplicationRow& row) {
  if (row.station.empty()) return {};
  wire::FeedValue value;
  WARMHEART_TRY_ASSIGN(*value.mutable_decision(), decision_of(act, row));
  return write_feed(act, station_scope(row.station), "decision/" + row.id.text(), value);
}

}  // namespace warmheart::internal
