// The next authorities, and the end of those before. A file of a certificate is what puts an authority to use, or, when
// it goes, out of it: everything else is written before and deleted after, so that a crash leaves either state.
#include <unistd.h>

#include <algorithm>

#include "net/tls/authority.h"
#include "net/tls/authority_files.h"
#include "net/tls/certificate_making.h"
#include "net/tls/certificates.h"
#include "net/tls/openssl.h"

namespace warmheart::tls {
namespace {

constexpr std::size_t kMaxRoots = 12;  // at once; a device takes a few more

// Of the newest root.
Result<KeyOwner> present_root_key(const std::string& folder, const AuthoritySet& set, const std::string& elsewhere) {
  const AuthorityMember& root = set.roots.back();
  if (root.facts.single) {
    return fail(ErrorCode::conflict,
                "this centre's authority is one of before, which signs certificates and no authority below it: begin "
                "with `keys rotate authority-root`, which makes a root and its first issuing authority");
  }
  const std::string path =
      elsewhere.empty() ? authority_file(folder, kRootFiles, root.facts.number, kKeyEnding) : elsewhere;
  if (::access(path.c_str(), F_OK) != 0) {
    return fail(ErrorCode::not_found, "the key of the authorities' root is needed for this, and " + path +
                                          " is not there: name its file with --authority-key FILE");
  }
  WARMHEART_TRY_ASSIGN(std::string text, read_small_file(path));
  const SecretString pem(std::move(text));
  WARMHEART_TRY_ASSIGN(KeyOwner key, read_key(pem.view()));
  if (X509_check_private_key(root.certificate.get(), key.get()) == 1) return key;
  ERR_clear_error();
  return fail(ErrorCode::conflict,
              path + " is not the key of this centre's newest root, which is " + to_hex(root.facts.id));
}

std::uint64_t next_issuing_number(const AuthoritySet& set) { return set.newest().facts.number + 1; }

Result<AuthorityId> id_of(X509* certificate) {
  WARMHEART_TRY_ASSIGN(const Bytes der, der_of(certificate));
  WARMHEART_TRY_ASSIGN(const CertificateFacts facts, read_certificate(der));
  AuthorityId id{};
  std::copy_n(facts.public_key_digest.begin(), id.size(), id.begin());
  return id;
}

Result<std::string> list_line(std::uint64_t ordinal, const Bytes& certificates, const SignRoots& by_root) {
  WARMHEART_TRY_ASSIGN(const Bytes signature, by_root(ordinal, certificates));
  return std::to_string(ordinal) + " " + to_hex(signature) + "\n";
}

// Both lists of the newest root: with the others, and alone for when those are forgotten.
Result<void> write_lists(const std::string& folder, std::uint64_t newest, const Bytes& others, const Bytes& newest_der,
                         const SignRoots& by_root) {
  std::string text;
  if (!others.empty()) {
    Bytes all = others;
    all.insert(all.end(), newest_der.begin(), newest_der.end());
    WARMHEART_TRY_ASSIGN(text, list_line(ordinal_with_others(newest), all, by_root));
  }
  WARMHEART_TRY_ASSIGN(const std::string alone, list_line(ordinal_alone(newest), newest_der, by_root));
  return write_public_file(authority_file(folder, kRootFiles, newest, kListEnding), text + alone);
}

// Files of these names with another number than `kept`; the certificate goes first.
Result<void> delete_others(const std::string& folder, std::string_view name, std::uint64_t kept) {
  for (const std::string_view ending : {kCertificateEnding, kKeyEnding, kListEnding}) {
    for (const std::uint64_t number : authority_numbers(folder, name, ending)) {
      if (number == kept) continue;
      const std::string path = authority_file(folder, name, number, ending);
      WARMHEART_TRY(ending == kKeyEnding ? destroy_file(path) : remove_file(path));
    }
  }
  return {};
}

Result<bool> server_stands_under(const std::string& folder, const AuthorityMember& issuer) {
  WARMHEART_TRY_ASSIGN(const std::string pem, read_small_file(folder + "/server.pem"));
  WARMHEART_TRY_ASSIGN(const auto chain, read_chain_pem(pem));
  if (chain.size() < 2) return false;
  WARMHEART_TRY_ASSIGN(const Bytes above, der_of(chain[1].get()));
  return above == issuer.facts.certificate_der;
}

}  // namespace

Result<AuthorityList> list_authorities(const std::string& folder) {
  WARMHEART_TRY_ASSIGN(const AuthoritySet set, read_authorities(folder));
  AuthorityList list;
  for (const AuthorityMember& root : set.roots) list.roots.push_back(root.facts);
  for (const AuthorityMember& one : set.issuing) {
    if (!one.facts.single) list.issuing.push_back(one.facts);
  }
  list.signs = set.newest().facts.id;
  const std::uint64_t newest_root = set.roots.back().facts.number;
  if (newest_root > 1) list.newest_root_from = ordinal_with_others(newest_root);
  return list;
}

Result<NextAuthority> make_next_issuing(const std::string& folder, const std::string& root_key_file,
                                        const BeforeUse& before_use) {
  WARMHEART_TRY_ASSIGN(const AuthoritySet set, read_authorities(folder));
  WARMHEART_TRY_ASSIGN(const KeyOwner root_key, present_root_key(folder, set, root_key_file));
  WARMHEART_TRY_ASSIGN(const KeyOwner key, make_p256_key());
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate, make_issuing(key.get(), set.roots.back(), root_key.get()));
  NextAuthority next;
  next.number = next_issuing_number(set);
  WARMHEART_TRY_ASSIGN(next.id, id_of(certificate.get()));
  next.key_file = authority_file(folder, kIssuingFiles, next.number, kKeyEnding);
  WARMHEART_TRY(write_key_file(next.key_file, key.get()));
  WARMHEART_TRY(before_use(next));
  WARMHEART_TRY(write_public_file(authority_file(folder, kIssuingFiles, next.number, kCertificateEnding),
                                  pem_of(certificate.get())));
  WARMHEART_TRY(renew_server_certificate(folder, false));
  return next;
}

Result<NextAuthority> make_next_root(const std::string& folder, const std::string& key_file, const SignRoots& by_root,
                                     const BeforeUse& before_use) {
  WARMHEART_TRY_ASSIGN(const AuthoritySet set, read_authorities(folder));
  if (set.roots.size() >= kMaxRoots) {
    return fail(ErrorCode::conflict,
                "kiosks trust " + std::to_string(set.roots.size()) + " roots: `keys forget authority` first");
  }
  NextAuthority next;
  next.number = set.roots.back().facts.number + 1;
  next.key_file = key_file.empty() ? authority_file(folder, kRootFiles, next.number, kKeyEnding) : key_file;
  if (!key_file.empty() && ::access(key_file.c_str(), F_OK) == 0)
    return fail(ErrorCode::conflict, key_file + " is there already; name a file that is not");
  WARMHEART_TRY_ASSIGN(const KeyOwner root_key, make_p256_key());
  AuthorityMember root;
  WARMHEART_TRY_ASSIGN(root.certificate, make_root(root_key.get()));
  WARMHEART_TRY_ASSIGN(root.facts.certificate_der, der_of(root.certificate.get()));
  WARMHEART_TRY_ASSIGN(const CertificateFacts facts, read_certificate(root.facts.certificate_der));
  root.facts.not_after_ms = facts.not_after_ms;
  WARMHEART_TRY_ASSIGN(next.id, id_of(root.certificate.get()));
  WARMHEART_TRY_ASSIGN(const KeyOwner key, make_p256_key());
  WARMHEART_TRY_ASSIGN(const CertificateOwner issuing, make_issuing(key.get(), root, root_key.get()));

  const std::uint64_t below = next_issuing_number(set);
  WARMHEART_TRY(write_key_file(authority_file(folder, kIssuingFiles, below, kKeyEnding), key.get()));
  WARMHEART_TRY(
      write_public_file(authority_file(folder, kIssuingFiles, below, kCertificateEnding), pem_of(issuing.get())));
  WARMHEART_TRY(write_lists(folder, next.number, certificates_of(set.roots), root.facts.certificate_der, by_root));
  WARMHEART_TRY(write_key_file(next.key_file, root_key.get()));
  WARMHEART_TRY(before_use(next));
  WARMHEART_TRY(write_public_file(authority_file(folder, kRootFiles, next.number, kCertificateEnding),
                                  pem_of(root.certificate.get())));
  return next;
}

Result<void> sign_roots_again(const std::string& folder, const SignRoots& by_root) {
  WARMHEART_TRY_ASSIGN(const AuthoritySet set, read_authorities(folder));
  const AuthorityFacts& newest = set.roots.back().facts;
  if (newest.number == 1) return {};
  Bytes others = certificates_of(set.roots);
  others.resize(others.size() - newest.certificate_der.size());
  return write_lists(folder, newest.number, others, newest.certificate_der, by_root);
}

Result<std::size_t> forget_older_authorities(const std::string& folder) {
  WARMHEART_TRY_ASSIGN(const AuthoritySet set, read_authorities(folder));
  const AuthorityMember& newest = set.newest();
  const std::uint64_t newest_root = set.roots.back().facts.number;
  if (newest.facts.root != newest_root) {
    return fail(ErrorCode::conflict,
                "the newest root has signed no issuing authority: `keys rotate authority` makes "
                "one, and can be followed by this");
  }
  const std::size_t gone = set.issuing.size() - 1;
  WARMHEART_TRY_ASSIGN(const bool shown, server_stands_under(folder, newest));
  if (!shown) WARMHEART_TRY(internal::renew_server_by(folder, set, newest, false, kServerDays));
  if (!newest.facts.single) WARMHEART_TRY(delete_others(folder, kIssuingFiles, newest.facts.number));
  WARMHEART_TRY(delete_others(folder, kRootFiles, newest_root));
  return gone;
}

// ---------------------------------------------------------------- for a device

Result<void> check_issued(ByteView certificate_der, ByteView issuing_der, ByteView roots_der) {
  WARMHEART_TRY_ASSIGN(const auto roots, read_certificates_der(roots_der));
  for (const CertificateOwner& root : roots) {
    WARMHEART_TRY_ASSIGN(const Bytes root_der, der_of(root.get()));
    if (issuing_der.empty()) {
      if (check_signed_by(certificate_der, root_der)) return {};
      continue;
    }
    WARMHEART_TRY_ASSIGN(const CertificateOwner issuing, read_certificate_der(issuing_der));
    const bool ours = X509_check_ca(issuing.get()) == 1 && X509_get_pathlen(root.get()) != 0 &&
                      X509_check_issued(root.get(), issuing.get()) == X509_V_OK &&
                      X509_verify(issuing.get(), X509_get0_pubkey(root.get())) == 1;
    ERR_clear_error();
    if (ours) return check_signed_by(certificate_der, issuing_der);
  }
  return fail(ErrorCode::forbidden, "the certificate was not signed below a root that this device trusts");
}

Result<AuthorityId> signer_of(std::string_view chain_pem, ByteView roots_der) {
  WARMHEART_TRY_ASSIGN(const auto chain, read_chain_pem(chain_pem));
  if (chain.size() > 1) return id_of(chain[1].get());
  WARMHEART_TRY_ASSIGN(const auto roots, read_certificates_der(roots_der));
  for (const CertificateOwner& root : roots) {
    if (X509_check_issued(root.get(), chain.front().get()) == X509_V_OK) return id_of(root.get());
  }
  return fail(ErrorCode::not_found, "none of the trusted authorities has signed the certificate");
}

}  // namespace warmheart::tls
