// The real pages in a Quick Test, over a station that does not exist (tests/kiosk_fakes): QML tests find things by
// objectName and touch them.
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
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakeKiosk", &m_harness->kiosk());
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakeVisits", &m_harness->visits());
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakeBookings", &m_harness->bookings());
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakeHelp", &m_harness->help());
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakeStaff", &m_harness->staff());
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakeDataRequests", &m_harness->requests());
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakePhone", &m_harness->phone());
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakeIdReader", &m_harness->reader());
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakeSpeech", &m_harness->voice());
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakePrinter", &m_harness->printer());
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
