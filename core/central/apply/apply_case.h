// Handlers of records (record_handler.h). Cases: opened, called back, reopened. Not for other rooms.
#pragma once

#include "core/central/apply/record_handler.h"

namespace warmheart::internal {

Result<HandlerResult> apply_case_opened(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_case_called_back(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_case_reopened(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
