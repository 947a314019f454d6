#include "core/station/badges.h"

#include "core/base/digest.h"
#include "core/station/feed_mirror.h"
#include "core/station/station_state.h"

namespace warmheart {

using namespace station;

Result<std::optional<wire::StaffMember>> staff_with_badge(StationStore& store, const Badge& badge) {
  return store.read([&](const Act& act) -> Result<std::optional<wire::StaffMember>> {
    WARMHEART_TRY_ASSIGN(const auto value, value_at(act.db, "staff/" + to_hex(badge.id)));
    if (!value || !value->has_staff() || !value->staff().active()) return std::optional<wire::StaffMember>();
    if (!same_bytes(view_of(value->staff().badge_digest()), badge_digest(badge)))
      return std::optional<wire::StaffMember>();
    return std::optional<wire::StaffMember>(value->staff());
  });
}

}  // namespace warmheart
