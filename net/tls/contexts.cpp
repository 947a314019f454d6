#include "net/tls/contexts.h"

#include <algorithm>
#include <arpa/inet.h>
#include <memory>
#include <optional>
#include <utility>

#include "core/base/digest.h"
#include "net/tls/authority.h"
#include "net/tls/certificates.h"
#include "net/tls/host_name.h"
#include "net/tls/openssl.h"
#include "net/tls/server_certificates.h"

namespace warmheart::tls {
namespace {

using Fingerprint = std::array<std::uint8_t, 16>;

struct FreeStack {  // the stack only; its certificates belong to the handshake
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using StackOwner = std::unique_ptr<STACK_OF(X509), FreeStack>;

Context own(SSL_CTX* context) {
  return Context(context, [](SSL_CTX* it) { SSL_CTX_free(it); });
}

// TLS 1.3 and nothing below. No tickets and no session cache: a resumed session would not look at a certificate's end
// again.
Result<Context> blank(const SSL_METHOD* method) {
  Context context = own(SSL_CTX_new(method));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) != 1 ||
      SSL_CTX_set_num_tickets(context.get(), 0) != 1) {
    return openssl_failure(ErrorCode::internal, "cannot make a TLS context");
  }
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);  // idle connections stay small
  return context;
}

using SharedCertificates = std::shared_ptr<const ServerCertificates>;

// What a listener's handshakes work with.
struct Handshakes {
  SharedCertificates certificates;
  std::optional<Authority> authority;  // whose devices are let in; none: people's listener
};

// The context keeps it alive, also where Asio holds the context by a reference count of its own.
int handshakes_index() {
  static const int index = SSL_CTX_get_ex_new_index(
      0, nullptr, nullptr, nullptr,
      [](void*, void* held, CRYPTO_EX_DATA*, int, long, void*) { delete static_cast<Handshakes*>(held); });
  return index;
}

// Asked at every handshake: a certificate that was renewed meanwhile is shown to whoever comes next, and a new issuing
// authority counts for its certificate.
int show_by_name(SSL* connection, void* held) {
  return static_cast<const Handshakes*>(held)->certificates->show(connection) ? 1 : 0;
}
int show_to_device(SSL* connection, void* held) {
  const auto& with = *static_cast<const Handshakes*>(held);
  with.authority->trust_in(connection);
  return with.certificates->show_private(connection) ? 1 : 0;
}

Result<Context> server(Handshakes with, int (*begin)(SSL*, void*)) {
  WARMHEART_TRY_ASSIGN(Context context, blank(TLS_server_method()));
  auto held = std::make_unique<Handshakes>(std::move(with));
  if (SSL_CTX_set_ex_data(context.get(), handshakes_index(), held.get()) != 1)
    return openssl_failure(ErrorCode::internal, "cannot make a TLS context");
  SSL_CTX_set_cert_cb(context.get(), begin, held.release());  // the context's from here on
  return context;
}

Result<SharedCertificates> certificates_in(const std::string& folder) {
  WARMHEART_TRY_ASSIGN(auto loaded, ServerCertificates::load(private_files(folder), {}));
  return SharedCertificates(std::move(loaded));
}

// A private authority's certificates are not judged by their beginning: a kiosk's clock may be years behind, and a
// certificate that the centre made while its own clock ran ahead is good all the same.
int allow_not_yet_valid(int ok, X509_STORE_CTX* store) {
  if (ok == 1 || X509_STORE_CTX_get_error(store) != X509_V_ERR_CERT_NOT_YET_VALID) return ok;
  X509_STORE_CTX_set_error(store, X509_V_OK);
  return 1;
}

bool has_fingerprint(X509* certificate, const Fingerprint& wanted) {
  const auto der = der_of(certificate);
  if (!der) return false;
  const Digest digest = sha256({*der});
  return std::equal(wanted.begin(), wanted.end(), digest.begin());
}

// Takes the one certificate the code names as the only trusted one, then verifies as always: name, ends, signature.
int verify_against_fingerprint(X509_STORE_CTX* store, void* wanted) {
  const auto& fingerprint = *static_cast<const Fingerprint*>(wanted);
  STACK_OF(X509)* const sent = X509_STORE_CTX_get0_untrusted(store);
  for (int i = 0; i < sk_X509_num(sent); ++i) {
    X509* const candidate = sk_X509_value(sent, i);
    if (!has_fingerprint(candidate, fingerprint)) continue;
    const StackOwner trusted(sk_X509_new_null());
    if (!trusted || sk_X509_push(trusted.get(), candidate) == 0) break;
    X509_STORE_CTX_set0_trusted_stack(store, trusted.get());
    const int verified = X509_verify_cert(store);
    X509_STORE_CTX_set0_trusted_stack(store, nullptr);
    return verified;
  }
  X509_STORE_CTX_set_error(store, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN);
  return 0;
}

HandshakeFault fault_of_verification(long result) {
  switch (result) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH: return HandshakeFault::wrong_name;
    case X509_V_ERR_CERT_HAS_EXPIRED: return HandshakeFault::server_expired;
    default: return HandshakeFault::wrong_authority;
  }
}

}  // namespace

const char* name_of(HandshakeFault fault) {
  switch (fault) {
    case HandshakeFault::other: return "handshake-failed";
    case HandshakeFault::wrong_authority: return "wrong-authority";
    case HandshakeFault::wrong_name: return "wrong-name";
    case HandshakeFault::server_expired: return "server-expired";
    case HandshakeFault::own_expired: return "own-expired";
    case HandshakeFault::own_refused: return "own-refused";
  }
  return "handshake-failed";
}

Result<Context> people_server(const std::string& folder) {
  WARMHEART_TRY_ASSIGN(auto certificates, certificates_in(folder));
  return people_server(std::move(certificates));
}

Result<Context> people_server(SharedCertificates certificates) {
  return server({std::move(certificates), std::nullopt}, show_by_name);
}

Result<Context> devices_server(const std::string& folder) {
  WARMHEART_TRY_ASSIGN(auto certificates, certificates_in(folder));
  WARMHEART_TRY_ASSIGN(const Authority authority, Authority::load(folder));
  return devices_server(authority, std::move(certificates));
}

Result<Context> devices_server(const Authority& authority, SharedCertificates certificates) {
  WARMHEART_TRY_ASSIGN(Context context, server({std::move(certificates), authority}, show_to_device));
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, allow_not_yet_valid);
  return context;
}

Result<Context> pinned_client(ByteView roots_der) {
  WARMHEART_TRY_ASSIGN(Context context, blank(TLS_client_method()));
  WARMHEART_TRY_ASSIGN(const auto roots, read_certificates_der(roots_der));
  X509_STORE* const store = SSL_CTX_get_cert_store(context.get());
  for (const CertificateOwner& root : roots) {
    if (X509_STORE_add_cert(store, root.get()) != 1)
      return openssl_failure(ErrorCode::corrupt, "cannot trust the authority");
  }
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, allow_not_yet_valid);
  return context;
}

Result<Context> device_client(ByteView roots_der, const ClientIdentity& identity) {
  WARMHEART_TRY_ASSIGN(Context context, pinned_client(roots_der));
  WARMHEART_TRY_ASSIGN(const auto chain, read_chain_pem(identity.certificate_pem));
  WARMHEART_TRY_ASSIGN(const KeyOwner key, read_key(identity.key_pem.view()));
  X509* const certificate = chain.front().get();
  if (SSL_CTX_use_certificate(context.get(), certificate) != 1) {
    return openssl_failure(ErrorCode::corrupt, "the device's certificate cannot be used");
  }
  for (std::size_t above = 1; above < chain.size(); ++above) {
    if (SSL_CTX_add1_chain_cert(context.get(), chain[above].get()) != 1)
      return openssl_failure(ErrorCode::corrupt, "the device's issuing authority cannot be shown");
  }
  if (X509_check_private_key(certificate, key.get()) != 1) {
    ERR_clear_error();
    return fail(ErrorCode::forbidden,
                "device.pem is the certificate of another device: it does not belong to device.key");
  }
  if (SSL_CTX_use_PrivateKey(context.get(), key.get()) != 1)
    return openssl_failure(ErrorCode::corrupt, "the device's key cannot be used");
  return context;
}

Result<Context> enrolment_client(const Fingerprint& ca_fingerprint) {
  WARMHEART_TRY_ASSIGN(Context made, blank(TLS_client_method()));
  const auto kept = std::make_shared<Fingerprint>(ca_fingerprint);
  // The fingerprint lives as long as the context that points to it.
  Context context(made.get(), [made, kept](SSL_CTX*) {});
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, allow_not_yet_valid);
  SSL_CTX_set_cert_verify_callback(context.get(), verify_against_fingerprint, kept.get());
  return context;
}

Result<void> expect_server(SSL* connection, const std::string& host, std::int64_t verify_at_ms) {
  X509_VERIFY_PARAM* const rules = SSL_get0_param(connection);
  unsigned char buffer[16];
  const bool address = inet_pton(AF_INET, host.c_str(), buffer) == 1 || inet_pton(AF_INET6, host.c_str(), buffer) == 1;
  X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  const bool set =
      address ? X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) == 1
              : SSL_set1_host(connection, host.c_str()) == 1 && SSL_set_tlsext_host_name(connection, host.c_str()) == 1;
  if (!set || host.empty())
    return openssl_failure(ErrorCode::invalid_argument, "\"" + host + "\" is no server address");
  if (verify_at_ms != 0) X509_VERIFY_PARAM_set_time(rules, static_cast<time_t>(verify_at_ms / 1000));
  return {};
}

std::string asked_server_name(const SSL* connection) {
  const char* const asked = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
  return asked == nullptr ? std::string() : lower_case(asked);
}

Result<Bytes> peer_certificate(SSL* connection) {
  const CertificateOwner certificate(SSL_get1_peer_certificate(connection));
  if (!certificate || SSL_get_verify_result(connection) != X509_V_OK) {
    return fail(ErrorCode::unauthenticated, "the peer has shown no certificate of ours");
  }
  return der_of(certificate.get());
}

Result<Uuid> verified_device(SSL* connection) {
  WARMHEART_TRY_ASSIGN(const Bytes der, peer_certificate(connection));
  WARMHEART_TRY_ASSIGN(const CertificateFacts facts, read_certificate(der));
  if (!facts.device) return fail(ErrorCode::unauthenticated, "the certificate is not a device's");
  return *facts.device;
}

HandshakeFault explain(SSL* connection, unsigned long openssl_error) {
  const long verified = SSL_get_verify_result(connection);
  if (verified != X509_V_OK) return fault_of_verification(verified);
  switch (ERR_GET_REASON(openssl_error)) {
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED: return HandshakeFault::own_expired;
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
    case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
    case SSL_R_TLSV1_ALERT_DECRYPT_ERROR:  // an authority of the same name signed it
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE: return HandshakeFault::own_refused;
    default: return HandshakeFault::other;
  }
}

}  // namespace warmheart::tls
