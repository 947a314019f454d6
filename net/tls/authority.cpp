// The first authorities of a centre, what they sign, and the authorities of a running centre.
#include "net/tls/authority.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <mutex>
#include <optional>
#include <utility>

#include "net/tls/authority_files.h"
#include "net/tls/certificate_making.h"
#include "net/tls/certificates.h"
#include "net/tls/openssl.h"

namespace warmheart::tls {
namespace {

Result<AuthorityMember> member_of(CertificateOwner certificate) {
  AuthorityMember member;
  WARMHEART_TRY_ASSIGN(member.facts.certificate_der, der_of(certificate.get()));
  WARMHEART_TRY_ASSIGN(const CertificateFacts facts, read_certificate(member.facts.certificate_der));
  member.facts.not_after_ms = facts.not_after_ms;
  member.certificate = std::move(certificate);
  return member;
}

// The server's certificate, then its issuer and the root above: enrolling devices read all of them.
std::string chain_pem_of(X509* certificate, const AuthoritySet& set, const AuthorityMember& issuer) {
  std::string pem = pem_of(certificate) + pem_of(issuer.certificate.get());
  if (issuer.facts.single) return pem;
  for (const AuthorityMember& root : set.roots) {
    if (root.facts.number == issuer.facts.root) pem += pem_of(root.certificate.get());
  }
  return pem;
}

Result<std::int64_t> write_server_certificate(const std::string& folder, X509* certificate, const AuthoritySet& set,
                                              const AuthorityMember& issuer) {
  WARMHEART_TRY(write_public_file(folder + "/server.pem", chain_pem_of(certificate, set, issuer)));
  WARMHEART_TRY_ASSIGN(const Bytes der, der_of(certificate));
  WARMHEART_TRY_ASSIGN(const CertificateFacts facts, read_certificate(der));
  return facts.not_after_ms;
}

constexpr std::int64_t kSettledNs = 50'000'000;  // a folder may change again within a tick of the file system's clock

std::int64_t in_ns(const timespec& at) { return std::int64_t{at.tv_sec} * 1'000'000'000 + at.tv_nsec; }

// When the folder had last changed; -1: it cannot be told, or may change again unseen.
std::int64_t settled_stamp(const std::string& folder) {
  struct ::stat facts {};
  if (::stat(folder.c_str(), &facts) != 0) return -1;
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  const std::int64_t stamp = in_ns(facts.st_mtim);
  const std::int64_t age = in_ns(now) - stamp;
  return age > kSettledNs || age < -kSettledNs ? stamp : -1;
}

}  // namespace

// ca.pem is written last: without it nothing is an authority yet.
Result<void> make_authority(const std::string& folder) {
  if (::access((folder + "/ca.pem").c_str(), F_OK) == 0)
    return fail(ErrorCode::conflict, folder + " holds an authority already");
  WARMHEART_TRY_ASSIGN(const KeyOwner root_key, make_p256_key());
  WARMHEART_TRY_ASSIGN(CertificateOwner root_certificate, make_root(root_key.get()));
  WARMHEART_TRY_ASSIGN(const AuthorityMember root, member_of(std::move(root_certificate)));
  WARMHEART_TRY_ASSIGN(const KeyOwner key, make_p256_key());
  WARMHEART_TRY_ASSIGN(const CertificateOwner issuing, make_issuing(key.get(), root, root_key.get()));
  WARMHEART_TRY(write_key_file(authority_file(folder, kIssuingFiles, 1, kKeyEnding), key.get()));
  WARMHEART_TRY(write_public_file(authority_file(folder, kIssuingFiles, 1, kCertificateEnding), pem_of(issuing.get())));
  WARMHEART_TRY(write_key_file(authority_file(folder, kRootFiles, 1, kKeyEnding), root_key.get()));
  return write_public_file(authority_file(folder, kRootFiles, 1, kCertificateEnding), pem_of(root.certificate.get()));
}

Result<void> make_server_certificate(const std::string& folder, std::span<const std::string> names, int days) {
  WARMHEART_TRY_ASSIGN(const AuthoritySet set, read_authorities(folder));
  const AuthorityMember& issuer = set.of_server();
  WARMHEART_TRY_ASSIGN(const KeyOwner issuer_key, read_key_of(key_file_of(folder, issuer), issuer));
  WARMHEART_TRY_ASSIGN(const KeyOwner key, make_p256_key());
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate,
                       make_server(key.get(), names, days, issuer, issuer_key.get()));
  WARMHEART_TRY(write_key_file(folder + "/server.key", key.get()));
  WARMHEART_TRY(write_server_certificate(folder, certificate.get(), set, issuer));
  return {};
}

Result<std::int64_t> internal::renew_server_by(const std::string& folder, const AuthoritySet& set,
                                               const AuthorityMember& issuer, bool new_key, int days) {
  WARMHEART_TRY_ASSIGN(const std::string before_pem, read_small_file(folder + "/server.pem"));
  WARMHEART_TRY_ASSIGN(std::string key_text, read_small_file(folder + "/server.key"));
  const SecretString old_key(std::move(key_text));
  WARMHEART_TRY_ASSIGN(const CertificateOwner before, read_certificate_pem(before_pem));
  const std::vector<std::string> names = subject_names(before.get());
  if (names.empty()) return fail(ErrorCode::corrupt, "the server's certificate names no host");
  WARMHEART_TRY_ASSIGN(const KeyOwner issuer_key, read_key_of(key_file_of(folder, issuer), issuer));
  WARMHEART_TRY_ASSIGN(const KeyOwner key, new_key ? make_p256_key() : read_key(old_key.view()));
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate,
                       make_server(key.get(), names, days, issuer, issuer_key.get()));
  if (new_key) WARMHEART_TRY(write_key_file(folder + "/server.key", key.get()));
  return write_server_certificate(folder, certificate.get(), set, issuer);
}

Result<std::int64_t> renew_server_certificate(const std::string& folder, bool new_key, int days) {
  WARMHEART_TRY_ASSIGN(const AuthoritySet set, read_authorities(folder));
  return internal::renew_server_by(folder, set, set.of_server(), new_key, days);
}

// ---------------------------------------------------------------- of a running centre

namespace {

// A key in one place of memory, which is not swapped out.
Result<std::shared_ptr<const SecretString>> keep_key(const std::string& folder, const AuthorityMember& member) {
  WARMHEART_TRY_ASSIGN(const KeyOwner key, read_key_of(key_file_of(folder, member), member));
  WARMHEART_TRY_ASSIGN(SecretString pem, write_key(key.get()));
  auto kept = std::make_shared<const SecretString>(std::move(pem));
  keep_out_of_swap(view_of(kept->view()));
  return std::shared_ptr<const SecretString>(std::move(kept));
}

}  // namespace

struct Authority::State {
  AuthoritySet set;
  std::shared_ptr<const SecretString> newest_key;
  const AuthorityMember* single = nullptr;  // the oldest root of before whose key is here
  std::shared_ptr<const SecretString> single_key;
  StoreOwner trusted;  // the issuing authorities, and none above them: one that is gone counts no more
  TrustedRoots roots;

  static Result<std::shared_ptr<const State>> read(const std::string& folder) {
    const auto state = std::make_shared<State>();
    WARMHEART_TRY_ASSIGN(state->set, read_authorities(folder));
    WARMHEART_TRY_ASSIGN(state->newest_key, keep_key(folder, state->set.newest()));
    for (const AuthorityMember& one : state->set.issuing) {
      if (!one.facts.single || !one.facts.has_key || state->single != nullptr) continue;
      WARMHEART_TRY_ASSIGN(state->single_key, keep_key(folder, one));
      state->single = &one;
    }
    WARMHEART_TRY_ASSIGN(state->roots, read_trusted_roots(folder, state->set));
    state->trusted.reset(X509_STORE_new());
    if (!state->trusted || X509_STORE_set_flags(state->trusted.get(), X509_V_FLAG_PARTIAL_CHAIN) != 1)
      return openssl_failure(ErrorCode::internal, "cannot make a list of trusted authorities");
    for (const AuthorityMember& one : state->set.issuing) {
      if (X509_STORE_add_cert(state->trusted.get(), one.certificate.get()) != 1)
        return openssl_failure(ErrorCode::corrupt, "cannot trust " + one.facts.certificate_file);
    }
    return std::shared_ptr<const State>(state);
  }
  bool is_same(const State& other) const {
    const auto same = [](const AuthorityMember& one, const AuthorityMember& another) {
      return one.facts.certificate_der == another.facts.certificate_der;
    };
    return std::ranges::equal(set.issuing, other.set.issuing, same) &&
           std::ranges::equal(set.roots, other.set.roots, same) && roots.signature == other.roots.signature;
  }
};

class Authority::Watched {
 public:
  explicit Watched(std::string folder) : m_folder(std::move(folder)) {}

  Result<void> read() {
    const std::int64_t stamp = settled_stamp(m_folder);
    auto fresh = State::read(m_folder);
    m_stamp = stamp;
    if (!fresh) {
      m_problem = fresh.error();
      return fail(fresh.error());
    }
    m_problem.reset();
    if (m_state && m_state->is_same(**fresh)) return {};
    m_state = std::move(*fresh);
    ++m_changes;
    return {};
  }
  std::shared_ptr<const State> state() {
    const std::lock_guard lock(m_mutex);
    const std::int64_t stamp = settled_stamp(m_folder);
    if (stamp == -1 || stamp != m_stamp) static_cast<void>(read());  // why it failed: refresh()
    return m_state;
  }
  Result<bool> refresh() {
    static_cast<void>(state());
    const std::lock_guard lock(m_mutex);
    if (m_problem) return fail(*m_problem);
    return std::exchange(m_told, m_changes) != m_changes;
  }
  void told() { m_told = m_changes; }

 private:
  const std::string m_folder;
  std::mutex m_mutex;
  std::shared_ptr<const State> m_state;
  std::optional<Error> m_problem;
  std::int64_t m_stamp = -1;
  std::uint64_t m_changes = 0, m_told = 0;
};

Result<Authority> Authority::load(const std::string& folder) {
  auto watched = std::make_shared<Watched>(folder);
  WARMHEART_TRY(watched->read());
  watched->told();
  return Authority(std::move(watched));
}

Result<bool> Authority::refresh() const { return m_watched->refresh(); }

Result<Authority::Issued> Authority::issue(ByteView csr_der, const Uuid& device, bool knows_issuing, int days,
                                           std::int64_t not_before_ms) const {
  WARMHEART_TRY(public_key_digest_of_csr(csr_der));
  const unsigned char* at = csr_der.data();
  const RequestOwner request(d2i_X509_REQ(nullptr, &at, static_cast<long>(csr_der.size())));
  EVP_PKEY* const key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
  if (key == nullptr) return openssl_failure(ErrorCode::invalid_argument, "the certificate request is unreadable");

  const auto state = m_watched->state();
  const bool by_single = !knows_issuing && state->single != nullptr;
  const AuthorityMember& issuer = by_single ? *state->single : state->set.newest();
  const SecretString& issuer_pem = by_single ? *state->single_key : *state->newest_key;
  WARMHEART_TRY_ASSIGN(const KeyOwner issuer_key, read_key(issuer_pem.view()));
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate,
                       make_device(key, device, days, not_before_ms, issuer, issuer_key.get()));
  Issued issued;
  WARMHEART_TRY_ASSIGN(issued.certificate_der, der_of(certificate.get()));
  if (!issuer.facts.single) issued.issuing_der = issuer.facts.certificate_der;
  return issued;
}

Result<Bytes> Authority::sign_device(ByteView csr_der, const Uuid& device, int days, std::int64_t not_before_ms) const {
  WARMHEART_TRY_ASSIGN(Issued issued, issue(csr_der, device, true, days, not_before_ms));
  return std::move(issued.certificate_der);
}

Result<void> Authority::check_device(ByteView certificate_der) const {
  const auto state = m_watched->state();
  Result<void> why = fail(ErrorCode::forbidden, "no authority that is here has signed the certificate");
  for (const AuthorityMember& one : state->set.issuing) {
    why = check_signed_by(certificate_der, one.facts.certificate_der);
    if (why) return why;
  }
  return why;
}

void Authority::trust_in(ssl_st* connection) const {
  SSL_set1_verify_cert_store(connection, m_watched->state()->trusted.get());
}

AuthorityId Authority::id() const { return m_watched->state()->set.newest().facts.id; }

Bytes Authority::enrolment_root_der() const { return m_watched->state()->set.roots.front().facts.certificate_der; }

TrustedRoots Authority::trusted_roots() const { return m_watched->state()->roots; }

Result<Bytes> sign_device_csr(const std::string& folder, ByteView csr_der, const Uuid& device, int days) {
  WARMHEART_TRY_ASSIGN(const Authority authority, Authority::load(folder));
  return authority.sign_device(csr_der, device, days);
}

}  // namespace warmheart::tls
