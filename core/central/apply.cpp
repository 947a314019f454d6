#include "core/central/apply.h"

#include <algorithm>

#include "core/central/application_row.h"
#include "core/central/inside.h"
#include "core/central/parked.h"
#include "core/central/review_rules.h"
#include "core/member/application_wire.h"
#include "core/member/review.h"
#include "core/record/record.h"

namespace warmheart {
namespace {

using inside::ApplicationRow;

constexpr std::int64_t kWaitForSubjectMs = 60ll * 86'400'000;

struct RawRow {
  Uuid device;
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  Bytes header;
  Bytes payload;
  std::int64_t received_ms = 0;
};

// What became of one record. An Error beside it is the medium's, or a fault of ours (then the record is parked as "failed").
struct Outcome {
  enum class Kind { applied, parked, waiting } kind = Kind::applied;
  std::string_view code;  // parked
  Uuid subject;           // waiting: for what; applied: what others may have waited for
  bool queue_moved = false;

  static Outcome park(std::string_view why) { return {Kind::parked, why, {}, false}; }
  static Outcome wait_for(const Uuid& subject) { return {Kind::waiting, {}, subject, false}; }
};

struct Opened {
  wire::RecordHeader header;
  wire::Payload payload;
};

// ---------------------------------------------------------------- kinds

struct Place {
  Uuid station;
  std::string district_code;
};
Result<Place> place_of(CentralStore& store, const Uuid& device) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT s.id, s.district_code FROM device d JOIN station s ON s.id = d.station WHERE d.id = ?"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(device.bytes()).step());
  return found ? Place{inside::uuid_at(query, 0), query.text(1)} : Place{};
}

Result<Outcome> apply_submitted(CentralStore& store, const RawRow& raw, const Opened& opened) {
  const wire::ApplicationSubmitted& submitted = opened.payload.application_submitted();
  const auto id = Uuid::from_bytes(view_of(submitted.application_id()));
  const bool whole = id && submitted.application_id() == opened.header.id() && submitted.card_number().size() == 8 &&
                     !submitted.fields().name().empty() && !submitted.fields().document_number().empty();
  if (!whole) return Outcome::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(const auto present, inside::find_application(store, *id));
  if (present) return Outcome::park(kParkNotExpected);

  ApplicationRow row;
  row.id = *id;
  row.state = wire_name(ApplicationState::awaiting_review);
  row.device = raw.device;
  WARMHEART_TRY_ASSIGN(const Place place, place_of(store, raw.device));
  row.station = place.station;
  row.district_code = place.district_code;
  row.card_number = bytes_of(submitted.card_number());
  row.submitted_ms = opened.header.occurred_at_ms();
  row.received_ms = raw.received_ms;
  WARMHEART_TRY(inside::put_whole(store, submitted, row));
  WARMHEART_TRY(inside::insert_application(store, row));
  WARMHEART_TRY(inside::add_history(store, row.id, "received", "", ""));
  WARMHEART_TRY(inside::publish_decision(store, row));
  return Outcome{Outcome::Kind::applied, {}, row.id, true};
}

// Only what was returned is taken over: a correction cannot rewrite what the reviewer has already accepted.
wire::ApplicationCorrected only_returned(const wire::ApplicationCorrected& correction, const std::vector<std::string>& returned) {
  wire::ApplicationCorrected kept = correction;
  kept.clear_corrected();
  for (const std::string& name : correction.corrected()) {
    if (std::ranges::find(returned, name) != returned.end()) kept.add_corrected(name);
  }
  return kept;
}

Result<Outcome> apply_corrected(CentralStore& store, const wire::ApplicationCorrected& correction) {
  const auto id = Uuid::from_bytes(view_of(correction.application_id()));
  if (!id) return Outcome::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, inside::find_application(store, *id));
  if (!row) return Outcome::wait_for(*id);
  if (row->state != wire_name(ApplicationState::returned)) return Outcome::park(kParkNotExpected);
  const wire::ApplicationCorrected kept = only_returned(correction, row->returned_fields);
  if (kept.corrected().empty()) return Outcome::park(kParkNotExpected);
  WARMHEART_TRY_ASSIGN(wire::ApplicationSubmitted whole, inside::open_whole(store, *row));
  if (!apply_correction(kept, *whole.mutable_fields()) || whole.fields().name().empty() || whole.fields().document_number().empty()) {
    return Outcome::park(kParkBrokenPayload);
  }
  WARMHEART_TRY(inside::put_whole(store, whole, *row));
  row->state = wire_name(ApplicationState::awaiting_review);
  row->returned_fields.clear();
  row->reason.clear();
  row->assigned_to.clear();
  WARMHEART_TRY(inside::update_application(store, *row));
  WARMHEART_TRY(inside::add_history(store, row->id, "corrected", "",
                                    inside::join_names({kept.corrected().begin(), kept.corrected().end()})));
  WARMHEART_TRY(inside::publish_decision(store, *row));
  return Outcome{Outcome::Kind::applied, {}, row->id, true};
}

Result<Outcome> apply_withdrawn(CentralStore& store, const wire::ApplicationWithdrawn& withdrawal) {
  const auto id = Uuid::from_bytes(view_of(withdrawal.application_id()));
  if (!id) return Outcome::park(kParkBrokenPayload);
  WARMHEART_TRY_ASSIGN(auto row, inside::find_application(store, *id));
  if (!row) return Outcome::wait_for(*id);
  const auto state = application_state_from(row->state);
  if (!state || !may_withdraw(*state)) return Outcome::park(kParkNotExpected);
  // A decision still in its undo window has not happened; the person's own word comes first.
  WARMHEART_TRY(inside::drop_pending(store, *id));
  row->state = wire_name(ApplicationState::withdrawn);
  row->returned_fields.clear();
  row->reason.clear();
  row->assigned_to.clear();
  WARMHEART_TRY(inside::update_application(store, *row));
  WARMHEART_TRY(inside::add_history(store, row->id, "withdrawn", "", ""));
  WARMHEART_TRY(inside::publish_decision(store, *row));
  return Outcome{Outcome::Kind::applied, {}, row->id, true};
}

Result<Outcome> apply_device_event(CentralStore& store, const RawRow& raw, const wire::DeviceEvent& event) {
  if (event.what() == "database-set-aside") {
    WARMHEART_TRY(inside::raise_alarm(store, "database-set-aside", raw.device, std::to_string(raw.epoch),
                                      "the station's database was damaged and set aside; have its disk looked at"));
  }
  return Outcome{};
}

// ---------------------------------------------------------------- one record

Result<Outcome> apply_opened(CentralStore& store, const RawRow& raw, const Opened& opened) {
  switch (opened.header.kind()) {
    case wire::APPLICATION_SUBMITTED:
      if (!opened.payload.has_application_submitted()) return Outcome::park(kParkBrokenPayload);
      return apply_submitted(store, raw, opened);
    case wire::APPLICATION_CORRECTED:
      if (!opened.payload.has_application_corrected()) return Outcome::park(kParkBrokenPayload);
      return apply_corrected(store, opened.payload.application_corrected());
    case wire::APPLICATION_WITHDRAWN:
      if (!opened.payload.has_application_withdrawn()) return Outcome::park(kParkBrokenPayload);
      return apply_withdrawn(store, opened.payload.application_withdrawn());
    case wire::DEVICE_EVENT:
      if (!opened.payload.has_device_event()) return Outcome::park(kParkBrokenPayload);
      return apply_device_event(store, raw, opened.payload.device_event());
    default:  // a number from outside, not an enumerator of ours
      return Outcome::park(kParkUnknownKind);
  }
}

Result<Outcome> apply_record(CentralStore& store, const RawRow& raw) {
  Opened opened;
  if (!parse(raw.header, opened.header)) return Outcome::park(kParkBrokenHeader);
  const auto plain = store.inside().opener.open(opened.header, raw.payload);
  if (!plain) return Outcome::park(kParkUnopenable);
  if (!parse(plain->view(), opened.payload)) return Outcome::park(kParkBrokenPayload);
  return apply_opened(store, raw, opened);
}

Result<void> mark(CentralStore& store, const RawRow& raw, const Outcome& outcome) {
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare(
      "UPDATE raw_record SET state = ?, code = ?, subject = ?, changed_ms = ? WHERE device = ? AND epoch = ? AND seq = ?"));
  const bool waits = outcome.kind == Outcome::Kind::waiting;
  const char* state = waits ? "waiting" : outcome.kind == Outcome::Kind::parked ? "parked" : "applied";
  return update.bind(state, outcome.code, waits ? std::optional<ByteView>(outcome.subject.bytes()) : std::nullopt, store.now_ms(),
                     raw.device.bytes(), raw.epoch, raw.seq).run();
}

RawRow read_raw(const sqlite::Statement& query) {
  return {inside::uuid_at(query, 0), static_cast<std::uint64_t>(query.integer(1)), static_cast<std::uint64_t>(query.integer(2)),
          bytes_of(query.bytes(3)), bytes_of(query.bytes(4)), query.integer(5)};
}

// Records that came before their subject, in the order in which they arrived; inside the subject's own transaction.
Result<void> apply_those_waiting(CentralStore& store, const Uuid& subject) {
  std::vector<RawRow> waiting;
  {
    WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
        "SELECT device, epoch, seq, header, payload, received_ms FROM raw_record WHERE state = 'waiting' AND subject = ? "
        "ORDER BY received_ms, device, epoch, seq"));
    query.bind(subject.bytes());
    for (;;) {
      WARMHEART_TRY_ASSIGN(const bool found, query.step());
      if (!found) break;
      waiting.push_back(read_raw(query));
    }
  }
  for (const RawRow& raw : waiting) {
    WARMHEART_TRY_ASSIGN(const Outcome outcome, apply_record(store, raw));
    WARMHEART_TRY(mark(store, raw, outcome));
  }
  return {};
}

// ---------------------------------------------------------------- the line of records

struct Behind {
  Uuid device;
  std::uint64_t epoch = 0;
  std::uint64_t applied_seq = 0;
  std::uint64_t acked_seq = 0;
};
Result<std::optional<Behind>> first_behind(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT device, epoch, applied_seq, acked_seq FROM device_epoch WHERE applied_seq < acked_seq ORDER BY device, ordinal LIMIT 1"));
  WARMHEART_TRY_ASSIGN(const bool found, query.step());
  if (!found) return std::optional<Behind>();
  return std::optional<Behind>(Behind{inside::uuid_at(query, 0), static_cast<std::uint64_t>(query.integer(1)),
                                      static_cast<std::uint64_t>(query.integer(2)), static_cast<std::uint64_t>(query.integer(3))});
}

// Rows that need no applying (pointers, parked at the door) are passed over without a transaction each.
Result<std::optional<RawRow>> next_new(CentralStore& store, const Behind& behind) {
  WARMHEART_TRY_ASSIGN(auto query, store.inside().db.prepare(
      "SELECT device, epoch, seq, header, payload, received_ms FROM raw_record "
      "WHERE device = ? AND epoch = ? AND seq > ? AND seq <= ? AND state = 'new' ORDER BY seq LIMIT 1"));
  WARMHEART_TRY_ASSIGN(const bool found, query.bind(behind.device.bytes(), behind.epoch, behind.applied_seq, behind.acked_seq).step());
  return found ? std::optional<RawRow>(read_raw(query)) : std::nullopt;
}

Result<void> move_watermark(CentralStore& store, const Behind& behind, std::uint64_t seq) {
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare("UPDATE device_epoch SET applied_seq = ? WHERE device = ? AND epoch = ?"));
  return update.bind(seq, behind.device.bytes(), behind.epoch).run();
}

struct Step {
  bool nothing = false;
  std::optional<Outcome> outcome;  // none: only rows that need no applying were passed
};

// Takes the next record in a transaction of its own; `park_it` says that it has failed once and is to be parked.
Result<Step> take_step(CentralStore& store, bool park_it) {
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(const auto behind, first_behind(store));
  if (!behind) return Step{true, std::nullopt};
  WARMHEART_TRY_ASSIGN(const auto raw, next_new(store, *behind));
  Step step;
  if (raw) {
    if (park_it) {
      step.outcome = Outcome::park(kParkFailed);
    } else {
      WARMHEART_TRY_ASSIGN(step.outcome, apply_record(store, *raw));
    }
    WARMHEART_TRY(mark(store, *raw, *step.outcome));
    if (step.outcome->kind == Outcome::Kind::applied && step.outcome->queue_moved) {
      WARMHEART_TRY(apply_those_waiting(store, step.outcome->subject));
    }
  }
  WARMHEART_TRY(move_watermark(store, *behind, raw ? raw->seq : behind->acked_seq));
  WARMHEART_TRY(transaction.commit());
  return step;
}

void count(const Outcome& outcome, ApplyProgress& progress) {
  switch (outcome.kind) {
    case Outcome::Kind::applied: ++progress.applied; break;
    case Outcome::Kind::parked: ++progress.parked; break;
    case Outcome::Kind::waiting: ++progress.waiting; break;
  }
  progress.queue_moved = progress.queue_moved || outcome.queue_moved;
}

}  // namespace

Result<ApplyProgress> apply_next(CentralStore& store, std::size_t max) {
  ApplyProgress progress;
  for (std::size_t i = 0; i < max; ++i) {
    auto step = take_step(store, false);
    if (!step && !is_the_mediums(step.error().code)) {
      store.log().write(LogLevel::error, "a record could not be applied and is parked: " + step.error().what);
      step = take_step(store, true);
    }
    if (!step) return fail(step.error());
    if (step->nothing) return progress;
    if (step->outcome) count(*step->outcome, progress);
  }
  WARMHEART_TRY_ASSIGN(const auto behind, first_behind(store));
  progress.more = behind.has_value();
  return progress;
}

Result<std::size_t> park_forgotten(CentralStore& store) {
  WARMHEART_TRY_ASSIGN(auto transaction, sqlite::Transaction::begin(store.inside().db));
  WARMHEART_TRY_ASSIGN(auto update, store.inside().db.prepare(
      "UPDATE raw_record SET state = 'parked', code = ?, subject = NULL, changed_ms = ? WHERE state = 'waiting' AND received_ms < ?"));
  WARMHEART_TRY(update.bind(kParkNoSubject, store.now_ms(), store.now_ms() - kWaitForSubjectMs).run());
  const auto parked = static_cast<std::size_t>(store.inside().db.changes());
  WARMHEART_TRY(transaction.commit());
  return parked;
}

}  // namespace warmheart
