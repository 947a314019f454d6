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
        "SELECT p.device, coalesce(s.name, ''), p.epoch, p.seq, r.kind, p.code, p.parked_ms FROM parked_record p "
        "JOIN raw_record r ON r.device = p.device AND r.epoch = p.epoch AND r.seq = p.seq "
        "LEFT JOIN device d ON d.id = p.device LEFT JOIN station s ON s.id = d.station "
        "ORDER BY p.parked_ms DESC, p.device, p.epoch, p.seq LIMIT ?",
        read, static_cast<std::uint64_t>(max));
  });
}

Result<void> unpark(CentralStore& store, const Uuid& device, std::uint64_t epoch, std::uint64_t seq) {
  return store.transact({Lock::device(device)}, [&](Act& act) -> Result<void> {
    WARMHEART_TRY_ASSIGN(
        const auto back,
        sql::execute(act,
                     "DELETE FROM parked_record WHERE device = ?1 AND epoch = ?2 AND seq = ?3 AND EXISTS(SELECT 1 FROM "
                     "raw_record r WHERE r.device = ?1 AND r.epoch = ?2 AND r.seq = ?3 AND r.id IS NOT NULL AND "
                     "r.payload IS NOT NULL)",
                     device.bytes(), epoch, seq));
    if (back != 1)
      return fail(ErrorCode::not_found, "there is no parked record at this position whose content is held");
    // One that the watermark has not passed is taken in its turn.
    WARMHEART_TRY(sql::execute(
        act,
        "INSERT INTO waiting_record(device, epoch, seq, subject, received_ms) SELECT r.device, r.epoch, r.seq, NULL, "
        "r.received_ms FROM raw_record r JOIN device_applied a ON a.device = r.device AND a.epoch = r.epoch "
        "WHERE r.device = ? AND r.epoch = ? AND r.seq = ? AND r.seq <= a.applied_seq",
        device.bytes(), epoch, seq));
    WARMHEART_TRY(internal::write_audit(act, "admin", "record-unparked", device.text(),
                                        std::to_string(epoch) + "/" + std::to_string(seq)));
    return {};
  });
}

Result<void> internal::park(Act& act, const RecordPosition& at, std::string_view code) {
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO parked_record(device, epoch, seq, code, parked_ms) VALUES(?, ?, ?, ?, ?)",
                             at.device.bytes(), at.epoch, at.seq, code, act.now_ms()));
  return {};
}

Result<bool> internal::stop_waiting(Act& act, const RecordPosition& at) {
  WARMHEART_TRY_ASSIGN(const auto stopped,
                       sql::execute(act, "DELETE FROM waiting_record WHERE device = ? AND epoch = ? AND seq = ?",
                                    at.device.bytes(), at.epoch, at.seq));
  return stopped == 1;
}

Result<void> internal::put_record_subject(Act& act, const RecordPosition& at, const Uuid& subject) {
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO record_subject(subject, device, epoch, seq) VALUES(?, ?, ?, ?) "
                             "ON CONFLICT DO NOTHING",
                             subject.bytes(), at.device.bytes(), at.epoch, at.seq));
  return {};
}

Result<void> internal::requeue(Act& act, const Uuid& subject) {
  act.needs(Lock::devices());
  WARMHEART_TRY(sql::execute(act, "UPDATE waiting_record SET subject = NULL WHERE subject = ?", subject.bytes()));
  return {};
}

}  // namespace warmheart
