#include "core/central/members/request_table.h"

#include "core/central/feed/feed.h"
#include "core/central/store/columns.h"
#include "core/storage/sql.h"

namespace warmheart::internal {
namespace {

RequestRow read_request(sql::Columns& row) {
  RequestRow out;
  out.id = row.id();
  out.ask = row.named(rider_ask_from);
  out.application = row.id();
  out.state = row.named(state_from<RequestState>);
  out.reason = row.text();
  out.agreed_by = row.text();
  out.scope = row.text();
  out.asked_ms = row.integer();
  out.effective_ms = row.integer();
  out.sealed = row.bytes();
  out.proven = row.flag();
  return out;
}

}  // namespace

Result<std::optional<RequestRow>> find_request_row(Snapshot& in, const Uuid& id) {
  return sql::row<RequestRow>(in,
                              "SELECT id, ask, application, state, reason, agreed_by, scope, asked_ms, effective_ms, "
                              "sealed, proven FROM rider_request WHERE id = ?",
                              read_request, id.bytes());
}

Result<void> put_request(Act& act, const RequestRow& row) {
  WARMHEART_TRY(
      sql::execute(act,
                   "INSERT INTO rider_request(id, ask, application, state, reason, agreed_by, scope, asked_ms, "
                   "effective_ms, changed_ms, sealed, proven) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                   "ON CONFLICT(id) DO UPDATE SET state = excluded.state, reason = excluded.reason, agreed_by = "
                   "excluded.agreed_by, changed_ms = excluded.changed_ms, sealed = excluded.sealed",
                   row.id.bytes(), wire_name(row.ask), row.application.bytes(), name_of(row.state), row.reason,
                   row.agreed_by, row.scope, row.asked_ms, row.effective_ms, act.now_ms(), row.sealed, row.proven));
  wire::FeedValue value;
  wire::RiderRequestState& state = *value.mutable_rider_request();
  state.set_record_id(string_of(row.id.bytes()));
  state.set_state(std::string(name_of(row.state)));
  state.set_reason(row.reason);
  state.set_effective_ms(row.effective_ms);
  return write_feed(act, row.scope, "request/" + to_hex(row.id.bytes()), value);
}

Result<void> publish_refusal(Act& act, const std::string& scope, const Uuid& record, std::string_view code) {
  wire::FeedValue value;
  wire::RiderRequestState& state = *value.mutable_rider_request();
  state.set_record_id(string_of(record.bytes()));
  state.set_state(std::string(name_of(RequestState::refused)));
  state.set_code(std::string(code));
  return write_feed(act, scope, "request/" + to_hex(record.bytes()), value);
}

}  // namespace warmheart::internal
