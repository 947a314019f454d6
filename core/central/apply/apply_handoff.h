// Handlers of records (record_handler.h). Forms handed over to a phone. Not for other rooms.
#pragma once

#include "core/central/apply/record_handler.h"

namespace warmheart::internal {

Result<HandlerResult> apply_handoff_opened(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
