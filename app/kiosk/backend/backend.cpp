#include "app/kiosk/backend/backend.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethod>
#include <QQmlEngine>

#include "app/kiosk/backend/engine_sweeper.h"
#include "app/kiosk/service/speech_output.h"
#include "app/kiosk/service/views.h"
#include "core/service/rider_request.h"

namespace warmheart {

namespace {

Backend* g_current = nullptr;

template <class T>
T* lend(T& object) {
  QJSEngine::setObjectOwnership(&object, QJSEngine::CppOwnership);
  return &object;
}

}  // namespace

Backend::Backend(BackendContext given)
    : m_context(given),
      appearance(registry.personal, m_context),
      idle(registry.personal, m_context),
      scanner(registry.personal, m_context),
      station(registry, m_context),
      bulletin(registry, m_context, station),
      sync(registry, m_context),
      join(registry, m_context, station, sync),
      card(registry, m_context, station, sync, join),
      visits(registry, m_context, station),
      queue(registry, m_context, visits),
      faults(registry, m_context, station),
      booking(registry, m_context, station, sync),
      help(registry, m_context, station),
      finder(registry, m_context, station),
      staff(registry, m_context, station, idle),
      phone(registry, m_context, station, sync),
      data_requests(registry, m_context, station, card, join),
      my_data(registry, m_context, station, card, help),
      reader(registry, m_context),
      printer(registry, m_context, station, join, booking, help, staff, visits, my_data),
      voice(registry.personal, m_context, appearance, visits) {
  Q_ASSERT(!g_current);
  g_current = this;
  qApp->installEventFilter(&voice);
  qApp->installEventFilter(&idle);
  qApp->installEventFilter(&scanner);  // the last one installed sees events first
  QObject::connect(&scanner, &Scanner::scanned, &idle, &IdleGuard::touch);
  QObject::connect(&queue, &QueueController::numberCalled, &voice, [this](const QString& words) {
    m_context.speech.ring();
    voice.announce(words);
  });
  QObject::connect(&card, &CardController::cardHeld, &booking, [this] {
    if (const auto held = card.heldCard()) booking.listOf(*held);
  });
  QObject::connect(&card, &CardController::slipFound, &booking, [this] {
    FoundView slip = card.takeSlip();
    const SecretString code = card.requestProof().query_code;
    if (slip.booking)
      booking.showFound(std::move(*slip.booking),
                        QString::fromUtf8(code.view().data(), static_cast<qsizetype>(code.view().size())));
    if (slip.help_case) help.showFound(std::move(*slip.help_case));
  });
  // Who listens is there; once the bar counts, only a hand stops it.
  QObject::connect(&voice, &VoiceController::spoke, &idle, [this] {
    if (!idle.warning()) idle.touch();
  });
  QObject::connect(&reader, &ReaderController::changed, &staff, [this] { updateDevices(); });
  QObject::connect(&voice, &VoiceController::changed, &staff, [this] { updateDevices(); });
  QObject::connect(&printer, &PrinterController::changed, &staff, [this] { updateDevices(); });
  QObject::connect(&appearance, &AppearanceController::languageChanged, &appearance,
                   [this] { registry.translation.retranslate(); });
  QObject::connect(&idle, &IdleGuard::wiping, &idle, [] {
    if (QInputMethod* method = QGuiApplication::inputMethod()) {
      method->reset();
      method->hide();
    }
    QGuiApplication::clipboard()->clear();
  });
}

void Backend::updateDevices() {
  StaffOverview::DeviceStates states = staff.board()->devices();
  switch (reader.state()) {
    case ReaderState::none: states.reader = "none"; break;
    case ReaderState::ready: states.reader = "ready"; break;
    case ReaderState::card_left: states.reader = "card-left"; break;
    case ReaderState::offline: states.reader = "offline"; break;
  }
  states.sound = voice.present() ? "ready" : "none";
  switch (printer.state()) {
    case PrinterState::none: states.printer = "none"; break;
    case PrinterState::ready: states.printer = "ready"; break;
    case PrinterState::no_paper: states.printer = "no-paper"; break;
    case PrinterState::offline: states.printer = "offline"; break;
  }
  staff.board()->setDevices(std::move(states));
}

void Backend::updateScanner(const std::string& state) {
  StaffOverview::DeviceStates states = staff.board()->devices();
  states.scanner = state;
  staff.board()->setDevices(std::move(states));
}

Backend::~Backend() {
  qApp->removeEventFilter(&scanner);
  qApp->removeEventFilter(&idle);
  qApp->removeEventFilter(&voice);
  g_current = nullptr;
}

Backend& Backend::current() {
  Q_ASSERT(g_current);
  return *g_current;
}

void Backend::attach(QQmlEngine& engine) {
  QObject::connect(&appearance, &AppearanceController::languageChanged, &engine, &QQmlEngine::retranslate);
  new EngineSweeper(engine, idle);  // the engine's
}

StationController* StationController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().station); }
BulletinController* BulletinController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().bulletin); }
SyncController* SyncController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().sync); }
AppearanceController* AppearanceController::create(QQmlEngine*, QJSEngine*) {
  return lend(Backend::current().appearance);
}
IdleGuard* IdleGuard::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().idle); }
Scanner* Scanner::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().scanner); }
JoinController* JoinController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().join); }
CardController* CardController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().card); }
BookingController* BookingController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().booking); }
HelpController* HelpController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().help); }
FinderController* FinderController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().finder); }
StaffController* StaffController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().staff); }
PhoneController* PhoneController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().phone); }
DataRequestsController* DataRequestsController::create(QQmlEngine*, QJSEngine*) {
  return lend(Backend::current().data_requests);
}
MyDataController* MyDataController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().my_data); }
ReaderController* ReaderController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().reader); }
VoiceController* VoiceController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().voice); }
PrinterController* PrinterController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().printer); }
VisitController* VisitController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().visits); }
QueueController* QueueController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().queue); }
FaultController* FaultController::create(QQmlEngine*, QJSEngine*) { return lend(Backend::current().faults); }

}  // namespace warmheart
