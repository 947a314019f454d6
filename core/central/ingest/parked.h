// Parked records: stored and acknowledged, not understood; shown to people, never in the way (core/record/FORMAT.md
// "Kinds").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/central/store/store.h"

namespace warmheart {

// Codes travel to devices and to the console as they stand here.
inline constexpr std::string_view kParkBrokenHeader = "broken-header";  // not a RecordHeader, or ids of wrong length
inline constexpr std::string_view kParkHeaderMismatch = "header-mismatch";  // header says another device, epoch or seq
inline constexpr std::string_view kParkIdReused = "id-reused";              // known id with another payload
inline constexpr std::string_view kParkStub = "stub";  // the payload is gone: pruned, damaged, erased
inline constexpr std::string_view kParkUnknownKind = "unknown-kind";
inline constexpr std::string_view kParkUnknownVersion = "unknown-version";
inline constexpr std::string_view kParkTooLarge = "too-large";            // over 32 KiB: kept whole, not applied
inline constexpr std::string_view kParkUnopenable = "unopenable";         // the seal does not open with any key we hold
inline constexpr std::string_view kParkBrokenPayload = "broken-payload";  // opened, and is no Payload of its kind
inline constexpr std::string_view kParkNotExpected =
    "not-expected";                                               // a correction that nobody asked for, and the like
inline constexpr std::string_view kParkNoSubject = "no-subject";  // waited 60 days for the record it speaks of
inline constexpr std::string_view kParkFailed = "failed";         // our own fault while applying; the log says more

struct ParkedRow {
  Uuid device;
  std::string station;  // name
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
  std::uint32_t kind = 0;
  std::string code;
  std::int64_t at_ms = 0;
};

// Newest first.
Result<std::vector<ParkedRow>> list_parked(CentralStore& store, std::size_t max);

// Puts a parked record back in line (after a new key or a new program version); apply_next takes it up.
Result<void> unpark(CentralStore& store, const Uuid& device, std::uint64_t epoch, std::uint64_t seq);

namespace internal {

struct RecordPosition {
  Uuid device;
  std::uint64_t epoch = 0;
  std::uint64_t seq = 0;
};

Result<void> park(Act& act, const RecordPosition& at, std::string_view code);
// False: it did not.
Result<bool> stop_waiting(Act& act, const RecordPosition& at);

// Records that wait for `subject`, which has come by another way than a record: apply_next takes them up.
Result<void> requeue(Act& act, const Uuid& subject);

}  // namespace internal

}  // namespace warmheart
