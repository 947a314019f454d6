// The real pages in a Quick Test, over a station that does not exist (tests/kiosk_fakes): QML tests find things by
// objectName and touch them.
#include <QtQuickTest/quicktest.h>

#include <QQmlEngine>

#include <cstdint>
#include <memory>

#include "app/kiosk/keyboard/prepare.h"
#include "tests/shots/page_harness.h"

namespace {

// The clock stands still until a test lets time pass, or takes it back.
class PassingTime : public QObject {
  Q_OBJECT

 public:
  explicit PassingTime(warmheart::test::FakeClock& clock) : m_clock(clock) {}
  Q_INVOKABLE void pass(int seconds) { m_clock.pass(std::int64_t{seconds} * 1000); }

 private:
  warmheart::test::FakeClock& m_clock;
};

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
    m_time = std::make_unique<PassingTime>(m_harness->clock());
    qmlRegisterSingletonInstance("Warmheart.Fakes", 1, 0, "FakeClock", m_time.get());
  }
  void qmlEngineAvailable(QQmlEngine* engine) {
    engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    m_harness->backend().attach(*engine);
  }
  void cleanupTestCase() {
    m_time.reset();
    m_harness.reset();
  }

 private:
  std::unique_ptr<warmheart::PageHarness> m_harness;
  std::unique_ptr<PassingTime> m_time;
};

}  // namespace

int main(int argc, char** argv) {
  warmheart::prepare_page_harness();
  QTEST_SET_MAIN_SOURCE_PATH
  Setup setup;
  return quick_test_main_with_setup(argc, argv, "pages", WARMHEART_QML_TESTS, &setup);
}

#include "main.moc"
