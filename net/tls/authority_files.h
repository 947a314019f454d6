// The authorities' files of keys/, and the authorities as they stand in them. Internal to net/tls.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "net/tls/authority.h"
#include "net/tls/openssl.h"

namespace warmheart::tls {

inline constexpr std::string_view kRootFiles = "ca";
inline constexpr std::string_view kIssuingFiles = "issuing";
inline constexpr std::string_view kCertificateEnding = ".pem";
inline constexpr std::string_view kKeyEnding = ".key";
inline constexpr std::string_view kListEnding = ".signed";  // ca-N.signed: lists of roots, as kiosks take them

// folder/name.ending, or folder/name-2.ending and so on.
std::string authority_file(const std::string& folder, std::string_view name, std::uint64_t number,
                           std::string_view ending);
// Which numbers are there, lowest first.
std::vector<std::uint64_t> authority_numbers(const std::string& folder, std::string_view name, std::string_view ending);

struct AuthorityMember {
  AuthorityFacts facts;
  CertificateOwner certificate;
};
struct AuthoritySet {
  std::vector<AuthorityMember> roots;    // by number; never empty
  std::vector<AuthorityMember> issuing;  // by number; never empty; a root that signs certificates itself is among them

  const AuthorityMember& newest() const { return issuing.back(); }
  // The newest below the oldest root: what every client trusts that knows any root of this centre.
  const AuthorityMember& of_server() const;
};
// An issuing certificate that no root here has signed is none yet, or none any more.
Result<AuthoritySet> read_authorities(const std::string& folder);

std::string key_file_of(const std::string& folder, const AuthorityMember& member);
Result<void> write_key_file(const std::string& path, EVP_PKEY* key);
// Checked to be the key of its certificate.
Result<KeyOwner> read_key_of(const std::string& path, const AuthorityMember& member);

// The roots that kiosks are to trust now, with the signature that stands beside the newest.
Result<TrustedRoots> read_trusted_roots(const std::string& folder, const AuthoritySet& set);
Bytes certificates_of(const std::vector<AuthorityMember>& roots);
// Ordinals of the two lists of root N: with the roots before it, and alone.
constexpr std::uint64_t ordinal_with_others(std::uint64_t root) { return 2 * root - 2; }
constexpr std::uint64_t ordinal_alone(std::uint64_t root) { return 2 * root - 1; }

namespace internal {

// The server's next certificate, for the names and, unless `new_key`, the key of the one before; returns its end, Unix
// ms.
Result<std::int64_t> renew_server_by(const std::string& folder, const AuthoritySet& set, const AuthorityMember& issuer,
                                     bool new_key, int days);

}  // namespace internal

}  // namespace warmheart::tls
