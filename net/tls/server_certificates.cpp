#include "net/tls/server_certificates.h"

#include <sys/stat.h>

#include <algorithm>
#include <utility>

#include "core/base/secret.h"
#include "net/tls/certificates.h"
#include "net/tls/contexts.h"
#include "net/tls/openssl.h"

namespace warmheart::tls {

struct FreeChain {
  void operator()(STACK_OF(X509) * chain) const { sk_X509_pop_free(chain, X509_free); }
};

struct ServerCertificates::Pair {
  CertificateOwner certificate;
  std::unique_ptr<STACK_OF(X509), FreeChain> chain;
  KeyOwner key;
  std::int64_t not_after_ms = 0;

  bool is_for(const char* name) const {
    return X509_check_host(certificate.get(), name, 0, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr) == 1;
  }
};

namespace {

std::string stamp_of(const std::string& path) {
  struct ::stat facts {};
  if (path.empty() || ::stat(path.c_str(), &facts) != 0) return path + "-";
  return path + std::to_string(facts.st_ino) + "/" + std::to_string(facts.st_size) + "/" +
         std::to_string(facts.st_mtim.tv_sec) + "." + std::to_string(facts.st_mtim.tv_nsec) + ";";
}

}  // namespace

CertificateFiles private_files(const std::string& keys_folder) {
  return {keys_folder + "/server.pem", keys_folder + "/server.key"};
}

ServerCertificates::ServerCertificates(CertificateFiles of_private, CertificateFiles of_public,
                                       std::vector<std::string> browsers)
    : m_private(std::move(of_private)), m_public(std::move(of_public)), m_browsers(std::move(browsers)) {}

bool ServerCertificates::shows_public(const Shown& present, const std::string& name) const {
  const bool only_browsers = std::ranges::find(m_browsers, name) != m_browsers.end();
  return present.of_public && !name.empty() && present.of_public->is_for(name.c_str()) &&
         (only_browsers || !present.of_private->is_for(name.c_str()));
}

Result<std::shared_ptr<const ServerCertificates::Pair>> ServerCertificates::read_pair(const CertificateFiles& files) {
  WARMHEART_TRY_ASSIGN(const std::string pem, read_small_file(files.certificate));
  WARMHEART_TRY_ASSIGN(std::string key_text, read_small_file(files.key));
  const SecretString key_pem(std::move(key_text));
  const auto pair = std::make_shared<Pair>();
  const BioOwner bio = bio_of(pem);
  pair->certificate.reset(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (!pair->certificate) return openssl_failure(ErrorCode::corrupt, files.certificate + " is no certificate");
  pair->chain.reset(sk_X509_new_null());
  while (X509* const next = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr))
    sk_X509_push(pair->chain.get(), next);
  ERR_clear_error();  // the end of the file
  WARMHEART_TRY_ASSIGN(pair->key, read_key(key_pem.view()));
  if (X509_check_private_key(pair->certificate.get(), pair->key.get()) != 1) {
    ERR_clear_error();
    return fail(ErrorCode::corrupt, files.key + " is not the key of " + files.certificate);
  }
  WARMHEART_TRY_ASSIGN(const Bytes der, der_of(pair->certificate.get()));
  WARMHEART_TRY_ASSIGN(const CertificateFacts facts, read_certificate(der));
  pair->not_after_ms = facts.not_after_ms;
  return std::shared_ptr<const Pair>(pair);
}

Result<ServerCertificates::Shown> ServerCertificates::read() const {
  Shown shown;
  WARMHEART_TRY_ASSIGN(shown.of_private, read_pair(m_private));
  if (m_public.certificate.empty()) return shown;
  WARMHEART_TRY_ASSIGN(shown.of_public, read_pair(m_public));
  std::vector<std::string> asked = subject_names(shown.of_public->certificate.get());
  asked.insert(asked.end(), m_browsers.begin(), m_browsers.end());
  if (std::ranges::any_of(asked, [&](const std::string& name) { return shows_public(shown, name); })) return shown;
  return fail(ErrorCode::invalid_argument, m_public.certificate + " is for no other name than " +
                                               m_private.certificate +
                                               ", which kiosks need: give browsers a name of their own");
}

Result<std::shared_ptr<ServerCertificates>> ServerCertificates::load(CertificateFiles private_pair,
                                                                     CertificateFiles public_pair,
                                                                     std::vector<std::string> browsers) {
  const std::shared_ptr<ServerCertificates> made(
      new ServerCertificates(std::move(private_pair), std::move(public_pair), std::move(browsers)));
  made->m_stamp = made->stamp();
  WARMHEART_TRY_ASSIGN(made->m_shown, made->read());
  return made;
}

Result<bool> ServerCertificates::reload() {
  const std::string present = stamp();
  if (present == m_stamp) return false;
  WARMHEART_TRY_ASSIGN(Shown fresh, read());
  const std::lock_guard lock(m_mutex);
  m_shown = std::move(fresh);
  m_stamp = present;
  return true;
}

bool ServerCertificates::is_for(const std::string& name) const {
  const Shown present = shown();
  return present.of_private->is_for(name.c_str()) || (present.of_public && present.of_public->is_for(name.c_str()));
}

std::vector<std::string> ServerCertificates::names_of_private() const {
  return subject_names(shown().of_private->certificate.get());
}

std::vector<ServerCertificates::End> ServerCertificates::ends() const {
  const Shown present = shown();
  std::vector<End> all{{m_private.certificate, present.of_private->not_after_ms, false}};
  if (present.of_public) all.push_back({m_public.certificate, present.of_public->not_after_ms, true});
  return all;
}

bool ServerCertificates::show(ssl_st* connection) const {
  const Shown present = shown();
  const bool publicly = shows_public(present, asked_server_name(connection));
  return use(connection, publicly ? *present.of_public : *present.of_private);
}

bool ServerCertificates::show_private(ssl_st* connection) const { return use(connection, *shown().of_private); }

bool ServerCertificates::use(ssl_st* connection, const Pair& pair) {
  return SSL_use_cert_and_key(connection, pair.certificate.get(), pair.key.get(), pair.chain.get(), 1) == 1;
}

ServerCertificates::Shown ServerCertificates::shown() const {
  const std::lock_guard lock(m_mutex);
  return m_shown;
}

std::string ServerCertificates::stamp() const {
  return stamp_of(m_private.certificate) + stamp_of(m_private.key) + stamp_of(m_public.certificate) +
         stamp_of(m_public.key);
}

}  // namespace warmheart::tls
