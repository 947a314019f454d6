// The centre's authorities (core/record/KEYS.md "Certificates"), as files of keys/: roots, which kiosks trust and whose
// keys may lie elsewhere (ca.pem, ca.key; from the second on ca-2 and so on), and issuing authorities below them, which
// sign the server's and the devices' certificates (issuing.pem, issuing.key; issuing-2 and so on). A root of before
// this form (path length 0) signs certificates itself, and no authority. No sockets; any thread. Failures: those of
// certificates.h, with the file's name and what to do.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/id.h"
#include "core/base/result.h"
#include "net/tls/certificates.h"

struct ssl_st;

namespace warmheart::tls {

using AuthorityId = std::array<std::uint8_t, 8>;  // the beginning of SHA-256 of its public key

struct AuthorityFacts {
  std::uint64_t number = 1;  // its files'
  std::uint64_t root = 1;    // number of the root that signed it; a root's own
  bool single = false;       // a root of before this form
  AuthorityId id{};
  Bytes certificate_der;
  std::int64_t not_before_ms = 0;
  std::int64_t not_after_ms = 0;
  std::string certificate_file;
  bool has_key = false;  // its key's file stands beside its certificate
};

// The roots that kiosks are to trust, as they take them (net/sync/PROTOCOL.md "New roots").
struct TrustedRoots {
  std::uint64_t ordinal = 1;  // rises with each change
  Bytes certificates_der;     // oldest first, one DER after another
  Bytes signature;            // Ed25519 by the root of the feed's keys; empty with ordinal 1, the root of enrolments
};

// What a running centre works with: read anew from its folder while it runs, at the next use after a change. What
// cannot be read leaves those of before in use. Copies share one state.
class Authority {
 public:
  static Result<Authority> load(const std::string& folder);

  // True: others are in use than after the call before. Errors: why the folder cannot be read.
  Result<bool> refresh() const;

  struct Issued {
    Bytes certificate_der;
    Bytes issuing_der;  // the authority that has signed it; empty: a root of before, which the device trusts itself
  };
  // By the newest issuing authority; for a device whose program knows none (`knows_issuing` false) by a root of before,
  // as long as that is here. `not_before_ms` 0: five minutes ago by this machine's clock. It ends no later than its
  // issuer.
  Result<Issued> issue(ByteView csr_der, const Uuid& device, bool knows_issuing = true, int days = kDeviceDays,
                       std::int64_t not_before_ms = 0) const;
  // The certificate alone (DER).
  Result<Bytes> sign_device(ByteView csr_der, const Uuid& device, int days = kDeviceDays,
                            std::int64_t not_before_ms = 0) const;

  // forbidden: it is no device's, or no issuing authority that is here has signed it. Its dates are not looked at.
  Result<void> check_device(ByteView certificate_der) const;
  // A connection's client certificates count where an issuing authority that is here has signed them.
  void trust_in(ssl_st* connection) const;

  AuthorityId id() const;            // of the issuing one that signs now
  Bytes enrolment_root_der() const;  // what an enrolment code names, and the server's certificate stands under
  TrustedRoots trusted_roots() const;

 private:
  struct State;
  class Watched;
  explicit Authority(std::shared_ptr<Watched> watched) : m_watched(std::move(watched)) {}
  std::shared_ptr<Watched> m_watched;
};

// ---- for the operator
struct AuthorityList {
  std::vector<AuthorityFacts> roots;    // oldest first
  std::vector<AuthorityFacts> issuing;  // oldest first; the last one signs. A single root is not among them
  AuthorityId signs{};                  // of the one that signs devices' certificates
  std::uint64_t newest_root_from = 1;   // the lowest ordinal of TrustedRoots that holds the newest root
};
Result<AuthorityList> list_authorities(const std::string& folder);

struct NextAuthority {
  std::uint64_t number = 0;
  AuthorityId id{};
  std::string key_file;
};
// Called when everything is written but what puts it to use: an error leaves things as they were.
using BeforeUse = std::function<Result<void>(const NextAuthority&)>;

// The next issuing authority, by the newest root's key: `root_key_file`, or where that is empty its file in keys/. Then
// the server's certificate is made anew. not_found: the key is not there; conflict: it is another root's, or the root
// is one of before, which signs no authority.
Result<NextAuthority> make_next_issuing(const std::string& folder, const std::string& root_key_file,
                                        const BeforeUse& before_use);

// Ed25519 by the root of the feed's keys, over an ordinal and certificates (core/record/feed_signature.h).
using SignRoots = std::function<Result<Bytes>(std::uint64_t ordinal, ByteView certificates_der)>;
// The next root, with an issuing authority below it; kiosks trust the roots before it as well until they are forgotten.
// `key_file`: where its key is written; empty: keys/. The server's certificate stays below the oldest root.
Result<NextAuthority> make_next_root(const std::string& folder, const std::string& key_file, const SignRoots& by_root,
                                     const BeforeUse& before_use);
// The lists of roots, signed again: after the root of the feed's keys has changed.
Result<void> sign_roots_again(const std::string& folder, const SignRoots& by_root);

// The server's certificate by the newest issuing authority, then everything of the others is deleted. The same call
// again goes on where one was cut off. Returns how many authorities are gone.
Result<std::size_t> forget_older_authorities(const std::string& folder);

// ---- for a device
// `certificate` is a device's, signed by `issuing_der` (empty: by a root itself), and that by one of `roots_der` (one
// DER after another). Dates are not looked at. forbidden: it is not.
Result<void> check_issued(ByteView certificate_der, ByteView issuing_der, ByteView roots_der);
// Of the authority that has signed the first certificate of `chain_pem`: the second one, or one of the roots.
Result<AuthorityId> signer_of(std::string_view chain_pem, ByteView roots_der);

}  // namespace warmheart::tls
