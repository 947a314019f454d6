// What riders asked about their own data: leaving, no more texts, a correction, erasure (PIPL Art. 15, 44–50). Texts
// stop at once; leaving becomes true after seven days unless it is taken back; a correction is looked at and agreed to
// by one person; an erasure takes two people, takes the person out of every row with their second word, and is done
// once the person is out of the files, too (finish_erasures.h). What came without the rider's query code and last four
// has no effect until a person agrees to it. Failure: not_found; conflict = it was decided, or the same person agrees
// twice.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/central/store/store.h"
#include "core/service/rider_request.h"

namespace warmheart {

struct RequestLine {
  Uuid id;
  RiderAsk ask = RiderAsk::leave;
  std::string state, masked_name, agreed_by;
  std::int64_t asked_ms = 0, effective_ms = 0;
  bool proven = false;  // else: whoever decides asks the rider first
};
// Open ones first, the oldest first.
Result<std::vector<RequestLine>> list_requests(CentralStore& store);
Result<Uuid> find_request(CentralStore& store, const std::string& beginning);

struct AskedValue {
  std::string field, before, after;
};
// What a correction would change. One audit row; `reason`: why it was opened. conflict: it is no correction, or
// decided.
Result<std::vector<AskedValue>> open_correction(CentralStore& store, const Uuid& id, const std::string& who,
                                                const std::string& reason);

// Leaving, withdrawing, no more texts, staying: true at once. A correction: its values stand, the card is signed anew.
// Erasure: the first person's word is noted, with the second's it begins.
enum class Agreement { noted, erasing, done };
Result<Agreement> agree_request(CentralStore& store, const Uuid& id, const std::string& who);
Result<void> refuse_request(CentralStore& store, const Uuid& id, const std::string& reason, const std::string& who);
// Those whose seven days are over become true. Call it about once a minute. Returns how many.
Result<std::size_t> settle_requests(CentralStore& store);

// What the records of riders and these acts do alike; inside the caller's transaction. Not for other rooms.
namespace internal {

struct ApplicationRow;

// The person's own word comes before a decision still in its undo window.
Result<void> withdraw_application(Act& act, ApplicationRow& row);
Result<void> stop_texts(Act& act, ApplicationRow& row);
// The application's leavings that wait are taken back.
Result<void> take_leavings_back(Act& act, const Uuid& application);

}  // namespace internal

}  // namespace warmheart
