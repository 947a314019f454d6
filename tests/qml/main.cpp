// The real pages in a Quick Test, over a made-up station: QML tests find things by objectName and touch them.
#include <QtQuickTest/quicktest.h>

#include <QQmlEngine>

#include <memory>

#include "app/kiosk/keyboard/prepare.h"
#include "tests/shots/stage.h"

namespace {

class Setup : public QObject {
  Q_OBJECT

 public Q_SLOTS:
  void applicationAvailable() {
    m_stage = std::make_unique<warmheart::Stage>(WARMHEART_SOURCE_DIR, warmheart::kPortrait, "zh", "warm");
    warmheart::register_keyboard_modules();
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUp", &m_stage->station());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpVisits", &m_stage->visits());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpBookings", &m_stage->bookings());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpHelp", &m_stage->help());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpStaff", &m_stage->staff());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpRequests", &m_stage->requests());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpPhone", &m_stage->phone());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpReader", &m_stage->reader());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpVoice", &m_stage->voice());
    qmlRegisterSingletonInstance("Warmheart.MadeUp", 1, 0, "MadeUpPrinter", &m_stage->printer());
  }
  void qmlEngineAvailable(QQmlEngine* engine) {
    engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    m_stage->backend().attach(*engine);
  }
  void cleanupTestCase() { m_stage.reset(); }

 private:
  std::unique_ptr<warmheart::Stage> m_stage;
};

}  // namespace

int main(int argc, char** argv) {
  warmheart::prepare_stage();
  QTEST_SET_MAIN_SOURCE_PATH
  Setup setup;
  return quick_test_main_with_setup(argc, argv, "pages", WARMHEART_QML_TESTS, &setup);
}

#include "main.moc"
