#include "core/station/journal.h"

#include <algorithm>

#include "core/record/chain.h"

namespace warmheart::station {
namespace {

constexpr std::uint64_t kSeqMask = (std::uint64_t{1} << 40) - 1;

EpochRow read_epoch(sql::Columns& row) {
  return {row.integer(), row.counter(), row.counter(), row.digest(), row.counter(), row.digest()};
}

struct JournalRow {
  std::int64_t position = 0;
  StoredRecord record;  // its epoch is not a column
};
// position,id,kind,header,payload,digest,hash,stub; a damaged payload shows as a stub.
JournalRow read_journal(sql::Columns& row) {
  JournalRow out;
  StoredRecord& record = out.record;
  out.position = row.integer();
  record.seq = static_cast<std::uint64_t>(out.position) & kSeqMask;
  record.id = row.id();
  record.kind = row.next<std::uint32_t>();
  record.header = row.bytes();
  record.sealed_payload = row.next<std::optional<Bytes>>().value_or(Bytes());
  record.payload_digest = row.digest();
  record.hash = row.digest();
  record.stub_reason = row.text();
  if (record.is_stub())
    record.sealed_payload.clear();
  else if (sha256({record.sealed_payload}) != record.payload_digest) {
    record.sealed_payload.clear();
    record.stub_reason = kStubDamaged;
  }
  return out;
}

// The one place where the journal grows: row and head in the same transaction.
Result<void> insert(sql::Connection& db, const EpochRow& epoch, StoredRecord record) {
  if (record.size() > kMaxRecordBytes) return fail(ErrorCode::limit, "a record may have 32 KiB");
  record.hash = chain(epoch.head_hash, record.header, record.payload_digest);
  const auto payload = record.is_stub() ? std::nullopt : std::optional<ByteView>(record.sealed_payload);
  WARMHEART_TRY(
      sql::execute(db, "INSERT INTO journal(position,id,kind,header,payload,digest,hash,stub) VALUES(?,?,?,?,?,?,?,?)",
                   position_of(epoch.no, record.seq), record.id.bytes(), record.kind, record.header, payload,
                   record.payload_digest, record.hash, record.stub_reason));
  WARMHEART_TRY(
      sql::execute(db, "UPDATE epoch SET head_seq=?,head_hash=? WHERE no=?", record.seq, record.hash, epoch.no));
  return {};
}

Result<void> make_carried_stub(sql::Connection& db, std::int64_t position) {
  WARMHEART_TRY(sql::execute(db, "UPDATE journal SET payload=NULL,stub=? WHERE position=?", kStubCarried, position));
  return {};
}

}  // namespace

Result<EpochRow> current_epoch(sql::Connection& db) {
  WARMHEART_TRY_ASSIGN(
      const auto epoch,
      sql::row<EpochRow>(db,
                         "SELECT no,epoch,head_seq,head_hash,acked_seq,acked_hash FROM epoch ORDER BY no DESC LIMIT 1",
                         read_epoch));
  if (!epoch) return fail(ErrorCode::corrupt, "the journal has no epoch");
  return *epoch;
}

Result<std::vector<EpochRow>> all_epochs(sql::Connection& db) {
  return sql::rows<EpochRow>(db, "SELECT no,epoch,head_seq,head_hash,acked_seq,acked_hash FROM epoch ORDER BY no",
                             read_epoch);
}

Result<EpochRow> begin_epoch(sql::Connection& db, Random& random) {
  const std::uint64_t number = random.next_u64() | 1;  // never 0: that means "none"
  WARMHEART_TRY(sql::execute(db, "INSERT INTO epoch(epoch,head_hash,acked_hash) VALUES(?,?,?)", number, kZeroDigest,
                             kZeroDigest));
  return current_epoch(db);
}

Result<void> append(sql::Connection& db, const Uuid& id, wire::RecordKind kind, const wire::Payload& payload,
                    const Writing& writing) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(db));
  const SecretBytes plain(serialise(payload));
  WARMHEART_TRY_ASSIGN(Sealed sealed,
                       writing.sealer.seal(plain.view(), {writing.device, id, static_cast<std::uint32_t>(kind)},
                                           writing.now, writing.random));
  wire::RecordHeader header;
  header.set_device(writing.device.bytes().data(), writing.device.bytes().size());
  header.set_epoch(epoch.epoch);
  header.set_seq(epoch.head_seq + 1);
  header.set_id(id.bytes().data(), id.bytes().size());
  header.set_kind(static_cast<std::uint32_t>(kind));
  header.set_version(kPayloadVersion);
  header.set_occurred_at_ms(writing.occurred_at_ms);
  *header.mutable_clock() = writing.evidence;
  header.set_hash_algorithm(kHashSha256);
  *header.mutable_seal() = std::move(sealed.seal);

  StoredRecord record{epoch.epoch,
                      epoch.head_seq + 1,
                      id,
                      static_cast<std::uint32_t>(kind),
                      serialise(header),
                      std::move(sealed.payload),
                      {},
                      {},
                      {}};
  record.payload_digest = sha256({record.sealed_payload});
  return insert(db, epoch, std::move(record));
}

Result<void> append_carried(sql::Connection& db, const StoredRecord& old) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(db));
  WARMHEART_TRY_ASSIGN(const bool here,
                       sql::value<bool>(db, "SELECT EXISTS(SELECT 1 FROM journal WHERE id=? AND position>=?)",
                                        old.id.bytes(), position_of(epoch.no, 0)));
  if (here) return {};
  auto header = parse_header(old.header);
  if (!header) return {};  // the seal stands in the header: without it nobody can read the payload
  header->set_epoch(epoch.epoch);
  header->set_seq(epoch.head_seq + 1);
  StoredRecord record = old;
  record.epoch = epoch.epoch;
  record.seq = epoch.head_seq + 1;
  record.header = serialise(*header);
  return insert(db, epoch, std::move(record));
}

Result<std::uint64_t> carry_over(sql::Connection& db, bool acknowledged) {
  WARMHEART_TRY_ASSIGN(const EpochRow now, current_epoch(db));
  // Only rows that still have a payload can be told again; stubs of earlier epochs have nothing to say. One at a time:
  // each is turned into a stub of the epoch that it leaves.
  const std::string next =
      "SELECT j.position,j.id,j.kind,j.header,j.payload,j.digest,j.hash,j.stub FROM epoch e JOIN journal j ON "
      "j.position>(e.no<<40)+" +
      std::string(acknowledged ? "e.pruned_seq" : "max(e.acked_seq,e.pruned_seq)") +
      " AND j.position<=(e.no<<40)+e.head_seq WHERE e.no<?1 AND j.position>?2 AND j.stub<>?3 AND j.payload IS NOT NULL "
      "ORDER BY j.position LIMIT 1";
  std::uint64_t count = 0;
  for (std::int64_t position = 0;; ++count) {
    WARMHEART_TRY_ASSIGN(const auto old, sql::row<JournalRow>(db, next, read_journal, now.no, position, kStubCarried));
    if (!old) return count;
    position = old->position;
    WARMHEART_TRY(append_carried(db, old->record));
    WARMHEART_TRY(make_carried_stub(db, position));
  }
}

Result<bool> knows_record(sql::Connection& db, const Uuid& id) {
  return sql::value<bool>(db, "SELECT EXISTS(SELECT 1 FROM journal WHERE id=?)", id.bytes());
}

Result<bool> is_received(sql::Connection& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(const auto received, sql::row<bool>(db,
                                                           "SELECT (j.position & ((1<<40)-1)) <= e.acked_seq FROM "
                                                           "journal j JOIN epoch e ON e.no=j.position>>40 WHERE j.id=? "
                                                           "ORDER BY j.position DESC LIMIT 1",
                                                           id.bytes()));
  return received.value_or(false);
}

Result<Delivery> delivery_of(sql::Connection& db, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(const bool received, is_received(db, id));
  return received ? Delivery::received : Delivery::saved;
}

Result<std::optional<StoredRecord>> record_at(sql::Connection& db, const EpochRow& epoch, std::uint64_t seq) {
  WARMHEART_TRY_ASSIGN(
      auto row,
      sql::row<JournalRow>(db, "SELECT position,id,kind,header,payload,digest,hash,stub FROM journal WHERE position=?",
                           read_journal, position_of(epoch.no, seq)));
  if (!row) return std::optional<StoredRecord>();
  row->record.epoch = epoch.epoch;
  return std::optional<StoredRecord>(std::move(row->record));
}

Result<Digest> hash_at(sql::Connection& db, const EpochRow& epoch, std::uint64_t seq) {
  if (seq == 0) return kZeroDigest;
  if (seq == epoch.head_seq) return epoch.head_hash;
  WARMHEART_TRY_ASSIGN(const auto hash,
                       sql::row<Digest>(db, "SELECT hash FROM journal WHERE position=?", position_of(epoch.no, seq)));
  if (!hash) return fail(ErrorCode::corrupt, "the journal has a gap");
  return *hash;
}

Result<std::optional<Batch>> read_batch(sql::Connection& db, std::uint64_t first_seq, std::size_t max_records,
                                        std::size_t max_bytes) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(db));
  Batch out;
  out.first_seq = std::min(std::max<std::uint64_t>(first_seq, 1), epoch.head_seq + 1);
  WARMHEART_TRY_ASSIGN(out.prev_hash, hash_at(db, epoch, out.first_seq - 1));
  out.last_hash = out.prev_hash;
  std::size_t bytes = 0;
  // Record by record, so that nothing beyond the batch's bytes is read.
  for (std::uint64_t seq = out.first_seq; seq <= epoch.head_seq; ++seq) {
    if (out.records.size() == std::min(max_records, kMaxBatchRecords)) break;
    WARMHEART_TRY_ASSIGN(const auto record, record_at(db, epoch, seq));
    if (!record) return fail(ErrorCode::corrupt, "the journal has a gap");
    if (chain(out.last_hash, record->header, record->payload_digest) != record->hash) return std::optional<Batch>();
    bytes += record->size();
    if (!out.records.empty() && bytes > std::min(max_bytes, kMaxBatchBytes)) break;
    out.records.push_back(to_wire(*record));
    out.last_hash = record->hash;
  }
  return std::optional<Batch>(std::move(out));
}

Result<AckOutcome> acknowledge(sql::Connection& db, const AnswerToStore& answer) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, current_epoch(db));
  if (answer.epoch != epoch.epoch) return AckOutcome::stale;
  if (answer.acked_seq > epoch.head_seq) return AckOutcome::centre_ahead;
  WARMHEART_TRY_ASSIGN(const Digest ours, hash_at(db, epoch, answer.acked_seq));
  if (ours != answer.acked_hash) return AckOutcome::hash_differs;
  for (const wire::ParkedRecord& record : answer.parked) {
    WARMHEART_TRY(sql::execute(db, "INSERT OR REPLACE INTO parked(position,code) VALUES(?,?)",
                               position_of(epoch.no, record.seq()), record.code().substr(0, 64)));
  }
  const bool rises = answer.acked_seq > epoch.acked_seq;
  if (!rises && !(answer.gap && answer.acked_seq < epoch.acked_seq)) return AckOutcome::taken;
  WARMHEART_TRY(sql::execute(db, "UPDATE epoch SET acked_seq=?,acked_hash=? WHERE no=?", answer.acked_seq,
                             answer.acked_hash, epoch.no));
  if (!rises) {
    // The centre was restored to an earlier time: what it forgot counts as never acknowledged.
    WARMHEART_TRY(sql::execute(db, "DELETE FROM acknowledgement WHERE position>? AND position<?",
                               position_of(epoch.no, answer.acked_seq), position_of(epoch.no + 1, 0)));
    return AckOutcome::taken;
  }
  WARMHEART_TRY(sql::execute(db, "INSERT OR REPLACE INTO acknowledgement(position,server_ms) VALUES(?,?)",
                             position_of(epoch.no, answer.acked_seq), answer.server_time_ms));
  return AckOutcome::taken;
}

Result<std::uint64_t> prune(sql::Connection& db, std::int64_t before_ms, std::uint64_t max) {
  struct Due {
    std::int64_t no = 0;
    std::uint64_t pruned_seq = 0, up_to = 0;
  };
  const auto read_due = [](sql::Columns& row) { return Due{row.integer(), row.counter(), row.counter()}; };
  // The latest acknowledgement old enough in each epoch that has something left to give.
#ifdef WARMHEART_DEFECT_PRUNE_BEFORE_ACK
  const char* which = "SELECT no,pruned_seq,head_seq FROM epoch WHERE pruned_seq<head_seq AND ?1>0 LIMIT 1";
#else
  const char* which =
      "SELECT e.no,e.pruned_seq,max(a.position)&((1<<40)-1) FROM acknowledgement a JOIN epoch e ON e.no=a.position>>40 "
      "WHERE a.server_ms<?1 AND (a.position&((1<<40)-1))<=e.acked_seq AND (a.position&((1<<40)-1))>e.pruned_seq GROUP "
      "BY "
      "e.no LIMIT 1";
#endif
  WARMHEART_TRY_ASSIGN(const auto due, sql::row<Due>(db, which, read_due, before_ms));
  if (!due) return std::uint64_t{0};
  const std::uint64_t to = std::min(due->up_to, due->pruned_seq + max);
  const std::int64_t end = position_of(due->no, to);
  WARMHEART_TRY(sql::execute(db, "UPDATE journal SET payload=NULL,stub=? WHERE position>? AND position<=? AND stub=''",
                             kStubPruned, position_of(due->no, due->pruned_seq), end));
  WARMHEART_TRY(sql::execute(db, "UPDATE epoch SET pruned_seq=? WHERE no=?", to, due->no));
  WARMHEART_TRY(
      sql::execute(db, "DELETE FROM acknowledgement WHERE position>? AND position<=?", position_of(due->no, 0), end));
  return to - due->pruned_seq;
}

}  // namespace warmheart::station
