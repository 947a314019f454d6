// A real centre and a real kiosk's back half on this machine: own CA, TLS over loopback, both databases on disk.
// Invented people.
#pragma once

#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <future>
#include <latch>
#include <mutex>
#include <thread>

#include "app/central/console.h"
#include "app/central/console_reply.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/stations/devices.h"
#include "core/member/application.h"
#include "core/station/station_store.h"
#include "net/http/https_server.h"
#include "net/sync/blocking_call.h"
#include "net/sync/enrol.h"
#include "net/sync/sync_runner.h"
#include "net/sync/sync_server.h"
#include "net/tls/authority.h"
#include "net/tls/certificates.h"
#include "net/tls/contexts.h"
#include "net/tls/enrolment_code.h"
#include "net/tls/server_certificates.h"
#include "thread_port.h"

namespace warmheart::testing {

using namespace std::chrono_literals;

template <class T>
T must(Result<T> result) {
  if (!result) FAIL(name_of(result.error().code) << ": " << result.error().what);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

struct Folder {
  std::string path;
  Folder() {
    char name[] = "/tmp/warmheart-net-XXXXXX";
    REQUIRE(::mkdtemp(name) != nullptr);
    path = name;
  }
  Folder(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
};

struct CollectLog final : Log {
  std::mutex mutex;
  std::string all;
  void write(LogLevel, std::string_view line) override {
    const std::lock_guard lock(mutex);
    all += std::string(line);
    if (!LogRequest::current().empty()) all += " request=" + std::string(LogRequest::current());
    all += "\n";
  }
};

// The machine's clock, and how far a test has moved it on: no test waits for an undo window.
class MovedClock final : public Clock {
 public:
  ClockReading now() const override {
    ClockReading reading = m_system.now();
    reading.wall_ms += m_ahead_ms;
    return reading;
  }
  void move_on(std::chrono::milliseconds by) { m_ahead_ms += by.count(); }

 private:
  SystemClock m_system;
  std::atomic<std::int64_t> m_ahead_ms{0};
};

// True as soon as `condition` holds; false when it does not within `most`.
template <class Condition>
bool within(std::chrono::milliseconds most, Condition condition) {
  const auto end = std::chrono::steady_clock::now() + most;
  while (std::chrono::steady_clock::now() < end) {
    if (condition()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return condition();
}

// Occupies all `threads` of a pool until release(), which the end of its life does too.
class HeldPool {
 public:
  HeldPool(DatabasePool& pool, int threads) {
    const auto held = std::make_shared<std::latch>(threads);
    for (int i = 0; i < threads; ++i) {
      DatabasePool::Job job;
      job.run = [held, release = m_release](CentralStore&) {
        held->count_down();
        release->wait();
      };
      job.failed = [held](const Error&) { held->count_down(); };
      pool.post(std::move(job));
    }
    held->wait();
  }
  HeldPool(const HeldPool&) = delete;
  ~HeldPool() { release(); }
  void release() {
    if (!std::exchange(m_released, true)) m_release->count_down();
  }

 private:
  std::shared_ptr<std::latch> m_release = std::make_shared<std::latch>(1);
  bool m_released = false;
};

inline std::shared_ptr<const CentralKeys> make_keys(const std::string& folder) {
  SystemRandom random;
  must(make_central_keys(folder, random));
  must(tls::make_authority(folder));
  const std::vector<std::string> names = {"localhost", "127.0.0.1"};
  must(tls::make_server_certificate(folder, names));
  return std::make_shared<const CentralKeys>(must(load_central_keys(folder)));
}

class RealCentre {
 public:
  explicit RealCentre(std::uint16_t devices_port = 0, SyncServerOptions options = {}, CentralConfig settings = {})
      : keys(make_keys(keys_dir())), store(open()), config(std::move(settings)) {
    must(publish_keys(store));
    wire::ReceivingUnion receiving;
    receiving.set_code("CY01");
    receiving.set_name("望京街道总工会");
    receiving.set_kind("street");
    must(publish_union(store, "110105", receiving));
    add_station("wangjing");
    must(pools.start(opens, 2));
    make_sync(options);
    http::ServerOptions listener;
    listener.name = "devices";
    listener.bind = "127.0.0.1";
    listener.port = devices_port;
    listener.wants_device = true;
    listener.max_busy = 4096;
    listener.connections.strangers = 2048;  // all kiosks of a test come from one address
    listener.connections.an_address = 1024;
    devices = std::make_unique<http::HttpsServer>(
        listener, must(tls::devices_server(authority, certificates)),
        [this](http::Request request) {
          return request.path == "/v1/ask" ? sync->answer(std::move(request)) : sync->handle(std::move(request));
        },
        [this](http::Request head) { return sync->admit(std::move(head)); }, log);
    must(devices->start());  // nobody has a certificate yet
    config.devices_port = devices->port();
    config.web_dir = WARMHEART_SOURCE_DIR "/assets/web";
    console = std::make_unique<Console>(config, authority, must(Areas::load(WARMHEART_SOURCE_DIR "/assets/areas")),
                                        must(WebSentences::load(WARMHEART_SOURCE_DIR "/assets/sentences")),
                                        KnownBrowsers(*keys), pools, log);
    must(sync->start());
    http::ServerOptions for_people;
    for_people.name = "people";
    for_people.on_every_answer = transport_headers();
    for_people.bind = "127.0.0.1";
    people = std::make_unique<http::HttpsServer>(
        for_people, must(tls::people_server(certificates)),
        [this](http::Request request) { return console->handle(std::move(request)); }, nullptr, log);
    must(people->start());
  }
  ~RealCentre() {
    sync->end_waits();
    console->events().stop();
    devices->stop();
    people->stop();
    sync->stop();
    pools.stop();
  }
  // As when the process ends and another begins; no request is under way.
  void restart_sync(SyncServerOptions options) {
    sync->stop();
    make_sync(options);
    must(sync->start());
  }

  // Also called, on the applier's or the maintenance thread, whenever the queue moves: may block it, or throw.
  void when_queue_moves(std::function<void()> hook) {
    const std::lock_guard lock(hook_mutex);
    queue_hook = std::move(hook);
  }

  std::string keys_dir() const { return folder.path + "/keys"; }
  CentralStore open() { return must(CentralStore::open(folder.path, keys, clock, random, log)); }
  Bytes ca() const { return must(tls::der_of_pem(must(tls::read_small_file(keys_dir() + "/ca.pem")))); }

  void add_station(const std::string& code) {
    Station station;
    station.code = code;
    station.name = "暖心驿站" + code;
    station.district_code = "110105";
    station.street_code = "110105026";
    station.union_code = "CY01";
    must(put_station(store, station));
  }
  std::string code_text(const std::string& station = "wangjing") {
    const EnrolmentCode made = must(make_enrolment_code(store, station, Serves::at_once));
    tls::EnrolmentCode code;
    std::copy_n(made.code.view().begin(), 16, code.code.begin());
    code.ca_fingerprint = must(tls::ca_fingerprint(keys_dir()));
    return tls::to_text(code);
  }
  EnrolOptions enrolment(const std::string& into) {
    EnrolOptions options;
    options.host = "127.0.0.1";
    options.people_port = people->port();
    options.code_text = code_text();
    options.folder = into;
    options.machine = "test";
    return options;
  }

  void make_sync(SyncServerOptions options) {
    sync = std::make_unique<SyncServer>(opens, pools, log, options);
    sync->on_queue_moved([this] { queue_has_moved(); });
    sync->announces(authority);
  }
  void queue_has_moved() {
    console->events().queue_moved();
    std::function<void()> hook;
    {
      const std::lock_guard lock(hook_mutex);
      hook = queue_hook;
    }
    if (hook) hook();
  }

  Folder folder;
  MovedClock clock;
  SystemRandom random;
  CollectLog log;
  std::mutex hook_mutex;
  std::function<void()> queue_hook;
  std::shared_ptr<const CentralKeys> keys;
  const tls::Authority authority = must(tls::Authority::load(keys_dir()));
  const std::shared_ptr<tls::ServerCertificates> certificates =
      must(tls::ServerCertificates::load(tls::private_files(keys_dir()), {}));
  const OpenStore opens = [this] { return CentralStore::open(folder.path, keys, clock, random, log); };
  CentralStore store;
  CentralConfig config;
  DatabasePools pools{log};
  std::unique_ptr<SyncServer> sync;
  std::unique_ptr<Console> console;
  std::unique_ptr<http::HttpsServer> devices;
  std::unique_ptr<http::HttpsServer> people;
};

class RealKiosk {
 public:
  explicit RealKiosk(DeviceIdentity identity_in)
      : identity(std::move(identity_in)),
        port(must(
            StationStore::open(StationFiles{folder.path, ""}, must(station_identity(identity)), clock, random, log))) {
    SyncListener listener;
    listener.status_changed = [this](SyncStatus now) {
      const std::lock_guard lock(mutex);
      last = now;
    };
    SyncRunnerOptions options;
    options.wait_ms = 60'000;
    runner = std::make_unique<SyncRunner>(identity, port, clock, random, log, listener, options);
  }
  ~RealKiosk() { runner->stop(); }

  SyncStatus status() {
    const std::lock_guard lock(mutex);
    return last;
  }
  bool becomes(SyncLight light, std::chrono::milliseconds most = 5s) {
    return within(most, [&] { return status().light == light; });
  }
  // A rider joins; returns the application's id.
  Uuid join(int n = 0) {
    Application application;
    application.name = "欧阳小明";
    application.document_number = "11010519491231002X";
    application.mobile = std::to_string(13800000000LL + n);
    application.occupation = "food-delivery";
    application.street_code = "110105026";
    application.union_code = "CY01";
    application.signature.strokes = {{{100, 100}, {5000, 5000}, {9000, 200}}};
    application.language = "zh";
    const LookupCredential prepared = must(prepare_application("0000", identity.device, random));
    const Uuid id = Uuid::make(clock, random);
    must(port.ask([=](StationStore& store) { return store.submit_application(application, id, prepared); }));
    runner->wake();
    return id;
  }
  std::optional<ApplicationSummary> find(const Uuid& id) {
    return must(port.ask([=](StationStore& store) { return store.find_application(id); }));
  }

  Folder folder;
  SystemClock clock;
  SystemRandom random;
  CollectLog log;
  DeviceIdentity identity;
  std::mutex mutex;
  SyncStatus last;
  ThreadPort port;
  std::unique_ptr<SyncRunner> runner;
};

inline DeviceIdentity enrolled(RealCentre& centre, const std::string& folder) {
  const auto identity = enrol(centre.enrolment(folder));
  if (!identity) FAIL(name_of(identity.error().fault) << ": " << identity.error().what);
  return *identity;
}

}  // namespace warmheart::testing
