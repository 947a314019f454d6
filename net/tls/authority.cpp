// The centre's own CA: makes itself, the server's certificate, and signs the devices' requests.
#include <arpa/inet.h>
#include <array>
#include <ctime>
#include <unistd.h>
#include <vector>

#include "core/base/random.h"
#include "net/tls/certificates.h"
#include "net/tls/openssl.h"

namespace warmheart::tls {
namespace {

constexpr long kSecondsPerDay = 86'400;
constexpr std::int64_t kBeginsEarlierMs = 300'000;  // clocks of one building may differ by minutes

Result<void> add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  ExtensionOwner extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1) {
    return openssl_failure(ErrorCode::invalid_argument,
                           "cannot make the certificate extension " + std::string(OBJ_nid2sn(nid)));
  }
  return {};
}

Result<void> set_random_serial(X509* certificate) {
  std::array<std::uint8_t, 16> bytes{};
  SystemRandom().fill(bytes);
  bytes[0] &= 0x7f;
  bytes[0] |= 0x40;
  std::unique_ptr<BIGNUM, Freer<BN_free>> number(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  if (!number || BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) == nullptr) {
    return openssl_failure(ErrorCode::internal, "cannot set a serial number");
  }
  return {};
}

// Version, serial, dates, subject and key: what every certificate of ours has. begin_s in Unix seconds.
Result<CertificateOwner> blank_certificate(EVP_PKEY* key, const std::string& common_name, std::int64_t begin_s,
                                           int days) {
  CertificateOwner certificate(X509_new());
  if (!certificate) return openssl_failure(ErrorCode::internal, "cannot make a certificate");
  WARMHEART_TRY(set_random_serial(certificate.get()));
  X509_set_version(certificate.get(), X509_VERSION_3);
  const std::time_t begin = static_cast<std::time_t>(begin_s);
  const std::time_t end = begin + days * kSecondsPerDay;
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  const auto add = [subject](const char* field, const std::string& value) {
    return X509_NAME_add_entry_by_txt(subject, field, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(value.data()),
                                      static_cast<int>(value.size()), -1, 0) == 1;
  };
  const bool done = ASN1_TIME_set(X509_getm_notBefore(certificate.get()), begin) != nullptr &&
                    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), end) != nullptr && add("O", "Warmheart") &&
                    add("CN", common_name) && X509_set_pubkey(certificate.get(), key) == 1;
  if (!done) return openssl_failure(ErrorCode::internal, "cannot fill a certificate");
  return certificate;
}

Result<void> sign(X509* certificate, X509* issuer, EVP_PKEY* issuer_key) {
  if (X509_set_issuer_name(certificate, X509_get_subject_name(issuer)) != 1 ||
      X509_sign(certificate, issuer_key, EVP_sha256()) == 0) {
    return openssl_failure(ErrorCode::internal, "cannot sign a certificate");
  }
  return {};
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

bool is_address(const std::string& name) {
  unsigned char buffer[16];
  return inet_pton(AF_INET, name.c_str(), buffer) == 1 || inet_pton(AF_INET6, name.c_str(), buffer) == 1;
}

// Names go into OpenSSL's small extension language: nothing but letters of names may enter it.
Result<std::string> alternative_names(std::span<const std::string> names) {
  if (names.empty()) return fail(ErrorCode::invalid_argument, "a server certificate needs at least one name");
  std::string list;
  for (const std::string& name : names) {
    if (name.empty() || name.size() > 253 ||
        name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:_*") !=
            std::string::npos) {
      return fail(ErrorCode::invalid_argument, "\"" + name + "\" is no host name and no IP address");
    }
    if (!list.empty()) list += ",";
    list += (is_address(name) ? "IP:" : "DNS:") + name;
  }
  return list;
}

struct Issuer {
  CertificateOwner certificate;
  KeyOwner key;
};

Result<Issuer> load_issuer(const std::string& folder) {
  WARMHEART_TRY_ASSIGN(const std::string pem, read_small_file(folder + "/ca.pem"));
  WARMHEART_TRY_ASSIGN(std::string key_pem, read_small_file(folder + "/ca.key"));
  const SecretString secret(std::move(key_pem));
  Issuer issuer;
  WARMHEART_TRY_ASSIGN(issuer.certificate, read_certificate_pem(pem));
  WARMHEART_TRY_ASSIGN(issuer.key, read_key(secret.view()));
  if (X509_check_private_key(issuer.certificate.get(), issuer.key.get()) != 1) {
    ERR_clear_error();
    return fail(ErrorCode::corrupt, folder + "/ca.key is not the key of ca.pem");
  }
  return issuer;
}

Result<CertificateOwner> make_server(const Issuer& issuer, EVP_PKEY* key, const std::string& names,
                                     const std::string& first, int days) {
  WARMHEART_TRY_ASSIGN(CertificateOwner certificate,
                       blank_certificate(key, first, std::time(nullptr) - kBeginsEarlierMs / 1000, days));
  X509* const ca = issuer.certificate.get();
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_basic_constraints, "critical,CA:FALSE"));
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_key_usage, "critical,digitalSignature"));
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_ext_key_usage, "serverAuth"));
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_subject_alt_name, names));
  WARMHEART_TRY(sign(certificate.get(), ca, issuer.key.get()));
  return certificate;
}

}  // namespace

Result<void> make_authority(const std::string& folder) {
  if (exists(folder + "/ca.key") || exists(folder + "/ca.pem")) {
    return fail(ErrorCode::conflict, folder + " holds an authority already");
  }
  WARMHEART_TRY_ASSIGN(KeyOwner key, make_p256_key());
  std::array<std::uint8_t, 4> own{};  // two centres' authorities are never called the same
  SystemRandom().fill(own);
  WARMHEART_TRY_ASSIGN(CertificateOwner certificate,
                       blank_certificate(key.get(), "Warmheart authority " + to_hex(own),
                                         std::time(nullptr) - kBeginsEarlierMs / 1000, kAuthorityDays));
  WARMHEART_TRY(
      add_extension(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE,pathlen:0"));
  WARMHEART_TRY(add_extension(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign"));
  WARMHEART_TRY(add_extension(certificate.get(), certificate.get(), NID_subject_key_identifier, "hash"));
  WARMHEART_TRY(sign(certificate.get(), certificate.get(), key.get()));
  WARMHEART_TRY_ASSIGN(const SecretString key_pem, write_key(key.get()));
  WARMHEART_TRY(write_secret_file(folder + "/ca.key", key_pem.view()));
  return write_public_file(folder + "/ca.pem", pem_of(certificate.get()));
}

Result<void> make_server_certificate(const std::string& folder, std::span<const std::string> names, int days) {
  WARMHEART_TRY_ASSIGN(const std::string list, alternative_names(names));
  WARMHEART_TRY_ASSIGN(const Issuer issuer, load_issuer(folder));
  WARMHEART_TRY_ASSIGN(const KeyOwner key, make_p256_key());
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate, make_server(issuer, key.get(), list, names.front(), days));
  WARMHEART_TRY_ASSIGN(const SecretString key_pem, write_key(key.get()));
  WARMHEART_TRY(write_secret_file(folder + "/server.key", key_pem.view()));
  return write_public_file(folder + "/server.pem", pem_of(certificate.get()) + pem_of(issuer.certificate.get()));
}

Result<std::int64_t> renew_server_certificate(const std::string& folder, bool new_key, int days) {
  WARMHEART_TRY_ASSIGN(const std::string before_pem, read_small_file(folder + "/server.pem"));
  WARMHEART_TRY_ASSIGN(std::string key_text, read_small_file(folder + "/server.key"));
  const SecretString old_key(std::move(key_text));
  WARMHEART_TRY_ASSIGN(const CertificateOwner before, read_certificate_pem(before_pem));
  const std::vector<std::string> names = subject_names(before.get());
  if (names.empty()) return fail(ErrorCode::corrupt, "the server's certificate names no host");
  WARMHEART_TRY_ASSIGN(const std::string list, alternative_names(names));
  WARMHEART_TRY_ASSIGN(const Issuer issuer, load_issuer(folder));
  WARMHEART_TRY_ASSIGN(const KeyOwner key, new_key ? make_p256_key() : read_key(old_key.view()));
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate, make_server(issuer, key.get(), list, names.front(), days));
  if (new_key) {
    WARMHEART_TRY_ASSIGN(const SecretString key_pem, write_key(key.get()));
    WARMHEART_TRY(write_secret_file(folder + "/server.key", key_pem.view()));
  }
  WARMHEART_TRY(
      write_public_file(folder + "/server.pem", pem_of(certificate.get()) + pem_of(issuer.certificate.get())));
  WARMHEART_TRY_ASSIGN(const Bytes der, der_of(certificate.get()));
  WARMHEART_TRY_ASSIGN(const CertificateFacts facts, read_certificate(der));
  return facts.not_after_ms;
}

Result<Authority> Authority::load(const std::string& folder) {
  WARMHEART_TRY_ASSIGN(const Issuer issuer, load_issuer(folder));
  Authority authority;
  WARMHEART_TRY_ASSIGN(authority.m_certificate_der, der_of(issuer.certificate.get()));
  WARMHEART_TRY_ASSIGN(SecretString key_pem, write_key(issuer.key.get()));
  authority.m_key_pem = std::make_shared<const SecretString>(std::move(key_pem));
  keep_out_of_swap(view_of(authority.m_key_pem->view()));
  return authority;
}

Result<Bytes> Authority::sign_device(ByteView csr_der, const Uuid& device, int days, std::int64_t not_before_ms) const {
  WARMHEART_TRY(public_key_digest_of_csr(csr_der));
  const unsigned char* at = csr_der.data();
  const RequestOwner request(d2i_X509_REQ(nullptr, &at, static_cast<long>(csr_der.size())));
  EVP_PKEY* const key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
  if (key == nullptr) return openssl_failure(ErrorCode::invalid_argument, "the certificate request is unreadable");

  WARMHEART_TRY_ASSIGN(const CertificateOwner ca, read_certificate_der(m_certificate_der));
  WARMHEART_TRY_ASSIGN(const KeyOwner ca_key, read_key(m_key_pem->view()));
  const std::int64_t begin_s = not_before_ms != 0 ? not_before_ms / 1000 : std::time(nullptr) - kBeginsEarlierMs / 1000;
  WARMHEART_TRY_ASSIGN(const CertificateOwner certificate,
                       blank_certificate(key, "device " + device.text(), begin_s, days));
  WARMHEART_TRY(add_extension(certificate.get(), ca.get(), NID_basic_constraints, "critical,CA:FALSE"));
  WARMHEART_TRY(add_extension(certificate.get(), ca.get(), NID_key_usage, "critical,digitalSignature"));
  WARMHEART_TRY(add_extension(certificate.get(), ca.get(), NID_ext_key_usage, "clientAuth"));
  WARMHEART_TRY(add_extension(certificate.get(), ca.get(), NID_subject_alt_name, "URI:urn:uuid:" + device.text()));
  WARMHEART_TRY(sign(certificate.get(), ca.get(), ca_key.get()));
  return der_of(certificate.get());
}

Result<Bytes> sign_device_csr(const std::string& folder, ByteView csr_der, const Uuid& device, int days) {
  WARMHEART_TRY_ASSIGN(const Authority authority, Authority::load(folder));
  return authority.sign_device(csr_der, device, days);
}

}  // namespace warmheart::tls
