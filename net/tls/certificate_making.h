// The house's certificates, each with what it may do: roots, issuing authorities, the server's, the devices'. All
// P-256, ended no later than their issuer. Internal to net/tls.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/base/id.h"
#include "net/tls/authority_files.h"
#include "net/tls/openssl.h"

namespace warmheart::tls {

Result<CertificateOwner> make_root(EVP_PKEY* key);  // path length 1: it signs issuing authorities
Result<CertificateOwner> make_issuing(EVP_PKEY* key, const AuthorityMember& root, EVP_PKEY* root_key);
// invalid_argument: no names, or one that is no host name and no IP address.
Result<CertificateOwner> make_server(EVP_PKEY* key, std::span<const std::string> names, int days,
                                     const AuthorityMember& issuer, EVP_PKEY* issuer_key);
// `not_before_ms` 0: five minutes ago.
Result<CertificateOwner> make_device(EVP_PKEY* key, const Uuid& device, int days, std::int64_t not_before_ms,
                                     const AuthorityMember& issuer, EVP_PKEY* issuer_key);

}  // namespace warmheart::tls
