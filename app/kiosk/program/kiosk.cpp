#include "app/kiosk/program/kiosk.h"

#include <QCoreApplication>

#include <filesystem>

#include "app/kiosk/language/recordings.h"
#include "app/kiosk/program/start_problem.h"
#include "net/tls/certificates.h"

namespace warmheart {

namespace {

constexpr auto kStoreStops = std::chrono::seconds(3);

// The centre has moved: what waits goes to the address in the configuration. Who it must be does not change.
void follow(const KioskConfig& config, DeviceIdentity& identity) {
  if (!config.centre_host.empty()) identity.centre_host = config.centre_host;
  if (config.people_port > 0) identity.people_port = static_cast<std::uint16_t>(config.people_port);
  if (config.devices_port > 0) identity.devices_port = static_cast<std::uint16_t>(config.devices_port);
}

// For the device page, read when it is shown: a certificate may have been renewed since the start.
DeviceFacts facts_of(const std::string& folder, const Uuid& device) {
  DeviceFacts facts;
  facts.version = WARMHEART_VERSION;
  facts.device = device.text().substr(0, 13);
  std::error_code unknown;
  const auto space = std::filesystem::space(folder, unknown);
  if (!unknown) facts.disk_free_mib = space.available / (1024 * 1024);
  const auto pem = tls::read_small_file(folder + "/device.pem");
  const auto der = pem ? tls::der_of_pem(*pem) : Result<Bytes>(fail(pem.error()));
  const auto certificate = der ? tls::read_certificate(*der) : Result<tls::CertificateFacts>(fail(der.error()));
  if (certificate) facts.certificate_ends_ms = certificate->not_after_ms;
  return facts;
}

// What a city has recorded is whole, or the log says by how much it is not.
void report_recordings(const KioskConfig& config, const Sentences& sentences, Log& log) {
  if (config.recordings.empty()) return;
  const Recordings recordings(config.recordings);
  for (const char* code : {"zh", "en"}) {
    const QString language = QString::fromUtf8(code);
    if (!recordings.has(language)) continue;
    const std::size_t missing = recordings.missing(language, sentences.all(language)).size();
    log.write(missing == 0 ? LogLevel::info : LogLevel::warning,
              "recorded sentences language=" + std::string(code) + " missing=" + std::to_string(missing) +
                  (missing == 0 ? "" : " (warmheart-kiosk recordings lists them)"));
  }
}

}  // namespace

Result<Kiosk::Installed> Kiosk::read_files(const KioskConfig& config) {
  Installed found;
  auto identity = load_identity(config.data_dir);
  std::error_code unknown;
  const bool is_enrolled = std::filesystem::exists(config.data_dir + "/identity.toml", unknown);
  if (!identity && identity.error().code == ErrorCode::not_found && !is_enrolled) {
    return fail(ErrorCode::not_found,
                "this kiosk is not enrolled: ask the centre for a code (warmheart-admin enrol), then run: "
                "warmheart-kiosk enrol --centre HOST:PORT --code-stdin",
                start_problem::kNotEnrolled);
  }
  auto station = identity ? station_identity(*identity) : Result<StationIdentity>(fail(identity.error()));
  if (!station) {
    return fail(station.error().code,
                station.error().what + ". Restore " + config.data_dir + " or enrol this kiosk anew",
                start_problem::kIdentity);
  }
  found.identity = std::move(*identity);
  found.station = std::move(*station);
  const auto broken_files = [&config](const Error& error) {
    return fail(error.code,
                error.what + ". assets_dir is \"" + config.assets_dir + "\": copy areas and sentences there",
                start_problem::kFiles);
  };
  found.sentences = std::make_unique<Sentences>(config.assets_dir + "/sentences");
  // Both: nobody finds out at the touch of the language button. The one that is shown is selected last.
  for (const std::string& language : {std::string("en"), std::string("zh"), config.language}) {
    if (const auto read = found.sentences->select(QString::fromStdString(language)); !read)
      return broken_files(read.error());
  }
  auto areas = Areas::load(config.assets_dir + "/areas");
  if (!areas) return broken_files(areas.error());
  found.areas = std::make_shared<const Areas>(std::move(*areas));
  return found;
}

Result<std::unique_ptr<Kiosk>> Kiosk::make(KioskConfig config, const Clock& clock, Random& random, Log& log) {
  WARMHEART_TRY_ASSIGN(Installed installed, read_files(config));
  follow(config, installed.identity);
  return std::unique_ptr<Kiosk>(new Kiosk(std::move(config), std::move(installed), clock, random, log));
}

Kiosk::Kiosk(KioskConfig config, Installed installed, const Clock& clock, Random& random, Log& log)
    : m_config(std::move(config)),
      m_clock(clock),
      m_random(random),
      m_log(log),
      m_identity(std::move(installed.identity)),
      m_sentences(std::move(installed.sentences)) {
  build(installed.station, std::move(installed.areas));
}

void Kiosk::build(const StationIdentity& station, std::shared_ptr<const Areas> areas) {
  QCoreApplication::installTranslator(m_sentences.get());
  auto open = [this, station] {
    return StationStore::open({m_config.data_dir, {}, m_config.counter_file}, station, m_clock, m_random, m_log);
  };
  m_store = std::make_unique<StoreThread>(open, m_log);
  m_client = std::make_unique<StoreClient>(*m_store, m_log, [this] { wake_sync(); });
  m_service =
      std::make_unique<LocalKioskService>(*m_client, m_identity.device, std::move(areas), m_clock, m_random, m_log);
  m_visits = std::make_unique<LocalVisitService>(*m_client);
  m_bookings = std::make_unique<LocalBookingService>(*m_client, m_identity.device, m_random);
  m_staff = std::make_unique<LocalStaffService>(
      *m_client, [folder = m_config.data_dir, device = m_identity.device] { return facts_of(folder, device); });
  m_phone = std::make_unique<LocalPhoneService>(
      *m_client, [this] { return phones_host(); }, m_identity.people_port);
  m_requests = std::make_unique<LocalDataRequestService>(*m_client);
  m_remote_query = std::make_unique<RemoteQueryClient>(
      *m_client,
      [this](wire::AskRequest question, QueryCallback then) { ask_centre(std::move(question), std::move(then)); });
  m_help = std::make_unique<LocalHelpService>(*m_client, m_identity.device, m_random);
  const auto path = [](const std::string& text) { return QString::fromStdString(text); };
  if (m_config.printer.empty())
    m_receipt_printer = std::make_unique<NoReceiptPrinter>();
  else
    m_receipt_printer = std::make_unique<EscPosPrinter>(path(m_config.printer));
  if (m_config.sheets_dir.empty())
    m_report_export = std::make_unique<NoReportExport>();
  else
    m_report_export = std::make_unique<PdfReports>(path(m_config.sheets_dir));
  if (m_config.id_reader.empty())
    m_id_reader = std::make_unique<NoIdReader>();
  else
    m_id_reader = std::make_unique<IdCardReader>(path(m_config.id_reader));
  m_speech = std::make_unique<EspeakVoice>(m_config.sound);
  report_recordings(m_config, *m_sentences, m_log);
  m_backend = std::make_unique<Backend>(BackendContext{.service = *m_service,
                                                       .visits = *m_visits,
                                                       .bookings = *m_bookings,
                                                       .help = *m_help,
                                                       .staff = *m_staff,
                                                       .phone = *m_phone,
                                                       .data_requests = *m_requests,
                                                       .remote_query = *m_remote_query,
                                                       .receipt_printer = *m_receipt_printer,
                                                       .report_export = *m_report_export,
                                                       .id_reader = *m_id_reader,
                                                       .speech = *m_speech,
                                                       .clock = m_clock,
                                                       .random = m_random,
                                                       .sentences = *m_sentences,
                                                       .config = m_config});
  if (!m_config.scanner.empty()) {
    m_scanner = std::make_unique<SerialScanner>(path(m_config.scanner));
    QObject::connect(m_scanner.get(), &SerialScanner::scanned, &m_backend->scanner, &Scanner::scanned);
    const auto update = [this] { m_backend->updateScanner(m_scanner->isOpen() ? "ready" : "offline"); };
    QObject::connect(m_scanner.get(), &SerialScanner::stateChanged, &m_backend->staff, update);
    update();
  }
  m_store->start([this] { m_service->mirror_moved(); });
}

void Kiosk::start_sync() {
  SyncListener listener;
  listener.status_changed = [this](SyncStatus status) { m_service->sync_changed(std::move(status)); };
  listener.mirror_changed = [this] { m_service->mirror_moved(); };
  SyncRunnerOptions options;
  options.folder = m_config.data_dir;
  auto runner = std::make_shared<SyncRunner>(m_identity, *m_store, m_clock, m_random, m_log, std::move(listener),
                                             std::move(options));
  const auto started = runner->start();
  if (!started) {
    // The station goes on without the centre; the light says who must come.
    m_log.write(LogLevel::error, "the exchange cannot start what=" + started.error().what);
    return m_service->sync_changed({SyncLight::needs_you, 0, "error.link.identity", 0});
  }
  const std::lock_guard lock(m_sync_mutex);
  m_sync = std::move(runner);
}

// As the centre's feed says; where it says nothing, phones take the kiosk's own way.
std::string Kiosk::phones_host() const {
  const std::string& published = m_backend->station.view().mirror.riders_host;
  return published.empty() ? m_identity.centre_host : published;
}

// From the store thread, after something was saved.
void Kiosk::wake_sync() {
  std::shared_ptr<SyncRunner> runner;
  {
    const std::lock_guard lock(m_sync_mutex);
    runner = m_sync;
  }
  if (runner) runner->wake();
}

void Kiosk::ask_centre(wire::AskRequest question, QueryCallback then) {
  std::shared_ptr<SyncRunner> runner;
  {
    const std::lock_guard lock(m_sync_mutex);
    runner = m_sync;
  }
  if (runner)
    runner->ask(std::move(question), std::move(then));
  else
    then(fail(ErrorCode::unavailable, "the exchange has not started"));
}

bool Kiosk::stop() {
  std::shared_ptr<SyncRunner> runner;
  {
    const std::lock_guard lock(m_sync_mutex);
    runner.swap(m_sync);
  }
  if (runner) runner->stop();
  m_client->stop();
  return m_store->stop(kStoreStops);
}

Kiosk::~Kiosk() {
  stop();
  m_scanner.reset();
  m_backend.reset();
  m_store.reset();
  QCoreApplication::removeTranslator(m_sentences.get());
}

}  // namespace warmheart
