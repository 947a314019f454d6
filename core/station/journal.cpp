#include "core/station/journal.h"

#include <algorithm>

#include "core/record/chain.h"

namespace warmheart::station {
namespace {

constexpr const char* kRecordColumns = "SELECT place,id,kind,header,payload,digest,hash,stub FROM journal ";
constexpr std::uint64_t kSeqMask = (std::uint64_t{1} << 40) - 1;

Result<EpochRow> epoch_from(sqlite::Statement& row) {
  EpochRow out;
  out.no = row.integer(0);
  out.epoch = static_cast<std::uint64_t>(row.integer(1));
  out.head_seq = static_cast<std::uint64_t>(row.integer(2));
  out.acked_seq = static_cast<std::uint64_t>(row.integer(4));
  WARMHEART_TRY_ASSIGN(out.head_hash, digest_from(row.bytes(3)));
  WARMHEART_TRY_ASSIGN(out.acked_hash, digest_from(row.bytes(5)));
  return out;
}

// A whole row; a damaged payload shows as a stub.
Result<StoredRecord> record_from(sqlite::Statement& row) {
  StoredRecord out;
  out.seq = static_cast<std::uint64_t>(row.integer(0)) & kSeqMask;
  WARMHEART_TRY_ASSIGN(out.id, Uuid::from_bytes(row.bytes(1)));
  out.kind = static_cast<std::uint32_t>(row.integer(2));
  out.header = bytes_of(row.bytes(3));
  WARMHEART_TRY_ASSIGN(out.payload_digest, digest_from(row.bytes(5)));
  WARMHEART_TRY_ASSIGN(out.hash, digest_from(row.bytes(6)));
  out.stub_reason = row.text(7);
  if (out.is_stub()) return out;
  out.sealed_payload = bytes_of(row.bytes(4));
  if (sha256({out.sealed_payload}) != out.payload_digest) {
    out.sealed_payload.clear();
    out.stub_reason = kStubDamaged;
  }
  return out;
}

// The one place where the journal grows: row and head in the same transaction.
Result<void> insert(sqlite::Database& database, const EpochRow& epoch, StoredRecord record) {
  if (record.size() > kMaxRecordBytes) return fail(ErrorCode::limit, "a record may have 32 KiB");
  record.hash = chain(epoch.head_hash, record.header, record.payload_digest);
  WARMHEART_TRY_ASSIGN(auto row, database.prepare("INSERT INTO journal(place,id,kind,header,payload,digest,hash,stub) "
                                                  "VALUES(?,?,?,?,?,?,?,?)"));
  const auto payload = record.is_stub() ? std::optional<Bytes>() : std::optional<Bytes>(std::move(record.sealed_payload));
  WARMHEART_TRY(row.bind(place_of(epoch.no, record.seq), record.id.bytes(), record.kind, record.header, payload,
                         record.payload_digest, record.hash, record.stub_reason)
                    .run());
  WARMHEART_TRY_ASSIGN(auto head, database.prepare("UPDATE epoch SET head_seq=?,head_hash=? WHERE no=?"));
  return head.bind(record.seq, record.hash, epoch.no).run();
}

Result<void> make_carried_stub(sqlite::Database& database, std::int64_t place) {
  WARMHEART_TRY_ASSIGN(auto update, database.prepare("UPDATE journal SET payload=NULL,stub=? WHERE place=?"));
  return update.bind(kStubCarried, place).run();
}

}  // namespace

Result<EpochRow> present_epoch(sqlite::Database& database) {
  WARMHEART_TRY_ASSIGN(auto row, database.prepare("SELECT no,epoch,head_seq,head_hash,acked_seq,acked_hash FROM epoch "
                                                  "ORDER BY no DESC LIMIT 1"));
  WARMHEART_TRY_ASSIGN(const bool there, row.step());
  if (!there) return fail(ErrorCode::corrupt, "the journal has no epoch");
  return epoch_from(row);
}

Result<EpochRow> begin_epoch(sqlite::Database& database, Random& random) {
  WARMHEART_TRY_ASSIGN(auto insert_row, database.prepare("INSERT INTO epoch(epoch,head_hash,acked_hash) VALUES(?,?,?)"));
  WARMHEART_TRY(insert_row.bind(random.next_u64() | 1, kZeroDigest, kZeroDigest).run());  // never 0: that means "none"
  return present_epoch(database);
}

Result<void> append(sqlite::Database& database, const Uuid& id, wire::RecordKind kind, const wire::Payload& payload,
                    const Writing& writing) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, present_epoch(database));
  const SecretBytes plain(serialise(payload));
  WARMHEART_TRY_ASSIGN(Sealed sealed, writing.sealer.seal(plain.view(), {writing.device, id, static_cast<std::uint32_t>(kind)},
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

  StoredRecord record{epoch.epoch, epoch.head_seq + 1, id, static_cast<std::uint32_t>(kind), serialise(header),
                      std::move(sealed.payload), {}, {}, {}};
  record.payload_digest = sha256({record.sealed_payload});
  return insert(database, epoch, std::move(record));
}

Result<void> append_carried(sqlite::Database& database, const StoredRecord& old) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, present_epoch(database));
  WARMHEART_TRY_ASSIGN(auto twin, database.prepare("SELECT 1 FROM journal WHERE id=? AND place>=?"));
  WARMHEART_TRY_ASSIGN(const bool here, twin.bind(old.id.bytes(), place_of(epoch.no, 0)).step());
  if (here) return {};
  auto header = parse_header(old.header);
  if (!header) return {};  // the seal stands in the header: without it nobody can read the payload
  header->set_epoch(epoch.epoch);
  header->set_seq(epoch.head_seq + 1);
  StoredRecord record = old;
  record.epoch = epoch.epoch;
  record.seq = epoch.head_seq + 1;
  record.header = serialise(*header);
  return insert(database, epoch, std::move(record));
}

Result<std::uint64_t> carry_over(sqlite::Database& database, bool acknowledged) {
  WARMHEART_TRY_ASSIGN(const EpochRow now, present_epoch(database));
  // Only rows that still have a payload can be told again; stubs of earlier epochs have nothing to say.
  const std::string from = acknowledged ? "e.pruned_seq" : "max(e.acked_seq,e.pruned_seq)";
  WARMHEART_TRY_ASSIGN(auto next, database.prepare(
      "SELECT j.place,j.id,j.kind,j.header,j.payload,j.digest,j.hash,j.stub FROM epoch e JOIN journal j "
      "ON j.place>(e.no<<40)+" + from + " AND j.place<=(e.no<<40)+e.head_seq "
      "WHERE e.no<?1 AND j.place>?2 AND j.stub<>'carried' AND j.payload IS NOT NULL ORDER BY j.place LIMIT 1"));
  std::uint64_t count = 0;
  for (std::int64_t place = 0;;) {
    WARMHEART_TRY_ASSIGN(const bool there, next.bind(now.no, place).step());
    if (!there) return count;
    place = next.integer(0);
    WARMHEART_TRY_ASSIGN(const StoredRecord record, record_from(next));
    next.reset();
    WARMHEART_TRY(append_carried(database, record));
    WARMHEART_TRY(make_carried_stub(database, place));
    ++count;
  }
}

Result<bool> knows_record(sqlite::Database& database, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT 1 FROM journal WHERE id=?"));
  return query.bind(id.bytes()).step();
}

Result<bool> is_received(sqlite::Database& database, const Uuid& id) {
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT (j.place & ((1<<40)-1)) <= e.acked_seq FROM journal j "
                                                    "JOIN epoch e ON e.no=j.place>>40 WHERE j.id=? ORDER BY j.place DESC LIMIT 1"));
  WARMHEART_TRY_ASSIGN(const bool there, query.bind(id.bytes()).step());
  return there && query.integer(0) != 0;
}

Result<std::optional<StoredRecord>> record_at(sqlite::Database& database, const EpochRow& epoch, std::uint64_t seq) {
  WARMHEART_TRY_ASSIGN(auto query, database.prepare(std::string(kRecordColumns) + "WHERE place=?"));
  WARMHEART_TRY_ASSIGN(const bool there, query.bind(place_of(epoch.no, seq)).step());
  if (!there) return std::optional<StoredRecord>();
  WARMHEART_TRY_ASSIGN(StoredRecord record, record_from(query));
  record.epoch = epoch.epoch;
  return std::optional<StoredRecord>(std::move(record));
}

Result<Digest> hash_at(sqlite::Database& database, const EpochRow& epoch, std::uint64_t seq) {
  if (seq == 0) return kZeroDigest;
  if (seq == epoch.head_seq) return epoch.head_hash;
  WARMHEART_TRY_ASSIGN(auto query, database.prepare("SELECT hash FROM journal WHERE place=?"));
  WARMHEART_TRY_ASSIGN(const bool there, query.bind(place_of(epoch.no, seq)).step());
  if (!there) return fail(ErrorCode::corrupt, "the journal has a gap");
  return digest_from(query.bytes(0));
}

Result<std::optional<Batch>> read_batch(sqlite::Database& database, std::uint64_t first_seq, std::size_t max_records,
                                        std::size_t max_bytes) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, present_epoch(database));
  Batch out;
  out.first_seq = std::min(std::max<std::uint64_t>(first_seq, 1), epoch.head_seq + 1);
  WARMHEART_TRY_ASSIGN(out.prev_hash, hash_at(database, epoch, out.first_seq - 1));
  out.last_hash = out.prev_hash;
  WARMHEART_TRY_ASSIGN(auto query, database.prepare(std::string(kRecordColumns) + "WHERE place>=? AND place<=? ORDER BY place LIMIT ?"));
  query.bind(place_of(epoch.no, out.first_seq), place_of(epoch.no, epoch.head_seq),
             static_cast<std::int64_t>(std::min(max_records, kMaxBatchRecords)));
  std::size_t bytes = 0;
  for (std::uint64_t seq = out.first_seq;; ++seq) {
    WARMHEART_TRY_ASSIGN(const bool there, query.step());
    if (!there) return std::optional<Batch>(std::move(out));
    WARMHEART_TRY_ASSIGN(const StoredRecord record, record_from(query));
    if (record.seq != seq) return fail(ErrorCode::corrupt, "the journal has a gap");
    if (chain(out.last_hash, record.header, record.payload_digest) != record.hash) return std::optional<Batch>();
    bytes += record.size();
    if (!out.records.empty() && bytes > std::min(max_bytes, kMaxBatchBytes)) return std::optional<Batch>(std::move(out));
    out.records.push_back(to_wire(record));
    out.last_hash = record.hash;
  }
}

Result<AckOutcome> acknowledge(sqlite::Database& database, const AnswerToStore& answer) {
  WARMHEART_TRY_ASSIGN(const EpochRow epoch, present_epoch(database));
  if (answer.epoch != epoch.epoch) return AckOutcome::stale;
  if (answer.acked_seq > epoch.head_seq) return AckOutcome::centre_ahead;
  WARMHEART_TRY_ASSIGN(const Digest ours, hash_at(database, epoch, answer.acked_seq));
  if (ours != answer.acked_hash) return AckOutcome::hash_differs;
  for (const wire::ParkedRecord& record : answer.parked) {
    WARMHEART_TRY_ASSIGN(auto row, database.prepare("INSERT OR REPLACE INTO parked(place,code) VALUES(?,?)"));
    WARMHEART_TRY(row.bind(place_of(epoch.no, record.seq()), record.code().substr(0, 64)).run());
  }
  const bool rises = answer.acked_seq > epoch.acked_seq;
  if (!rises && !(answer.gap && answer.acked_seq < epoch.acked_seq)) return AckOutcome::taken;
  WARMHEART_TRY_ASSIGN(auto update, database.prepare("UPDATE epoch SET acked_seq=?,acked_hash=? WHERE no=?"));
  WARMHEART_TRY(update.bind(answer.acked_seq, answer.acked_hash, epoch.no).run());
  if (!rises) {
    // The centre was restored to an earlier time: what it forgot counts as never acknowledged.
    WARMHEART_TRY_ASSIGN(auto forget, database.prepare("DELETE FROM acknowledgement WHERE place>? AND place<?"));
    WARMHEART_TRY(forget.bind(place_of(epoch.no, answer.acked_seq), place_of(epoch.no + 1, 0)).run());
    return AckOutcome::taken;
  }
  WARMHEART_TRY_ASSIGN(auto row, database.prepare("INSERT OR REPLACE INTO acknowledgement(place,server_ms) VALUES(?,?)"));
  WARMHEART_TRY(row.bind(place_of(epoch.no, answer.acked_seq), answer.server_time_ms).run());
  return AckOutcome::taken;
}

Result<std::uint64_t> prune(sqlite::Database& database, std::int64_t before_ms, std::uint64_t max) {
  // The latest acknowledgement old enough in each epoch that has something left to give.
#ifdef WARMHEART_DEFECT_PRUNE_BEFORE_ACK
  const char* due = "SELECT no,pruned_seq,head_seq FROM epoch WHERE pruned_seq<head_seq AND ?1>0 LIMIT 1";
#else
  const char* due =
      "SELECT e.no,e.pruned_seq,max(a.place)&((1<<40)-1) FROM acknowledgement a JOIN epoch e ON e.no=a.place>>40 "
      "WHERE a.server_ms<?1 AND (a.place&((1<<40)-1))<=e.acked_seq AND (a.place&((1<<40)-1))>e.pruned_seq GROUP BY e.no LIMIT 1";
#endif
  WARMHEART_TRY_ASSIGN(auto query, database.prepare(due));
  WARMHEART_TRY_ASSIGN(const bool there, query.bind(before_ms).step());
  if (!there) return std::uint64_t{0};
  const std::int64_t no = query.integer(0);
  const auto from = static_cast<std::uint64_t>(query.integer(1));
  const auto to = std::min(static_cast<std::uint64_t>(query.integer(2)), from + max);
  query.reset();
  WARMHEART_TRY_ASSIGN(auto take, database.prepare("UPDATE journal SET payload=NULL,stub=? WHERE place>? AND place<=? AND stub=''"));
  WARMHEART_TRY(take.bind(kStubPruned, place_of(no, from), place_of(no, to)).run());
  WARMHEART_TRY_ASSIGN(auto mark, database.prepare("UPDATE epoch SET pruned_seq=? WHERE no=?"));
  WARMHEART_TRY(mark.bind(to, no).run());
  WARMHEART_TRY_ASSIGN(auto forget, database.prepare("DELETE FROM acknowledgement WHERE place>? AND place<=?"));
  WARMHEART_TRY(forget.bind(place_of(no, 0), place_of(no, to)).run());
  return to - from;
}

}  // namespace warmheart::station
