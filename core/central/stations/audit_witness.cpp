#include "core/central/stations/audit_witness.h"

#include "core/central/stations/devices.h"
#include "core/central/store/columns.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::AuditStanding;

std::string sentence_of(const AuditHead& held, AuditStanding standing, std::uint64_t last) {
  const std::string number = std::to_string(held.seq);
  return "audit rows are missing or were changed: this kiosk holds the signed head of row " + number + ", and " +
         (standing == AuditStanding::missing ? "the audit ends at row " + std::to_string(last)
                                             : "the audit has another row " + number) +
         ". Keep a copy of the data folder as it is; `warmheart-admin verify` names every such kiosk, compare with the "
         "last backup. Where an older copy was put back on purpose: stop the server, `warmheart-admin restored`";
}

Result<void> keep(Act& act, const AuditWitness& witness) {
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO audit_witness(device, seq, at_ms, head, signature) VALUES(?, ?, ?, ?, ?) ON CONFLICT(device) DO "
      "UPDATE SET seq = excluded.seq, at_ms = excluded.at_ms, head = excluded.head, signature = excluded.signature "
      "WHERE excluded.seq > audit_witness.seq",
      witness.device.bytes(), witness.head.seq, witness.head.at_ms, witness.head.hash, witness.signature));
  return {};
}

// How far the audit had come that a restore gave up; each device may know a later row than the one before.
Result<void> note_lost(Act& act, const Uuid& device, const AuditHead& head) {
  WARMHEART_TRY_ASSIGN(const auto from,
                       sql::row<std::uint64_t>(
                           act,
                           "UPDATE audit_restart SET lost_seq = ?1 WHERE lost_seq < ?1 AND from_seq = (SELECT "
                           "max(from_seq) FROM audit_restart WHERE from_seq <= ?1 AND at_ms >= ?2) RETURNING from_seq",
                           head.seq, head.at_ms));
  if (!from) return {};
  return internal::write_audit(act, "centre", "audit-rows-lost", std::to_string(head.seq),
                               "device " + device.text() + " holds its head " + to_hex(head.hash) +
                                   " of before the restore; rows from " + std::to_string(*from) +
                                   " on were written anew");
}

Result<bool> is_known(Snapshot& in, const Uuid& device, const AuditHead& head) {
  WARMHEART_TRY_ASSIGN(const auto kept,
                       sql::row<std::uint64_t>(in, "SELECT seq FROM audit_witness WHERE device = ?", device.bytes()));
  return kept && *kept >= head.seq;
}

}  // namespace

Result<void> internal::take_audit_witness(Act& act, const Uuid& device, const wire::WitnessedAuditHead& sent) {
  const auto hash = digest_from(view_of(sent.head()));
  if (sent.seq() == 0 || !hash) return {};
  const AuditWitness witness{device, {sent.seq(), sent.at_ms(), *hash}, bytes_of(sent.signature())};
  WARMHEART_TRY_ASSIGN(const AuditStanding standing, audit_standing(act, witness.head));
  if (standing == AuditStanding::stands) {
    WARMHEART_TRY_ASSIGN(const bool known, is_known(act, device, witness.head));
    if (known) return {};
  }
  if (!head_is_by_this_centre(act.keys(), witness.head, witness.signature)) return {};
  if (standing == AuditStanding::before_restart) return note_lost(act, device, witness.head);
  if (standing != AuditStanding::stands) {
    WARMHEART_TRY_ASSIGN(const AuditHead last, audit_head(act));
    WARMHEART_TRY(raise_alarm(act, kAuditAlarm, device, "", sentence_of(witness.head, standing, last.seq)));
  }
  return keep(act, witness);
}

Result<std::vector<AuditWitness>> audit_witnesses(CentralStore& store) {
  const auto read = [](sql::Columns& row) {
    AuditWitness out;
    out.device = row.id();
    out.head = AuditHead{row.counter(), row.integer(), row.digest()};
    out.signature = row.bytes();
    return out;
  };
  return store.read([&](Snapshot& in) {
    return sql::rows<AuditWitness>(in, "SELECT device, seq, at_ms, head, signature FROM audit_witness ORDER BY device",
                                   read);
  });
}

}  // namespace warmheart
