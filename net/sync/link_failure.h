// Why the device cannot talk to the centre, and the sentence for it. One place maps what TLS, HTTP and the server's own
// Problem say to a state of the sync light.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/sync/engine.h"
#include "net/http/message.h"
#include "net/tls/contexts.h"

namespace warmheart {

enum class LinkFailure {
  unreachable,  // no network, or the server is down
  timed_out,
  busy,                 // 503: comes back by itself
  too_large,            // 413: smaller batches follow by themselves
  wrong_centre,         // certificate of another authority
  wrong_address,        // certificate of our authority, for another name
  centre_expired,       // the server's certificate has ended: call the centre
  certificate_expired,  // ours has ended: renewal is tried by itself
  certificate_refused,  // ours is not accepted: not of this centre's authority
  revoked,              // this device was taken out of service
  other_device,         // the records belong to another device than the certificate
  bad_answer,           // not the centre's protocol
  unsupported,          // the centre does not know this version any more
};
const char* name_of(LinkFailure failure);
const char* sentence_key(LinkFailure failure);  // "error.link.unreachable", …
bool needs_a_person(LinkFailure failure);       // the light says needs_you, not offline

LinkFailure link_failure_of(const Error& error, std::optional<tls::HandshakeFault> handshake);
// From an HTTP answer that is not 200: status, and the Problem code in its body ("" when there is none).
LinkFailure link_failure_of_status(int status, std::string_view problem_code);

// As the engine is told of it.
sync::Failure failure_for_engine(LinkFailure failure, std::int64_t retry_after_ms);
// Retry-After of an answer, in milliseconds; 0: none, or none that is a number of seconds of one day at most.
std::int64_t retry_after_ms(const http::Response& answer);

}  // namespace warmheart
