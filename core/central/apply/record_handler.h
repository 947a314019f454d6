// What the handlers of records take and give: one function a kind, in apply_*.h, called by apply.cpp with the payload
// opened, in a transaction that may hold many records. Each answers with a HandlerResult; an Error is the medium's, or
// a fault of ours (the record is then parked). Not for other rooms.
#pragma once

#include <string_view>

#include "core/central/ingest/parked.h"
#include "core/central/store/store.h"
#include "warmheart.pb.h"

namespace warmheart::internal {

struct RawRow : RecordPosition {
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

}  // namespace warmheart::internal
