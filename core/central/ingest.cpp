#include "core/central/ingest.h"

#include <algorithm>

#include "core/central/inside.h"
#include "core/central/parked.h"
#include "core/record/chain.h"
#include "core/record/record.h"

namespace warmheart {
namespace {

constexpr std::size_t kParkedShown = 50;

// Prepared once for all batches of a call.
struct Statements {
  sqlite::Statement load_epoch, count_epochs, add_epoch, hash_at, known_id, add_row, move_epoch, newer_epoch, report, parked;

  static Result<Statements> prepare(sqlite::Database& db) {
    WARMHEART_TRY_ASSIGN(auto load, db.prepare("SELECT ordinal, acked_seq, acked_hash FROM device_epoch WHERE device = ? AND epoch = ?"));
    WARMHEART_TRY_ASSIGN(auto count, db.prepare("SELECT count(*) FROM device_epoch WHERE device = ?"));
    WARMHEART_TRY_ASSIGN(auto add_epoch, db.prepare(
        "INSERT INTO device_epoch(device, epoch, ordinal, acked_seq, acked_hash, applied_seq, newest_ms, last_contact_ms, contacts) "
        "VALUES(?, ?, ?, 0, ?, 0, 0, ?, 0)"));
    WARMHEART_TRY_ASSIGN(auto hash_at, db.prepare("SELECT hash FROM raw_record WHERE device = ? AND epoch = ? AND seq = ?"));
    WARMHEART_TRY_ASSIGN(auto known, db.prepare("SELECT digest FROM raw_record WHERE device = ? AND id = ?"));
    WARMHEART_TRY_ASSIGN(auto add_row, db.prepare(
        "INSERT INTO raw_record(device, epoch, seq, id, kind, header, payload, digest, hash, stub_reason, pointer_id, state, code, "
        "received_ms, changed_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    WARMHEART_TRY_ASSIGN(auto move, db.prepare(
        "UPDATE device_epoch SET acked_seq = ?, acked_hash = ?, newest_ms = CASE WHEN ? THEN ? ELSE newest_ms END, "
        "last_contact_ms = ?, contacts = contacts + 1 WHERE device = ? AND epoch = ?"));
    WARMHEART_TRY_ASSIGN(auto newer, db.prepare(
        "SELECT epoch FROM device_epoch WHERE device = ? AND ordinal > ? AND acked_seq > 0 LIMIT 1"));
    WARMHEART_TRY_ASSIGN(auto report, db.prepare(
        "UPDATE device SET last_contact_ms = ?, version = ?, waiting = ?, disk_free_mib = ?, clock_unproven = ?, "
        "told_incarnation = CASE WHEN ? THEN ? ELSE told_incarnation END WHERE id = ?"));
    WARMHEART_TRY_ASSIGN(auto parked, db.prepare(
        "SELECT seq, code FROM raw_record WHERE device = ? AND epoch = ? AND state = 'parked' ORDER BY seq DESC LIMIT ?"));
    return Statements{std::move(load), std::move(count), std::move(add_epoch), std::move(hash_at), std::move(known),
                      std::move(add_row), std::move(move), std::move(newer), std::move(report), std::move(parked)};
  }
};

// One record of a batch, before it is compared with what is held.
struct Incoming {
  const wire::Record* record = nullptr;
  std::uint64_t seq = 0;
  Digest digest{};
  Digest hash{};
};

bool is_stub(const wire::Record& record) { return record.sealed_payload().empty() && !record.stub_reason().empty(); }

Digest payload_digest(const wire::Record& record) {
  if (is_stub(record)) {
    if (auto digest = digest_from(view_of(record.payload_digest()))) return *digest;
  }
  return sha256({view_of(record.sealed_payload())});
}

// What a row becomes; decided from the bytes alone and the ids held.
struct Placing {
  std::optional<Bytes> id;
  std::optional<Bytes> pointer_id;
  std::uint32_t kind = 0;
  std::string_view state = "new";
  std::string_view code;

  void park(std::string_view why) {
    state = "parked";
    code = why;
  }
};

bool is_known_kind(std::uint32_t kind) { return kind != wire::RECORD_KIND_UNKNOWN && wire::RecordKind_IsValid(static_cast<int>(kind)); }

Result<Placing> place(Statements& sql, const Uuid& device, std::uint64_t epoch, const Incoming& incoming) {
  Placing placing;
  const wire::Record& record = *incoming.record;
  wire::RecordHeader header;
  if (!header.ParseFromString(record.header()) || header.id().size() != 16 || header.device().size() != 16) {
    placing.park(kParkBrokenHeader);
    return placing;
  }
  placing.kind = header.kind();
  if (!std::ranges::equal(view_of(header.device()), device.bytes()) || header.epoch() != epoch || header.seq() != incoming.seq) {
    placing.park(kParkWrongPlace);
    return placing;
  }
  const Bytes id = bytes_of(header.id());
#ifdef WARMHEART_DEFECT_NO_UNIQUE
  const bool known = false;
#else
  sql.known_id.reset();
  WARMHEART_TRY_ASSIGN(const bool known, sql.known_id.bind(device.bytes(), id).step());
#endif
  if (known) {
    placing.pointer_id = id;
    if (inside::digest_at(sql.known_id, 0) == incoming.digest) placing.state = "pointer";
    else placing.park(kParkIdReused);
    sql.known_id.reset();
    return placing;
  }
  if (is_stub(record)) {
    // A stub never takes the id: the whole record may still come, carried into another epoch.
    placing.pointer_id = id;
    placing.park(kParkStub);
    return placing;
  }
  placing.id = id;
  if (record.header().size() + record.sealed_payload().size() > kMaxRecordBytes) placing.park(kParkTooLarge);
  else if (!is_known_kind(header.kind())) placing.park(kParkUnknownKind);
  else if (header.version() != kPayloadVersion) placing.park(kParkUnknownVersion);
  return placing;
}

Result<void> add_row(Statements& sql, const Uuid& device, std::uint64_t epoch, const Incoming& incoming, std::int64_t now) {
  WARMHEART_TRY_ASSIGN(const Placing placing, place(sql, device, epoch, incoming));
  const wire::Record& record = *incoming.record;
  const bool keep_payload = placing.state != "pointer" && !is_stub(record) && placing.code != kParkTooLarge;
  sql.add_row.reset();
  sql.add_row.bind(device.bytes(), epoch, incoming.seq, placing.id, placing.kind, view_of(record.header()),
                   keep_payload ? std::optional<ByteView>(view_of(record.sealed_payload())) : std::nullopt, incoming.digest,
                   incoming.hash, is_stub(record) ? record.stub_reason() : std::string(), placing.pointer_id, placing.state,
                   placing.code, now, now);
  return sql.add_row.run();
}

struct Head {
  std::int64_t ordinal = 0;
  std::uint64_t seq = 0;
  Digest hash{};
};

Result<Head> load_or_begin_epoch(Statements& sql, const Uuid& device, std::uint64_t epoch, std::int64_t now) {
  sql.load_epoch.reset();
  WARMHEART_TRY_ASSIGN(const bool found, sql.load_epoch.bind(device.bytes(), epoch).step());
  Head head;
  if (found) {
    head = {sql.load_epoch.integer(0), static_cast<std::uint64_t>(sql.load_epoch.integer(1)), inside::digest_at(sql.load_epoch, 2)};
    sql.load_epoch.reset();
    return head;
  }
  sql.count_epochs.reset();
  WARMHEART_TRY(sql.count_epochs.bind(device.bytes()).step());
  head.ordinal = sql.count_epochs.integer(0) + 1;
  sql.count_epochs.reset();
  sql.add_epoch.reset();
  WARMHEART_TRY(sql.add_epoch.bind(device.bytes(), epoch, head.ordinal, kZeroDigest, now).run());
  return head;
}

Result<std::optional<Digest>> held_hash(Statements& sql, const Uuid& device, std::uint64_t epoch, std::uint64_t seq) {
  if (seq == 0) return std::optional<Digest>(kZeroDigest);
  sql.hash_at.reset();
  WARMHEART_TRY_ASSIGN(const bool found, sql.hash_at.bind(device.bytes(), epoch, seq).step());
  std::optional<Digest> hash;
  if (found) hash = inside::digest_at(sql.hash_at, 0);
  sql.hash_at.reset();
  return hash;
}

// The chain as the centre computes it, from the device's own previous hash.
std::vector<Incoming> compute_chain(const wire::SyncRequest& request, Digest previous) {
  std::vector<Incoming> chained;
  const int count = std::min<int>(request.records_size(), static_cast<int>(kMaxBatchRecords));
  for (int i = 0; i < count; ++i) {
    Incoming incoming{&request.records(i), request.first_seq() + static_cast<std::uint64_t>(i), payload_digest(request.records(i)), {}};
    incoming.hash = chain(previous, view_of(request.records(i).header()), incoming.digest);
    previous = incoming.hash;
    chained.push_back(incoming);
  }
  return chained;
}

// Whether the device's own last hash agrees with what its bytes give; a cut batch cannot be compared.
bool last_hash_agrees(const wire::SyncRequest& request, const std::vector<Incoming>& chained) {
  if (request.last_hash().size() != 32 || chained.empty()) return true;
  if (static_cast<int>(chained.size()) != request.records_size()) return true;
  return same_bytes(view_of(request.last_hash()), chained.back().hash);
}

class BatchTaker {
 public:
  BatchTaker(CentralStore& store, Statements& sql) : m_store(store), m_sql(sql), m_now(store.now_ms()) {}

  Result<IngestAnswer> take(const DeviceBatch& batch) {
    const wire::SyncRequest& request = batch.request;
    IngestAnswer answer;
    answer.epoch = request.epoch();
    WARMHEART_TRY_ASSIGN(Head head, load_or_begin_epoch(m_sql, batch.device, request.epoch(), m_now));
    WARMHEART_TRY_ASSIGN(answer.verdict, compare_and_store(batch, head, answer.stored));
    if (answer.verdict == wire::SYNC_FORK) {
      WARMHEART_TRY(inside::raise_alarm(m_store, "fork", batch.device, std::to_string(request.epoch()),
                                        "the device tells another history than the one stored; it opens a new epoch by itself"));
    }
    if (answer.stored > 0) WARMHEART_TRY(look_for_two_epochs(batch, head));
    // Also for a repeat: its acknowledgement stands on a write commit of its own (sync.md 3).
    m_sql.move_epoch.reset();
    WARMHEART_TRY(m_sql.move_epoch.bind(head.seq, head.hash, answer.stored > 0, m_now, m_now, batch.device.bytes(), request.epoch()).run());
    WARMHEART_TRY(keep_report(batch));
    answer.acked_seq = head.seq;
    answer.acked_hash = head.hash;
    if (answer.verdict == wire::SYNC_GAP) answer.wanted_seq = head.seq + 1;
    WARMHEART_TRY_ASSIGN(answer.parked, parked_of(batch.device, request.epoch()));
    return answer;
  }

 private:
  Result<wire::SyncVerdict> compare_and_store(const DeviceBatch& batch, Head& head, std::uint64_t& stored) {
    const wire::SyncRequest& request = batch.request;
    if (request.first_seq() == 0 || request.first_seq() > head.seq + 1) return wire::SYNC_GAP;
    WARMHEART_TRY_ASSIGN(const auto before, held_hash(m_sql, batch.device, request.epoch(), request.first_seq() - 1));
    const bool starts_from_nothing = request.first_seq() == 1 && request.prev_hash().empty();
    if (!before || !(starts_from_nothing || same_bytes(view_of(request.prev_hash()), *before))) return wire::SYNC_FORK;
    const std::vector<Incoming> chained = compute_chain(request, *before);
    if (!last_hash_agrees(request, chained)) return wire::SYNC_FORK;
    for (const Incoming& incoming : chained) {
      if (incoming.seq <= head.seq) {
        WARMHEART_TRY_ASSIGN(const auto held, held_hash(m_sql, batch.device, request.epoch(), incoming.seq));
        if (!held || *held != incoming.hash) return wire::SYNC_FORK;
        continue;
      }
      WARMHEART_TRY(add_row(m_sql, batch.device, request.epoch(), incoming, m_now));
      head.seq = incoming.seq;
      head.hash = incoming.hash;
      ++stored;
    }
    return wire::SYNC_OK;
  }

  // An older epoch that grows after a newer one has begun: two disks carry the keys of one device (sync.md 3, "clones").
  Result<void> look_for_two_epochs(const DeviceBatch& batch, const Head& head) {
    m_sql.newer_epoch.reset();
    WARMHEART_TRY_ASSIGN(const bool found, m_sql.newer_epoch.bind(batch.device.bytes(), head.ordinal).step());
    m_sql.newer_epoch.reset();
    if (!found) return {};
    return inside::raise_alarm(m_store, "two-epochs", batch.device, "",
                               "two histories of this device grow side by side: it may have been copied; compare the machines and revoke one");
  }

  Result<void> keep_report(const DeviceBatch& batch) {
    const wire::DeviceReport& report = batch.request.report();
    // It has taken a checkpoint of this incarnation, and with this request nothing is left that it has to tell (sync.md 5).
    const bool all_told = batch.request.incarnation() == m_store.incarnation() &&
                          report.waiting() <= static_cast<std::uint64_t>(batch.request.records_size());
    m_sql.report.reset();
    return m_sql.report.bind(m_now, report.version().substr(0, 40), report.waiting(), report.disk_free_mib(), report.clock_unproven(), all_told,
                             m_store.incarnation(), batch.device.bytes()).run();
  }

  Result<std::vector<ParkedCode>> parked_of(const Uuid& device, std::uint64_t epoch) {
    std::vector<ParkedCode> parked;
    m_sql.parked.reset();
    m_sql.parked.bind(device.bytes(), epoch, static_cast<std::uint64_t>(kParkedShown));
    for (;;) {
      WARMHEART_TRY_ASSIGN(const bool found, m_sql.parked.step());
      if (!found) break;
      parked.push_back({static_cast<std::uint64_t>(m_sql.parked.integer(0)), m_sql.parked.text(1)});
    }
    m_sql.parked.reset();
    return parked;
  }

  CentralStore& m_store;
  Statements& m_sql;
  std::int64_t m_now;
};

Result<std::vector<IngestAnswer>> take_all(CentralStore& store, std::span<const DeviceBatch> batches) {
  WARMHEART_TRY_ASSIGN(auto sql, Statements::prepare(store.inside().db));
  BatchTaker taker(store, sql);
  std::vector<IngestAnswer> answers;
  for (const DeviceBatch& batch : batches) {
    WARMHEART_TRY_ASSIGN(auto answer, taker.take(batch));
    answers.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace

Result<std::vector<IngestAnswer>> store_batches(CentralStore& store, std::span<const DeviceBatch> batches) {
#ifdef WARMHEART_DEFECT_ACK_BEFORE_COMMIT
  // The planted bug: rows that were acknowledged by the call before are committed only now.
  if (auto late = std::exchange(store.inside().late, {}); !late.empty()) {
    WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
    WARMHEART_TRY(take_all(store, late));
    WARMHEART_TRY(transaction.commit());
  }
  store.inside().late.assign(batches.begin(), batches.end());
#endif
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(auto answers, take_all(store, batches));
#ifndef WARMHEART_DEFECT_ACK_BEFORE_COMMIT
  WARMHEART_TRY(transaction.commit());
#endif
  return answers;
}

void fill_answer(const CentralStore& store, const IngestAnswer& answer, const SignedAuditHead& audit, wire::SyncAnswer& out) {
  out.set_protocol(kProtocol);
  out.set_epoch(answer.epoch);
  out.set_verdict(answer.verdict);
  out.set_acked_seq(answer.acked_seq);
  out.set_acked_hash(string_of(answer.acked_hash));
  out.set_wanted_seq(answer.wanted_seq);
  for (const ParkedCode& parked : answer.parked) {
    wire::ParkedRecord& row = *out.add_parked();
    row.set_seq(parked.seq);
    row.set_code(parked.code);
  }
  out.set_server_time_ms(store.now_ms());
  out.set_incarnation(store.incarnation());
  out.set_audit_head(string_of(audit.head.hash));
  out.set_audit_signature(string_of(audit.signature));
}

Result<std::vector<HeldRecord>> held_records(CentralStore& store, const Uuid& device) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT r.epoch, r.seq, r.id, r.pointer_id, r.kind, r.digest, r.hash, r.state, r.code FROM raw_record r "
      "JOIN device_epoch e ON e.device = r.device AND e.epoch = r.epoch WHERE r.device = ? ORDER BY e.ordinal, r.seq"));
  query.bind(device.bytes());
  std::vector<HeldRecord> records;
  for (;;) {
    WARMHEART_TRY_ASSIGN(const bool found, query.step());
    if (!found) return records;
    HeldRecord record;
    record.epoch = static_cast<std::uint64_t>(query.integer(0));
    record.seq = static_cast<std::uint64_t>(query.integer(1));
    record.id = inside::uuid_at(query, query.is_null(2) ? 3 : 2);
    record.kind = static_cast<std::uint32_t>(query.integer(4));
    record.digest = inside::digest_at(query, 5);
    record.hash = inside::digest_at(query, 6);
    record.state = query.text(7);
    record.pointer = record.state == "pointer";
    record.parked_code = query.text(8);
    records.push_back(std::move(record));
  }
}

}  // namespace warmheart
