// Owners for OpenSSL's objects and its last error in words. Internal to net/tls.
#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/base/secret.h"

namespace warmheart::tls {

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using BioOwner = std::unique_ptr<BIO, Freer<BIO_free_all>>;
using KeyOwner = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using CertificateOwner = std::unique_ptr<X509, Freer<X509_free>>;
using RequestOwner = std::unique_ptr<X509_REQ, Freer<X509_REQ_free>>;
using ExtensionOwner = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using DigestOwner = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using StoreOwner = std::unique_ptr<X509_STORE, Freer<X509_STORE_free>>;
using StoreContextOwner = std::unique_ptr<X509_STORE_CTX, Freer<X509_STORE_CTX_free>>;

inline BioOwner bio_of(std::string_view text) {
  return BioOwner(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}
std::string text_of_bio(BIO* bio);

// The oldest error of this thread's queue, which is emptied.
std::string last_openssl_error();
inline tl::unexpected<Error> openssl_failure(ErrorCode code, const std::string& doing) {
  return fail(code, doing + ": " + last_openssl_error());
}

Result<KeyOwner> read_key(std::string_view pem);
Result<SecretString> write_key(EVP_PKEY* key);
Result<KeyOwner> make_p256_key();
bool is_p256(EVP_PKEY* key);

Result<CertificateOwner> read_certificate_pem(std::string_view pem);
Result<CertificateOwner> read_certificate_der(ByteView der);
// All of a text, at least one; all that stand one after another, at least one.
Result<std::vector<CertificateOwner>> read_chain_pem(std::string_view pem);
Result<std::vector<CertificateOwner>> read_certificates_der(ByteView all);
Result<Bytes> der_of(X509* certificate);
std::string pem_of(X509* certificate);
// The DNS names and IP addresses in the SAN (RFC 5280, 4.2.1.6), as text.
std::vector<std::string> subject_names(X509* certificate);

}  // namespace warmheart::tls
