// Handlers of records (record_handler.h). What riders ask about their own data. Not for other rooms.
#pragma once

#include "core/central/apply/record_handler.h"

namespace warmheart::internal {

Result<HandlerResult> apply_consent_withdrawn(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_erasure_asked(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_correction_asked(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_leaving_taken_back(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
