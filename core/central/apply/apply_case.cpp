#include "core/central/apply/apply_case.h"

#include "core/central/members/application_table.h"
#include "core/central/cases/case_table.h"
#include "core/central/stations/station_table.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/central/feed/feed.h"
#include "core/central/members/people.h"
#include "core/member/query_code.h"
#include "core/person/mask.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart::internal {
namespace {

// Whose it is: by number, by the card of an application of ours, or somebody known only by this case.
Result<void> fill_person(Act& act, const wire::RiderIdentity& rider, CaseRow& row) {
  if (!rider.document_number().empty()) {
    WARMHEART_TRY_ASSIGN(row.person, person_for_number(act, rider.document_number()));
  } else if (!rider.card_number().empty()) {
    WARMHEART_TRY_ASSIGN(const auto holder, find_card_holder(act, view_of(rider.card_number())));
    if (holder) row.person = holder->person;
    if (holder) row.line.masked_name = holder->masked_name;
  }
  if (row.person.empty()) { WARMHEART_TRY_ASSIGN(row.person, person_without_number(act)); }
  if (row.line.masked_name.empty() && !rider.name().empty()) row.line.masked_name = mask_name(rider.name());
  return {};
}

}  // namespace

Result<HandlerResult> apply_case_opened(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::CaseOpened& body = opened.payload.case_opened();
  const auto id = Uuid::from_bytes(view_of(body.case_id()));
  if (!id || body.case_id() != opened.header.id() || body.kind().empty() || !parse_query_code(body.number()))
    return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto known, find_case_row(act, *id));
  if (known) return HandlerResult::park(kParkNotExpected);
  WARMHEART_TRY_ASSIGN(const DeviceStation at, station_of(act, raw.device));
  CaseRow row;
  row.line.id = *id;
  row.line.call_back = body.call_back();
  row.line.due_ms = body.due_ms();
  row.scope = station_scope(at.station);
  WARMHEART_TRY(fill_person(act, body.rider(), row));
  const SecretBytes plain(serialise(body));
  WARMHEART_TRY_ASSIGN(row.sealed, encrypt_for_person(act, row.person, *id, plain.view()));
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO help_case(id, number_hash, kind, topic, state, union_name, answer, person, "
                             "masked_name, sealed, call_back, outcome, device, station, "
                             "scope, opened_ms, due_ms, handled_ms, changed_ms) VALUES(?, ?, ?, ?, 'received', '', '', "
                             "?, ?, ?, ?, '', ?, ?, ?, ?, ?, 0, ?)",
                             id->bytes(), keyed_hash(act.keys().id_hash_key.view(), view_of(body.number())),
                             body.kind(), body.topic(), row.person.bytes(), row.line.masked_name, row.sealed,
                             body.call_back(), raw.device.bytes(), at.station.bytes(), row.scope,
                             opened.header.occurred_at_ms(), body.due_ms(), act.now_ms()));
  WARMHEART_TRY(publish_case(act, row));
  return HandlerResult::done(*id);
}

Result<HandlerResult> apply_case_called_back(Act& act, const RawRow&, const DecryptedRecord& opened) {
  const wire::CaseCalledBack& body = opened.payload.case_called_back();
  const auto id = Uuid::from_bytes(view_of(body.case_id()));
  if (!id || !is_call_back_outcome(body.outcome())) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, find_case_row(act, *id));
  if (!row) return HandlerResult::wait_for(*id);
  if (row->line.stage == CaseStage::closed) return HandlerResult::done();
  if (row->line.stage != CaseStage::handled && row->line.stage != CaseStage::called_back)
    return HandlerResult::park(kParkNotExpected);
  row->line.outcome = body.outcome();
  if (body.outcome() != "not-reached") row->line.stage = CaseStage::called_back;
  WARMHEART_TRY(update_case(act, *row));
  return HandlerResult::done();
}

Result<HandlerResult> apply_case_reopened(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const wire::CaseReopened& body = opened.payload.case_reopened();
  const auto id = Uuid::from_bytes(view_of(body.case_id()));
  if (!id || body.answered_ms() <= 0) return HandlerResult::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, find_case_row(act, *id));
  if (!row) return HandlerResult::wait_for(*id);
  if (row->line.handled_ms != body.answered_ms()) return HandlerResult::done();  // another answer stands, or none
  row->line.stage = row->line.union_name.empty() ? CaseStage::received : CaseStage::dispatched;
  row->line.due_ms = opened.header.occurred_at_ms() + (row->line.due_ms - row->line.opened_ms);
  row->line.handled_ms = 0;
  row->line.outcome.clear();
  row->answer.clear();
  ++row->line.reopened;
  WARMHEART_TRY(update_case(act, *row));
  WARMHEART_TRY(write_audit(act, "device:" + raw.device.text(), "case-reopened", id->text(), "by its rider"));
  return HandlerResult::done();
}

}  // namespace warmheart::internal
