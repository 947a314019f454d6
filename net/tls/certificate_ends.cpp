#include "net/tls/certificate_ends.h"

#include "net/tls/certificates.h"

namespace warmheart::tls {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

std::string remedy(CertificateEnd::Kind kind) {
  switch (kind) {
    case CertificateEnd::Kind::authority:
      return "every kiosk trusts this authority and must be enrolled anew under another one before that day";
    case CertificateEnd::Kind::of_private:
      return "`warmheart-admin certificate renew` makes the next one; the running centre takes it by itself";
    case CertificateEnd::Kind::of_public:
      return "put the next one into the two files; the running centre takes it by itself";
  }
  return {};
}

}  // namespace

bool CertificateEnd::ends_soon(std::int64_t now_ms) const {
  const int days = kind == Kind::of_public ? kPublicWarnDays : kPrivateWarnDays;
  return not_after_ms - now_ms < days * kDayMs;
}

std::string CertificateEnd::sentence(std::int64_t now_ms) const {
  const std::int64_t left = not_after_ms - now_ms;
  const std::string when = left <= 0 ? "has ended" : "ends in " + std::to_string(left / kDayMs) + " days";
  return file + " " + when + ": " + remedy(kind);
}

std::vector<CertificateEnd> certificate_ends(const std::string& keys_folder,
                                             const std::vector<ServerCertificates::End>& shown) {
  std::vector<CertificateEnd> all;
  for (const ServerCertificates::End& one : shown) {
    all.push_back({one.file, one.not_after_ms,
                   one.of_public ? CertificateEnd::Kind::of_public : CertificateEnd::Kind::of_private});
  }
  const std::string file = keys_folder + "/ca.pem";
  const auto pem = read_small_file(file);
  const auto der = pem ? der_of_pem(*pem) : Result<Bytes>(fail(pem.error()));
  const auto facts = der ? read_certificate(*der) : Result<CertificateFacts>(fail(der.error()));
  if (facts) all.push_back({file, facts->not_after_ms, CertificateEnd::Kind::authority});
  return all;
}

}  // namespace warmheart::tls
