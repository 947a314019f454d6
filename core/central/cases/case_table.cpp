#include "core/central/cases/case_table.h"

#include "core/central/feed/feed.h"
#include "core/central/members/people.h"
#include "core/central/store/columns.h"
#include "core/record/record.h"

namespace warmheart::internal {

CaseRow read_case(sql::Columns& row) {
  CaseRow out;
  CaseLine& line = out.line;
  line.id = row.id();
  line.kind = row.text();
  line.topic = row.text();
  line.stage = row.named(case_stage_from);
  line.masked_name = row.text();
  line.station = row.text();
  line.union_name = row.text();
  line.outcome = row.text();
  line.opened_ms = row.integer();
  line.due_ms = row.integer();
  line.handled_ms = row.integer();
  line.call_back = row.flag();
  out.answer = row.text();
  out.person = id_or_none(row);
  out.sealed = row.bytes();
  out.scope = row.text();
  line.reopened = row.counter();
  return out;
}

Result<std::optional<CaseRow>> find_case_row(Snapshot& in, const Uuid& id) {
  return sql::row<CaseRow>(in, std::string(kCaseColumns) + "WHERE c.id = ?", read_case, id.bytes());
}

Result<wire::CaseOpened> open_case_row(Snapshot& in, const CaseRow& row) {
  WARMHEART_TRY_ASSIGN(const SecretBytes plain, decrypt_for_person(in, row.person, row.line.id, row.sealed));
  wire::CaseOpened opened;
  if (!parse(plain.view(), opened)) return fail(ErrorCode::corrupt, "what was stored of the case cannot be read");
  return opened;
}

Result<void> publish_case(Act& act, const CaseRow& row) {
  wire::FeedValue value;
  wire::CaseState& state = *value.mutable_case_state();
  state.set_case_id(string_of(row.line.id.bytes()));
  state.set_state(wire_name(row.line.stage));
  state.set_union_name(row.line.union_name);
  state.set_due_ms(row.line.due_ms);
  state.set_answer(row.answer);
  state.set_changed_ms(act.now_ms());
  state.set_call_back_due(row.line.stage == CaseStage::handled && row.line.call_back);
  state.set_answered_ms(row.line.handled_ms);
  return write_feed(act, row.scope, "case/" + to_hex(row.line.id.bytes()), value);
}

Result<void> update_case(Act& act, const CaseRow& row) {
  WARMHEART_TRY(sql::execute(act,
                             "UPDATE help_case SET state = ?, union_name = ?, answer = ?, outcome = ?, handled_ms = ?, "
                             "changed_ms = ?, due_ms = ?, reopened = ? WHERE id = ?",
                             wire_name(row.line.stage), row.line.union_name, row.answer, row.line.outcome,
                             row.line.handled_ms, act.now_ms(), row.line.due_ms, row.line.reopened,
                             row.line.id.bytes()));
  return publish_case(act, row);
}

}  // namespace warmheart::internal
