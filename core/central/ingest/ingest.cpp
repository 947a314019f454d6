#include "core/central/ingest/ingest.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/central/store/columns.h"
#include "core/central/ingest/parked.h"
#include "core/central/stations/audit_witness.h"
#include "core/central/stations/devices.h"
#include "core/central/store/states.h"
#include "core/record/chain.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::RecordState;

constexpr std::size_t kParkedShown = 50;
constexpr std::size_t kVersionBytes = 40;
constexpr std::size_t kStubReasonBytes = 100;
constexpr std::size_t kAuthorityIdBytes = 8;
constexpr std::uint64_t kMaxOrdinal = 1'000'000;  // of what a device claims

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
struct RowDecision {
  std::optional<Bytes> id;
  std::optional<Bytes> pointer_id;  // the id of its header, which another position holds
  std::uint32_t kind = 0;
  std::string_view code;  // why it is parked; empty: it is not

  void park(std::string_view why) { code = why; }
};

bool is_known_kind(std::uint32_t kind) {
  return kind != wire::RECORD_KIND_UNKNOWN && wire::RecordKind_IsValid(static_cast<int>(kind));
}

Result<RowDecision> classify([[maybe_unused]] Snapshot& in, const Uuid& device, std::uint64_t epoch,
                             const Incoming& incoming) {
  RowDecision decision;
  const wire::Record& record = *incoming.record;
  wire::RecordHeader header;
  if (!header.ParseFromString(record.header()) || header.id().size() != 16 || header.device().size() != 16) {
    decision.park(kParkBrokenHeader);
    return decision;
  }
  decision.kind = header.kind();
  if (!std::ranges::equal(view_of(header.device()), device.bytes()) || header.epoch() != epoch ||
      header.seq() != incoming.seq) {
    decision.park(kParkHeaderMismatch);
    return decision;
  }
  const Bytes id = bytes_of(header.id());
#ifdef WARMHEART_DEFECT_NO_UNIQUE
  const std::optional<Digest> known;
#else
  WARMHEART_TRY_ASSIGN(
      const auto known,
      sql::row<Digest>(in, "SELECT digest FROM raw_record WHERE device = ? AND id = ?", device.bytes(), id));
#endif
  if (known) {
    decision.pointer_id = id;
    if (*known != incoming.digest) decision.park(kParkIdReused);
    return decision;
  }
  if (is_stub(record)) {
    // A stub never takes the id: the whole record may still come, carried into another epoch.
    decision.pointer_id = id;
    decision.park(kParkStub);
    return decision;
  }
  decision.id = id;
  if (record.header().size() + record.sealed_payload().size() > kMaxRecordBytes)
    decision.park(kParkTooLarge);
  else if (!is_known_kind(header.kind()))
    decision.park(kParkUnknownKind);
  else if (header.version() != kPayloadVersion)
    decision.park(kParkUnknownVersion);
  return decision;
}

Result<void> add_row(Act& act, const Uuid& device, std::uint64_t epoch, const Incoming& incoming, std::int64_t now) {
  WARMHEART_TRY_ASSIGN(const RowDecision decision, classify(act, device, epoch, incoming));
  const wire::Record& record = *incoming.record;
  const bool is_copy = decision.pointer_id && decision.code.empty();
  const bool keep_payload = !is_copy && !is_stub(record);
  WARMHEART_TRY(sql::execute(
      act,
      "INSERT INTO raw_record(device, epoch, seq, id, kind, header, payload, digest, hash, "
      "stub_reason, received_ms) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      device.bytes(), epoch, incoming.seq, decision.id, decision.kind, view_of(record.header()),
      keep_payload ? std::optional<ByteView>(view_of(record.sealed_payload())) : std::nullopt, incoming.digest,
      incoming.hash, is_stub(record) ? cut_text(record.stub_reason(), kStubReasonBytes) : std::string_view(), now));
  if (decision.pointer_id) {
    WARMHEART_TRY(sql::execute(act, "INSERT INTO pointer_record(device, epoch, seq, id) VALUES(?, ?, ?, ?)",
                               device.bytes(), epoch, incoming.seq, *decision.pointer_id));
  }
  if (decision.code.empty()) return {};
  return internal::park(act, {device, epoch, incoming.seq}, decision.code);
}

struct EpochHead {
  std::int64_t ordinal = 0;
  std::uint64_t seq = 0;
  Digest hash{};
};

EpochHead read_head(sql::Columns& row) { return {row.integer(), row.counter(), row.digest()}; }

Result<EpochHead> load_or_begin_epoch(Act& act, const Uuid& device, std::uint64_t epoch, std::int64_t now) {
  act.needs(Lock::device(device));  // the ordinal is the number of epochs before
  WARMHEART_TRY_ASSIGN(
      auto known,
      sql::row<EpochHead>(act, "SELECT ordinal, acked_seq, acked_hash FROM device_epoch WHERE device = ? AND epoch = ?",
                          read_head, device.bytes(), epoch));
  if (known) return *known;
  EpochHead head;
  WARMHEART_TRY_ASSIGN(
      const auto before,
      sql::value<std::int64_t>(act, "SELECT count(*) FROM device_epoch WHERE device = ?", device.bytes()));
  head.ordinal = before + 1;
  WARMHEART_TRY(sql::execute(act,
                             "INSERT INTO device_epoch(device, epoch, ordinal, acked_seq, acked_hash, "
                             "newest_ms, last_contact_ms, contacts) "
                             "VALUES(?, ?, ?, 0, ?, 0, ?, 0)",
                             device.bytes(), epoch, head.ordinal, kZeroDigest, now));
  WARMHEART_TRY(sql::execute(act, "INSERT INTO device_applied(device, epoch, applied_seq) VALUES(?, ?, 0)",
                             device.bytes(), epoch));
  return head;
}

Result<std::optional<Digest>> held_hash(Snapshot& in, const Uuid& device, std::uint64_t epoch, std::uint64_t seq) {
  if (seq == 0) return std::optional<Digest>(kZeroDigest);
  return sql::row<Digest>(in, "SELECT hash FROM raw_record WHERE device = ? AND epoch = ? AND seq = ?", device.bytes(),
                          epoch, seq);
}

// The chain as the centre computes it, from the device's own previous hash.
std::vector<Incoming> compute_chain(const wire::SyncRequest& request, Digest previous) {
  std::vector<Incoming> chained;
  const int count = std::min<int>(request.records_size(), static_cast<int>(kMaxBatchRecords));
  for (int i = 0; i < count; ++i) {
    Incoming incoming{&request.records(i),
                      request.first_seq() + static_cast<std::uint64_t>(i),
                      payload_digest(request.records(i)),
                      {}};
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

class BatchWriter {
 public:
  explicit BatchWriter(Act& act) : m_act(act), m_now(act.now_ms()) {}

  Result<IngestAnswer> take(const DeviceBatch& batch) {
    const wire::SyncRequest& request = batch.request;
    IngestAnswer answer;
    answer.epoch = request.epoch();
    WARMHEART_TRY_ASSIGN(EpochHead head, load_or_begin_epoch(m_act, batch.device, request.epoch(), m_now));
    WARMHEART_TRY_ASSIGN(answer.verdict, compare_and_store(batch, head, answer.stored));
    if (answer.verdict == wire::SYNC_FORK) {
      WARMHEART_TRY(internal::raise_alarm(
          m_act, "fork", batch.device, std::to_string(request.epoch()),
          "the device tells another history than the one stored; it opens a new epoch by itself"));
    }
    if (answer.stored > 0) WARMHEART_TRY(look_for_two_epochs(batch, head));
    // Also for a repeat: its acknowledgement stands on a write commit of its own (net/sync/PROTOCOL.md "POST
    // /v1/sync").
    WARMHEART_TRY(sql::execute(
        m_act,
        "UPDATE device_epoch SET acked_seq = ?, acked_hash = ?, newest_ms = CASE WHEN ? THEN ? ELSE newest_ms END, "
        "last_contact_ms = ?, contacts = contacts + 1 WHERE device = ? AND epoch = ?",
        head.seq, head.hash, answer.stored > 0, m_now, m_now, batch.device.bytes(), request.epoch()));
    WARMHEART_TRY(keep_report(batch));
    if (request.has_audit()) WARMHEART_TRY(internal::take_audit_witness(m_act, batch.device, request.audit()));
    answer.acked_seq = head.seq;
    answer.acked_hash = head.hash;
    if (answer.verdict == wire::SYNC_GAP) answer.wanted_seq = head.seq + 1;
    WARMHEART_TRY_ASSIGN(answer.parked, parked_of(batch.device, request.epoch()));
    return answer;
  }

 private:
  Result<wire::SyncVerdict> compare_and_store(const DeviceBatch& batch, EpochHead& head, std::uint64_t& stored) {
    const wire::SyncRequest& request = batch.request;
    if (request.first_seq() == 0 || request.first_seq() > head.seq + 1) return wire::SYNC_GAP;
    WARMHEART_TRY_ASSIGN(const auto before, held_hash(m_act, batch.device, request.epoch(), request.first_seq() - 1));
    const bool starts_from_nothing = request.first_seq() == 1 && request.prev_hash().empty();
    if (!before || !(starts_from_nothing || same_bytes(view_of(request.prev_hash()), *before))) return wire::SYNC_FORK;
    const std::vector<Incoming> chained = compute_chain(request, *before);
    if (!last_hash_agrees(request, chained)) return wire::SYNC_FORK;
    for (const Incoming& incoming : chained) {
      if (incoming.seq <= head.seq) {
        WARMHEART_TRY_ASSIGN(const auto held, held_hash(m_act, batch.device, request.epoch(), incoming.seq));
        if (!held || *held != incoming.hash) return wire::SYNC_FORK;
        continue;
      }
      WARMHEART_TRY(add_row(m_act, batch.device, request.epoch(), incoming, m_now));
      head.seq = incoming.seq;
      head.hash = incoming.hash;
      ++stored;
    }
    return wire::SYNC_OK;
  }

  // An older epoch that grows after a newer one has begun: two disks carry the keys of one device (net/sync/PROTOCOL.md
  // "POST /v1/sync").
  Result<void> look_for_two_epochs(const DeviceBatch& batch, const EpochHead& head) {
    WARMHEART_TRY_ASSIGN(
        const bool found,
        sql::value<bool>(m_act,
                         "SELECT EXISTS(SELECT 1 FROM device_epoch WHERE device = ? AND ordinal > ? AND acked_seq > 0)",
                         batch.device.bytes(), head.ordinal));
    if (!found) return {};
    return internal::raise_alarm(
        m_act, "two-epochs", batch.device, "",
        "two histories of this device grow side by side: it may have been copied; compare the machines and revoke one");
  }

  Result<void> keep_report(const DeviceBatch& batch) {
    const wire::DeviceReport& report = batch.request.report();
    // It has taken a checkpoint of this incarnation, and with this request nothing is left that it has to tell
    // (core/service/SLOTS.md "Restore").
    const bool all_told = batch.request.incarnation() == m_act.incarnation() &&
                          report.waiting() <= static_cast<std::uint64_t>(batch.request.records_size());
    // Its clock beside our boot time: what a centre whose own clock is in doubt is told by
    // (core/central/start/clock.h).
    const ClockReading now = m_act.now();
    const bool tells_time = report.wall_ms() > 0 && !report.clock_unproven();
    WARMHEART_TRY(sql::execute(
        m_act,
        "UPDATE device SET last_contact_ms = ?, version = ?, waiting = ?, disk_free_mib = ?, clock_unproven = ?, "
        "clock_boot_id = ?, clock_base_ms = ?, "
        "told_incarnation = CASE WHEN ? THEN ? ELSE told_incarnation END, "
        "feed_ordinal = CASE WHEN CAST(? AS BIGINT) > 0 THEN ? ELSE feed_ordinal END, "
        "authority_id = ?, roots_ordinal = ? WHERE id = ?",
        m_now, cut_text(report.version(), kVersionBytes), report.waiting(), report.disk_free_mib(),
        report.clock_unproven(), tells_time ? ByteView(now.boot_id) : ByteView(),
        tells_time ? report.wall_ms() - now.boottime_ms : 0, all_told, m_act.incarnation(),
        batch.request.feed_ordinal(), batch.request.feed_ordinal(),
        view_of(batch.request.authority_id()).first(std::min(kAuthorityIdBytes, batch.request.authority_id().size())),
        std::min<std::uint64_t>(kMaxOrdinal, batch.request.roots_ordinal()), batch.device.bytes()));
    return {};
  }

  Result<std::vector<ParkedCode>> parked_of(const Uuid& device, std::uint64_t epoch) {
    const auto read = [](sql::Columns& row) { return ParkedCode{row.counter(), row.text()}; };
    return sql::rows<ParkedCode>(m_act,
                                 "SELECT seq, code FROM parked_record WHERE device = ? AND epoch = ? "
                                 "ORDER BY seq DESC LIMIT ?",
                                 read, device.bytes(), epoch, static_cast<std::uint64_t>(kParkedShown));
  }

  Act& m_act;
  std::int64_t m_now;
};

// Whether a commit waits for a standby whose name is known. For seconds after a failover none is named, or any will do
// (`*`), and a commit may stand on one machine only.
Result<bool> standbys_are_named(Act& act, const CentralStore& store) {
  if (!store.requires_standbys()) return true;
  WARMHEART_TRY_ASSIGN(const std::string names,
                       sql::value<std::string>(act, "SELECT current_setting('synchronous_standby_names')"));
  return !names.empty() && names.find('*') == std::string::npos;
}

Result<std::vector<IngestAnswer>> store_all(Act& act, std::span<const DeviceBatch> batches) {
  BatchWriter taker(act);
  std::vector<IngestAnswer> answers;
  for (const DeviceBatch& batch : batches) {
    WARMHEART_TRY_ASSIGN(auto answer, taker.take(batch));
    answers.push_back(std::move(answer));
  }
  return answers;
}

}  // namespace

Result<std::vector<IngestAnswer>> store_batches(CentralStore& store, std::span<const DeviceBatch> batches) {
  Locks devices;
  for (const DeviceBatch& batch : batches) devices.push_back(Lock::device(batch.device));
#ifdef WARMHEART_DEFECT_ACK_BEFORE_COMMIT
  // The planted bug: what a call acknowledges is rolled back, and committed only by the call after it.
  WARMHEART_TRY(store.transact(all_locks(), [](Act& act) -> Result<void> {
    const auto late = std::exchange(act.late(), {});
    return late ? late(act) : Result<void>();
  }));
  std::vector<IngestAnswer> answers;
  const auto undone = store.transact(devices, [&](Act& act) -> Result<void> {
    act.late() = [kept = std::vector<DeviceBatch>(batches.begin(), batches.end())](Act& later) -> Result<void> {
      WARMHEART_TRY(store_all(later, kept));
      return {};
    };
    WARMHEART_TRY_ASSIGN(answers, store_all(act, batches));
    return fail(ErrorCode::unsupported, "not yet");
  });
  if (undone.error().code != ErrorCode::unsupported) return fail(undone.error());
  return answers;
#else
  bool may_acknowledge = true;
  auto answers = store.transact(std::move(devices), [&](Act& act) -> Result<std::vector<IngestAnswer>> {
    WARMHEART_TRY_ASSIGN(may_acknowledge, standbys_are_named(act, store));
    return store_all(act, batches);
  });
  if (answers && !may_acknowledge)
    return fail(ErrorCode::busy, "stored, and not acknowledged: no standby is named at the moment");
  return answers;
#endif
}

void fill_answer(const CentralStore& store, const IngestAnswer& answer, const SignedAuditHead& audit,
                 wire::SyncAnswer& out) {
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
  out.set_audit_seq(audit.head.seq);
  out.set_audit_at_ms(audit.head.at_ms);
  out.set_audit_signature(string_of(audit.signature));
}

static HeldRecord read_held(sql::Columns& row) {
  HeldRecord record;
  record.epoch = row.counter();
  record.seq = row.counter();
  record.id = internal::id_or_none(row);
  record.kind = row.next<std::uint32_t>();
  record.digest = row.digest();
  record.hash = row.digest();
  const auto code = row.next<std::optional<std::string>>();
  const bool is_pointer = row.flag();
  const bool waits = row.flag();
  const bool is_behind = row.flag();
  record.parked_code = code.value_or("");
  record.pointer = is_pointer && !code;
  record.state = name_of(code             ? RecordState::parked
                         : record.pointer ? RecordState::pointer
                         : waits          ? RecordState::waiting
                         : is_behind      ? RecordState::fresh
                                          : RecordState::applied);
  return record;
}

Result<std::vector<HeldRecord>> held_records(CentralStore& store, const Uuid& device) {
  return store.read([&](Snapshot& in) -> Result<std::vector<HeldRecord>> {
    return sql::rows<HeldRecord>(
        in,
        "SELECT r.epoch, r.seq, coalesce(r.id, o.id), r.kind, r.digest, r.hash, p.code, o.id IS NOT NULL, "
        "w.subject IS NOT NULL, r.seq > a.applied_seq OR (w.seq IS NOT NULL AND w.subject IS NULL) "
        "FROM raw_record r "
        "JOIN device_epoch e ON e.device = r.device AND e.epoch = r.epoch "
        "JOIN device_applied a ON a.device = r.device AND a.epoch = r.epoch "
        "LEFT JOIN parked_record p ON p.device = r.device AND p.epoch = r.epoch AND p.seq = r.seq "
        "LEFT JOIN waiting_record w ON w.device = r.device AND w.epoch = r.epoch AND w.seq = r.seq "
        "LEFT JOIN pointer_record o ON o.device = r.device AND o.epoch = r.epoch AND o.seq = r.seq "
        "WHERE r.device = ? ORDER BY e.ordinal, r.seq",
        read_held, device.bytes());
  });
}

}  // namespace warmheart
