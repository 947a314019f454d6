// What the listeners show: the certificate of the private authority, which kiosks trust, and, on the people listener
// where one is set, a public one for browsers. Which of them is chosen by the name that a client asks for (SNI): names
// that only browsers use get the public one, where it is for them; other names of the private certificate, and no name
// at all, get the private one; all other names of the public certificate get that.
// Read anew from its files while connections come; a pair that does not fit leaves the one before in use. Any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/result.h"

struct ssl_st;

namespace warmheart::tls {

struct CertificateFiles {
  std::string certificate;  // PEM: the certificate, then its chain; empty: there is none
  std::string key;          // PEM
};
CertificateFiles private_files(const std::string& keys_folder);  // server.pem, server.key

class ServerCertificates {
 public:
  // `browsers`: names that only browsers use, in lower case. A public certificate that no name would show is
  // invalid_argument.
  static Result<std::shared_ptr<ServerCertificates>> load(CertificateFiles private_pair, CertificateFiles public_pair,
                                                          std::vector<std::string> browsers = {});

  // Looks whether a file has changed, and reads the pairs anew then. True: others are shown from now on. An error
  // leaves everything as it was; it is looked at again with the next call.
  Result<bool> reload();

  bool is_for(const std::string& name) const;         // whether one of them is
  std::vector<std::string> names_of_private() const;  // DNS names and IP addresses

  struct End {
    std::string file;
    std::int64_t not_after_ms = 0;
    bool of_public = false;
  };
  std::vector<End> ends() const;  // the private one first

  // Gives one connection the certificate for the name that it asks for; kiosks' own listener has the private one alone.
  // False: it cannot be used.
  bool show(ssl_st* connection) const;
  bool show_private(ssl_st* connection) const;

 private:
  struct Pair;
  struct Shown {
    std::shared_ptr<const Pair> of_private, of_public;  // of_public may be none
  };
  ServerCertificates(CertificateFiles of_private, CertificateFiles of_public, std::vector<std::string> browsers);
  bool shows_public(const Shown& present, const std::string& name) const;
  static bool use(ssl_st* connection, const Pair& pair);
  static Result<std::shared_ptr<const Pair>> read_pair(const CertificateFiles& files);
  Result<Shown> read() const;
  Shown shown() const;
  std::string stamp() const;

  const CertificateFiles m_private, m_public;
  const std::vector<std::string> m_browsers;
  mutable std::mutex m_mutex;
  Shown m_shown;
  std::string m_stamp;  // of the files as they were read
};

}  // namespace warmheart::tls
