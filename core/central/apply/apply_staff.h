// Handlers of records (record_handler.h). Station staff and pop-ups. Not for other rooms.
#pragma once

#include "core/central/apply/record_handler.h"

namespace warmheart::internal {

Result<HandlerResult> apply_staff_unlocked(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_staff_locked_out(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_event_started(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_event_ended(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
