// Handlers of records (record_handler.h). Lost and found. Not for other rooms.
#pragma once

#include "core/central/apply/record_handler.h"

namespace warmheart::internal {

Result<HandlerResult> apply_found_item_registered(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_found_item_closed(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
