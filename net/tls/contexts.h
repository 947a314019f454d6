// The only maker of TLS contexts: TLS 1.3, verification always on. Handed out as OpenSSL's own SSL_CTX so that no
// header of Asio is needed here; net/http wraps them. A context may be used by many connections of many threads.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/bytes.h"
#include "core/base/id.h"
#include "core/base/result.h"
#include "core/base/secret.h"

struct ssl_st;      // SSL
struct ssl_ctx_st;  // SSL_CTX

namespace warmheart::tls {

using Context = std::shared_ptr<ssl_ctx_st>;

class Authority;           // authority.h
class ServerCertificates;  // server_certificates.h

// Why a handshake, or the first read after it, failed. Sentences are chosen by net/sync/link_failure.h.
enum class HandshakeFault {
  other,            // the peer does not speak TLS 1.3, or garbage
  wrong_authority,  // the server's certificate is not below a root that we pinned
  wrong_name,       // the server's certificate is for another address
  server_expired,   // the server's certificate has ended
  own_expired,      // the server told us that our certificate has ended
  own_refused,      // the server told us that it does not accept our certificate (unknown CA, bad, missing, revoked)
};
const char* name_of(HandshakeFault fault);

// ---- servers
// People: no client certificate is asked for. Devices: a client certificate of an issuing authority that is here is
// required at the handshake; its end is judged by the system's clock, its beginning is not.
Result<Context> people_server(const std::string& folder);   // server.pem, server.key
Result<Context> devices_server(const std::string& folder);  // and the authorities (authority.h)
// The same with certificates and authorities that can change while connections come.
Result<Context> people_server(std::shared_ptr<const ServerCertificates> certificates);
Result<Context> devices_server(const Authority& authority, std::shared_ptr<const ServerCertificates> certificates);

// ---- clients
struct ClientIdentity {
  std::string certificate_pem;  // and, behind it, the issuing authority's
  SecretString key_pem;
};
// Trusts exactly the pinned roots, one DER after another. A certificate's beginning is not judged (private roots; a
// kiosk's clock may be years behind).
Result<Context> device_client(
    ByteView roots_der, const ClientIdentity& identity);  // forbidden: key and certificate are of different devices
Result<Context> pinned_client(ByteView roots_der);        // without an own certificate: renewal, tools
// Trusts exactly the CA whose SHA-256 begins with this fingerprint; the server sends that CA along.
Result<Context> enrolment_client(const std::array<std::uint8_t, 16>& ca_fingerprint);

// Prepares one connection: SNI and the name or IP address that must stand in the certificate; `verify_at_ms` is the
// Unix time at which ends of certificates are judged, 0: the system's.
Result<void> expect_server(ssl_st* connection, const std::string& host, std::int64_t verify_at_ms);

// The host that the client of this connection asked for (SNI, RFC 6066, 3), in lower case; empty: none, as for who
// connects to an IP address.
std::string asked_server_name(const ssl_st* connection);

// The device id in the verified client certificate of this connection; unauthenticated if there is none.
Result<Uuid> verified_device(ssl_st* connection);
// The verified peer certificate as DER.
Result<Bytes> peer_certificate(ssl_st* connection);

// Reads what went wrong, from the verification result and the OpenSSL error value that the failed call returned.
HandshakeFault explain(ssl_st* connection, unsigned long openssl_error);

}  // namespace warmheart::tls
