#include "net/tls/certificate_ends.h"

#include "core/base/clock.h"
#include "net/tls/authority.h"

namespace warmheart::tls {
namespace {

std::string remedy(CertificateEnd::Kind kind) {
  switch (kind) {
    case CertificateEnd::Kind::root:
      return "`warmheart-admin keys rotate authority-root` makes the next one, which kiosks follow";
    case CertificateEnd::Kind::issuing:
      return "`warmheart-admin keys rotate authority` makes the next one; devices' certificates end with it";
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
                   one.of_public ? CertificateEnd::Kind::of_public : CertificateEnd::Kind::of_private, one.file});
  }
  const auto authorities = list_authorities(keys_folder);
  if (!authorities) return all;
  const AuthorityFacts& root = authorities->roots.back();
  all.push_back({root.certificate_file, root.not_after_ms, CertificateEnd::Kind::root, keys_folder + "/ca.pem"});
  if (authorities->issuing.empty()) return all;
  const AuthorityFacts& issuing = authorities->issuing.back();
  all.push_back(
      {issuing.certificate_file, issuing.not_after_ms, CertificateEnd::Kind::issuing, keys_folder + "/issuing.pem"});
  return all;
}

}  // namespace warmheart::tls
