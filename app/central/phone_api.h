// The calls of the rider's phone pages (assets/web/phone): a form that a kiosk handed over, and the card. No login
// and no cookie: what opens a form is the kiosk's signature, what opens a card's bookings is the card with its last
// four digits. Every body is JSON.
#pragma once

#include "core/central/store/store.h"
#include "core/person/areas.h"
#include "net/http/message.h"

namespace warmheart {

// POST /phone/api/…: form, streets, check, join, face, card. `path` is the whole path.
http::Response phone_call(CentralStore& store, const Areas& areas, const http::Request& request);

// Whether the call of this path changes nothing, the count of wrong tries included: nobody at a counter waits for it.
bool phone_call_only_reads(const std::string& path);

}  // namespace warmheart
