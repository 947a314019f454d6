#include "app/fleet/journal.h"

#include <algorithm>

#include "core/record/chain.h"
#include "core/record/record.h"

namespace warmheart::fleet {

Journal::Journal(const Uuid& device, const SealingPublicKey& centre, Random& random)
    : m_device(device), m_random(random), m_sealer(centre), m_epoch(random.next_u64() | 1) {}

void Journal::link(Kept& record) {
  record.header.set_epoch(m_epoch);
  record.header.set_seq(m_head_seq + 1);
  const Bytes header = serialise(record.header);
  record.wire.set_header(header.data(), header.size());
  record.hash = chain(m_head_hash, header, record.payload_digest);
  ++m_head_seq;
  m_head_hash = record.hash;
}

Result<void> Journal::append(const NewRecord& record, const Moment& at) {
  const Bytes plain = serialise(record.payload);
  const auto kind = static_cast<std::uint32_t>(record.kind);
  WARMHEART_TRY_ASSIGN(Sealed sealed, m_sealer.seal(plain, {m_device, record.id, kind}, at.now, m_random));
  Kept kept;
  kept.header.set_device(string_of(m_device.bytes()));
  kept.header.set_id(string_of(record.id.bytes()));
  kept.header.set_kind(kind);
  kept.header.set_version(kPayloadVersion);
  kept.header.set_occurred_at_ms(at.occurred_at_ms);
  *kept.header.mutable_clock() = at.evidence;
  kept.header.set_hash_algorithm(kHashSha256);
  *kept.header.mutable_seal() = std::move(sealed.seal);
  kept.payload_digest = sha256({sealed.payload});
  kept.wire.set_sealed_payload(sealed.payload.data(), sealed.payload.size());
  kept.boottime_ms = at.now.boottime_ms;
  kept.written_us = at.steady_us;
  // Before it has a position: a record that is too large leaves the chain as it is.
  if (kept.header.ByteSizeLong() + sealed.payload.size() + 2 * sizeof(std::uint64_t) > kMaxRecordBytes)
    return fail(ErrorCode::limit, "a record is larger than 32 KiB");
  link(kept);
  m_records.push_back(std::move(kept));
  return {};
}

JournalView Journal::view() const {
  JournalView out;
  out.epoch = m_epoch;
  out.head_seq = m_head_seq;
  out.head_hash = m_head_hash;
  out.acked_seq = m_acked_seq;
  out.acked_hash = m_acked_hash;
  return out;
}

std::int64_t Journal::oldest_boottime_ms() const { return m_records.empty() ? 0 : m_records.front().boottime_ms; }

Batch Journal::batch(std::uint64_t first_seq, std::size_t max_records, std::size_t max_bytes) const {
  Batch out;
  out.view = view();
  out.first_seq = std::clamp(first_seq, m_acked_seq + 1, m_head_seq + 1);
  std::size_t at = out.first_seq - m_acked_seq - 1;
  out.prev_hash = at == 0 ? m_acked_hash : m_records[at - 1].hash;
  out.last_hash = out.prev_hash;
  std::size_t bytes = 0;
  for (; at < m_records.size() && out.records.size() < std::min(max_records, kMaxBatchRecords); ++at) {
    bytes += m_records[at].size();
    if (!out.records.empty() && bytes > std::min(max_bytes, kMaxBatchBytes)) break;
    out.records.push_back(m_records[at].wire);
    out.last_hash = m_records[at].hash;
  }
  return out;
}

Journal::Heard Journal::acknowledge(const AnswerToStore& answer) {
  Heard out;
  if (answer.epoch != m_epoch) {
    out.outcome = AckOutcome::stale;
    return out;
  }
  if (answer.acked_seq > m_head_seq) {
    out.outcome = AckOutcome::centre_ahead;
    return out;
  }
  if (answer.acked_seq < m_acked_seq) {
    // An older answer that was overtaken says nothing. A gap says that the centre went back in time: what it wants is
    // gone here, and what is left goes on in another epoch.
    if (!answer.gap) return out;
    out.forgotten = m_acked_seq - answer.acked_seq;
    out.outcome = AckOutcome::hash_differs;
    return out;
  }
  const std::size_t count = answer.acked_seq - m_acked_seq;
  const Digest ours = count == 0 ? m_acked_hash : m_records[count - 1].hash;
  if (ours != answer.acked_hash) {
    out.outcome = AckOutcome::hash_differs;
    return out;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Kept& kept = m_records.front();
    out.rows.push_back({m_device, m_epoch, ++m_acked_seq, kept.hash});
    out.written_us.push_back(kept.written_us);
    m_acked_hash = kept.hash;
    m_records.pop_front();
  }
  return out;
}

Result<void> Journal::open_epoch(const std::string& reason, const Moment& at, const Uuid& event_id) {
  std::deque<Kept> carried = std::move(m_records);
  NewRecord opened{wire::DEVICE_EVENT, event_id, {}};
  opened.payload.mutable_device_event()->set_what("epoch-opened");
  opened.payload.mutable_device_event()->set_detail(reason);
  opened.payload.mutable_device_event()->set_previous_epoch(m_epoch);
  m_records.clear();
  m_epoch = m_random.next_u64() | 1;  // never 0: that means none
  m_acked_seq = m_head_seq = 0;
  m_acked_hash = m_head_hash = kZeroDigest;
  const auto begun = append(opened, at);
  for (Kept& record : carried) {
    link(record);
    m_records.push_back(std::move(record));
  }
  return begun;
}

void Journal::seal_to(const SealingPublicKey& centre) {
  if (centre != m_sealer.centre()) m_sealer.use(centre);
}

}  // namespace warmheart::fleet
