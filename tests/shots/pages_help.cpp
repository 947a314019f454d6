// Help and rights: the kinds, one case, its number, its loop; emergency numbers and other stations.
#include "tests/shots/pages.h"

#include "tests/shots/page_harness.h"

namespace warmheart {

namespace {

void ask(PageHarness& harness, const char* kind) {
  go(harness, "help");
  harness.backend().help.choose(QString::fromUtf8(kind));
  go(harness, "helpAsk");
}

void open_case(PageHarness& harness) {
  ask(harness, "legal-advice");
  harness.backend().help.setTopic(QStringLiteral("contract"));
  harness.backend().help.submit();
  harness.settle();
}

void find_case(PageHarness& harness, const char* moved_to) {
  open_case(harness);
  const QString shown = harness.backend().help.secret();
  const QString secret(shown.constData(), shown.size());  // its own copy: what the page had is overwritten
  harness.backend().help.wipe();                          // the next person; the look stays as the series has it
  harness.help().move(QString::fromUtf8(moved_to));
  harness.kiosk().setFoundKind(QStringLiteral("case"));
  go(harness, "myCard");
  harness.backend().card.search()->setCode(QStringLiteral("741926039"));
  harness.backend().card.search()->setLastFour(secret);
  harness.backend().card.find();
  harness.settle();
  harness.kiosk().setFoundKind(QStringLiteral("application"));
}

void show_station(PageHarness& harness, const char* code) {
  go(harness, "finder");
  harness.backend().finder.choose(QString::fromUtf8(code));
  go(harness, "station");
}

}  // namespace

std::vector<PageShot> help_shots() {
  return {
      {"help-1-kinds", [](PageHarness& s) { go(s, "help"); }},
      {"help-2-named", [](PageHarness& s) { ask(s, "labour-dispute"); }},
      {"help-2-recent",
       [](PageHarness& s) {
         s.backend().registry.recent.keepTyped({QStringLiteral("张伟"), {}, {}, QStringLiteral("13800000001")});
         ask(s, "labour-dispute");
       }},
      {"help-2-card",
       [](PageHarness& s) {
         ask(s, "labour-dispute");
         s.kiosk().setCard(QStringLiteral("valid"));
         s.backend().help.takeCard(QStringLiteral("WH1:made-up"));
         s.settle();
       }},
      {"help-2-unnamed", [](PageHarness& s) { ask(s, "psychological"); }},
      {"help-2-words",
       [](PageHarness& s) {
         ask(s, "legal-advice");
         focus(s, "helpWishInput");
       },
       true},
      {"help-3-number", [](PageHarness& s) { open_case(s); }},
      {"help-5-handled", [](PageHarness& s) { find_case(s, "handled"); }},
      {"help-5-poor",
       [](PageHarness& s) {
         find_case(s, "handled");
         s.backend().help.rate(QStringLiteral("poor"));
       }},
      {"help-5-reopened",
       [](PageHarness& s) {
         find_case(s, "handled");
         s.backend().help.rate(QStringLiteral("poor"));
         s.backend().help.reopen();
       }},
      {"help-6-emergency", [](PageHarness& s) { go(s, "emergency"); }},
      {"help-8-found", [](PageHarness& s) { go(s, "found"); }},
      {"help-6-called",
       [](PageHarness& s) {
         go(s, "emergency");
         s.backend().visits.callStaff(true);
         s.settle();
       }},
      {"help-7-finder", [](PageHarness& s) { go(s, "finder"); }},
      {"help-7-many",
       [](PageHarness& s) {
         s.kiosk().setStations(300);
         go(s, "finder");
       }},
      {"help-7-no-map",
       [](PageHarness& s) {
         s.kiosk().setPlaces(false);
         go(s, "finder");
       }},
      {"help-8-station", [](PageHarness& s) { show_station(s, "donghuqu-clinic"); }},
      {"help-8-no-place",
       [](PageHarness& s) {
         s.kiosk().setPlaces(false);
         show_station(s, "sanlitun-ccb");
       }},
      {"call-staff", [](PageHarness& s) { s.run(QStringLiteral("page.callAsked()")); }},
      {"call-staff-called",
       [](PageHarness& s) {
         s.run(QStringLiteral("page.callAsked()"));
         s.backend().visits.callStaff(false);
         s.settle();
       }},
  };
}

}  // namespace warmheart
