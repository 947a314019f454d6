#include "net/tls/certificates.h"

#include <arpa/inet.h>

#include "net/tls/openssl.h"

namespace warmheart::tls {
namespace {

constexpr std::size_t kMaxCertificateBytes = 8 * 1024;
constexpr std::size_t kMaxTrusted = 16;

Result<std::int64_t> unix_ms(const ASN1_TIME* time) {
  const std::unique_ptr<ASN1_TIME, Freer<ASN1_STRING_free>> epoch(ASN1_TIME_set(nullptr, 0));
  int days = 0;
  int seconds = 0;
  if (!epoch || ASN1_TIME_diff(&days, &seconds, epoch.get(), time) != 1) {
    return openssl_failure(ErrorCode::corrupt, "a certificate's date is unreadable");
  }
  return (static_cast<std::int64_t>(days) * 86'400 + seconds) * 1000;
}

Result<Digest> key_digest(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = key != nullptr ? i2d_PUBKEY(key, &der) : -1;
  if (size <= 0) return openssl_failure(ErrorCode::corrupt, "a public key is unreadable");
  const Digest digest = sha256({ByteView(der, static_cast<std::size_t>(size))});
  OPENSSL_free(der);
  return digest;
}

std::optional<Uuid> device_of(X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, Freer<GENERAL_NAMES_free>> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  constexpr std::string_view kPrefix = "urn:uuid:";
  for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
    const std::string_view text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(uri)),
                                static_cast<std::size_t>(ASN1_STRING_length(uri)));
    if (text.substr(0, kPrefix.size()) != kPrefix) continue;
    if (auto id = Uuid::from_text(text.substr(kPrefix.size()))) return *id;
  }
  return std::nullopt;
}

Result<Bytes> request_for(EVP_PKEY* key) {
  const RequestOwner request(X509_REQ_new());
  const bool done = request && X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) == 1 &&
                    X509_REQ_set_pubkey(request.get(), key) == 1 && X509_REQ_sign(request.get(), key, EVP_sha256()) > 0;
  if (!done) return openssl_failure(ErrorCode::internal, "cannot make a certificate request");
  unsigned char* der = nullptr;
  const int size = i2d_X509_REQ(request.get(), &der);
  if (size <= 0) return openssl_failure(ErrorCode::internal, "cannot write a certificate request");
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

}  // namespace

std::string text_of_bio(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return std::string(data, static_cast<std::size_t>(size));
}

std::string last_openssl_error() {
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  if (code == 0) return "no reason given";
  char text[256];
  ERR_error_string_n(code, text, sizeof text);
  return text;
}

Result<KeyOwner> read_key(std::string_view pem) {
  const BioOwner bio = bio_of(pem);
  KeyOwner key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, const_cast<char*>("")));
  if (!key) return openssl_failure(ErrorCode::corrupt, "a private key is unreadable");
  return key;
}

Result<SecretString> write_key(EVP_PKEY* key) {
  const BioOwner bio(BIO_new(BIO_s_secmem()));
  if (!bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    return openssl_failure(ErrorCode::internal, "cannot write a private key");
  }
  return SecretString(text_of_bio(bio.get()));
}

Result<KeyOwner> make_p256_key() {
  KeyOwner key(EVP_EC_gen("P-256"));
  if (!key) return openssl_failure(ErrorCode::internal, "cannot make a key");
  return key;
}

bool is_p256(EVP_PKEY* key) {
  char group[32] = {};
  std::size_t size = 0;
  const bool named =
      EVP_PKEY_get_base_id(key) == EVP_PKEY_EC && EVP_PKEY_get_group_name(key, group, sizeof group, &size) == 1;
  return named && std::string_view(group, size) == "prime256v1";
}

Result<CertificateOwner> read_certificate_pem(std::string_view pem) {
  const BioOwner bio = bio_of(pem);
  CertificateOwner certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  if (!certificate) return openssl_failure(ErrorCode::corrupt, "a certificate is unreadable");
  return certificate;
}

Result<CertificateOwner> read_certificate_der(ByteView der) {
  if (der.empty() || der.size() > kMaxCertificateBytes) return fail(ErrorCode::corrupt, "this is no certificate");
  const unsigned char* at = der.data();
  CertificateOwner certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate || at != der.data() + der.size())
    return openssl_failure(ErrorCode::corrupt, "a certificate is unreadable");
  return certificate;
}

Result<std::vector<CertificateOwner>> read_chain_pem(std::string_view pem) {
  const BioOwner bio = bio_of(pem);
  std::vector<CertificateOwner> chain;
  while (X509* const next = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) chain.emplace_back(next);
  ERR_clear_error();  // the end of the text
  if (chain.empty()) return fail(ErrorCode::corrupt, "a certificate is unreadable");
  return chain;
}

Result<std::vector<CertificateOwner>> read_certificates_der(ByteView all) {
  std::vector<CertificateOwner> found;
  const unsigned char* at = all.data();
  while (static_cast<std::size_t>(at - all.data()) < all.size()) {
    const auto left = all.size() - static_cast<std::size_t>(at - all.data());
    CertificateOwner next(d2i_X509(nullptr, &at, static_cast<long>(left)));
    if (!next || found.size() == kMaxTrusted)
      return openssl_failure(ErrorCode::corrupt, "the trusted authorities are unreadable");
    found.push_back(std::move(next));
  }
  if (found.empty()) return fail(ErrorCode::corrupt, "no authority is trusted");
  return found;
}

Result<Bytes> der_of(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509(certificate, &der);
  if (size <= 0) return openssl_failure(ErrorCode::internal, "cannot write a certificate");
  Bytes out(der, der + size);
  OPENSSL_free(der);
  return out;
}

std::string pem_of(X509* certificate) {
  const BioOwner bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), certificate);
  return text_of_bio(bio.get());
}

std::vector<std::string> subject_names(X509* certificate) {
  const std::unique_ptr<GENERAL_NAMES, Freer<GENERAL_NAMES_free>> held(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  std::vector<std::string> names;
  for (int i = 0; held && i < sk_GENERAL_NAME_num(held.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(held.get(), i);
    if (name->type != GEN_DNS && name->type != GEN_IPADD) continue;
    const ASN1_STRING* value = name->type == GEN_DNS ? name->d.dNSName : name->d.iPAddress;
    const auto* bytes = ASN1_STRING_get0_data(value);
    const auto size = static_cast<std::size_t>(ASN1_STRING_length(value));
    char text[INET6_ADDRSTRLEN] = {};
    if (name->type == GEN_DNS)
      names.emplace_back(reinterpret_cast<const char*>(bytes), size);
    else if (inet_ntop(size == 4 ? AF_INET : AF_INET6, bytes, text, sizeof text) != nullptr)
      names.emplace_back(text);
  }
  return names;
}

Result<DeviceKey> make_device_key_and_csr() {
  WARMHEART_TRY_ASSIGN(const KeyOwner key, make_p256_key());
  DeviceKey out;
  WARMHEART_TRY_ASSIGN(out.key_pem, write_key(key.get()));
  WARMHEART_TRY_ASSIGN(out.csr_der, request_for(key.get()));
  return out;
}

Result<Bytes> make_csr(const SecretString& key_pem) {
  WARMHEART_TRY_ASSIGN(const KeyOwner key, read_key(key_pem.view()));
  return request_for(key.get());
}

Result<Digest> public_key_digest_of_csr(ByteView csr_der) {
  if (csr_der.empty() || csr_der.size() > kMaxCertificateBytes)
    return fail(ErrorCode::invalid_argument, "this is no certificate request");
  const unsigned char* at = csr_der.data();
  const RequestOwner request(d2i_X509_REQ(nullptr, &at, static_cast<long>(csr_der.size())));
  EVP_PKEY* const key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
  if (key == nullptr || X509_REQ_verify(request.get(), key) != 1) {
    return openssl_failure(ErrorCode::invalid_argument, "the certificate request is not signed by its own key");
  }
  if (!is_p256(key)) return fail(ErrorCode::invalid_argument, "the request's key is not P-256");
  return key_digest(key);
}

Result<CertificateFacts> read_certificate(ByteView der) {
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate, read_certificate_der(der));
  CertificateFacts facts;
  facts.device = device_of(certificate.get());
  WARMHEART_TRY_ASSIGN(facts.not_before_ms, unix_ms(X509_get0_notBefore(certificate.get())));
  WARMHEART_TRY_ASSIGN(facts.not_after_ms, unix_ms(X509_get0_notAfter(certificate.get())));
  facts.fingerprint = sha256({der});
  WARMHEART_TRY_ASSIGN(facts.public_key_digest, key_digest(X509_get0_pubkey(certificate.get())));
  return facts;
}

Result<void> check_signed_by(ByteView certificate_der, ByteView ca_der) {
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate, read_certificate_der(certificate_der));
  WARMHEART_TRY_ASSIGN(const CertificateOwner ca, read_certificate_der(ca_der));
  const bool ours = X509_check_issued(ca.get(), certificate.get()) == X509_V_OK &&
                    X509_verify(certificate.get(), X509_get0_pubkey(ca.get())) == 1;
  ERR_clear_error();
  if (!ours) return fail(ErrorCode::forbidden, "the certificate was not signed by this authority");
  if ((X509_get_extended_key_usage(certificate.get()) & XKU_SSL_CLIENT) == 0 || !device_of(certificate.get())) {
    return fail(ErrorCode::forbidden, "the certificate is not a device's");
  }
  return {};
}

Bytes renewal_statement(ByteView nonce, ByteView csr_der) {
  Bytes statement = bytes_of("warmheart renewal 1");
  statement.insert(statement.end(), nonce.begin(), nonce.end());
  statement.insert(statement.end(), csr_der.begin(), csr_der.end());
  return statement;
}

Result<Bytes> sign_with_key(const SecretString& key_pem, ByteView message) {
  WARMHEART_TRY_ASSIGN(const KeyOwner key, read_key(key_pem.view()));
  const DigestOwner context(EVP_MD_CTX_new());
  std::size_t size = 0;
  if (!context || EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &size, message.data(), message.size()) != 1) {
    return openssl_failure(ErrorCode::internal, "cannot sign");
  }
  Bytes signature(size);
  if (EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1) {
    return openssl_failure(ErrorCode::internal, "cannot sign");
  }
  signature.resize(size);
  return signature;
}

Result<void> verify_with_certificate(ByteView certificate_der, ByteView message, ByteView signature) {
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate, read_certificate_der(certificate_der));
  const DigestOwner context(EVP_MD_CTX_new());
  const bool good =
      context &&
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, X509_get0_pubkey(certificate.get())) == 1 &&
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) == 1;
  ERR_clear_error();
  if (!good) return fail(ErrorCode::forbidden, "the signature was not made by the certificate's key");
  return {};
}

Result<Bytes> der_of_pem(std::string_view pem) {
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate, read_certificate_pem(pem));
  return der_of(certificate.get());
}

std::string pem_of_der(ByteView certificate_der) {
  const auto certificate = read_certificate_der(certificate_der);
  return certificate ? pem_of(certificate->get()) : std::string();
}

}  // namespace warmheart::tls
