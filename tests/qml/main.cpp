// The real pages in a Quick Test, over a made-up station: QML tests find things by objectName and touch them.
#include <QtQuickTest/quicktest.h>

#include <QQmlEngine>

#include <memory>

#include "app/kiosk/keyboard/prepare.h"
#include "tests/shots/page_harness.h"

namespace {

class Setup : public QObject {
  Q_OBJECT

 public Q_SLOTS:
  void applicationAvailable() {
    m_harness = std::make_unique<warmheart::PageHarness>(WARMHEART_SOURCE_DIR, warmheart::kPortrait, "zh", "warm");
    warmheart::register_keyboard_modules();
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUp", &m_harness->station());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpVisits", &m_harness->visits());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpBookings", &m_harness->bookings());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpHelp", &m_harness->help());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpStaff", &m_harness->staff());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpRequests", &m_harness->requests());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpPhone", &m_harness->phone());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpReader", &m_harness->reader());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpVoice", &m_harness->voice());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpPrinter", &m_harness->printer());
  }
  void qmlEngineAvailable(QQmlEngine* engine) {
    engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    m_harness->backend().attach(*engine);
  }
  void cleanupTestCase() { m_harness.reset(); }

 private:
  std::unique_ptr<warmheart::PageHarness> m_harness;
};

}  // namespace

int main(int argc, char** argv) {
  warmheart::prepare_page_harness();
  QTEST_SET_MAIN_SOURCE_PATH
  Setup setup;
  return quick_test_main_with_setup(argc, argv, "pages", WARMHEART_QML_TESTS, &setup);
}

#include "main.moc"
