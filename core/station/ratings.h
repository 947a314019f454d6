// One of three faces for a service of this station (core/service/DOMAIN.md "Ratings"); for a case rate_case (cases.h).
// One function, one transaction; store thread. Errors: those of the store (station_store.h), and those named below.
// Nothing is kept here but the record.
#pragma once

#include <string>
#include <string_view>

#include "core/station/station_store.h"

namespace warmheart {

// `id`: the record's, made before the touch; the same twice is one. invalid_argument: not one of kFaces; not_found: the
// service is not offered here.
Result<void> rate_service(StationStore& store, const Uuid& id, std::string_view service, std::string_view face);

}  // namespace warmheart
