#include "tests/shots/page_harness.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QQmlContext>
#include <QQmlExpression>
#include <QTimer>
#include <QtQml/qqmlextensionplugin.h>

#include <algorithm>

#include "app/kiosk/keyboard/prepare.h"
#include "app/kiosk/keyboard/typing.h"

Q_IMPORT_QML_PLUGIN(Warmheart_BackendPlugin)
Q_IMPORT_QML_PLUGIN(Warmheart_UiPlugin)

namespace warmheart {

namespace {

KioskConfig config_for(const std::string& source_dir, const Screen& screen, const std::string& language,
                       const std::string& theme) {
  KioskConfig config;
  config.assets_dir = source_dir + "/assets";
  config.language = language;
  config.theme = theme;
  config.full_screen = false;
  config.width_px = screen.width;
  config.height_px = screen.height;
  config.screen_width_mm = screen.width_mm;
  config.screen_height_mm = screen.width_mm * screen.height / screen.width;
  return config;
}

}  // namespace

void prepare_page_harness() {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
  prepare_keyboard();
}

PageHarness::PageHarness(const std::string& source_dir, const Screen& screen, const std::string& language,
                         const std::string& theme)
    : m_config(config_for(source_dir, screen, language, theme)),
      m_kiosk(source_dir),
      m_help(source_dir),
      m_sentences(m_config.assets_dir + "/sentences") {
  if (auto read = m_sentences.select(QString::fromStdString(language)); !read) qFatal("%s", read.error().what.c_str());
  QCoreApplication::installTranslator(&m_sentences);
  m_backend = std::make_unique<Backend>(BackendContext{.service = m_kiosk,
                                                       .visits = m_visits,
                                                       .bookings = m_bookings,
                                                       .help = m_help,
                                                       .staff = m_staff,
                                                       .phone = m_phone,
                                                       .data_requests = m_requests,
                                                       .remote_query = m_remote_query,
                                                       .receipt_printer = m_receipt_printer,
                                                       .report_export = m_report_export,
                                                       .id_reader = m_reader,
                                                       .speech = m_voice,
                                                       .clock = m_clock,
                                                       .random = m_random,
                                                       .sentences = m_sentences,
                                                       .config = m_config});
  m_backend->appearance.setReducedMotion(true);
  // The keyboard is the process's, and may stand as the page before left it.
  Typing::instance()->setPage(Typing::Pinyin);
  Typing::instance()->setCapitals(false);
  Typing::instance()->setWalking(false);
  m_kiosk.bookings = &m_bookings;
  m_kiosk.help = &m_help;
}

PageHarness::~PageHarness() {
  m_engine.reset();
  m_backend.reset();
  QCoreApplication::removeTranslator(&m_sentences);
}

QQuickWindow* PageHarness::open() {
  register_keyboard_modules();
  m_engine = std::make_unique<QQmlApplicationEngine>();
  m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
  m_backend->attach(*m_engine);
  m_engine->load(QUrl(QStringLiteral("qrc:/qt/qml/Warmheart/Ui/Main.qml")));
  if (m_engine->rootObjects().isEmpty()) return nullptr;
  m_window = qobject_cast<QQuickWindow*>(m_engine->rootObjects().constFirst());
  m_window->resize(m_config.width_px, m_config.height_px);
  settle();
  return m_window;
}

void PageHarness::run(const QString& expression) {
  QQmlExpression code(qmlContext(m_window), m_window, expression);
  const QVariant value = code.evaluate();
  if (qEnvironmentVariableIsSet("WARMHEART_SAY")) qWarning("%s", qPrintable(value.toString()));
  if (code.hasError()) qWarning("%s", qPrintable(code.error().toString()));
  settle();
}

void PageHarness::settle(int quiet_ms) {
  constexpr int kAtMost = 400;  // ms: something may move for ever
  QEventLoop loop;
  QTimer quiet;
  quiet.setTimerType(Qt::PreciseTimer);
  quiet.setSingleShot(true);
  quiet.setInterval(quiet_ms);
  QObject::connect(&quiet, &QTimer::timeout, &loop, &QEventLoop::quit);
  if (m_window) QObject::connect(m_window, &QQuickWindow::frameSwapped, &quiet, qOverload<>(&QTimer::start));
  QTimer::singleShot(std::max(quiet_ms, kAtMost), Qt::PreciseTimer, &loop, &QEventLoop::quit);
  quiet.start();
  loop.exec();
}

}  // namespace warmheart
