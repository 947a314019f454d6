#include "net/sync/enrol.h"

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <thread>

#include "core/base/random.h"
#include "core/record/feed_signature.h"
#include "net/sync/blocking_call.h"
#include "net/tls/authority.h"
#include "net/tls/certificates.h"
#include "net/tls/contexts.h"
#include "net/tls/enrolment_code.h"
#include "warmheart.pb.h"

namespace warmheart {
namespace {

template <class T>
using Enrolling = tl::expected<T, EnrolError>;

tl::unexpected<EnrolError> enrol_fail(EnrolFault fault, std::string what) {
  return tl::unexpected<EnrolError>(EnrolError{fault, std::move(what)});
}

EnrolFault fault_of(const http::Failure& failure) {
  if (failure.handshake == tls::HandshakeFault::wrong_authority) return EnrolFault::wrong_centre;
  if (failure.handshake == tls::HandshakeFault::wrong_name) return EnrolFault::wrong_address;
  if (failure.handshake == tls::HandshakeFault::server_expired) return EnrolFault::clock;
  if (failure.handshake || failure.error.code == ErrorCode::corrupt || failure.error.code == ErrorCode::limit)
    return EnrolFault::bad_answer;
  return EnrolFault::unreachable;
}

std::string problem_code(const http::Response& answer) {
  wire::Problem problem;
  return problem.ParseFromString(answer.body) ? problem.code() : std::string();
}

// The server's words for a code: see enrolment_server.h.
EnrolFault fault_of_status(const http::Response& answer) {
  if (answer.status == 421) return EnrolFault::wrong_address;  // a name that only browsers use (RFC 9110, 15.5.20)
  const std::string code = problem_code(answer);
  if (code == name_of(ErrorCode::forbidden)) return EnrolFault::code_used;
  if (code == name_of(ErrorCode::unauthenticated)) return EnrolFault::code_unknown;
  return answer.status == 503 || answer.status == 429 ? EnrolFault::unreachable : EnrolFault::bad_answer;
}

constexpr int kTries = 2;  // of one enrolment at a kiosk

struct NewKeys {
  tls::DeviceKey device;
  Bytes card_public;
  SecretBytes card_secret;
};

Result<NewKeys> make_keys() {
  NewKeys keys;
  WARMHEART_TRY_ASSIGN(keys.device, tls::make_device_key_and_csr());
  Bytes secret(crypto_sign_SECRETKEYBYTES);
  keys.card_public.resize(crypto_sign_PUBLICKEYBYTES);
  Bytes seed(crypto_sign_SEEDBYTES);
  SystemRandom().fill(seed);
  crypto_sign_seed_keypair(keys.card_public.data(), secret.data(), seed.data());
  wipe(seed);
  keys.card_secret = SecretBytes(std::move(secret));
  return keys;
}

// Everything that the centre promised is looked at before anything is kept.
Result<DeviceIdentity> check_answer(const wire::EnrolAnswer& answer, const tls::EnrolmentCode& code,
                                    const NewKeys& keys) {
  DeviceIdentity it;
  WARMHEART_TRY_ASSIGN(it.device, Uuid::from_bytes(view_of(answer.device())));
  WARMHEART_TRY_ASSIGN(it.station, Uuid::from_bytes(view_of(answer.station().station_id())));
  const Digest ca = sha256({view_of(answer.ca_der())});
  if (!same_bytes(ByteView(ca).first(code.ca_fingerprint.size()), code.ca_fingerprint)) {
    return fail(ErrorCode::corrupt, "the CA in the answer is not the one named by the code");
  }
  // What the code vouches for says also which other roots count: no signature could say more here.
  const bool others = answer.trusted_roots().ordinal() > 1;
  it.ca_der = bytes_of(others ? answer.trusted_roots().certificates_der() : answer.ca_der());
  it.roots_ordinal = others ? answer.trusted_roots().ordinal() : 1;
  const ByteView certificate = view_of(answer.certificate_der());
  const ByteView issuing = view_of(answer.issuing_der());
  WARMHEART_TRY(tls::check_issued(certificate, issuing, it.ca_der));
  WARMHEART_TRY_ASSIGN(const tls::CertificateFacts facts, tls::read_certificate(certificate));
  WARMHEART_TRY_ASSIGN(const Digest own, tls::public_key_digest_of_csr(keys.device.csr_der));
  if (facts.device != it.device || facts.public_key_digest != own) {
    return fail(ErrorCode::corrupt, "the certificate in the answer is not for this device");
  }
  const bool whole = answer.root_public_key().size() == 32 && answer.feed_public_key().size() == 32 &&
                     answer.card_key_id().size() == 8 && answer.devices_port() >= 1 && answer.devices_port() <= 65535;
  if (!whole) return fail(ErrorCode::corrupt, "the answer lacks a key or a port");
  if (!sealing_key_is_signed(answer.sealing_key(), view_of(answer.root_public_key()))) {
    return fail(ErrorCode::corrupt, "the sealing key is not signed by the root");
  }
  it.devices_port = static_cast<std::uint16_t>(answer.devices_port());
  it.root_public_key = bytes_of(answer.root_public_key());
  it.feed_public_key = bytes_of(answer.feed_public_key());
  it.root_ordinal = std::max<std::uint64_t>(1, answer.root_ordinal());
  it.roots_signer = it.root_public_key;
  it.roots_signer_ordinal = it.root_ordinal;
  it.feed_ordinal = std::max<std::uint64_t>(1, answer.feed_ordinal());
  it.sealing_key = bytes_of(answer.sealing_key().SerializeAsString());
  it.first_assignment = bytes_of(answer.station().SerializeAsString());
  it.card_key_id = bytes_of(answer.card_key_id());
  it.incarnation = answer.incarnation();
  it.first_known_ms = answer.server_time_ms();
  it.certificate_pem = tls::pem_of_der(certificate) + tls::pem_of_der(issuing);
  it.key_pem = keys.device.key_pem;
  it.card_secret_key = keys.card_secret;
  return it;
}

// The folder must be ours and writable before a one-time code is spent on it.
Enrolling<void> prepare_folder(const std::string& folder) {
  if (::access((folder + "/identity.toml").c_str(), F_OK) == 0) {
    return enrol_fail(EnrolFault::already_enrolled, folder + " holds an identity already");
  }
  ::mkdir(folder.c_str(), 0700);
  ::chmod(folder.c_str(), 0700);  // it may have been there; where it is not ours to close, the next line says so
  const std::string probe = folder + "/.writable";
  const auto written = tls::write_secret_file(probe, "");
  if (!written) return enrol_fail(EnrolFault::cannot_store, written.error().what);
  ::unlink(probe.c_str());
  return {};
}

std::string own_clock_text() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  char text[64];
  return "this machine's clock shows " +
         std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts));
}

Enrolling<wire::EnrolAnswer> ask(const EnrolOptions& options, const tls::EnrolmentCode& code, const NewKeys& keys) {
  const auto context = tls::enrolment_client(code.ca_fingerprint);
  if (!context) return enrol_fail(EnrolFault::bad_answer, context.error().what);
  wire::EnrolRequest request;
  request.set_code(code.code.data(), code.code.size());
  request.set_csr_der(string_of(keys.device.csr_der));
  request.set_card_public_key(string_of(keys.card_public));
  request.set_machine(options.machine);
  request.set_roots_ordinal(1);
  const http::Endpoint endpoint{options.host, options.people_port, options.own_address};
  const auto answer =
      blocking_call(*context, endpoint, protobuf_post("/v1/enrol", request.SerializeAsString()), options.timeout);
  if (!answer) {
    const EnrolFault fault = fault_of(answer.error());
    const bool by_clock = fault == EnrolFault::clock;
    return enrol_fail(fault, (by_clock ? own_clock_text() + "; " : std::string()) + answer.error().error.what);
  }
  if (answer->status != 200)
    return enrol_fail(fault_of_status(*answer),
                      "the centre answered " + std::to_string(answer->status) + " " + problem_code(*answer));
  wire::EnrolAnswer out;
  if (!out.ParseFromString(answer->body))
    return enrol_fail(EnrolFault::bad_answer, "the centre's answer is not an enrolment");
  return out;
}

}  // namespace

const char* name_of(EnrolFault fault) {
  switch (fault) {
    case EnrolFault::code_malformed: return "code-malformed";
    case EnrolFault::unreachable: return "unreachable";
    case EnrolFault::wrong_centre: return "wrong-centre";
    case EnrolFault::wrong_address: return "wrong-address";
    case EnrolFault::clock: return "clock";
    case EnrolFault::code_unknown: return "code-unknown";
    case EnrolFault::code_used: return "code-used";
    case EnrolFault::already_enrolled: return "already-enrolled";
    case EnrolFault::bad_answer: return "bad-answer";
    case EnrolFault::cannot_store: return "cannot-store";
  }
  return "bad-answer";
}

const char* sentence_key(EnrolFault fault) {
  switch (fault) {
    case EnrolFault::code_malformed: return "error.enrol.code-malformed";
    case EnrolFault::unreachable: return "error.enrol.unreachable";
    case EnrolFault::wrong_centre: return "error.enrol.wrong-centre";
    case EnrolFault::wrong_address: return "error.enrol.wrong-address";
    case EnrolFault::clock: return "error.enrol.clock";
    case EnrolFault::code_unknown: return "error.enrol.code-unknown";
    case EnrolFault::code_used: return "error.enrol.code-used";
    case EnrolFault::already_enrolled: return "error.enrol.already-enrolled";
    case EnrolFault::bad_answer: return "error.enrol.bad-answer";
    case EnrolFault::cannot_store: return "error.enrol.cannot-store";
  }
  return "error.enrol.bad-answer";
}

tl::expected<DeviceIdentity, EnrolError> ask_for_identity(const EnrolOptions& options, int tries,
                                                          std::chrono::milliseconds pause) {
  const auto code = tls::parse_enrolment_code(options.code_text);
  if (!code) return enrol_fail(EnrolFault::code_malformed, code.error().what);
  const auto keys = make_keys();
  if (!keys) return enrol_fail(EnrolFault::cannot_store, keys.error().what);
  // The same keys again when an answer is lost: the centre knows the machine by them and does not call the code used.
  auto answer = ask(options, *code, *keys);
  for (int made = 1; made < tries && !answer && answer.error().fault == EnrolFault::unreachable; ++made) {
    std::this_thread::sleep_for(pause);
    answer = ask(options, *code, *keys);
  }
  if (!answer) return tl::unexpected<EnrolError>(answer.error());
  auto identity = check_answer(*answer, *code, *keys);
  if (!identity) return enrol_fail(EnrolFault::bad_answer, identity.error().what);
  identity->centre_host = options.host;
  identity->people_port = options.people_port;
  return std::move(*identity);
}

tl::expected<DeviceIdentity, EnrolError> enrol(const EnrolOptions& options) {
  if (const auto code = tls::parse_enrolment_code(options.code_text); !code)
    return enrol_fail(EnrolFault::code_malformed, code.error().what);
  if (const auto ready = prepare_folder(options.folder); !ready) return tl::unexpected<EnrolError>(ready.error());
  auto identity = ask_for_identity(options, kTries, std::chrono::milliseconds(0));
  if (!identity) return identity;
  if (const auto saved = save_identity(options.folder, *identity); !saved) {
    for (const char* name : {"/identity.toml", "/device.key", "/device.pem", "/card.key"})
      ::unlink((options.folder + name).c_str());
    return enrol_fail(EnrolFault::cannot_store, saved.error().what);
  }
  return *identity;
}

}  // namespace warmheart
