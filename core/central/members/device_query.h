// Questions that only the centre can answer, asked by an enrolled device in the name of who stands before it
// (net/sync/PROTOCOL.md "POST /v1/ask"): the state of an application made elsewhere, a rider's own data (PIPL Art. 45),
// the number for a call back, whether a document number is known. Read-only; each answer writes an audit row; nothing
// of it is kept, here or on the device.
#pragma once

#include "core/central/store/store.h"
#include "warmheart.pb.h"

namespace warmheart {

// AskAnswer.refusal says what a person can mend: "wrong" (no such card or code with these digits, never which), "limit"
// (closed for an hour), "not-found" (no such case here), "forbidden" (the badge has no right here). unsupported:
// another protocol, or a question that this centre does not know.
Result<wire::AskAnswer> answer_ask(CentralStore& store, const Uuid& device, const wire::AskRequest& request);

// Wrong tries that count no more go. Returns how many cards, codes and devices were forgotten.
Result<std::size_t> prune_rider_tries(CentralStore& store);

// Fills in what query codes are found by, for applications from before there was such a column. Once, after opening.
// Returns how many.
Result<std::size_t> backfill_code_hashes(CentralStore& store);

}  // namespace warmheart
