// `warmheart-kiosk recordings`: which sentences still have to be read by a person (language/recordings.h).
#pragma once

#include "app/kiosk/program/config.h"

namespace warmheart {

// On stdout a line for each missing file: its path, a tab, what is to be read. Without [devices] recordings the whole
// list, as for a city that begins. Exit code 0 when nothing is missing, 1 when something is, 2 when the sentences
// themselves cannot be read.
int recordings_command(const KioskConfig& config);

}  // namespace warmheart
