// Who a rider is, proven to the centre: a card's number or a query code, with the last four characters of the mobile
// (of the document where there is none). Tries are counted, at the card or code and at the device that asks
// (core/member/CARD.md "What it opens"). Not for other rooms.
#pragma once

#include <string>
#include <vector>

#include "core/central/members/application_table.h"
#include "core/central/members/rider_data.h"

namespace warmheart::internal {

inline constexpr int kWrongAtDoor = 5;     // then the card or code is closed
inline constexpr int kWrongAtDevice = 30;  // then this device asks for nobody: it is being used to guess
inline constexpr std::int64_t kDoorClosedMs =
    3'600'000;  // closed for so long; and wrong tries older than this count no more

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
// A transaction of its own, which counts the try and, when it was right, writes one audit row (`who` did `what`).
// invalid_argument: no card, no code or no four characters; limit: closed for an hour; not_found: nobody, wrong, or
// erased (never which).
Result<ProvenRider> prove_rider(CentralStore& store, const RiderProof& proof, std::string_view who,
                                std::string_view what);

// Counts a question that needs no proof but could be used to fish; limit: `most` in an hour. A transaction of its own.
Result<void> count_question(CentralStore& store, std::string_view who, int most);

// What a query code is kept as in application.code_hash.
Digest code_hash(const CentralKeys& keys, std::string_view query_code);

// ---------------------------------------------------------------- what the door opens, the newest first, at most 20
// each
Result<std::vector<RiderBooking>> bookings_of(Snapshot& in, const ApplicationRow& row);
Result<std::vector<RiderCase>> cases_of(Snapshot& in, const ApplicationRow& row);
Result<std::vector<RiderRequestLine>> requests_of(Snapshot& in, const ApplicationRow& row);

}  // namespace warmheart::internal
