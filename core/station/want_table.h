// Bookings as rows. Inside the caller's transaction, store thread; errors: those of lease_table.h. Private to this
// room.
#pragma once

#include "core/station/slots.h"
#include "core/station/station_state.h"

namespace warmheart::station {

// The lease came for a want of this device that still stands: its lowest slot is spent for it and the booking is
// confirmed. False: nobody wants it any more.
Result<bool> spend_for_want(const Act& act, const wire::Lease& lease, const Uuid& lease_id);

}  // namespace warmheart::station
