// The authorities of a centre: a root above issuing ones, the next of each while everything runs, and the end of those
// before; over real TLS.
#include "real_environment.h"

#include <cstdlib>
#include <fstream>

#include "core/central/store/act.h"
#include "core/record/feed_signature.h"
#include "core/record/record.h"
#include "core/storage/sql.h"

using namespace warmheart;
using namespace std::chrono_literals;
using namespace warmheart::testing;

namespace {

Result<void> unasked(const tls::NextAuthority&) { return {}; }

// A centre whose operator rotates, as warmheart-admin does.
struct RotatingCentre : RealCentre {
  void next_issuing() {
    must(tls::make_next_issuing(keys_dir(), "", unasked));
    must(certificates->reload());
  }
  void next_root() {
    must(tls::make_next_root(keys_dir(), "", by_root(keys->root), unasked));
    must(certificates->reload());
  }
  void forget() {
    must(tls::forget_older_authorities(keys_dir()));
    must(certificates->reload());
  }
  static tls::SignRoots by_root(const SignKey& root) {
    return [&root](std::uint64_t ordinal, ByteView roots) {
      return sign_trusted_roots(ordinal, roots, root.secret.view());
    };
  }
  // One exchange by this identity, as its certificate lets it.
  tl::expected<http::Response, http::Failure> call(const DeviceIdentity& identity) {
    wire::SyncRequest request;
    request.set_protocol(kProtocol);
    request.set_epoch(77);
    request.set_first_seq(1);
    request.set_prev_hash(std::string(32, '\0'));
    request.set_last_hash(std::string(32, '\0'));
    const tls::ClientIdentity own{identity.certificate_pem, identity.key_pem};
    return blocking_call(must(tls::device_client(identity.ca_der, own)),
                         http::Endpoint{identity.centre_host, identity.devices_port},
                         protobuf_post("/v1/sync", request.SerializeAsString()), 5s);
  }
  bool serves(const DeviceIdentity& identity) {
    const auto answer = call(identity);
    return answer && answer->status == 200;
  }
  std::optional<tls::HandshakeFault> fault(const DeviceIdentity& identity) {
    const auto answer = call(identity);
    if (answer) return std::nullopt;
    return answer.error().handshake;
  }
};

tls::AuthorityId signer(const DeviceIdentity& identity) {
  return must(tls::signer_of(identity.certificate_pem, identity.ca_der));
}

// As init made it before there were issuing authorities: one certificate of path length 0, which signs everything.
void make_single_authority(const std::string& folder) {
  std::ofstream(folder + "/req.cnf") << "[req]\ndistinguished_name=dn\nx509_extensions=ca\nprompt=no\n[dn]\n"
                                        "O=Warmheart\nCN=Warmheart authority of before\n[ca]\n"
                                        "basicConstraints=critical,CA:TRUE,pathlen:0\n"
                                        "keyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n";
  const std::string command = "openssl req -x509 -config " + folder +
                              "/req.cnf -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -keyout " +
                              folder + "/ca.key -out " + folder + "/ca.pem 2>/dev/null";
  REQUIRE(std::system(command.c_str()) == 0);
}

// What somebody who holds an authority's key can sign with OpenSSL's own commands: an authority, and a device below it.
struct SignedByHand {
  std::string authority_pem, device_pem;
  SecretString device_key_pem;
  Bytes authority_der() const { return must(tls::der_of_pem(authority_pem)); }
  Bytes device_der() const { return must(tls::der_of_pem(device_pem)); }
};

// By top.pem and top.key, which lie in the folder.
SignedByHand sign_by_hand(const std::string& folder, const Uuid& device) {
  std::ofstream(folder + "/middle.ext")
      << "basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign\n"
         "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=none\n";
  std::ofstream(folder + "/low.ext") << "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
                                        "extendedKeyUsage=clientAuth\nsubjectAltName=URI:urn:uuid:"
                                     << device.text() << "\n";
  const auto signs = [&](const std::string& above, const std::string& name) {
    const std::string command =
        "cd " + folder + " && openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout " +
        name + ".key -subj /CN=" + name + " -out " + name + ".csr 2>/dev/null && openssl x509 -req -in " + name +
        ".csr -CA " + above + ".pem -CAkey " + above + ".key -CAcreateserial -days 30 -extfile " + name + ".ext -out " +
        name + ".pem 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
  };
  signs("top", "middle");
  signs("middle", "low");
  const auto content = [&](const char* name) { return must(tls::read_small_file(folder + name)); };
  return {content("/middle.pem"), content("/low.pem"), SecretString(content("/low.key"))};
}

}  // namespace

TEST_CASE("Under the next issuing authority old certificates go on, renewed ones are its own, forgotten ones end") {
  RotatingCentre centre;
  Folder files;
  const DeviceIdentity before = enrolled(centre, files.path);
  CHECK(signer(before) == centre.authority.id());
  CHECK(centre.serves(before));
  centre.next_issuing();
  CHECK(signer(before) != centre.authority.id());
  CHECK(centre.serves(before));  // no restart
  const DeviceIdentity renewed = must(renew(before, files.path, 5s));
  CHECK(signer(renewed) == centre.authority.id());
  CHECK(renewed.ca_der == before.ca_der);
  CHECK(centre.serves(renewed));
  CHECK(signer(must(load_identity(files.path))) == signer(renewed));
  Folder other;
  CHECK(signer(enrolled(centre, other.path)) == centre.authority.id());

  centre.forget();
  CHECK(centre.serves(renewed));
  CHECK(centre.fault(before) == tls::HandshakeFault::own_refused);
  CHECK(renew(before, files.path, 5s).error().code == ErrorCode::forbidden);
  CHECK(renew(renewed, files.path, 5s));
  CHECK_FALSE(std::filesystem::exists(centre.keys_dir() + "/issuing.key"));
  CHECK_FALSE(std::filesystem::exists(centre.keys_dir() + "/issuing.pem"));
}

TEST_CASE("A certificate that a device's own has signed lets nobody in") {
  RotatingCentre centre;
  Folder files, forged;
  const DeviceIdentity identity = enrolled(centre, files.path);
  // The device's key as an issuing authority, and another device below it.
  must(tls::write_secret_file(forged.path + "/ca.key", identity.key_pem.view()));
  must(tls::write_public_file(forged.path + "/ca.pem", identity.certificate_pem));
  const auto key = must(tls::make_device_key_and_csr());
  DeviceIdentity below = identity;
  below.key_pem = key.key_pem;
  std::ofstream(forged.path + "/ext") << "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
                                         "extendedKeyUsage=clientAuth\nsubjectAltName=URI:urn:uuid:"
                                      << identity.device.text() << "\n";
  must(tls::write_secret_file(forged.path + "/below.key", key.key_pem.view()));
  const std::string command = "cd " + forged.path +
                              " && openssl req -new -key below.key -subj /CN=device -out below.csr 2>/dev/null"
                              " && openssl x509 -req -in below.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 "
                              "-extfile ext -out below.pem 2>/dev/null";
  REQUIRE(std::system(command.c_str()) == 0);
  below.certificate_pem = must(tls::read_small_file(forged.path + "/below.pem")) + identity.certificate_pem;
  CHECK(centre.serves(identity));
  CHECK(centre.fault(below) == tls::HandshakeFault::own_refused);
  CHECK(renew(below, files.path, 5s).error().code == ErrorCode::forbidden);
}

TEST_CASE("An authority that an issuing one has signed lets nobody in: issuing ones sign devices alone") {
  RotatingCentre centre;
  Folder files, forged;
  const DeviceIdentity identity = enrolled(centre, files.path);
  for (const char* ending : {".pem", ".key"})
    std::filesystem::copy_file(centre.keys_dir() + "/issuing" + ending, forged.path + "/top" + ending);
  const SignedByHand made = sign_by_hand(forged.path, identity.device);
  DeviceIdentity below = identity;
  below.key_pem = made.device_key_pem;
  below.certificate_pem = made.device_pem + made.authority_pem;
  CHECK(centre.serves(identity));
  CHECK(centre.fault(below) == tls::HandshakeFault::own_refused);
  CHECK(renew(below, files.path, 5s).error().code == ErrorCode::forbidden);
}

TEST_CASE("A kiosk takes no issuing authority that its root may not sign, and none that only knows the root's name") {
  Folder folder, forged;
  SystemClock clock;
  SystemRandom random;
  const Uuid device = Uuid::make(clock, random);
  SECTION("below a root of path length 0, as those of before are") {
    make_single_authority(folder.path);
    for (const char* ending : {".pem", ".key"})
      std::filesystem::copy_file(folder.path + "/ca" + ending, forged.path + "/top" + ending);
  }
  SECTION("below another key under the root's name") {
    must(tls::make_authority(folder.path));
    const std::string command =
        "cd " + forged.path +
        " && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -keyout top.key "
        "-out top.pem -subj \"$(openssl x509 -in " +
        folder.path + "/ca.pem -noout -subject -nameopt compat | sed 's/^subject=//')\" 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
  }
  const SignedByHand made = sign_by_hand(forged.path, device);
  const Bytes root = must(tls::der_of_pem(must(tls::read_small_file(folder.path + "/ca.pem"))));
  CHECK(tls::check_signed_by(made.device_der(), made.authority_der()));
  CHECK(tls::check_issued(made.device_der(), made.authority_der(), root).error().code == ErrorCode::forbidden);
}

TEST_CASE("A kiosk that runs takes the next issuing authority's certificate with its next exchange") {
  RotatingCentre centre;
  Folder files;
  const DeviceIdentity identity = enrolled(centre, files.path);
  RealKiosk kiosk(identity);
  SyncRunnerOptions options;
  options.folder = files.path;
  SyncRunner runner(identity, kiosk.port, kiosk.clock, kiosk.random, kiosk.log, SyncListener(), options);
  must(runner.start());
  const auto held = [&] {
    return must(centre.store.read(
        [](Snapshot& in) { return sql::value<Bytes>(in, "SELECT coalesce(authority_id, x'') FROM device"); }));
  };
  CHECK(within(10s, [&] { return bytes_of(centre.authority.id()) == held(); }));
  SECTION("another issuing authority") { centre.next_issuing(); }
  SECTION("another root") { centre.next_root(); }
  CHECK(must(devices_behind(centre.store, centre.authority.id(), 0)).size() == 1);
  kiosk.join();
  runner.wake();
  CHECK(within(15s, [&] { return signer(must(load_identity(files.path))) == centre.authority.id(); }));
  CHECK(within(15s, [&] { return bytes_of(centre.authority.id()) == held(); }));
  const std::uint64_t roots = centre.authority.trusted_roots().ordinal;
  CHECK(must(devices_behind(centre.store, centre.authority.id(), roots)).empty());
  CHECK(must(devices_behind(centre.store, centre.authority.id(), roots + 1)).size() == 1);
  CHECK(must(devices_under(centre.store, centre.authority.id())) == 1);
  runner.stop();
}

TEST_CASE("The next root is taken by who trusts the one before, and that one is forgotten last") {
  RotatingCentre centre;
  Folder files;
  const DeviceIdentity before = enrolled(centre, files.path);
  centre.next_root();
  CHECK(centre.serves(before));
  Folder between;
  const DeviceIdentity enrolled_between = enrolled(centre, between.path);  // the code names the root before
  CHECK(enrolled_between.roots_ordinal == 2);
  CHECK(centre.serves(enrolled_between));
  const DeviceIdentity knows_both = must(renew(before, files.path, 5s));
  CHECK(knows_both.roots_ordinal == 2);
  CHECK(knows_both.ca_der.size() > before.ca_der.size());
  CHECK(must(load_identity(files.path)).ca_der == knows_both.ca_der);
  CHECK(centre.serves(knows_both));
  CHECK(centre.serves(before));

  centre.forget();
  CHECK(centre.fault(before) == tls::HandshakeFault::wrong_authority);
  CHECK(centre.serves(knows_both));
  CHECK(centre.serves(enrolled_between));
  const DeviceIdentity knows_one = must(renew(knows_both, files.path, 5s));
  CHECK(knows_one.roots_ordinal == 3);
  CHECK(knows_one.ca_der == centre.authority.enrolment_root_der());
  CHECK(centre.serves(knows_one));
  Folder after;
  const DeviceIdentity fresh = enrolled(centre, after.path);
  CHECK(fresh.roots_ordinal == 3);
  CHECK(centre.serves(fresh));
  centre.next_root();
  CHECK(must(renew(knows_one, files.path, 5s)).roots_ordinal == 4);
  CHECK(must(load_identity(files.path)).roots_ordinal == 4);
}

TEST_CASE("Roots that the root of the feed's keys has not signed are not taken") {
  RotatingCentre centre;
  Folder files;
  const DeviceIdentity before = enrolled(centre, files.path);
  SECTION("signed by the feed key, as a thief of the running centre could") {
    must(tls::make_next_root(centre.keys_dir(), "", RotatingCentre::by_root(centre.keys->feed), unasked));
  }
  SECTION("signed for another ordinal") {
    const tls::SignRoots other = [&](std::uint64_t ordinal, ByteView roots) {
      return sign_trusted_roots(ordinal + 1, roots, centre.keys->root.secret.view());
    };
    must(tls::make_next_root(centre.keys_dir(), "", other, unasked));
  }
  CHECK(renew(before, files.path, 5s).error().code == ErrorCode::forbidden);  // its certificate is below that root
  const DeviceIdentity kept = must(load_identity(files.path));
  CHECK(kept.roots_ordinal == 1);
  CHECK(kept.ca_der == before.ca_der);
  CHECK(centre.serves(kept));
}

TEST_CASE("Roots of a lower ordinal are not taken again, though they were signed once") {
  RotatingCentre centre;
  Folder files, aside;
  const DeviceIdentity first = enrolled(centre, files.path);
  std::filesystem::copy_file(centre.keys_dir() + "/ca.pem", aside.path + "/ca.pem");
  centre.next_root();
  const DeviceIdentity knows_both = must(renew(first, files.path, 5s));
  REQUIRE(knows_both.roots_ordinal == 2);
  centre.forget();
  const DeviceIdentity knows_one = must(renew(knows_both, files.path, 5s));
  REQUIRE(knows_one.roots_ordinal == 3);
  // The root of before lies there again, as from an older copy of the keys; its list is signed all the same.
  std::filesystem::copy_file(aside.path + "/ca.pem", centre.keys_dir() + "/ca.pem");
  REQUIRE(centre.authority.trusted_roots().ordinal == 2);
  const DeviceIdentity kept = must(renew(knows_one, files.path, 5s));
  CHECK(kept.roots_ordinal == 3);
  CHECK(kept.ca_der == knows_one.ca_der);
  CHECK(must(load_identity(files.path)).roots_ordinal == 3);
}

TEST_CASE("What is cut off leaves the authorities of before, and the same again goes on") {
  RotatingCentre centre;
  Folder files;
  const DeviceIdentity before = enrolled(centre, files.path);
  const auto cut = [](const tls::NextAuthority&) -> Result<void> { return fail(ErrorCode::io, "cut off"); };
  const tls::AuthorityId id = centre.authority.id();
  CHECK(tls::make_next_issuing(centre.keys_dir(), "", cut).error().code == ErrorCode::io);
  CHECK(tls::make_next_root(centre.keys_dir(), "", RotatingCentre::by_root(centre.keys->root), cut).error().code ==
        ErrorCode::io);
  CHECK(centre.authority.id() == id);
  CHECK(centre.authority.trusted_roots().ordinal == 1);
  CHECK(must(tls::Authority::load(centre.keys_dir())).id() == id);
  CHECK(centre.serves(before));
  CHECK(signer(must(renew(before, files.path, 5s))) == id);
  centre.next_issuing();
  CHECK(must(tls::list_authorities(centre.keys_dir())).issuing.back().number == 2);
  centre.next_root();
  const DeviceIdentity renewed = must(renew(before, files.path, 5s));
  CHECK(renewed.roots_ordinal == 2);
  CHECK(centre.serves(renewed));
  // A deletion that ended behind its first file.
  std::filesystem::remove(centre.keys_dir() + "/issuing.pem");
  CHECK(must(tls::Authority::load(centre.keys_dir())).id() == centre.authority.id());
  centre.forget();
  CHECK_FALSE(std::filesystem::exists(centre.keys_dir() + "/issuing.key"));
  CHECK(centre.serves(renewed));
}

TEST_CASE("An authority of before goes on as it is, signs no issuing one, and gives way to a root with one") {
  Folder folder;
  make_single_authority(folder.path);
  const auto authority = must(tls::Authority::load(folder.path));
  must(tls::make_server_certificate(folder.path, std::vector<std::string>{"localhost"}));
  const auto key = must(tls::make_device_key_and_csr());
  SystemClock clock;
  SystemRandom random;
  const Uuid device = Uuid::make(clock, random);
  const auto issued = must(authority.issue(key.csr_der, device));
  CHECK(issued.issuing_der.empty());
  const Bytes single = authority.enrolment_root_der();
  CHECK(tls::check_issued(issued.certificate_der, {}, single));
  CHECK(must(tls::signer_of(tls::pem_of_der(issued.certificate_der), single)) == authority.id());
  CHECK(tls::make_next_issuing(folder.path, "", unasked).error().what.find("authority-root") != std::string::npos);

  const auto signs = [](std::uint64_t, ByteView) -> Result<Bytes> { return Bytes(64, 1); };
  must(tls::make_next_root(folder.path, folder.path + "/stick.key", signs, unasked));
  CHECK_FALSE(std::filesystem::exists(folder.path + "/ca-2.key"));
  const auto next = must(authority.issue(key.csr_der, device));
  const Bytes both = authority.trusted_roots().certificates_der;
  CHECK(tls::check_issued(next.certificate_der, next.issuing_der, both));
  CHECK(tls::check_issued(next.certificate_der, next.issuing_der, single).error().code == ErrorCode::forbidden);
  CHECK(authority.check_device(issued.certificate_der));
  // Programs that know no issuing authority get what they can check, as long as it is here.
  const auto for_old = must(authority.issue(key.csr_der, device, false));
  CHECK(tls::check_issued(for_old.certificate_der, {}, single));
  must(tls::make_next_issuing(folder.path, folder.path + "/stick.key", unasked));
  CHECK(authority.enrolment_root_der() == single);
  must(tls::forget_older_authorities(folder.path));
  CHECK(authority.check_device(issued.certificate_der).error().code == ErrorCode::forbidden);
  CHECK(authority.enrolment_root_der() != single);
  CHECK_FALSE(std::filesystem::exists(folder.path + "/ca.key"));
  CHECK_FALSE(must(authority.issue(key.csr_der, device, false)).issuing_der.empty());
}
