// Handlers of records (record_handler.h). What riders ask about their own data: each carries the query code and the
// last four, and stands only where they are right. Not for other rooms.
#pragma once

#include "core/central/apply/record_handler.h"
#include "core/central/members/application_table.h"
#include "core/service/rider_request.h"

namespace warmheart::internal {

// The person was erased while the record was on its way: nothing is left to ask about, and its payload goes.
Result<HandlerResult> park_erased(Act& act, const RawRow& raw, const Uuid& application);

enum class RiderWord {
  proven,
  unproven,  // no proof came with it: a person decides (ask_for_a_person)
  refused,   // counted, in the audit, and the station is told
};
Result<RiderWord> rider_word(Act& act, const RawRow& raw, const DecryptedRecord& opened, const ApplicationRow& row,
                             const wire::RiderProof& proof);
// What a record asks becomes a request that waits for a person. `values`: of a correction.
Result<HandlerResult> ask_for_a_person(Act& act, const RawRow& raw, const DecryptedRecord& opened,
                                       const ApplicationRow& row, RiderAsk ask,
                                       const wire::ApplicationCorrected& values);

Result<HandlerResult> apply_consent_withdrawn(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_erasure_asked(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_correction_asked(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_leaving_taken_back(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
