#include "net/tls/certificate_making.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "core/base/random.h"
#include "net/tls/certificates.h"

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

// A few minutes ago, in Unix seconds.
std::int64_t begins_now() { return std::time(nullptr) - kBeginsEarlierMs / 1000; }

// Version, serial, dates, subject and key: what every certificate of ours has. Both ends in Unix seconds.
Result<CertificateOwner> blank_certificate(EVP_PKEY* key, const std::string& common_name, std::int64_t begin_s,
                                           std::int64_t end_s) {
  CertificateOwner certificate(X509_new());
  if (!certificate) return openssl_failure(ErrorCode::internal, "cannot make a certificate");
  WARMHEART_TRY(set_random_serial(certificate.get()));
  X509_set_version(certificate.get(), X509_VERSION_3);
  const std::time_t begin = static_cast<std::time_t>(begin_s);
  const std::time_t end = static_cast<std::time_t>(end_s);
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

// Two authorities are never called the same.
std::string own_name(const std::string& kind) {
  std::array<std::uint8_t, 4> own{};
  SystemRandom().fill(own);
  return "Warmheart " + kind + " " + to_hex(own);
}

// What a certificate ends with at the latest: its issuer's end.
std::int64_t end_within(const AuthorityMember& issuer, std::int64_t begin_s, int days) {
  return std::min(begin_s + days * kSecondsPerDay, issuer.facts.not_after_ms / 1000);
}

Result<void> add_authority_extensions(X509* certificate, X509* issuer, const std::string& constraints) {
  WARMHEART_TRY(add_extension(certificate, issuer, NID_basic_constraints, constraints));
  WARMHEART_TRY(add_extension(certificate, issuer, NID_key_usage, "critical,keyCertSign,cRLSign"));
  return add_extension(certificate, issuer, NID_subject_key_identifier, "hash");
}

}  // namespace

Result<CertificateOwner> make_root(EVP_PKEY* key) {
  const std::int64_t begin_s = begins_now();
  WARMHEART_TRY_ASSIGN(CertificateOwner certificate, blank_certificate(key, own_name("authority"), begin_s,
                                                                       begin_s + kAuthorityDays * kSecondsPerDay));
  WARMHEART_TRY(add_authority_extensions(certificate.get(), certificate.get(), "critical,CA:TRUE,pathlen:1"));
  WARMHEART_TRY(sign(certificate.get(), certificate.get(), key));
  return certificate;
}

Result<CertificateOwner> make_issuing(EVP_PKEY* key, const AuthorityMember& root, EVP_PKEY* root_key) {
  const std::int64_t begin_s = begins_now();
  WARMHEART_TRY_ASSIGN(CertificateOwner certificate, blank_certificate(key, own_name("issuing authority"), begin_s,
                                                                       end_within(root, begin_s, kIssuingDays)));
  X509* const issuer = root.certificate.get();
  WARMHEART_TRY(add_authority_extensions(certificate.get(), issuer, "critical,CA:TRUE,pathlen:0"));
  WARMHEART_TRY(sign(certificate.get(), issuer, root_key));
  return certificate;
}

Result<CertificateOwner> make_server(EVP_PKEY* key, std::span<const std::string> names, int days,
                                     const AuthorityMember& issuer, EVP_PKEY* issuer_key) {
  WARMHEART_TRY_ASSIGN(const std::string list, alternative_names(names));
  const std::int64_t begin_s = begins_now();
  WARMHEART_TRY_ASSIGN(CertificateOwner certificate,
                       blank_certificate(key, names.front(), begin_s, end_within(issuer, begin_s, days)));
  X509* const ca = issuer.certificate.get();
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_basic_constraints, "critical,CA:FALSE"));
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_key_usage, "critical,digitalSignature"));
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_ext_key_usage, "serverAuth"));
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_subject_alt_name, list));
  WARMHEART_TRY(sign(certificate.get(), ca, issuer_key));
  return certificate;
}

Result<CertificateOwner> make_device(EVP_PKEY* key, const Uuid& device, int days, std::int64_t not_before_ms,
                                     const AuthorityMember& issuer, EVP_PKEY* issuer_key) {
  const std::int64_t begin_s = not_before_ms != 0 ? not_before_ms / 1000 : begins_now();
  WARMHEART_TRY_ASSIGN(CertificateOwner certificate,
                       blank_certificate(key, "device " + device.text(), begin_s, end_within(issuer, begin_s, days)));
  X509* const ca = issuer.certificate.get();
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_basic_constraints, "critical,CA:FALSE"));
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_key_usage, "critical,digitalSignature"));
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_ext_key_usage, "clientAuth"));
  WARMHEART_TRY(add_extension(certificate.get(), ca, NID_subject_alt_name, "URI:urn:uuid:" + device.text()));
  WARMHEART_TRY(sign(certificate.get(), ca, issuer_key));
  return certificate;
}

}  // namespace warmheart::tls
