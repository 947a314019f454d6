#include <catch2/catch.hpp>

#include <QFile>
#include <QQmlEngine>
#include <QRegularExpression>
#include <QStringList>

#include <vector>

#include "app/kiosk/backend/backend_registry.h"
#include "tests/unit/app/kiosk/kiosk_fixture.h"

void qml_register_types_Warmheart_Backend();

using namespace warmheart;
using namespace warmheart::test;

namespace {

// QML singletons that hold nothing of a person. Whoever adds a line here says why.
const QStringList kNotPersonal = {
    QStringLiteral("Bulletin"),  // weather and benefits of the centre's feed, the same for everybody
    QStringLiteral("Idle"),      // seconds and a count
    QStringLiteral("Station"),   // the mirror of the centre's feed, the same for everybody
    QStringLiteral("Sync"),      // the state of sending, the same for everybody
};

// QML singletons that show no sentence of their own. Whoever adds a line here says why.
const QStringList kWordless = {
    QStringLiteral("Appearance"),  // it says which language it is
    QStringLiteral("Idle"),        // seconds and a count
    QStringLiteral("Scanner"),     // what was scanned
    QStringLiteral("Staff"),       // a name; its parts say the rest
    QStringLiteral("Voice"),       // it speaks when asked, in the language of that moment
};

// As the build has written them down for the QML engine.
QStringList singletons_of_the_module() {
  QFile file(QStringLiteral(WARMHEART_BACKEND_TYPES));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QStringList found;
  const QStringList components = QString::fromUtf8(file.readAll()).split(QStringLiteral("    Component {"));
  static const QRegularExpression exported(QStringLiteral("exports: \\[\"Warmheart\\.Backend/(\\w+) "));
  for (const QString& component : components) {
    if (!component.contains(QStringLiteral("isSingleton: true"))) continue;
    found << exported.match(component).captured(1);
  }
  return found;
}

struct Member final : PersonalData {
  std::vector<int>& wiped;
  const int number;
  Member(PersonalRegistry& registry, Keeps keeps, std::vector<int>& log, int given)
      : PersonalData(registry, keeps), wiped(log), number(given) {}
  void wipe() override { wiped.push_back(number); }
};

}  // namespace

TEST_CASE(
    "every singleton of Warmheart.Backend is wiped with its person, or holds nothing of one; and says all anew in "
    "another language, or says nothing") {
  qml_register_types_Warmheart_Backend();
  KioskFixture fixture;
  QQmlEngine engine;
  const BackendRegistry& registry = fixture.backend->registry;
  const QStringList names = singletons_of_the_module();
  REQUIRE(names.size() > kNotPersonal.size());
  for (const QString& name : names) {
    INFO(name.toStdString());
    const int type = qmlTypeId("Warmheart.Backend", 1, 0, qPrintable(name));
    REQUIRE(type >= 0);
    QObject* singleton = engine.singletonInstance<QObject*>(type);
    REQUIRE(singleton);
    const auto* personal = dynamic_cast<PersonalData*>(singleton);
    CHECK((personal && registry.personal.holds(*personal)) == !kNotPersonal.contains(name));
    const auto* translated = dynamic_cast<Translated*>(singleton);
    CHECK((translated && registry.translation.holds(*translated)) == !kWordless.contains(name));
  }
}

TEST_CASE("going Home keeps how a person reads the screen, leaving keeps nothing; the newest is wiped first") {
  PersonalRegistry registry;
  std::vector<int> wiped;
  Member reads(registry, PersonalData::Keeps::until_left, wiped, 1);
  Member typed(registry, PersonalData::Keeps::until_home, wiped, 2);
  Member shown(registry, PersonalData::Keeps::until_home, wiped, 3);
  registry.wipe_typed();
  CHECK(wiped == std::vector<int>{3, 2});
  wiped.clear();
  registry.wipe_all();
  CHECK(wiped == std::vector<int>{3, 2, 1});
}

TEST_CASE("what is gone is wiped by nobody") {
  PersonalRegistry registry;
  std::vector<int> wiped;
  { Member brief(registry, PersonalData::Keeps::until_home, wiped, 1); }
  registry.wipe_all();
  CHECK(registry.size() == 0);
  CHECK(wiped.empty());
}

TEST_CASE("another language is retranslated to each of its members once, the oldest first, and not to what is gone") {
  struct Speaker final : Translated {
    std::vector<int>& retranslated;
    const int number;
    Speaker(TranslationRegistry& registry, std::vector<int>& log, int given)
        : Translated(registry), retranslated(log), number(given) {}
    void retranslate() override { retranslated.push_back(number); }
  };
  TranslationRegistry registry;
  std::vector<int> retranslated;
  Speaker first(registry, retranslated, 1);
  { Speaker brief(registry, retranslated, 2); }
  Speaker last(registry, retranslated, 3);
  registry.retranslate();
  CHECK(retranslated == std::vector<int>{1, 3});
  CHECK(registry.size() == 2);
}

TEST_CASE("going Home wipes what was typed and keeps the language") {
  KioskFixture fixture;
  fixture.backend->appearance.setLanguage(QStringLiteral("en"));
  fixture.fill();
  fixture.backend->idle.wipeTyped();
  CHECK(fixture.join().identity()->name().isEmpty());
  CHECK(fixture.backend->appearance.language() == u"en");
}
