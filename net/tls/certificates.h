// Keys and certificates: the centre's private authority, its server certificate, the devices' certificates.
// Pure OpenSSL, no sockets; any thread. Files with keys are made 0600, and no file is ever replaced half-written.
// Failures: ErrorCode::conflict when a file exists already, corrupt when bytes are not what they claim, io for the
// medium.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/digest.h"
#include "core/base/id.h"
#include "core/base/result.h"
#include "core/base/secret.h"

namespace warmheart::tls {

inline constexpr int kAuthorityDays = 3650;
inline constexpr int kIssuingDays = 1825;
inline constexpr int kServerDays = 825;
inline constexpr int kDeviceDays = 90;  // renewed at half-life

// Makes a root and its first issuing authority (authority.h), P-256: folder/ca.pem, ca.key, issuing.pem and
// issuing.key. conflict: there is one already.
Result<void> make_authority(const std::string& folder);

// Makes or replaces folder/server.pem (server certificate, then the authorities above it: enrolling devices read all)
// and folder/server.key. `names` are DNS names or IP addresses by which stations and browsers reach this server; at
// least one.
Result<void> make_server_certificate(const std::string& folder, std::span<const std::string> names,
                                     int days = kServerDays);

// A new certificate for the key and the names that folder/server.key and folder/server.pem have; `new_key` makes a new
// key, too. One file is renamed over the other, so that a crash leaves the old pair or the new one, but for a new key:
// then the command is given again. Returns its end, Unix ms.
Result<std::int64_t> renew_server_certificate(const std::string& folder, bool new_key, int days = kServerDays);

// The centre signs a device's request with its newest issuing authority's key. The device id becomes the subject's CN
// ("device <uuid>") and a URI in the SAN ("urn:uuid:<uuid>"). Only P-256 keys are taken; names asked for in the request
// are ignored.
Result<Bytes> sign_device_csr(const std::string& folder, ByteView csr_der, const Uuid& device, int days = kDeviceDays);

struct DeviceKey {
  SecretString key_pem;  // P-256, PKCS#8
  Bytes csr_der;         // RFC 2986
};
Result<DeviceKey> make_device_key_and_csr();

// A request for a key that exists: renewal keeps the key.
Result<Bytes> make_csr(const SecretString& key_pem);

// SHA-256 of the public key (SubjectPublicKeyInfo): the same key stays the same through renewals.
Result<Digest> public_key_digest_of_csr(ByteView csr_der);  // also checks that it is P-256 and signed by its own key

struct CertificateFacts {
  std::optional<Uuid> device;  // from the SAN; none: not a device's certificate
  std::int64_t not_before_ms = 0;
  std::int64_t not_after_ms = 0;
  Digest fingerprint{};  // SHA-256 of the DER
  Digest public_key_digest{};
};
Result<CertificateFacts> read_certificate(ByteView der);

// `certificate_der` was signed by this authority itself and is meant for a device, else forbidden; its dates are not
// looked at.
Result<void> check_signed_by(ByteView certificate_der, ByteView ca_der);

// What a renewing device signs; the centre builds the same. Then the proof that one holds a key.
Bytes renewal_statement(ByteView nonce, ByteView csr_der);
Result<Bytes> sign_with_key(const SecretString& key_pem, ByteView message);  // ECDSA-SHA256, DER
Result<void> verify_with_certificate(ByteView certificate_der, ByteView message, ByteView signature);

// The first certificate of a PEM text as DER, and back.
Result<Bytes> der_of_pem(std::string_view pem);
std::string pem_of_der(ByteView certificate_der);

// Whole small files (at most 1 MiB). write_secret_file makes 0600, in a temporary name first, fsynced, then renamed.
Result<std::string> read_small_file(const std::string& path);
Result<void> write_secret_file(const std::string& path, std::string_view content);
Result<void> write_public_file(const std::string& path, std::string_view content);  // 0644, the same care
// Takes it away durably, whole until then. Nothing happens where there is none.
Result<void> remove_file(const std::string& path);
// The same for a secret: what it holds is overwritten first.
Result<void> destroy_file(const std::string& path);

}  // namespace warmheart::tls
