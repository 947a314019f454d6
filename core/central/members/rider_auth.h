// Who a rider is, proven to the centre: a card's number or a query code, with the last four characters of the mobile
// (of the document where there is none). Wrong tries are counted at the card or code, at the device that asks, and in
// all; each is a row of the audit (core/member/CARD.md "What it opens"). Not for other rooms.
#pragma once

#include <string>
#include <vector>

#include "core/central/members/application_table.h"
#include "core/central/members/rider_data.h"

namespace warmheart::internal {

inline constexpr int kWrongAtDoor = 5;     // then the card or code is closed
inline constexpr int kWrongAtDevice = 30;  // then this device asks for nobody, and an alarm is raised
inline constexpr int kWrongInAll = 200;  // then an alarm is raised, and each card or code closes at its first wrong try
// Closed for so long, twice as long each time, at most a day; wrong tries older than this count no more.
inline constexpr std::int64_t kDoorClosedMs = 3'600'000;
inline constexpr std::int64_t kLongestClosedMs = 24 * kDoorClosedMs;
inline constexpr std::int64_t kForgottenAfterMs = 2 * kLongestClosedMs;  // without a wrong try: closings start anew

struct RiderProof {
  Bytes card_number;       // 8 bytes; empty: by query code
  std::string query_code;  // nine digits
  std::string last_four;
  Uuid device;  // that asks; empty: the rider's own phone
};
struct ProvenRider {
  ApplicationRow row;
  wire::ApplicationSubmitted whole;
};
// A transaction of its own, which counts the try and writes one audit row: when it was right, that `who` did `what`.
// invalid_argument: no card, no code or no four characters; limit: closed; not_found: nobody, wrong, or erased (never
// which).
Result<ProvenRider> prove_rider(CentralStore& store, const RiderProof& proof, std::string_view who,
                                std::string_view what);

// What the proof in a record is worth. Inside the caller's act; a wrong one is counted at the application, for this
// device alone, at the device and in all.
enum class RecordProof {
  right,
  missing,  // the record holds none: a kiosk of before proofs wrote it
  wrong,
  closed,  // too many were wrong: this one is not looked at
};
Result<RecordProof> check_record_proof(Act& act, const ApplicationRow& row, const wire::RiderProof& proof,
                                       const Uuid& device);

// Counts a question that needs no proof but could be used to fish; limit: `most` in an hour. A transaction of its own.
Result<void> count_question(CentralStore& store, std::string_view who, int most);

// What a query code is kept as in application.code_hash; and what it may stand as from before, the newest first.
Digest code_hash(const CentralKeys& keys, std::string_view query_code);
std::vector<Digest> code_hashes(const CentralKeys& keys, std::string_view query_code);

// ---------------------------------------------------------------- what a proof opens: the newest first, 20 of each
Result<std::vector<RiderBooking>> bookings_of(Snapshot& in, const ApplicationRow& row);
Result<std::vector<RiderCase>> cases_of(Snapshot& in, const ApplicationRow& row);
Result<std::vector<RiderRequestLine>> requests_of(Snapshot& in, const ApplicationRow& row);

}  // namespace warmheart::internal
