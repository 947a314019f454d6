// Between what core/station keeps of an application and what screens show of it. Pure functions.
#pragma once

#include "app/kiosk/service/views.h"
#include "core/station/types.h"

namespace warmheart {

ApplicationView view_of(const ApplicationSummary& summary);
// What has become of it, over what was known.
void take_decision(const wire::ApplicationDecision& decision, ApplicationView& view);
ApplicationSummary summary_of(const ApplicationView& application);

}  // namespace warmheart
