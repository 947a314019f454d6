// Handlers of records (record_handler.h). Applications: submitted, corrected, withdrawn. Not for other rooms.
#pragma once

#include "core/central/apply/record_handler.h"

namespace warmheart::internal {

Result<HandlerResult> apply_submitted(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_corrected(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_withdrawn(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
