// Handlers of records (record_handler.h). Bookings and leases. Not for other rooms.
#pragma once

#include "core/central/apply/record_handler.h"

namespace warmheart::internal {

Result<HandlerResult> apply_slot_wanted(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_slot_booked(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_booking_cancelled(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_slot_attended(Act& act, const RawRow& raw, const DecryptedRecord& opened);
Result<HandlerResult> apply_lease_closed(Act& act, const RawRow& raw, const DecryptedRecord& opened);

}  // namespace warmheart::internal
