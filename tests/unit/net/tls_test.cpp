#include "real_environment.h"

#include <sys/stat.h>

using namespace warmheart;
using warmheart::testing::Folder;
using warmheart::testing::must;

TEST_CASE("An authority signs a device's request, and the certificate names the device") {
  Folder folder;
  must(tls::make_authority(folder.path));
  CHECK(tls::make_authority(folder.path).error().code == ErrorCode::conflict);
  SystemClock clock;
  SystemRandom random;
  const Uuid device = Uuid::make(clock, random);
  const auto key = must(tls::make_device_key_and_csr());
  const Bytes certificate = must(tls::sign_device_csr(folder.path, key.csr_der, device));
  const auto facts = must(tls::read_certificate(certificate));
  CHECK(facts.device == device);
  CHECK((facts.not_after_ms - facts.not_before_ms) / 86'400'000 == 90);
  CHECK(facts.public_key_digest == must(tls::public_key_digest_of_csr(key.csr_der)));
  const auto der_in = [&folder](const char* file) {
    return must(tls::der_of_pem(must(tls::read_small_file(folder.path + file))));
  };
  const Bytes root = der_in("/ca.pem"), issuing = der_in("/issuing.pem");
  CHECK(tls::check_signed_by(certificate, issuing));
  CHECK(tls::check_signed_by(certificate, root).error().code == ErrorCode::forbidden);
  CHECK(tls::check_issued(certificate, issuing, root));
  CHECK(tls::check_issued(certificate, {}, root).error().code == ErrorCode::forbidden);
  CHECK(tls::check_issued(certificate, issuing, issuing).error().code == ErrorCode::forbidden);
  CHECK(tls::pem_of_der(certificate).find("BEGIN CERTIFICATE") != std::string::npos);

  Folder other;
  must(tls::make_authority(other.path));
  const Bytes foreign = must(tls::der_of_pem(must(tls::read_small_file(other.path + "/ca.pem"))));
  CHECK(tls::check_signed_by(certificate, foreign).error().code == ErrorCode::forbidden);
  CHECK(tls::check_issued(certificate, issuing, foreign).error().code == ErrorCode::forbidden);
  Bytes both = foreign;
  both.insert(both.end(), root.begin(), root.end());
  CHECK(tls::check_issued(certificate, issuing, both));
  CHECK(tls::check_issued(issuing, issuing, root).error().code == ErrorCode::forbidden);  // no device's
}

TEST_CASE("Keys are readable by their owner only") {
  Folder folder;
  must(tls::make_authority(folder.path));
  struct stat facts {};
  for (const char* file : {"/ca.key", "/issuing.key"}) {
    REQUIRE(::stat((folder.path + file).c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
  }
}

TEST_CASE("A request that was tampered with is not signed") {
  Folder folder;
  must(tls::make_authority(folder.path));
  auto key = must(tls::make_device_key_and_csr());
  key.csr_der[key.csr_der.size() - 3] ^= 1;
  CHECK_FALSE(tls::sign_device_csr(folder.path, key.csr_der, Uuid()));
  CHECK_FALSE(tls::sign_device_csr(folder.path, Bytes(), Uuid()));
  CHECK_FALSE(tls::sign_device_csr(folder.path, Bytes(5000, 0x30), Uuid()));
}

TEST_CASE("Certificate and key of different devices are refused before anything is sent") {
  Folder folder;
  must(tls::make_authority(folder.path));
  const auto one = must(tls::make_device_key_and_csr());
  const auto two = must(tls::make_device_key_and_csr());
  const Bytes certificate = must(tls::sign_device_csr(folder.path, one.csr_der, Uuid()));
  const Bytes ca = must(tls::der_of_pem(must(tls::read_small_file(folder.path + "/ca.pem"))));
  const tls::ClientIdentity mixed{tls::pem_of_der(certificate), two.key_pem};
  CHECK(tls::device_client(ca, mixed).error().code == ErrorCode::forbidden);
}

TEST_CASE("A signature is checked against the certificate's key") {
  Folder folder;
  must(tls::make_authority(folder.path));
  const auto key = must(tls::make_device_key_and_csr());
  const Bytes certificate = must(tls::sign_device_csr(folder.path, key.csr_der, Uuid()));
  const Bytes message = bytes_of("nonce");
  const Bytes signature = must(tls::sign_with_key(key.key_pem, message));
  CHECK(tls::verify_with_certificate(certificate, message, signature));
  CHECK_FALSE(tls::verify_with_certificate(certificate, bytes_of("other"), signature));
}

TEST_CASE("An enrolment code survives being typed, and a slip is found") {
  tls::EnrolmentCode code;
  SystemRandom().fill(code.code);
  SystemRandom().fill(code.ca_fingerprint);
  const std::string text = tls::to_text(code);
  CHECK(text.rfind("WHE1:", 0) == 0);
  std::string typed = "  ";
  for (const char c : text.substr(5)) {
    if (c != '-')
      typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else
      typed += ' ';
  }
  const auto read = must(tls::parse_enrolment_code(typed + "\n"));
  CHECK(read.code == code.code);
  CHECK(read.ca_fingerprint == code.ca_fingerprint);

  int found = 0;
  for (std::size_t i = 5; i < text.size(); ++i) {
    if (text[i] == '-') continue;
    std::string slip = text;
    slip[i] = slip[i] == 'Q' ? 'R' : 'Q';
    if (!tls::parse_enrolment_code(slip)) ++found;
  }
  CHECK(found >= 54);  // the last letter carries only three bits of the checksum
  CHECK_FALSE(tls::parse_enrolment_code(""));
  CHECK_FALSE(tls::parse_enrolment_code("WHE1:"));
  CHECK_FALSE(tls::parse_enrolment_code(std::string(10'000, 'A')));
  CHECK_FALSE(tls::parse_enrolment_code("张伟"));
}

TEST_CASE("A server certificate needs names, and takes no others than names") {
  Folder folder;
  must(tls::make_authority(folder.path));
  CHECK(tls::make_server_certificate(folder.path, std::vector<std::string>{}).error().code ==
        ErrorCode::invalid_argument);
  CHECK(tls::make_server_certificate(folder.path, std::vector<std::string>{"a,DNS:b"}).error().code ==
        ErrorCode::invalid_argument);
  CHECK(tls::make_server_certificate(folder.path, std::vector<std::string>{"localhost", "::1", "10.0.0.5"}));
}
