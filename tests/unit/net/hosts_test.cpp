// Which name answers what, and which certificate it shows.
#include "real_environment.h"

#include "app/central/hosts.h"
#include "net/tls/host_name.h"
#include "net/tls/server_certificates.h"

using namespace warmheart;
using warmheart::testing::Folder;
using warmheart::testing::must;

namespace {

http::Request asking(const std::string& path, const std::string& host, const std::string& server_name) {
  http::Request request;
  request.path = path;
  request.server_name = server_name;
  request.headers.emplace_back("host", host);
  return request;
}
http::Request asking(const std::string& path, const std::string& name) { return asking(path, name + ":8443", name); }

const std::string kConsole = "console.example.org", kRiders = "riders.example.org", kCentre = "centre.example.org";

}  // namespace

TEST_CASE("A host name is in lower case, and no address and no wildcard is one") {
  for (const char* good : {"localhost", "centre.example.org", "a-1.b2.cn", "xn--fiqs8s"})
    CHECK(tls::is_host_name(good));
  const std::string long_label(64, 'a');
  for (const std::string& bad :
       {std::string(), std::string("Centre.example.org"), std::string("10.0.0.5"), std::string("::1"),
        std::string("*.example.org"), std::string("centre.example.org."), std::string("-a.org"), std::string("a-.org"),
        std::string("a..org"), long_label, std::string("a b"), std::string("a\"b")})
    CHECK_FALSE(tls::is_host_name(bad));
  std::string name = "a";
  while (name.size() < 253) name += ".a";
  CHECK(tls::is_host_name(name));
  CHECK_FALSE(tls::is_host_name(name + ".a"));
}

TEST_CASE("With two names, each answers for its own people alone") {
  const Hosts hosts(kConsole, kRiders);
  const std::vector<std::string> of_console = {"/",
                                               "/js/main.js",
                                               "/api/session",
                                               "/api/events",
                                               "/favicon.ico",
                                               "/vendor/bootstrap/css/bootstrap.min.css",
                                               "/sentences/console/zh.json"};
  const std::vector<std::string> of_riders = {"/phone", "/phone/", "/phone/card.html", "/phone/api/join",
                                              "/sentences/phone/en.json"};
  const std::vector<std::string> of_kiosks = {"/v1/enrol", "/v1/renew-nonce", "/v1/renew"};
  const auto check = [&hosts](const std::vector<std::string>& paths, const std::string& only) {
    for (const std::string& path : paths) {
      for (const std::string& name : {kConsole, kRiders, kCentre}) {
        INFO(path << " by " << name);
        CHECK(hosts.serves(asking(path, name)) == (name == only));
      }
    }
  };
  check(of_console, kConsole);
  check(of_riders, kRiders);
  check(of_kiosks, kCentre);
  CHECK(hosts.serves(asking("/shared/js/h.js", kConsole)));
  CHECK(hosts.serves(asking("/shared/js/h.js", kRiders)));
  CHECK_FALSE(hosts.serves(asking("/shared/js/h.js", kCentre)));
}

TEST_CASE("The name of the handshake and the name in Host are one; ports and letters' cases do not matter") {
  const Hosts hosts(kConsole, kRiders);
  CHECK(hosts.serves(asking("/api/session", "Console.Example.ORG", kConsole)));
  CHECK(hosts.serves(asking("/api/session", kConsole + ":443", kConsole)));
  CHECK_FALSE(hosts.serves(asking("/api/session", kConsole, kRiders)));
  CHECK_FALSE(hosts.serves(asking("/api/session", kConsole, "")));
  CHECK_FALSE(hosts.serves(asking("/api/session", kConsole + ":x", kConsole)));
  CHECK_FALSE(hosts.serves(asking("/api/session", kConsole + ".", kConsole)));
  CHECK(hosts.serves(asking("/v1/renew", "10.0.0.5:8443", "")));
  CHECK(hosts.serves(asking("/v1/renew", "[::1]:8443", "")));
  CHECK_FALSE(hosts.serves(asking("/v1/renew", kConsole, "")));
  CHECK_FALSE(hosts.serves(asking("/v1/renew", kCentre, kConsole)));
}

TEST_CASE("Without names of their own, every name answers everything") {
  const Hosts hosts;
  for (const char* path : {"/", "/api/session", "/phone/", "/v1/renew", "/shared/js/h.js"})
    CHECK(hosts.serves(asking(path, "anything", "")));
}

TEST_CASE("A request that changes something comes from the console's own pages") {
  const Hosts hosts(kConsole, kRiders);
  http::Request request = asking("/api/session", "Console.example.org:8443", kConsole);
  CHECK(hosts.is_from_console(request));
  request.headers.emplace_back("origin", "https://" + kConsole + ":8443");
  CHECK(hosts.is_from_console(request));
  for (const std::string& other :
       {"https://" + kRiders + ":8443", "https://" + kConsole, "http://" + kConsole + ":8443", std::string("null")}) {
    request.headers.back().second = other;
    CHECK_FALSE(hosts.is_from_console(request));
    CHECK_FALSE(Hosts().is_from_console(request));
  }
}

TEST_CASE("Names that only browsers use show the public certificate, also where the private one is for them, too") {
  Folder ours, public_authority;
  must(tls::make_authority(ours.path));
  must(tls::make_authority(public_authority.path));
  const std::vector<std::string> all = {kCentre, kConsole, kRiders}, browsers = {kConsole, kRiders};
  must(tls::make_server_certificate(ours.path, all));
  must(tls::make_server_certificate(public_authority.path, browsers));
  const tls::CertificateFiles of_private = tls::private_files(ours.path);
  const tls::CertificateFiles of_public = tls::private_files(public_authority.path);
  CHECK(tls::ServerCertificates::load(of_private, of_public).error().code == ErrorCode::invalid_argument);
  const auto certificates = must(tls::ServerCertificates::load(of_private, of_public, browsers));
  for (const std::string& name : all) CHECK(certificates->is_for(name));
  CHECK_FALSE(certificates->is_for("elsewhere.example.org"));
  CHECK_FALSE(certificates->is_for(""));
  CHECK(certificates->names_of_private() == all);
}
