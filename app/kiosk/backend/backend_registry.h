// What every controller, and every part of one, is given to join: it is wiped with its person, and told of a new
// language.
#pragma once

#include "app/kiosk/backend/personal_data.h"
#include "app/kiosk/backend/recent_rider.h"
#include "app/kiosk/backend/translated.h"

namespace warmheart {

struct BackendRegistry {
  PersonalRegistry personal;
  TranslationRegistry translation;
  RecentRider recent{personal};
};

}  // namespace warmheart
