// From core/station's values to the views that cross to the GUI thread. Pure functions.
#pragma once

#include "app/kiosk/service/views.h"
#include "core/station/types.h"

namespace warmheart {

ApplicationView view_of(const ApplicationSummary& summary);
// What has become of it, over what was known.
void take_decision(const wire::ApplicationDecision& decision, ApplicationView& view);
ApplicationSummary summary_of(const ApplicationView& told);
StationView view_of(const MirrorView& mirror);
// What is saved here is on its way while the light says so.
void set_delivery(ApplicationView& application, SyncLightView light);

}  // namespace warmheart
