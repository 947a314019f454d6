// Handlers of records (record_handler.h). What riders do beside visits, about nobody: queue numbers, ratings, faults.
// Not for other rooms.
#pragma once

#include "core/central/apply/record_handler.h"

namespace warmheart::internal {

Result<HandlerResult> apply_queue_ended(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_rating_given(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_fault_reported(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_fault_ended(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
