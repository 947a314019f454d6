#include "core/central/apply/apply.h"

#include <algorithm>
#include <utility>

#include "core/base/clock.h"
#include "core/central/apply/apply_application.h"
#include "core/central/apply/apply_case.h"
#include "core/central/apply/apply_found.h"
#include "core/central/apply/apply_handoff.h"
#include "core/central/apply/apply_request.h"
#include "core/central/apply/apply_rider.h"
#include "core/central/apply/apply_slot.h"
#include "core/central/apply/apply_staff.h"
#include "core/central/apply/apply_visit.h"
#include "core/central/members/erasure.h"
#include "core/central/stations/devices.h"
#include "core/central/store/audit.h"
#include "core/central/store/columns.h"
#include "core/central/store/states.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

namespace warmheart {
namespace {

using internal::DecryptedRecord;
using internal::HandlerResult;
using internal::RawRow;
using internal::RecordPosition;

constexpr std::size_t kChunkRecords = 64;  // at most so many share one commit
constexpr std::int64_t kChunkMs = 20;      // then whoever wants to write has the lock
constexpr std::int64_t kWaitForSubjectMs = 60 * kDayMs;

Result<HandlerResult> apply_device_event(Act& act, const RawRow& raw, const DecryptedRecord& opened) {
  const std::string& what = opened.payload.device_event().what();
  if (what == "database-set-aside") {
    WARMHEART_TRY(internal::raise_alarm(act, what, raw.device, std::to_string(raw.epoch),
                                        "the station's database was damaged and set aside; have its disk looked at"));
  }
  if (what == "feed-too-large") {
    WARMHEART_TRY(
        internal::raise_alarm(act, what, raw.device, "",
                              "this centre's lists are larger than a kiosk takes (64 MiB, 200,000 values): the "
                              "kiosk shows those of before. Take away what is not needed any more: "
                              "`warmheart-admin show feed SCOPE`"));
  }
  if (what == "look-ups-closed") {
    WARMHEART_TRY(internal::raise_alarm(act, what, raw.device, "",
                                        "somebody tried codes and digits at this kiosk until it closed its look-ups; "
                                        "ask its station who stood there"));
    WARMHEART_TRY(internal::write_audit(act, "device:" + raw.device.text(), what, raw.device.text(), ""));
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
    case wire::VISIT_ENDED: return internal::apply_visit_ended(act, raw, opened);
    case wire::VISIT_VOIDED: return internal::apply_visit_voided(act, raw, opened);
    case wire::SERVICE_REQUESTED: return internal::apply_service_requested(act, raw, opened);
    case wire::SERVICE_TAKEN_UP: return internal::apply_service_taken_up(act, raw, opened);
    case wire::QUEUE_ENDED: return internal::apply_queue_ended(act, raw, opened);
    case wire::RATING_GIVEN: return internal::apply_rating_given(act, raw, opened);
    case wire::FAULT_REPORTED: return internal::apply_fault_reported(act, raw, opened);
    case wire::FAULT_ENDED: return internal::apply_fault_ended(act, raw, opened);
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
    case wire::FOUND_ITEM_REGISTERED: return internal::apply_found_item_registered(act, raw, opened);
    case wire::FOUND_ITEM_CLOSED: return internal::apply_found_item_closed(act, raw, opened);
    case wire::EVENT_STARTED: return internal::apply_event_started(act, raw, opened);
    case wire::EVENT_ENDED: return internal::apply_event_ended(act, raw, opened);
    case wire::STAFF_UNLOCKED: return internal::apply_staff_unlocked(act, raw, opened);
    case wire::STAFF_LOCKED_OUT: return internal::apply_staff_locked_out(act, raw, opened);
    case wire::CASE_OPENED: return internal::apply_case_opened(act, raw, opened);
    case wire::CASE_CALLED_BACK: return internal::apply_case_called_back(act, raw, opened);
    case wire::CASE_REOPENED: return internal::apply_case_reopened(act, raw, opened);
    default: return HandlerResult::park(kParkUnknownKind);  // a number from outside, not an enumerator of ours
  }
}

// The error is why it is parked.
tl::expected<DecryptedRecord, std::string_view> decrypt_record(Act& act, const RawRow& raw) {
  DecryptedRecord opened;
  if (!parse(raw.header, opened.header)) return tl::unexpected(kParkBrokenHeader);
  const auto plain = act.opener().open(opened.header, raw.payload);
  if (!plain) return tl::unexpected(kParkUnopenable);
  if (!parse(plain->view(), opened.payload)) return tl::unexpected(kParkBrokenPayload);
  return opened;
}

// ---------------------------------------------------------------- a chunk of records

// Completed by whether it waits, and where it is read from.
constexpr const char* kRawColumns = "SELECT r.device, r.epoch, r.seq, r.kind, r.header, r.payload, r.received_ms, ";

RawRow read_raw(sql::Columns& row) {
  return {row.id(),      row.counter(),
          row.counter(), row.next<std::uint32_t>(),
          row.bytes(),   row.next<std::optional<Bytes>>().value_or(Bytes()),
          row.integer(), row.flag()};
}

// The record in hand. At an error this one is parked, by its own key, whatever another applier has taken meanwhile.
using Culprit = std::optional<RecordPosition>;

// Visits (10 to 19) are many, and about nobody.
bool is_about_somebody(std::uint32_t kind) { return kind < 10 || kind > 19; }

// The records of one commit, in the order in which they are taken. Visits are gathered, and written before a record of
// another kind is handled.
class ChunkWriter {
 public:
  ChunkWriter(Act& act, Culprit& in_hand) : m_act(act), m_in_hand(in_hand) {}

  Result<void> take(RawRow raw) {
    ++m_taken;
    return take_one(std::move(raw), Uuid());
  }

  // The visits that are still gathered.
  Result<void> finish() {
    WARMHEART_TRY_ASSIGN(const auto written, m_visits.write(m_act));
    for (const auto& [raw, result] : written) WARMHEART_TRY(follow(raw, result, Uuid()));
    return {};
  }

  std::size_t taken() const { return m_taken; }
  const ApplyProgress& progress() const { return m_progress; }

 private:
  // `waited_for`: the subject that has just come; empty for a record in its turn.
  Result<void> take_one(RawRow raw, const Uuid& waited_for) {
    m_in_hand = static_cast<const RecordPosition&>(raw);
    auto opened = decrypt_record(m_act, raw);
    if (!opened) return follow(raw, HandlerResult::park(opened.error()), waited_for);
    const bool is_visit_kind =
        opened->header.kind() == wire::VISIT_REGISTERED && opened->payload.has_visit_registered();
    WARMHEART_TRY_ASSIGN(const bool erased, internal::is_about_erased(m_act, opened->payload));
    if (erased) WARMHEART_TRY(internal::drop_erased_record(m_act, raw, opened->payload));
    if (is_visit_kind) {
      if (erased) opened->payload.mutable_visit_registered()->clear_card_number();
      WARMHEART_TRY_ASSIGN(const bool is_visit, m_visits.add(m_act, raw, *opened));
      return is_visit ? Result<void>() : follow(raw, HandlerResult::park(kParkBrokenPayload), waited_for);
    }
    WARMHEART_TRY(finish());
    WARMHEART_TRY_ASSIGN(const HandlerResult result,
                         erased ? Result<HandlerResult>(HandlerResult::done()) : apply_opened(m_act, raw, *opened));
    return follow(raw, result, waited_for);
  }

  // One that came before its subject was counted when it was put aside, and is not again.
  Result<void> follow(const RawRow& raw, const HandlerResult& result, const Uuid& waited_for) {
    WARMHEART_TRY(keep(raw, result));
    if (waited_for.empty()) count(result);
    const bool wakes_others =
        result.kind == HandlerResult::Kind::applied && !result.subject.empty() && result.subject != waited_for;
    return wakes_others ? take_those_waiting(result.subject) : Result<void>();
  }

  void count(const HandlerResult& result) {
    switch (result.kind) {
      case HandlerResult::Kind::applied: ++m_progress.applied; break;
      case HandlerResult::Kind::parked: ++m_progress.parked; break;
      case HandlerResult::Kind::waiting: ++m_progress.waiting; break;
    }
    m_progress.queue_moved = m_progress.queue_moved || result.queue_moved;
  }

  // An applied record needs no row of its own: the watermark passes it.
  Result<void> keep(const RawRow& raw, const HandlerResult& result) {
    if (raw.waits) WARMHEART_TRY(internal::stop_waiting(m_act, raw));
    if (result.kind == HandlerResult::Kind::parked) WARMHEART_TRY(internal::park(m_act, raw, result.code));
    if (result.kind == HandlerResult::Kind::waiting) {
      WARMHEART_TRY(sql::execute(
          m_act, "INSERT INTO waiting_record(device, epoch, seq, subject, received_ms) VALUES(?, ?, ?, ?, ?)",
          raw.device.bytes(), raw.epoch, raw.seq, result.subject.bytes(), raw.received_ms));
    }
    if (result.subject.empty() || !is_about_somebody(raw.kind)) return {};
    return internal::put_record_subject(m_act, raw, result.subject);
  }

  // Records that came before their subject, in the order in which they arrived; under the subject's own commit.
  Result<void> take_those_waiting(const Uuid& subject) {
    WARMHEART_TRY_ASSIGN(
        const auto waiting,
        sql::rows<RawRow>(m_act,
                          std::string(kRawColumns) +
                              "1 FROM waiting_record w JOIN raw_record r ON r.device = w.device AND r.epoch = w.epoch "
                              "AND r.seq = w.seq WHERE w.subject = ? ORDER BY w.received_ms, w.device, w.epoch, w.seq",
                          read_raw, subject.bytes()));
    for (const RawRow& raw : waiting) WARMHEART_TRY(take_one(raw, subject));
    return {};
  }

  Act& m_act;
  Culprit& m_in_hand;
  internal::VisitSet m_visits;
  ApplyProgress m_progress;
  std::size_t m_taken = 0;
};

// ---------------------------------------------------------------- the records that are behind

// A device's oldest epoch with something left to apply.
struct Backlog {
  Uuid device;
  std::uint64_t epoch = 0;
};

struct Behind {
  std::vector<Backlog> devices;
  bool due = false;  // records that waited, and wait for nothing any more

  bool none() const { return devices.empty() && !due; }
};

// The device that has sent nothing for longest comes first: who sends without pause goes to the end and keeps nobody
// waiting.
Result<Behind> all_behind(Snapshot& in) {
  struct Line {
    Backlog of;
    std::int64_t newest_ms = 0;
  };
  const auto read = [](sql::Columns& row) { return Line{{row.id(), row.counter()}, row.integer()}; };
  WARMHEART_TRY_ASSIGN(
      auto lines, sql::rows<Line>(in,
                                  "SELECT e.device, e.epoch, e.newest_ms FROM device_epoch e JOIN device_applied a "
                                  "ON a.device = e.device AND a.epoch = e.epoch "
                                  "WHERE a.applied_seq < e.acked_seq ORDER BY e.device, e.ordinal",
                                  read));
  const auto newer = std::ranges::unique(lines, {}, [](const Line& line) { return line.of.device; });
  lines.erase(newer.begin(), newer.end());
  std::ranges::stable_sort(lines, {}, &Line::newest_ms);
  Behind behind;
  for (const Line& line : lines) behind.devices.push_back(line.of);
  WARMHEART_TRY_ASSIGN(behind.due,
                       sql::value<bool>(in, "SELECT EXISTS(SELECT 1 FROM waiting_record WHERE subject IS NULL)"));
  return behind;
}

// Takes records under one commit while there is room in the chunk and time.
class ChunkReader {
 public:
  ChunkReader(Act& act, ChunkWriter& writer, std::size_t max)
      : m_act(act), m_writer(writer), m_max(max), m_begun_ms(act.now_ms()) {}

  // At least one is taken, however slow the clock's owner is: else nothing would ever be.
  bool is_full() const {
    if (m_writer.taken() == 0) return false;
    const std::int64_t spent_ms = m_act.now_ms() - m_begun_ms;
    return m_writer.taken() >= m_max || spent_ms < 0 || spent_ms >= kChunkMs;
  }

  // By arrival: who came first has the better place in a waiting list.
  Result<void> take_due() {
    WARMHEART_TRY_ASSIGN(
        auto due, sql::rows<RawRow>(m_act,
                                    std::string(kRawColumns) +
                                        "1 FROM waiting_record w JOIN raw_record r ON r.device = w.device AND r.epoch "
                                        "= w.epoch AND r.seq = w.seq WHERE w.subject IS NULL "
                                        "ORDER BY w.received_ms, w.device, w.epoch, w.seq LIMIT ?",
                                    read_raw, static_cast<std::uint64_t>(m_max)));
    for (RawRow& raw : due) {
      if (is_full()) break;
      WARMHEART_TRY(m_writer.take(std::move(raw)));
    }
    return {};
  }

  // The devices in turn, each with its share of the room. Returns those that have more, who waited longest first.
  Result<std::vector<Backlog>> take_in_turn(std::vector<Backlog> devices) {
    while (!devices.empty() && !is_full()) {
      const std::size_t share = std::max<std::size_t>(1, (m_max - m_writer.taken()) / devices.size());
      std::vector<Backlog> have_more;
      std::size_t served = 0;
      for (; served < devices.size() && !is_full(); ++served) {
        WARMHEART_TRY_ASSIGN(const bool has_more, take_share(devices[served], share));
        if (has_more) have_more.push_back(devices[served]);
      }
      devices.erase(devices.begin(), devices.begin() + static_cast<std::ptrdiff_t>(served));
      devices.insert(devices.end(), have_more.begin(), have_more.end());
    }
    return devices;
  }

 private:
  // The device's next records, and its watermark behind them. False: it has none left.
  Result<bool> take_share(const Backlog& of, std::size_t share) {
    struct Heads {
      std::uint64_t applied = 0;
      std::uint64_t acked = 0;
    };
    const auto read = [](sql::Columns& row) { return Heads{row.counter(), row.counter()}; };
    WARMHEART_TRY_ASSIGN(const auto heads,
                         sql::row<Heads>(m_act,
                                         "SELECT a.applied_seq, e.acked_seq FROM device_applied a JOIN device_epoch e "
                                         "ON e.device = a.device AND e.epoch = a.epoch "
                                         "WHERE a.device = ? AND a.epoch = ?",
                                         read, of.device.bytes(), of.epoch));
    if (!heads || heads->applied >= heads->acked) return false;
    WARMHEART_TRY_ASSIGN(auto records, next_records(of, heads->applied, heads->acked, share));
    std::uint64_t passed = heads->applied;
    bool took_all = true;
    for (RawRow& raw : records) {
      took_all = !is_full();
      if (!took_all) break;
      passed = raw.seq;
      WARMHEART_TRY(m_writer.take(std::move(raw)));
    }
    // What needs no applying, behind the last of them, is passed at once.
    if (took_all && records.size() < share) passed = heads->acked;
    WARMHEART_TRY(sql::execute(m_act, "UPDATE device_applied SET applied_seq = ? WHERE device = ? AND epoch = ?",
                               passed, of.device.bytes(), of.epoch));
    return passed < heads->acked;
  }

  // Those that were parked when they were stored, and copies, need no applying.
  Result<std::vector<RawRow>> next_records(const Backlog& of, std::uint64_t after, std::uint64_t up_to,
                                           std::size_t max) {
    return sql::rows<RawRow>(
        m_act,
        std::string(kRawColumns) +
            "0 FROM raw_record r WHERE r.device = ? AND r.epoch = ? AND r.seq > ? AND r.seq <= ? "
            "AND NOT EXISTS(SELECT 1 FROM parked_record p WHERE p.device = r.device AND p.epoch = r.epoch AND p.seq = "
            "r.seq) "
            "AND NOT EXISTS(SELECT 1 FROM pointer_record o WHERE o.device = r.device AND o.epoch = r.epoch AND o.seq = "
            "r.seq) ORDER BY r.seq LIMIT ?",
        read_raw, of.device.bytes(), of.epoch, after, up_to, static_cast<std::uint64_t>(max));
  }

  Act& m_act;
  ChunkWriter& m_writer;
  std::size_t m_max;
  std::int64_t m_begun_ms;
};

struct Chunk {
  std::size_t taken = 0;
  std::vector<Backlog> devices;  // that have more
  ApplyProgress progress;
};

// Up to `max` records under one commit. Nothing of it is counted or told before the commit.
Result<Chunk> take_chunk(CentralStore& store, const Behind& behind, std::size_t max, Culprit& in_hand) {
  return store.transact(all_locks(), [&](Act& act) -> Result<Chunk> {
    in_hand.reset();
    ChunkWriter writer(act, in_hand);
    ChunkReader reader(act, writer, max);
    if (behind.due) WARMHEART_TRY(reader.take_due());
    Chunk chunk;
    WARMHEART_TRY_ASSIGN(chunk.devices, reader.take_in_turn(behind.devices));
    WARMHEART_TRY(writer.finish());
    chunk.taken = writer.taken();
    chunk.progress = writer.progress();
    return chunk;
  });
}

// False: another applier has dealt with the record meanwhile, and nothing is parked. The watermark passes the row
// later.
Result<bool> park_failed(CentralStore& store, const RecordPosition& at) {
  return store.transact({Lock::device(at.device)}, [&](Act& act) -> Result<bool> {
    WARMHEART_TRY_ASSIGN(const bool waited, internal::stop_waiting(act, at));
    WARMHEART_TRY_ASSIGN(
        const bool is_open,
        sql::value<bool>(
            act,
            "SELECT EXISTS(SELECT 1 FROM device_applied WHERE device = ?1 AND epoch = ?2 AND applied_seq < "
            "?3) AND NOT EXISTS(SELECT 1 FROM parked_record WHERE device = ?1 AND epoch = ?2 AND seq = ?3)",
            at.device.bytes(), at.epoch, at.seq));
    if (waited || is_open) WARMHEART_TRY(internal::park(act, at, kParkFailed));
    return waited || is_open;
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
  Behind behind;
  std::size_t one_by_one = 0;  // so many records still get a commit each, because a chunk with them has failed
  for (std::size_t taken = 0; taken < max;) {
    if (behind.devices.empty()) {
      WARMHEART_TRY_ASSIGN(behind, store.read(all_behind));
      if (behind.none()) return progress;
    }
    const std::size_t size = one_by_one > 0 ? 1 : std::min(kChunkRecords, max - taken);
    Culprit in_hand;
    auto chunk = take_chunk(store, behind, size, in_hand);
    if (chunk) {
      add(chunk->progress, progress);
      taken += std::max<std::size_t>(chunk->taken, 1);
      behind.devices = std::move(chunk->devices);
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
  WARMHEART_TRY_ASSIGN(const Behind left, store.read(all_behind));
  progress.more = !left.none();
  return progress;
}

Result<std::size_t> park_expired(CentralStore& store) {
  return store.transact({Lock::devices()}, [&](Act& act) -> Result<std::size_t> {
    const auto read = [](sql::Columns& row) { return RecordPosition{row.id(), row.counter(), row.counter()}; };
    WARMHEART_TRY_ASSIGN(
        const auto expired,
        sql::rows<RecordPosition>(
            act, "SELECT device, epoch, seq FROM waiting_record WHERE subject IS NOT NULL AND received_ms < ?", read,
            act.now_ms() - kWaitForSubjectMs));
    for (const RecordPosition& at : expired) {
      WARMHEART_TRY(internal::stop_waiting(act, at));
      WARMHEART_TRY(internal::park(act, at, kParkNoSubject));
    }
    return expired.size();
  });
}

}  // namespace warmheart
