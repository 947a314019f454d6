// warmheart-central: the composition root. Two listeners, the database threads behind them, and the way out.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <iostream>
#include <google/protobuf/stubs/logging.h>
#include <sys/stat.h>
#include <thread>

#include "app/central/config.h"
#include "app/central/console.h"
#include "app/central/console_reply.h"
#include "app/central/descriptors.h"
#include "app/central/health_watch.h"
#include "app/central/operator_pages.h"
#include "app/central/spd_log.h"
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/secret.h"
#include "core/central/catalogue/catalogue.h"
#include "core/central/start/clock.h"
#include "core/central/start/own_databases.h"
#include "core/central/store/keyring.h"
#include "net/http/https_server.h"
#include "net/http/plain_server.h"
#include "net/sync/protobuf_reply.h"
#include "net/sync/sync_server.h"
#include "net/tls/authority.h"
#include "net/tls/contexts.h"
#include "net/tls/server_certificates.h"

namespace warmheart {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kMaxConsoleBody = 64 * 1024;
constexpr int kClockRetryS = 60;
constexpr std::size_t kMaxUnproven = 2048;   // connections to the devices listener that no certificate has named yet
constexpr std::size_t kForNewAddresses = 8;  // of a listener's places, one in so many
constexpr std::size_t kMib = 1024 * 1024;

int print_error(const std::string& what) {
  std::cerr << "warmheart-central: " << what << "\n";
  return 1;
}

asio::awaitable<http::Reply> serve_device(SyncServer* sync, http::Request request) {
  if (request.method == "POST" && request.path == "/v1/sync") co_return co_await sync->handle(std::move(request));
  if (request.method == "POST" && request.path == "/v1/ask") co_return co_await sync->answer(std::move(request));
  http::Reply reply;
  reply.response =
      problem_response(Error{ErrorCode::invalid_argument, "devices are served at POST /v1/sync and POST /v1/ask"});
  co_return reply;
}

// What is signed here says until when it holds: nothing is while the clock is in doubt. Kiosks come again by
// themselves.
asio::awaitable<http::Reply> serve_people(Console* console, const GuardedClock* clock, http::Request request) {
  if (clock->believed() || !request.path.starts_with("/v1/")) co_return co_await console->handle(std::move(request));
  http::Reply reply;
  reply.response = problem_response(Error{ErrorCode::busy, "the centre's clock is being looked at"}, kClockRetryS);
  co_return reply;
}

std::vector<asio::ip::address> balancers_of(const CentralConfig& config) {
  std::vector<asio::ip::address> out;
  for (const std::string& address : config.balancers) out.push_back(asio::ip::make_address(address));
  return out;
}

http::Answered counted_by(RequestCounts* counts) {
  return
      [counts](const std::string& method, const std::string& path, int status) { counts->count(method, path, status); };
}

http::ServerOptions devices_options(const CentralConfig& config, int threads) {
  http::ServerOptions options;
  options.name = "devices";
  options.bind = config.bind;
  options.port = config.devices_port;
  options.threads = threads;
  options.wants_device = true;
  options.balancers = balancers_of(config);
  options.connections.strangers = kMaxUnproven;
  options.connections.an_address = static_cast<std::size_t>(config.devices_an_address);
  options.connections.for_new_addresses = kMaxUnproven / kForNewAddresses;
  options.connections.of_devices = static_cast<std::size_t>(config.devices_connections);
  options.first_byte_timeout = std::chrono::seconds(config.first_byte_seconds);
  options.max_body_bytes_in_flight = static_cast<std::size_t>(config.body_mib_in_flight) * kMib;
  options.max_busy =
      options.connections.of_devices;  // waiting devices count as busy; the group commit has its own bound
  return options;
}

http::ServerOptions people_options(const CentralConfig& config) {
  http::ServerOptions options;
  options.name = "people";
  options.on_every_answer = transport_headers();
  options.bind = config.bind;
  options.balancers = balancers_of(config);
  options.port = config.people_port;
  const auto connections = static_cast<std::size_t>(config.people_connections);
  options.connections.strangers = connections;
  options.connections.an_address = static_cast<std::size_t>(config.people_an_address);
  options.connections.for_new_addresses = connections / kForNewAddresses;
  options.first_byte_timeout = std::chrono::seconds(config.first_byte_seconds);
  options.max_busy = connections - connections / 4;  // open event streams count as busy
  options.max_body_bytes = kMaxConsoleBody;
  options.max_body_bytes_in_flight = connections * kMaxConsoleBody;  // the places bound it
  return options;
}

std::vector<std::string> browsers_names(const CentralConfig& config) {
  if (config.console_host.empty()) return {};
  return {config.console_host, config.riders_host};
}

// Browsers and kiosks all find a certificate for the names that they are to use.
Result<void> check_hosts(const CentralConfig& config, const tls::ServerCertificates& certificates) {
  if (config.console_host.empty()) return {};
  for (const std::string& host : {config.console_host, config.riders_host}) {
    if (!certificates.is_for(host))
      return fail(ErrorCode::invalid_argument, "no certificate of this centre is for " + host +
                                                   "; make one: warmheart-admin --data " + config.data_dir +
                                                   " init --console-host " + config.console_host + " --riders-host " +
                                                   config.riders_host);
  }
  const auto for_kiosks = [&config](const std::string& name) {
    return name != config.console_host && name != config.riders_host;
  };
  if (std::ranges::any_of(certificates.names_of_private(), for_kiosks)) return {};
  return fail(ErrorCode::invalid_argument,
              "console_host and riders_host are all the names of server.pem: kiosks need one of their own, by "
              "warmheart-admin init --host");
}

SyncServerOptions sync_options(const CentralConfig& config) {
  SyncServerOptions options;
  options.requests_a_day = static_cast<std::uint64_t>(config.requests_a_day);
  options.epochs_a_day = static_cast<std::uint64_t>(config.epochs_a_day);
  options.records_a_day = static_cast<std::uint64_t>(config.records_a_day);
  return options;
}

CentralOptions databases_of(const CentralConfig& config) {
  CentralOptions options;
  options.database = config.database;
  options.people_database = config.people_database;
  options.require_standbys = config.standbys;
  return options;
}

// A list of a page is short work on a warm cache: a few threads, so that one long list stops nobody.
std::size_t reader_threads(int listener_threads) {
  return static_cast<std::size_t>(std::clamp(listener_threads, 2, 8));
}

std::size_t database_connections(int listener_threads) {
  return DatabasePools::threads(reader_threads(listener_threads)) + SyncServer::kDatabaseConnections +
         StateWatch::kDatabaseConnections + 1;  // and the one that looks before all others
}

http::PlainOptions health_options(const CentralConfig& config) {
  http::PlainOptions options;
  options.bind = config.health_bind;
  options.port = config.health_port;
  return options;
}

// What libraries say goes into the one log, in its one form.
Log* library_log = nullptr;
void log_of_protobuf(google::protobuf::LogLevel, const char*, int, const std::string& message) {
  if (library_log != nullptr) library_log->write(LogLevel::warning, "protobuf says: " + message);
}

struct Centre {
  SystemClock machine;
  GuardedClock clock{machine};
  SystemRandom random;
  SpdLog log;
  std::shared_ptr<Keyring> keyring;

  Centre() {
    library_log = &log;
    google::protobuf::SetLogHandler(log_of_protobuf);
  }
  ~Centre() { library_log = nullptr; }

  // Once the databases were found to be its own: nothing is made in their place any more.
  Result<CentralStore> open(const CentralConfig& config) {
    CentralOptions options = databases_of(config);
    options.create = false;
    return CentralStore::open(config.data_dir, keyring, clock, random, log, options);
  }
};

Result<void> run(const CentralConfig& config, const sigset_t& stop_signals) {
  Centre centre;
  const int threads =
      config.threads > 0 ? config.threads : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  const DescriptorNeed need = descriptors_needed(config, kMaxUnproven, database_connections(threads));
  WARMHEART_TRY_ASSIGN(const std::uint64_t descriptors, provide_descriptors(need));
  centre.log.write(LogLevel::info, "descriptors limit=" + std::to_string(descriptors) +
                                       " needed=" + std::to_string(need.all()) + " " + sentence_of(need));
  WARMHEART_TRY(check_data_folder(config.data_dir));
  WARMHEART_TRY_ASSIGN(centre.keyring, Keyring::open(config.keys_dir()));
  WARMHEART_TRY_ASSIGN(const tls::Authority authority, tls::Authority::load(config.keys_dir()));
  WARMHEART_TRY_ASSIGN(auto certificates, tls::ServerCertificates::load(tls::private_files(config.keys_dir()),
                                                                        {config.people_certificate, config.people_key},
                                                                        browsers_names(config)));
  WARMHEART_TRY(check_hosts(config, *certificates));
  WARMHEART_TRY_ASSIGN(const tls::Context devices_context, tls::devices_server(authority, certificates));
  WARMHEART_TRY_ASSIGN(const tls::Context people_context, tls::people_server(certificates));
  auto areas = Areas::load(config.areas_dir);
  if (!areas)
    return fail(areas.error().code,
                areas.error().what + "; areas_dir in the configuration names the folder of the areas");

  WARMHEART_TRY_ASSIGN(const CentreLock lock, CentreLock::take(config.data_dir));
  HealthWatch health(config.data_dir, centre.machine, centre.clock, certificates, authority, centre.keyring,
                     centre.log);
  {
    WARMHEART_TRY_ASSIGN(CentralStore own, open_own(config.data_dir, centre.keyring, centre.clock, centre.random,
                                                    centre.log, Opening::own, databases_of(config)));
    health.look(own);  // before anything is dated
    WARMHEART_TRY(publish_riders_host(own, config.riders_host));
  }
  const OpenStore open = [&centre, &config] { return centre.open(config); };
  DatabasePools pools(centre.log);
  SyncServer sync(open, pools, centre.log, sync_options(config));
  auto sentences = WebSentences::load(config.sentences_dir());
  if (!sentences)
    return fail(sentences.error().code, sentences.error().what + "; sentences lie beside web_dir, as in assets");
  sync.announces(authority);
  Console console(config, authority, std::move(*areas), std::move(*sentences), KnownBrowsers(centre.keyring), pools,
                  centre.log);
  RequestCounts devices_requests, people_requests;
  http::ServerOptions for_devices = devices_options(config, threads);
  for_devices.answered = counted_by(&devices_requests);
  http::ServerOptions for_people = people_options(config);
  for_people.answered = counted_by(&people_requests);
  http::HttpsServer devices(
      std::move(for_devices), devices_context,
      [&sync](http::Request request) { return serve_device(&sync, std::move(request)); },
      [&sync](http::Request head) { return sync.admit(std::move(head)); }, centre.log);
  http::HttpsServer people(
      std::move(for_people), people_context,
      [&](http::Request request) { return serve_people(&console, &centre.clock, std::move(request)); }, nullptr,
      centre.log);
  sync.only_while([&health](CentralStore& store) { return health.look(store); });
  sync.on_queue_moved([&console] { console.events().queue_moved(); });
  StateWatch state(config.keys_dir(), certificates, centre.log);
  OperatorPages pages({{{&devices, &devices_requests, "devices"}, {&people, &people_requests, "people"}},
                       &sync,
                       &pools,
                       &state,
                       config.data_dir},
                      health, centre.clock);
  http::PlainServer operators(
      health_options(config), [&pages](const http::Request& request) { return pages.serve(request); }, centre.log);
  Result<void> up = pools.start(open, reader_threads(threads));
  if (up) up = sync.start();
  if (up) up = state.start(open);
  if (up) up = devices.start();
  if (up) up = people.start();
  if (up && config.health_port != 0) up = operators.start();
  if (up) {
    centre.log.write(LogLevel::info, "started devices_port=" + std::to_string(devices.port()) +
                                         " people_port=" + std::to_string(people.port()) +
                                         " health_port=" + std::to_string(operators.port()));
    std::cout << "warmheart-central is ready: console https://"
              << (config.console_host.empty() ? "localhost" : config.console_host) << ":" << people.port()
              << "/ devices " << devices.port() << std::endl;
    int number = 0;
    sigwait(&stop_signals, &number);
    centre.log.write(LogLevel::info, "stopping");
  }
  pages.say_stopping();  // a balancer sends nobody here any more
  sync.end_waits();      // answers go out before the listeners close; databases last, nobody asks them any more
  console.events().stop();
  devices.stop();
  people.stop();
  sync.stop();
  state.stop();
  pools.stop();
  operators.stop();
  return up;
}

}  // namespace
}  // namespace warmheart

int main(int argc, char** argv) {
  using namespace warmheart;
  CLI::App app("The centre of Warmheart: takes what stations send, serves the reviewers' console.");
  std::string config_path;
  app.add_option("--config", config_path, "central.toml")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) { return app.exit(wrong) == 0 ? 0 : 2; }

  forbid_core_dumps();
  ::umask(S_IRWXG | S_IRWXO);  // whatever is made here is its owner's alone
  sigset_t stop_signals;
  sigemptyset(&stop_signals);
  sigaddset(&stop_signals, SIGTERM);
  sigaddset(&stop_signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr);  // before any thread: only sigwait takes them
  std::signal(SIGPIPE, SIG_IGN);

  const auto config = read_config(config_path);
  if (!config) {
    for (const std::string& mistake : config.error()) print_error(mistake);
    return 2;
  }
  const auto done = run(*config, stop_signals);
  return done ? 0 : print_error(done.error().what);
}
