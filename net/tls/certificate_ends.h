// When the certificates of a centre end, and from when on somebody must do something about it. Pure but for reading
// the authorities' certificates.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "net/tls/server_certificates.h"

namespace warmheart::tls {

inline constexpr int kPrivateWarnDays = 60;
inline constexpr int kPublicWarnDays = 14;  // public ones live 90 days and are renewed a month before

struct CertificateEnd {
  std::string file;
  std::int64_t not_after_ms = 0;
  enum class Kind { root, issuing, of_private, of_public } kind = Kind::of_private;
  std::string alarm;  // by which its alarm is known: the same for the next one, which has another file

  bool ends_soon(std::int64_t now_ms) const;
  // "… ends in 12 days: …", with what to do.
  std::string sentence(std::int64_t now_ms) const;
};

// The listeners' certificates, and the authorities' own, of which the newest root and the newest issuing one count: an
// older one is forgotten before it ends, or nothing is below it any more.
std::vector<CertificateEnd> certificate_ends(const std::string& keys_folder,
                                             const std::vector<ServerCertificates::End>& shown);

}  // namespace warmheart::tls
