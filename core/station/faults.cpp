#include "core/station/faults.h"

#include "core/service/fault.h"
#include "core/station/station_state.h"
#include "core/station/visit_table.h"

namespace warmheart {

using namespace station;

namespace {

Fault read_fault(sql::Columns& row) {
  Fault fault;
  fault.id = row.id();
  fault.item = row.text();
  fault.what = row.text();
  fault.reported_ms = row.integer();
  return fault;
}

}  // namespace

Result<void> report_fault(StationStore& store, const Fault& fault) {
  if (!is_fault(fault.what)) return fail(ErrorCode::invalid_argument, "not a fault of the list");
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto service, offered(act.db, fault.item));
    if (!service && fault.item != kOtherItem) return fail(ErrorCode::not_found, "no such thing here");
    WARMHEART_TRY_ASSIGN(
        const bool known,
        sql::value<bool>(act.db,
                         "SELECT EXISTS(SELECT 1 FROM fault WHERE id=?) OR EXISTS(SELECT 1 FROM fault WHERE "
                         "state='open' AND item=? AND what=?)",
                         fault.id.bytes(), fault.item, fault.what));
    if (known) return {};
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    WARMHEART_TRY(sql::execute(act.db, "INSERT INTO fault(id,item,what,reported_ms,state) VALUES(?,?,?,?,?)",
                               fault.id.bytes(), fault.item, fault.what, now, wire_name(FaultState::open)));
    wire::Payload payload;
    payload.mutable_fault_reported()->set_fault_id(string_of(fault.id.bytes()));
    payload.mutable_fault_reported()->set_item(fault.item);
    payload.mutable_fault_reported()->set_what(fault.what);
    return act.write_record(fault.id, wire::FAULT_REPORTED, payload);
  });
}

Result<std::vector<Fault>> open_faults(StationStore& store) {
  return store.read([](const Act& act) {
    return sql::rows<Fault>(
        act.db, "SELECT id,item,what,reported_ms FROM fault WHERE state='open' ORDER BY reported_ms,id", read_fault);
  });
}

Result<void> end_fault(StationStore& store, const Uuid& id, std::string_view how, const BadgeId& staff) {
  const auto to = fault_state_from(how);
  if (to != FaultState::done && to != FaultState::not_found)
    return fail(ErrorCode::invalid_argument, "a fault is done or not found");
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const std::int64_t ended,
                         sql::execute(act.db, "UPDATE fault SET state=?,staff=? WHERE id=? AND state='open'",
                                      wire_name(*to), staff, id.bytes()));
    if (ended == 0) return {};
    wire::Payload payload;
    payload.mutable_fault_ended()->set_fault_id(string_of(id.bytes()));
    payload.mutable_fault_ended()->set_how(wire_name(*to));
    payload.mutable_fault_ended()->set_staff(string_of(staff));
    return act.write_record(act.fresh_id(), wire::FAULT_ENDED, payload);
  });
}

}  // namespace warmheart
