#include "core/central/store/audit.h"
#include "core/central/ingest/parked.h"

#include "core/central/store/columns.h"
#include "core/storage/sql.h"

namespace warmheart {

Result<std::vector<ParkedRow>> list_parked(CentralStore& store, std::size_t max) {
  const auto read = [](sql::Columns& row) {
    return ParkedRow{row.id(),   row.text(),   row.counter(), row.counter(), row.next<std::uint32_t>(),
                     row.text(), row.integer()};
  };
  return store.read([&](Snapshot& in) -> Result<std::vector<ParkedRow>> {
    return sql::rows<ParkedRow>(
        in,
        "SELECT r.device, coalesce(s.name, ''), r.epoch, r.seq, r.kind, r.code, r.changed_ms FROM raw_record r "
        "LEFT JOIN device d ON d.id = r.device LEFT JOIN station s ON s.id = d.station "
        "WHERE r.state = 'parked' ORDER BY r.changed_ms DESC, r.device, r.epoch, r.seq LIMIT ?",
        read, static_cast<std::uint64_t>(max));
  });
}

Result<void> unpark(CentralStore& store, const Uuid& device, std::uint64_t epoch, std::uint64_t seq) {
  return store.transact({Lock::device(device)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(const auto back, sql::execute(act,
                                                       "UPDATE raw_record SET state = 'new', code = '', changed_ms = ? "
                                                       "WHERE device = ? AND epoch = ? AND seq = ? AND state = "
                                                       "'parked' AND id IS NOT NULL AND payload IS NOT NULL",
                                                       act.now_ms(), device.bytes(), epoch, seq));
    if (back != 1) return fail(ErrorCode::not_found, "there is no parked record at this place whose content is held");
    WARMHEART_TRY(
        sql::execute(act, "UPDATE device_epoch SET applied_seq = ? WHERE device = ? AND epoch = ? AND applied_seq >= ?",
                     seq - 1, device.bytes(), epoch, seq));
    WARMHEART_TRY(internal::write_audit(act, "admin", "record-unparked", device.text(),
                                        std::to_string(epoch) + "/" + std::to_string(seq)));
    return {};
  });
}

Result<void> internal::requeue(Act& act, const Uuid& subject) {
  act.needs(Lock::devices());
  WARMHEART_TRY(sql::execute(
      act,
      "UPDATE device_epoch SET applied_seq = (SELECT min(r.seq) - 1 FROM raw_record r WHERE r.state = 'waiting' AND "
      "r.subject = ?1 AND "
      "r.device = device_epoch.device AND r.epoch = device_epoch.epoch) "
      "WHERE (device, epoch) IN (SELECT w.device, w.epoch FROM raw_record w WHERE w.state = 'waiting' AND w.subject = "
      "?1) "
      "AND applied_seq >= (SELECT min(r.seq) FROM raw_record r WHERE r.state = 'waiting' AND r.subject = ?1 AND "
      "r.device = device_epoch.device AND r.epoch = device_epoch.epoch)",
      subject.bytes()));
  WARMHEART_TRY(sql::execute(
      act,
      "UPDATE raw_record SET state = 'new', subject = NULL, changed_ms = ? WHERE state = 'waiting' AND subject = ?",
      act.now_ms(), subject.bytes()));
  return {};
}

}  // namespace warmheart
