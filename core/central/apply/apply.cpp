#include "core/central/apply/apply.h"
#include "core/central/stations/devices.h"

#include <algorithm>
#include <utility>

#include "core/central/apply/record_handlers.h"
#include "core/central/store/columns.h"
#include "core/central/ingest/parked.h"
#include "core/central/store/states.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::DecryptedRecord;
using internal::HandlerResult;
using internal::RawRow;
using internal::RecordState;

constexpr std::size_t kChunkRecords = 64;  // at most so many share one commit
constexpr std::int64_t kChunkMs = 20;      // then whoever wants to write has the lock
constexpr std::int64_t kWaitForSubjectMs = 60ll * 86'400'000;

Result<HandlerResult> apply_device_event(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  if (opened.payload.device_event().what() == "database-set-aside") {
    WARMHEART_TRY(internal::raise_alarm(act, "database-set-aside", raw.device, std::to_string(raw.epoch),
                                        "the station's database was damaged and set aside; have its disk looked at"));
  }
  return HandlerResult::done();
}

// ---------------------------------------------------------------- one record

Result<HandlerResult> apply_opened(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  // A kind and its body have the same number in the contract.
  if (static_cast<std::uint32_t>(opened.payload.body_case()) != opened.header.kind())
    return HandlerResult::park(kParkBrokenPayload);
  switch (opened.header.kind()) {
    case wire::APPLICATION_SUBMITTED: return internal::apply_submitted(act, raw, opened);
    case wire::APPLICATION_CORRECTED: return internal::apply_corrected(act, raw, opened);
    case wire::APPLICATION_WITHDRAWN: return internal::apply_withdrawn(act, raw, opened);
    case wire::DEVICE_EVENT: return apply_device_event(act, raw, opened);
    case wire::VISIT_REGISTERED: return internal::apply_visit_registered(act, raw, opened);
    case wire::VISIT_ENDED: return internal::apply_visit_ended(act, raw, opened);
    case wire::VISIT_VOIDED: return internal::apply_visit_voided(act, raw, opened);
    case wire::SERVICE_REQUESTED: return internal::apply_service_requested(act, raw, opened);
    case wire::SERVICE_TAKEN_UP: return internal::apply_service_taken_up(act, raw, opened);
    case wire::SLOT_WANTED: return internal::apply_slot_wanted(act, raw, opened);
    case wire::SLOT_BOOKED: return internal::apply_slot_booked(act, raw, opened);
    case wire::BOOKING_CANCELLED: return internal::apply_booking_cancelled(act, raw, opened);
    case wire::SLOT_ATTENDED: return internal::apply_slot_attended(act, raw, opened);
    case wire::LEASE_CLOSED: return internal::apply_lease_closed(act, raw, opened);
    case wire::CONSENT_WITHDRAWN: return internal::apply_consent_withdrawn(act, raw, opened);
    case wire::ERASURE_ASKED: return internal::apply_erasure_asked(act, raw, opened);
    case wire::CORRECTION_ASKED: return internal::apply_correction_asked(act, raw, opened);
    case wire::LEAVING_TAKEN_BACK: return internal::apply_leaving_taken_back(act, raw, opened);
    case wire::HANDOFF_OPENED: return internal::apply_handoff_opened(act, raw, opened);
    case wire::EVENT_STARTED: return internal::apply_event_started(act, raw, opened);
    case wire::EVENT_ENDED: return internal::apply_event_ended(act, raw, opened);
    case wire::STAFF_UNLOCKED: return internal::apply_staff_unlocked(act, raw, opened);
    case wire::STAFF_LOCKED_OUT: return internal::apply_staff_locked_out(act, raw, opened);
    case wire::CASE_OPENED: return internal::apply_case_opened(act, raw, opened);
    case wire::CASE_CALLED_BACK: return internal::apply_case_called_back(act, raw, opened);
    default: return HandlerResult::park(kParkUnknownKind);  // a number from outside, not an enumerator of ours
  }
}

Result<HandlerResult> apply_record(Act& act, const RawRow& raw) {
  DecryptedRecord opened;
  if (!parse(raw.header, opened.header)) return HandlerResult::park(kParkBrokenHeader);
  const auto plain = act.opener().open(opened.header, raw.payload);
  if (!plain) return HandlerResult::park(kParkUnopenable);
  if (!parse(plain->view(), opened.payload)) return HandlerResult::park(kParkBrokenPayload);
  return apply_opened(act, raw, opened);
}

Result<void> mark(Act& act, const RawRow& raw, const HandlerResult& outcome) {
  static constexpr RecordState kBecomes[] = {RecordState::applied, RecordState::parked, RecordState::waiting};
  WARMHEART_TRY(sql::execute(act,
                             "UPDATE raw_record SET state = ?, code = ?, subject = ?, changed_ms = ? WHERE device = ? "
                             "AND epoch = ? AND seq = ?",
                             name_of(kBecomes[static_cast<int>(outcome.kind)]), outcome.code,
                             internal::nullable(outcome.subject), act.now_ms(), raw.device.bytes(), raw.epoch,
                             raw.seq));
  return {};
}

constexpr const char* kRawColumns = "SELECT device, epoch, seq, header, payload, received_ms FROM raw_record ";

// Empty where the payload was taken away: it cannot be opened any more.
RawRow read_raw(sql::Columns& row) {
  return {row.id(),     row.counter(), row.counter(), row.bytes(), row.next<std::optional<Bytes>>().value_or(Bytes()),
          row.integer()};
}

// The record in hand. At an error this one is parked, by its own key, whatever another applier has taken meanwhile.
using Culprit = std::optional<RawRow>;

Result<HandlerResult> apply_and_mark(Act& act, const RawRow& raw, Culprit& in_hand) {
  in_hand = RawRow{raw.device, raw.epoch, raw.seq, {}, {}, 0};
  WARMHEART_TRY_ASSIGN(const HandlerResult outcome, apply_record(act, raw));
  WARMHEART_TRY(mark(act, raw, outcome));
  return outcome;
}

// Records that came before their subject, in the order in which they arrived; inside the subject's own transaction.
Result<void> apply_those_waiting(Act& act, const Uuid& subject, Culprit& in_hand) {
  WARMHEART_TRY_ASSIGN(
      const auto waiting,
      sql::rows<RawRow>(
          act,
          std::string(kRawColumns) + "WHERE state = 'waiting' AND subject = ? ORDER BY received_ms, device, epoch, seq",
          read_raw, subject.bytes()));
  for (const RawRow& raw : waiting) {
    WARMHEART_TRY_ASSIGN(const HandlerResult outcome, apply_and_mark(act, raw, in_hand));
    const bool wakes_others =
        outcome.kind == HandlerResult::Kind::applied && !outcome.subject.empty() && outcome.subject != subject;
    if (wakes_others) WARMHEART_TRY(apply_those_waiting(act, outcome.subject, in_hand));
  }
  return {};
}

// ---------------------------------------------------------------- the records that are behind

struct Backlog {
  Uuid device;
  std::uint64_t epoch = 0;
  std::uint64_t applied_seq = 0;
  std::uint64_t acked_seq = 0;
  std::int64_t newest_ms = 0;
};
Backlog read_behind(sql::Columns& row) {
  return {row.id(), row.counter(), row.counter(), row.counter(), row.integer()};
}

// One entry a device, its oldest epoch. The device that has sent nothing for longest comes first: who sends without
// pause goes to the end and keeps nobody waiting.
Result<std::vector<Backlog>> all_behind(Snapshot& in) {
  WARMHEART_TRY_ASSIGN(auto lines,
                       sql::rows<Backlog>(in,
                                          "SELECT device, epoch, applied_seq, acked_seq, newest_ms FROM device_epoch "
                                          "WHERE applied_seq < acked_seq ORDER BY device, ordinal",
                                          read_behind));
  const auto newer = std::ranges::unique(lines, {}, &Backlog::device);
  lines.erase(newer.begin(), newer.end());
  std::ranges::stable_sort(lines, {}, &Backlog::newest_ms);
  return lines;
}

// A record applied before this one may have put the watermark back: it is read anew for each record.
Result<void> read_watermark(Snapshot& in, Backlog& behind) {
  WARMHEART_TRY_ASSIGN(
      behind.applied_seq,
      sql::value<std::uint64_t>(in, "SELECT applied_seq FROM device_epoch WHERE device = ? AND epoch = ?",
                                behind.device.bytes(), behind.epoch));
  return {};
}

// Rows that need no applying (pointers, parked when they were stored) are passed over without a transaction each.
Result<std::optional<RawRow>> next_new(Snapshot& in, const Backlog& behind) {
  return sql::row<RawRow>(
      in,
      std::string(kRawColumns) +
          "WHERE device = ? AND epoch = ? AND seq > ? AND seq <= ? AND state = 'new' ORDER BY seq LIMIT 1",
      read_raw, behind.device.bytes(), behind.epoch, behind.applied_seq, behind.acked_seq);
}

Result<void> move_watermark(Act& act, const Backlog& behind, std::uint64_t seq) {
  WARMHEART_TRY(sql::execute(act, "UPDATE device_epoch SET applied_seq = ? WHERE device = ? AND epoch = ?", seq,
                             behind.device.bytes(), behind.epoch));
  return {};
}

void count(const HandlerResult& outcome, ApplyProgress& progress) {
  switch (outcome.kind) {
    case HandlerResult::Kind::applied: ++progress.applied; break;
    case HandlerResult::Kind::parked: ++progress.parked; break;
    case HandlerResult::Kind::waiting: ++progress.waiting; break;
  }
  progress.queue_moved = progress.queue_moved || outcome.queue_moved;
}

// Takes the device's next record inside the caller's transaction. False: the device has none left.
Result<bool> take_next_of(Act& act, Backlog& behind, ApplyProgress& progress, Culprit& in_hand) {
  WARMHEART_TRY(read_watermark(act, behind));
  if (behind.applied_seq >= behind.acked_seq) return false;
  WARMHEART_TRY_ASSIGN(const auto raw, next_new(act, behind));
  if (!raw) {
    WARMHEART_TRY(move_watermark(act, behind, behind.acked_seq));
    return false;
  }
  WARMHEART_TRY_ASSIGN(const HandlerResult outcome, apply_and_mark(act, *raw, in_hand));
  if (outcome.kind == HandlerResult::Kind::applied && !outcome.subject.empty()) {
    WARMHEART_TRY(apply_those_waiting(act, outcome.subject, in_hand));
  }
  WARMHEART_TRY(move_watermark(act, behind, raw->seq));
  count(outcome, progress);
  return true;
}

struct Chunk {
  std::size_t taken = 0;
  bool nothing = false;  // nobody is behind
  ApplyProgress progress;
};

// Up to `max` records under one commit, the devices in turn. Nothing of it is counted or told before the commit.
Result<Chunk> take_chunk(CentralStore& store, std::size_t max, Culprit& in_hand) {
  in_hand.reset();
  return store.transact(all_locks(), [&](Act& act) -> Result<Chunk> {
    const std::int64_t begun_ms = act.now_ms();
    WARMHEART_TRY_ASSIGN(auto lines, all_behind(act));
    Chunk chunk;
    chunk.nothing = lines.empty();
    bool time_left = true;
    while (!lines.empty() && chunk.taken < max && time_left) {
      std::vector<Backlog> left;
      for (Backlog& behind : lines) {
        if (chunk.taken == max || !time_left) break;
        WARMHEART_TRY_ASSIGN(const bool took, take_next_of(act, behind, chunk.progress, in_hand));
        if (!took) continue;
        ++chunk.taken;
        left.push_back(behind);
        const std::int64_t spent_ms = act.now_ms() - begun_ms;
        time_left = spent_ms >= 0 && spent_ms < kChunkMs;
      }
      lines = std::move(left);
    }
    return chunk;
  });
}

// False: another applier has dealt with the record meanwhile, and nothing is parked. The watermark passes the row
// later.
Result<bool> park_failed(CentralStore& store, const RawRow& raw) {
  return store.transact({Lock::device(raw.device)}, [&](Act& act) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const auto parked,
                         sql::execute(act,
                                      "UPDATE raw_record SET state = 'parked', code = ?, changed_ms = ? "
                                      "WHERE device = ? AND epoch = ? AND seq = ? AND state IN ('new', 'waiting')",
                                      kParkFailed, act.now_ms(), raw.device.bytes(), raw.epoch, raw.seq));
    return parked == 1;
  });
}

void add(const ApplyProgress& more, ApplyProgress& progress) {
  progress.applied += more.applied;
  progress.parked += more.parked;
  progress.waiting += more.waiting;
  progress.queue_moved = progress.queue_moved || more.queue_moved;
}

}  // namespace

Result<ApplyProgress> apply_next(CentralStore& store, std::size_t max) {
  ApplyProgress progress;
  std::size_t one_by_one = 0;  // so many records still get a commit each, because a chunk with them has failed
  for (std::size_t taken = 0; taken < max;) {
    const std::size_t size = one_by_one > 0 ? 1 : std::min(kChunkRecords, max - taken);
    Culprit in_hand;
    auto chunk = take_chunk(store, size, in_hand);
    if (chunk) {
      if (chunk->nothing) return progress;
      add(chunk->progress, progress);
      taken += std::max<std::size_t>(chunk->taken, 1);
      if (one_by_one > 0) --one_by_one;
      continue;
    }
    if (is_storage_error(chunk.error().code) || !in_hand) return fail(chunk.error());
    if (size > 1) {
      one_by_one = size;
      continue;
    }
    WARMHEART_TRY_ASSIGN(const bool parked, park_failed(store, *in_hand));
    if (parked) {
      store.log().write(LogLevel::error, "a record could not be applied and is parked: " + chunk.error().what);
      ++progress.parked;
    }
    ++taken;
    if (one_by_one > 0) --one_by_one;
  }
  WARMHEART_TRY_ASSIGN(const auto lines, store.read(all_behind));
  progress.more = !lines.empty();
  return progress;
}

Result<std::size_t> park_expired(CentralStore& store) {
  return store.transact({Lock::devices()}, [&](Act& act) -> Result<std::size_t> {
    WARMHEART_TRY_ASSIGN(const auto parked,
                         sql::execute(act,
                                      "UPDATE raw_record SET state = 'parked', code = ?, changed_ms = ? WHERE state = "
                                      "'waiting' AND received_ms < ?",
                                      kParkNoSubject, act.now_ms(), act.now_ms() - kWaitForSubjectMs));
    return static_cast<std::size_t>(parked);
  });
}

}  // namespace warmheart
