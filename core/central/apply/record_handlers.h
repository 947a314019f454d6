// What a record means, one function a kind: called by apply.cpp with the payload opened, in a transaction that may hold
// many records. Each answers with an HandlerResult; an Error is the medium's, or a fault of ours (the record is then
// parked). Not for other rooms.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/central/store/store.h"
#include "warmheart.pb.h"

namespace warmheart::internal {

struct RawRow {
  Uuid device;
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  std::uint32_t kind = 0;
  Bytes header;
  Bytes payload;  // empty where it was taken away: it cannot be opened any more
  std::int64_t received_ms = 0;
  bool waits = false;  // a row of waiting_record has it
};

struct DecryptedRecord {
  wire::RecordHeader header;
  wire::Payload payload;
};

struct HandlerResult {
  enum class Kind { applied, parked, waiting } kind = Kind::applied;
  std::string_view code;  // parked: of parked.h
  Uuid subject;  // waiting: for what; applied: what others may have waited for; parked: what it is about; or empty
  bool queue_moved = false;  // the review queue has changed

  static HandlerResult park(std::string_view why, const Uuid& about = {}) { return {Kind::parked, why, about, false}; }
  static HandlerResult wait_for(const Uuid& subject) { return {Kind::waiting, {}, subject, false}; }
  static HandlerResult done(const Uuid& subject = {}) { return {Kind::applied, {}, subject, false}; }
};

// Where a device stands; empty when it stands nowhere.
struct DeviceStation {
  Uuid station;
  std::string district_code;
};
Result<DeviceStation> station_of(Snapshot& in, const Uuid& device);

// apply_application.cpp
Result<HandlerResult> apply_submitted(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_corrected(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_withdrawn(Act& act, const RawRow& raw, const DecryptedRecord& opened);

// apply_visit.cpp
// VISIT_REGISTERED, the numerous kind, many at once: one statement a table, totals summed up before they are written. A
// record that may speak of a visit is handled after write().
struct NewVisit;
class VisitSet {
 public:
  VisitSet();
  ~VisitSet();

  // False: it is no visit, and not in the set.
  Result<bool> add(Act& act, RawRow raw, const DecryptedRecord& opened);
  // Empties the set; what became of each, in the order of add().
  Result<std::vector<std::pair<RawRow, HandlerResult>>> write(Act& act);

 private:
  std::vector<NewVisit> m_visits;
  std::map<Uuid, DeviceStation> m_stations;  // by device
};
Result<HandlerResult> apply_visit_ended(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_visit_voided(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_service_requested(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_service_taken_up(Act& act, const RawRow& raw, const DecryptedRecord& opened);

// apply_case.cpp
Result<HandlerResult> apply_case_opened(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_case_called_back(Act& act, const RawRow& raw, const DecryptedRecord& opened);

// apply_staff.cpp
Result<HandlerResult> apply_staff_unlocked(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_staff_locked_out(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_event_started(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_event_ended(Act& act, const RawRow& raw, const DecryptedRecord& opened);

// requests.cpp
Result<HandlerResult> apply_consent_withdrawn(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_erasure_asked(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_correction_asked(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_leaving_taken_back(Act& act, const RawRow& raw, const DecryptedRecord& opened);

// apply_handoff.cpp
Result<HandlerResult> apply_handoff_opened(Act& act, const RawRow& raw, const DecryptedRecord& opened);

// apply_slot.cpp
Result<HandlerResult> apply_slot_wanted(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_slot_booked(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_booking_cancelled(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_slot_attended(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_lease_closed(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
