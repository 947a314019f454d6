// Enrolment and renewal over real TLS: what goes right, and each thing that goes wrong by its own name.
#include "real_environment.h"

#include <openssl/ssl.h>

using namespace warmheart;
using namespace std::chrono_literals;
using namespace warmheart::testing;

namespace {

EnrolFault fault(const EnrolOptions& options) {
  const auto tried = enrol(options);
  REQUIRE_FALSE(tried);
  CHECK_FALSE(std::filesystem::exists(options.folder + "/identity.toml"));
  CHECK_FALSE(std::filesystem::exists(options.folder + "/device.key"));
  return tried.error().fault;
}

}  // namespace

TEST_CASE("A code makes an identity that is read back whole") {
  RealCentre centre;
  Folder files;
  const auto made = enrol(centre.enrolment(files.path));
  if (!made) FAIL(made.error().what);
  const DeviceIdentity read = must(load_identity(files.path));
  CHECK(read.device == made->device);
  CHECK(read.station == made->station);
  CHECK(read.ca_der == centre.ca());
  CHECK(read.devices_port == centre.devices->port());
  CHECK(read.sealing_key == made->sealing_key);
  CHECK(read.incarnation == made->incarnation);
  CHECK(read.card_secret_key.view().size() == 64);
  CHECK(read.look_up_pepper.view().size() == 32);
  CHECK(must(station_identity(must(load_identity(files.path)))).look_up_pepper.view()[5] ==
        read.look_up_pepper.view()[5]);  // made once
  CHECK((std::filesystem::status(files.path + "/look-up.key").permissions() & std::filesystem::perms::others_all) ==
        std::filesystem::perms::none);
  CHECK(must(list_devices(centre.store)).size() == 1);
  CHECK_FALSE(renewal_is_due(read, centre.clock.now().wall_ms));
  CHECK(renewal_is_due(read, centre.clock.now().wall_ms + 46ll * 86'400'000));
}

TEST_CASE("By a name that only browsers use no kiosk enrols, no code is spent, and the address is what is wrong") {
  CentralConfig settings;
  settings.console_host = "localhost";
  settings.riders_host = "riders.example.org";
  RealCentre centre(0, {}, settings);
  Folder files;
  EnrolOptions options = centre.enrolment(files.path);
  options.host = "localhost";
  CHECK(fault(options) == EnrolFault::wrong_address);
  options.host = "127.0.0.1";
  const auto made = enrol(options);
  REQUIRE(made);
  CHECK(renew(*made, files.path));
  DeviceIdentity moved = *made;
  moved.centre_host = "localhost";
  CHECK_FALSE(renew(moved, files.path));
}

TEST_CASE("Each way an enrolment fails has its own name") {
  RealCentre centre;
  Folder files;
  EnrolOptions options = centre.enrolment(files.path);
  SECTION("a slip of the finger") {
    options.code_text[10] = options.code_text[10] == 'A' ? 'B' : 'A';
    CHECK(fault(options) == EnrolFault::code_malformed);
  }
  SECTION("a code that was never given out") {
    tls::EnrolmentCode code = must(tls::parse_enrolment_code(options.code_text));
    code.code[0] ^= 1;
    options.code_text = tls::to_text(code);
    CHECK(fault(options) == EnrolFault::code_unknown);
  }
  SECTION("a code of another centre") {
    RealCentre other;
    options.code_text = other.code_text();
    CHECK(fault(options) == EnrolFault::wrong_centre);
  }
  SECTION("nobody there") {
    options.people_port = 1;
    CHECK(fault(options) == EnrolFault::unreachable);
  }
  SECTION("a code that was used") {
    Folder first;
    EnrolOptions once = options;
    once.folder = first.path;
    REQUIRE(enrol(once));
    CHECK(fault(options) == EnrolFault::code_used);
  }
  SECTION("a folder that holds an identity") {
    REQUIRE(enrol(options));
    options.code_text = centre.code_text();
    CHECK(enrol(options).error().fault == EnrolFault::already_enrolled);
  }
  SECTION("a folder that cannot be made") {
    options.folder = "/proc/nowhere/kiosk";
    CHECK(enrol(options).error().fault == EnrolFault::cannot_store);
  }
}

TEST_CASE("A certificate renews for the same key, also after its end, but never for a revoked device") {
  RealCentre centre;
  Folder files;
  const auto made = enrol(centre.enrolment(files.path));
  REQUIRE(made);
  const auto authority = must(tls::Authority::load(centre.keys_dir()));
  const Bytes ended = must(authority.sign_device(must(tls::make_csr(made->key_pem)), made->device, 90,
                                                 centre.clock.now().wall_ms - 100ll * 86'400'000));
  must(save_certificate(files.path, tls::pem_of_der(ended)));
  const DeviceIdentity renewed = must(renew(must(load_identity(files.path)), files.path, 5s));
  const auto facts = must(tls::read_certificate(must(tls::der_of_pem(renewed.certificate_pem))));
  CHECK(facts.not_after_ms > centre.clock.now().wall_ms + 80ll * 86'400'000);
  CHECK(facts.device == made->device);
  CHECK(must(load_identity(files.path)).certificate_pem == renewed.certificate_pem);
  must(revoke_device(centre.store, made->device, "admin", "stolen"));
  CHECK(renew(renewed, files.path, 5s).error().code == ErrorCode::forbidden);
}

TEST_CASE("A kiosk whose certificate has ended renews by itself and goes on, also where the centre has moved") {
  RealCentre centre;
  Folder files;
  const auto made = enrol(centre.enrolment(files.path));
  REQUIRE(made);
  const auto authority = must(tls::Authority::load(centre.keys_dir()));
  DeviceIdentity ended = *made;
  ended.certificate_pem = tls::pem_of_der(must(authority.sign_device(
      must(tls::make_csr(made->key_pem)), made->device, 90, centre.clock.now().wall_ms - 100ll * 86'400'000)));
  DeviceIdentity before_the_move = ended;
  before_the_move.people_port = 1;
  before_the_move.devices_port = 1;
  must(save_identity(files.path, before_the_move));
  RealKiosk kiosk(ended);  // told by its configuration where the centre is now
  SyncListener nothing;
  SyncRunnerOptions options;
  options.folder = files.path;
  std::atomic<int> light{-1};
  nothing.status_changed = [&](SyncStatus now) { light = static_cast<int>(now.light); };
  SyncRunner runner(ended, kiosk.port, kiosk.clock, kiosk.random, kiosk.log, nothing, options);
  must(runner.start());
  CHECK(within(10s, [&] { return light == static_cast<int>(SyncLight::current); }));
  const Uuid id = kiosk.join();
  runner.wake();
  CHECK(within(8s, [&] { return kiosk.find(id)->delivery == Delivery::received; }));
  runner.stop();
}

TEST_CASE("A kiosk renews its certificate once half of its life is over, though everybody still takes it") {
  RealCentre centre;
  Folder files;
  const auto made = enrol(centre.enrolment(files.path));
  REQUIRE(made);
  const auto authority = must(tls::Authority::load(centre.keys_dir()));
  DeviceIdentity aging = *made;
  aging.certificate_pem = tls::pem_of_der(must(authority.sign_device(
      must(tls::make_csr(made->key_pem)), made->device, 90, centre.clock.now().wall_ms - 46ll * 86'400'000)));
  must(save_identity(files.path, aging));
  RealKiosk kiosk(aging);
  SyncRunnerOptions options;
  options.folder = files.path;
  SyncRunner runner(aging, kiosk.port, kiosk.clock, kiosk.random, kiosk.log, SyncListener(), options);
  must(runner.start());
  CHECK(within(10s, [&] { return must(load_identity(files.path)).certificate_pem != aging.certificate_pem; }));
  runner.stop();
}

// A listener that judges beginnings, as one of another make might: OpenSSL's own rules.
tls::Context judges_beginnings(const RealCentre& centre) {
  tls::Context context = must(tls::devices_server(centre.keys_dir()));
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return context;
}

TEST_CASE("A kiosk whose certificate is refused, though it has not ended, renews by itself and goes on") {
  RealCentre centre;
  Folder files;
  const auto made = enrol(centre.enrolment(files.path));
  REQUIRE(made);
  http::ServerOptions listener;
  listener.bind = "127.0.0.1";
  listener.wants_device = true;
  http::HttpsServer strict(
      listener, judges_beginnings(centre),
      [&](http::Request request) { return centre.sync->handle(std::move(request)); }, nullptr, centre.log);
  must(strict.start());
  const auto authority = must(tls::Authority::load(centre.keys_dir()));
  DeviceIdentity ahead = *made;
  ahead.devices_port = strict.port();
  ahead.certificate_pem = tls::pem_of_der(must(authority.sign_device(
      must(tls::make_csr(made->key_pem)), made->device, 90, centre.clock.now().wall_ms + 200ll * 86'400'000)));
  must(save_identity(files.path, ahead));
  RealKiosk kiosk(ahead);
  SyncListener nothing;
  SyncRunnerOptions options;
  options.folder = files.path;
  std::atomic<int> light{-1};
  nothing.status_changed = [&](SyncStatus now) { light = static_cast<int>(now.light); };
  SyncRunner runner(ahead, kiosk.port, kiosk.clock, kiosk.random, kiosk.log, nothing, options);
  must(runner.start());
  CHECK(within(15s, [&] { return light == static_cast<int>(SyncLight::current); }));
  runner.stop();
  strict.stop();
}

TEST_CASE("An identity that was meddled with is refused with the file's name") {
  RealCentre centre;
  Folder files;
  REQUIRE(enrol(centre.enrolment(files.path)));
  SECTION("not enrolled") { CHECK(load_identity(files.path + "/nothing").error().code == ErrorCode::not_found); }
  SECTION("broken TOML") {
    must(tls::write_secret_file(files.path + "/identity.toml", "device = \n"));
    const auto read = load_identity(files.path);
    CHECK(read.error().code == ErrorCode::corrupt);
    CHECK(read.error().what.find("line 1") != std::string::npos);
  }
  SECTION("the certificate of another station") {
    Folder other;
    REQUIRE(enrol(centre.enrolment(other.path)));
    must(save_certificate(files.path, must(tls::read_small_file(other.path + "/device.pem"))));
    CHECK(load_identity(files.path).error().code == ErrorCode::forbidden);
  }
  SECTION("a sealing key that cannot be read") {
    DeviceIdentity identity = must(load_identity(files.path));
    CHECK(must(station_identity(identity)).device == identity.device);
    identity.sealing_key = {0xFF, 0xFF};
    CHECK(station_identity(identity).error().code == ErrorCode::corrupt);
  }
}
