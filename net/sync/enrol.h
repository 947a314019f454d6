// Enrolment and renewal, the device's side. Blocking, bounded by a time-out; never call from a GUI thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <tl/expected.hpp>

#include "core/base/result.h"
#include "net/sync/identity.h"

namespace warmheart {

enum class EnrolFault {
  code_malformed,    // not a code, or a slip of the finger
  unreachable,       // no network, wrong address, server down, no answer in time
  wrong_centre,      // this server's CA is not the one named by the code
  wrong_address,     // the right CA, but a name that is not in the certificate, or is not for kiosks
  clock,             // by this machine's clock the server's certificate has ended
  code_unknown,      // never given out, or older than 24 hours
  code_used,         // used before: both attempts are held, an operator decides
  already_enrolled,  // this folder holds an identity
  bad_answer,        // the server answered something that is no enrolment
  cannot_store,      // the folder cannot be written
};
const char* name_of(EnrolFault fault);
// "error.enrol.code-malformed", "error.enrol.unreachable", …: one sentence each in assets/sentences.
const char* sentence_key(EnrolFault fault);

struct EnrolError {
  EnrolFault fault = EnrolFault::bad_answer;
  std::string what;  // for the operator, English
};

struct EnrolOptions {
  std::string host;  // name or IP address; must stand in the server's certificate
  std::uint16_t people_port = 8443;
  std::string code_text;    // as typed or scanned
  std::string folder;       // where identity.toml and the keys will lie; made, or closed, to 0700
  std::string machine;      // what the operator sees in the list
  std::string own_address;  // as in net/http/https_client.h
  std::chrono::milliseconds timeout{20'000};
};

// Makes the keys, asks the centre, checks the answer (signed sealing key, certificate for our own key), writes the
// folder. Nothing is left behind after a failure.
tl::expected<DeviceIdentity, EnrolError> enrol(const EnrolOptions& options);

// The same without a folder: nothing is written, and `options.folder` says nothing. While the centre cannot be reached
// or is busy it is asked again with the same keys, up to `tries` times with `pause` between.
tl::expected<DeviceIdentity, EnrolError> ask_for_identity(const EnrolOptions& options, int tries,
                                                          std::chrono::milliseconds pause);

// Asks for a new certificate for the same key over the people listener, by a signed nonce, and saves it into the
// folder. The address is the identity's, not the folder's: the centre may have moved since enrolment. Works with an
// expired certificate; a revoked device is ErrorCode::forbidden.
Result<DeviceIdentity> renew(DeviceIdentity identity, const std::string& folder,
                             std::chrono::milliseconds timeout = std::chrono::milliseconds(20'000));

// The same without a folder: the identity with the new certificate, and the roots that came along. Nothing is written.
// `own_address`: as in net/http/https_client.h.
Result<DeviceIdentity> ask_for_renewal(DeviceIdentity identity, std::chrono::milliseconds timeout,
                                       const std::string& own_address = {});

// Half of the certificate's life is over at `now_ms` (Unix time).
bool renewal_is_due(const DeviceIdentity& identity, std::int64_t now_ms);

}  // namespace warmheart
