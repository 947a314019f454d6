// Enrolment and renewal, the centre's side: use cases on a database thread (PROTOCOL.md "Enrolment"). Answers are
// Protocol Buffers; refusals are a Problem whose code the device maps: unauthenticated = unknown or too old, forbidden
// = used or revoked.
#pragma once

#include <cstdint>

#include "core/central/store/store.h"
#include "net/http/message.h"
#include "net/tls/authority.h"

namespace warmheart {

http::Response enrol_device_over_http(CentralStore& store, const tls::Authority& authority, std::uint16_t devices_port,
                                      const http::Request& request);
http::Response offer_renewal_nonce(CentralStore& store);
http::Response renew_device_over_http(CentralStore& store, const tls::Authority& authority,
                                      const http::Request& request);

}  // namespace warmheart
