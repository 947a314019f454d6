// Calls about weather alerts, for the city's users alone. JSON in and out, as console_api.h; the rules are
// core/central/notices'. Errors: theirs, and invalid_argument for a number that is none.
#pragma once

#include <nlohmann/json.hpp>

#include "app/central/console_api.h"

namespace warmheart {

Result<nlohmann::json> get_alerts(const Call& call);
// {"kind", "level", "text", "text_en", "advice", "advice_en", "until_ms", "from_ms", "station"}: no station or district
// is everywhere, no "from_ms" is now. {"id"}.
Result<nlohmann::json> post_alert(const Call& call);
Result<nlohmann::json> post_end_alert(const Call& call);
// {"kind", "low", "high", "hours"}
Result<nlohmann::json> post_weather(const Call& call);

}  // namespace warmheart
