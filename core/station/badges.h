// Whose badge was held to the scanner: the staff of this station, as the feed tells them (key "staff/<hex badge
// id>"). The badge alone acknowledges a request; staff mode asks the PIN, too (staff.h). Store thread; errors: those
// of the store (station_store.h).
#pragma once

#include <optional>

#include "core/service/badge.h"
#include "core/station/station_store.h"

namespace warmheart {

// The active member of staff with this badge; none when it is nobody's here, no longer active, or another secret.
Result<std::optional<wire::StaffMember>> staff_with_badge(StationStore& store, const Badge& badge);

}  // namespace warmheart
