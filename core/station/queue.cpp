#include "core/station/queue.h"

#include <algorithm>
#include <map>

#include "core/service/queue.h"
#include "core/station/columns.h"
#include "core/station/queue_table.h"
#include "core/station/visit_table.h"

namespace warmheart {

namespace station {

namespace {

struct QueueRow {
  QueueNumber number;
  std::int64_t day = 0;
  HeldUntil held;  // of one that was called

  bool called() const { return number.called_ms > 0; }
};
// id,day,service,number,taken_ms,state,ends_ms,called_ms,boot_id,boottime_ms
QueueRow read_queue_row(sql::Columns& row) {
  QueueRow out;
  out.number.id = row.id();
  out.day = row.integer();
  out.number.service = row.text();
  out.number.number = read_number(row);
  out.number.taken_ms = row.integer();
  out.number.stage = row.named(queue_stage_from);
  out.held = read_held_until(row);
  out.number.called_ms = out.held.registered_ms;
  return out;
}
constexpr std::string_view kQueueRows =
    "SELECT id,day,service,number,taken_ms,state,ends_ms,called_ms,boot_id,boottime_ms FROM queue_number WHERE ";

Result<std::vector<QueueRow>> open_numbers(sql::Connection& db) {
  return sql::rows<QueueRow>(db, std::string(kQueueRows) + "state='open' ORDER BY day,number", read_queue_row);
}
Result<std::optional<QueueRow>> queue_row(sql::Connection& db, const Uuid& id) {
  return sql::row<QueueRow>(db, std::string(kQueueRows) + "id=?", read_queue_row, id.bytes());
}

Result<void> end_number(const Act& act, const QueueRow& row, QueueStage how,
                        const std::optional<BadgeId>& staff = std::nullopt) {
  const QueueNumber& number = row.number;
  WARMHEART_TRY(sql::execute(act.db, "UPDATE queue_number SET state=? WHERE id=?", wire_name(how), number.id.bytes()));
  wire::Payload payload;
  wire::QueueEnded& body = *payload.mutable_queue_ended();
  body.set_queue_id(string_of(number.id.bytes()));
  body.set_service(number.service);
  body.set_how(wire_name(how));
  body.set_taken_ms(number.taken_ms);
  body.set_called_ms(number.called_ms);
  if (staff) body.set_staff(string_of(*staff));
  return act.write_record(act.fresh_id(), wire::QUEUE_ENDED, payload);
}

Result<void> call_number(const Act& act, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(const std::int64_t trusted_now, act.trusted_now_ms());
  const ClockReading now = act.clock().now();
  WARMHEART_TRY(sql::execute(act.db, "UPDATE queue_number SET ends_ms=?,called_ms=?,boot_id=?,boottime_ms=? WHERE id=?",
                             trusted_now + kCallMs, trusted_now, now.boot_id, now.boottime_ms, id.bytes()));
  return {};
}

// Beside what is in use and what is held for those who were called.
Result<bool> has_free_unit(const Act& act, const std::string& service) {
  WARMHEART_TRY_ASSIGN(const auto what, offered(act.db, service));
  if (!what) return false;
  WARMHEART_TRY_ASSIGN(const auto in_use, units_in_use(act, service));
  WARMHEART_TRY_ASSIGN(const auto held, held_for_others(act, service, std::nullopt));
  return in_use.size() + held.size() < what->units();
}

// As screens show it.
QueueNumber shown(const Act& act, const QueueRow& row, std::int64_t trusted_now) {
  QueueNumber out = row.number;
  if (row.called()) out.until_ms = row.held.by(act.clock().now(), trusted_now);
  return out;
}

Result<std::vector<QueueNumber>> line_now(const Act& act) {
  WARMHEART_TRY_ASSIGN(const auto open, open_numbers(act.db));
  WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
  std::vector<QueueNumber> line;
  std::map<std::string, std::uint32_t> waiting;
  for (const QueueRow& row : open) {
    line.push_back(shown(act, row, now));
    if (!row.called()) line.back().ahead = waiting[row.number.service]++;
  }
  return line;
}

Result<QueueNumber> number_now(const Act& act, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(const auto line, line_now(act));
  const auto found = std::ranges::find(line, id, &QueueNumber::id);
  if (found != line.end()) return *found;
  WARMHEART_TRY_ASSIGN(const auto row, queue_row(act.db, id));
  if (!row) return fail(ErrorCode::not_found, "no such number on this device");
  return row->number;
}

}  // namespace

Result<std::vector<UnitInUse>> held_for_others(const Act& act, std::string_view service,
                                               const std::optional<Uuid>& mine) {
  WARMHEART_TRY_ASSIGN(const auto open, open_numbers(act.db));
  WARMHEART_TRY_ASSIGN(const std::int64_t trusted_now, act.trusted_now_ms());
  std::vector<UnitInUse> held;
  for (const QueueRow& row : open) {
    if (row.called() && row.number.service == service && row.number.id != mine)
      held.push_back({0, row.held.by(act.clock().now(), trusted_now)});
  }
  return held;
}

Result<void> advance_queue(const Act& act) {
  WARMHEART_TRY_ASSIGN(const auto open, open_numbers(act.db));
  if (open.empty()) return {};
  WARMHEART_TRY_ASSIGN(const std::int64_t trusted_now, act.trusted_now_ms());
  const ClockReading now = act.clock().now();
  std::vector<const QueueNumber*> waiting;
  for (const QueueRow& row : open) {
    const bool over = row.called() ? row.held.by(now, trusted_now) <= trusted_now : row.day != china_day(trusted_now);
    if (over)
      WARMHEART_TRY(end_number(act, row, QueueStage::lapsed));
    else if (!row.called())
      waiting.push_back(&row.number);
  }
  for (const QueueNumber* number : waiting) {
    WARMHEART_TRY_ASSIGN(const bool free, has_free_unit(act, number->service));
    if (free) WARMHEART_TRY(call_number(act, number->id));
  }
  return {};
}

Result<void> serve_number(const Act& act, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(const auto row, queue_row(act.db, id));
  if (!row || row->number.stage != QueueStage::open) return {};
  return end_number(act, *row, QueueStage::served);
}

}  // namespace station

using namespace station;

Result<QueueNumber> take_number(StationStore& store, const Uuid& id, std::string_view service) {
  return store.transact([&](const Act& act) -> Result<QueueNumber> {
    WARMHEART_TRY_ASSIGN(const auto known, queue_row(act.db, id));
    if (known) return number_now(act, id);
    WARMHEART_TRY_ASSIGN(const auto what, offered(act.db, service));
    if (!what || what->units() == 0) return fail(ErrorCode::not_found, "nobody has to wait for this here");
    WARMHEART_TRY(advance_queue(act));
    WARMHEART_TRY_ASSIGN(const auto open, open_numbers(act.db));
    const auto in_line =
        std::ranges::count_if(open, [&](const QueueRow& row) { return row.number.service == service; });
    if (static_cast<std::size_t>(in_line) >= kMaxInLine) return fail(ErrorCode::limit, "the line is full");
    WARMHEART_TRY_ASSIGN(const std::int64_t now, act.trusted_now_ms());
    const std::int64_t day = china_day(now);
    WARMHEART_TRY(sql::execute(act.db, "DELETE FROM queue_number WHERE day<? AND state<>'open'", day));
    WARMHEART_TRY_ASSIGN(
        const auto number,
        sql::value<std::uint32_t>(act.db, "SELECT coalesce(max(number),0)+1 FROM queue_number WHERE day=?", day));
    WARMHEART_TRY(sql::execute(act.db,
                               "INSERT INTO queue_number(id,day,service,number,taken_ms,state) VALUES(?,?,?,?,?,?)",
                               id.bytes(), day, service, number, now, wire_name(QueueStage::open)));
    WARMHEART_TRY(advance_queue(act));
    return number_now(act, id);
  });
}

Result<std::vector<QueueNumber>> queue_line(StationStore& store) {
  return store.read([](const Act& act) { return line_now(act); });
}

Result<QueueNumber> find_number(StationStore& store, const Uuid& id) {
  return store.read([&](const Act& act) { return number_now(act, id); });
}

Result<void> leave_queue(StationStore& store, const Uuid& id) {
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto row, queue_row(act.db, id));
    if (!row) return fail(ErrorCode::not_found, "no such number on this device");
    if (row->number.stage != QueueStage::open) return {};
    WARMHEART_TRY(end_number(act, *row, QueueStage::left));
    return advance_queue(act);
  });
}

Result<void> answer_number(StationStore& store, const Uuid& id, std::string_view how, const BadgeId& staff) {
  const bool again = how == "again";
  if (!again && how != "skip") return fail(ErrorCode::invalid_argument, "a number is called again or skipped");
  return store.transact([&](const Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto row, queue_row(act.db, id));
    if (!row) return fail(ErrorCode::not_found, "no such number on this device");
    if (row->number.stage != QueueStage::open || (again && !row->called()))
      return fail(ErrorCode::conflict, "this number does not stand there any more");
    if (again) return call_number(act, id);
    WARMHEART_TRY(end_number(act, *row, QueueStage::lapsed, staff));
    return advance_queue(act);
  });
}

}  // namespace warmheart
